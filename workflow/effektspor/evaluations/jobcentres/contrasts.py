"""Whether more job centres gave some answers than others: the same job centres, so in pairs.

Two shares of one survey are of the same respondents, and their intervals may overlap though the
difference is beyond doubt, or the other way round. So the difference has an interval of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.estimators.survey.paired import Paired, paired
from effektspor.evaluations.jobcentres.counting import agreeing
from effektspor.surveys.codebook import Codebook, Question
from effektspor.surveys.survey import Survey

LISTED = (
    "contrast", "item", "answers", "other_item", "other_answers", "label_da", "label_en",
)  # fmt: skip
COLUMNS = (
    "contrast", "label_da", "label_en", "against", "comparisons", "n", "share", "other_share",
    "difference", "ci_low", "ci_high",
)  # fmt: skip
WHAT = "The list of answers that are held against each other"
TODO = "docs/how-to-own-data.md describes the file; data/surveys/jobcentres_contrasts.csv is an example."


@dataclass(frozen=True)
class Contrast:
    """Answers to one question against answers to another, or to the same."""

    item: str
    answers: tuple[str, ...]
    other_item: str
    other_answers: tuple[str, ...]
    label_da: str
    label_en: str


def read_contrasts(path: Path, book: Codebook) -> Mapping[str, tuple[Contrast, ...]]:
    """Read the contrasts by name; several of one name hold an answer against several others.

    Raises
    ------
    InputError
        Where the file is not as described, or names a question that the codebook has not, an answer
        that its scale has not, or the same answers twice.
    """
    questions = {question.item: question for question in book.items if question.part == "item"}
    found: dict[str, tuple[Contrast, ...]] = {}
    for row, cells in enumerate(read_text_table(path, LISTED, WHAT, TODO).to_dict("records"), 2):
        text = {str(column): str(cell) for column, cell in cells.items()}
        where = f"{path}, row {row}"
        for item, answers in (("item", "answers"), ("other_item", "other_answers")):
            _refuse_odd(questions.get(text[item]), text[answers].split(), where, item, answers)
        one = Contrast(
            text["item"], tuple(text["answers"].split()),
            text["other_item"], tuple(text["other_answers"].split()),
            text["label_da"], text["label_en"],
        )  # fmt: skip
        earlier = found.get(text["contrast"], ())
        if one in earlier or (one.item == one.other_item and {*one.answers} & {*one.other_answers}):
            raise _broken("holds answers against themselves, or twice", where, "other_answers")
        found[text["contrast"]] = (*earlier, one)
    return found


def jobcentre_contrasts(
    survey: Survey, contrasts: Mapping[str, Sequence[Contrast]], confidence: float
) -> pd.DataFrame:
    """One row per contrast: the difference to the closest of the others, of those in both bases.

    Held against several, the difference is the smallest one, and the claim is that the answer is
    more frequent than each of them. Its interval goes from the lowest of the lower limits, for the
    claim needs every one of them, to the lowest of the upper limits, which are for the level shared
    by all comparisons (Bonferroni), for one of them is enough to refute it.

    Returns
    -------
    DataFrame
        `COLUMNS`; shares and differences are fractions, missing where nobody is in both bases.
    """
    questions = {question.item: question for question in survey.book.items}
    lines = []
    for name, own in contrasts.items():
        shared = 1 - (1 - confidence) / len(own)
        plain, strict = (
            [_pairs(survey, each, questions, level) for each in own]
            for level in (confidence, shared)
        )
        known = [each for each, pairs in enumerate(plain) if pairs.n]
        closest = min(known, key=lambda each: plain[each].change, default=0)
        pairs = plain[closest]
        lines.append({
            "contrast": name, "label_da": own[0].label_da, "label_en": own[0].label_en,
            "against": own[closest].other_item, "comparisons": len(own), "n": pairs.n,
            "share": _of(pairs, pairs.only_after), "other_share": _of(pairs, pairs.only_before),
            "difference": pairs.change,
            "ci_low": min((plain[each].low for each in known), default=float("nan")),
            "ci_high": min((strict[each].high for each in known), default=float("nan")),
        })  # fmt: skip
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _of(pairs: Paired, alone: int) -> float:
    return (pairs.both + alone) / pairs.n if pairs.n else float("nan")


def _pairs(
    survey: Survey, contrast: Contrast, questions: Mapping[str, Question], confidence: float
) -> Paired:
    one = agreeing(survey, questions[contrast.item], contrast.answers)
    other = agreeing(survey, questions[contrast.other_item], contrast.other_answers)
    both = one.index.intersection(other.index).sort_values()
    return paired(other.loc[both].to_numpy(), one.loc[both].to_numpy(), confidence)


def _refuse_odd(
    question: Question | None, answers: Sequence[str], where: str, item: str, column: str
) -> None:
    if question is None or question.scale is None:
        raise _broken("names no question with one answer", where, item)
    known = {answer.id for answer in question.scale.answers if answer.kind == "value"}
    if not answers or set(answers) - known:
        raise _broken("needs answers of the question's scale", where, column)


def _broken(what: str, where: str, column: str) -> InputError:
    return InputError(f"{WHAT} {what}", where=f"{where}, column {column}", todo=TODO)
