"""The two surveys of job centres held together: shares that changed, and who changed sides.

The comparison of all answers uses whoever answered in either year; its interval takes account of what
the two shares have in common through the municipalities that answered both times. The paired one is of
these only, and asks which of them changed.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from effektspor.estimators.survey.differences import correlation, difference
from effektspor.estimators.survey.paired import paired, share_of
from effektspor.evaluations.jobcentres.counting import agreeing
from effektspor.evaluations.jobcentres.sums import Sum
from effektspor.surveys.codebook import Question
from effektspor.surveys.survey import REPLIED, Survey

COLUMNS = (
    "item", "group", "item_da", "item_en", "sum", "label_da", "label_en",
    "before_n", "before_base", "before_share", "before_low", "before_high",
    "now_n", "now_base", "now_share", "now_low", "now_high",
    "change", "ci_low", "ci_high",
    "replied_both", "paired_n", "both", "only_before", "only_now", "neither",
    "paired_change", "paired_low", "paired_high", "p_mcnemar",
)  # fmt: skip


def jobcentre_change(
    before: Survey, now: Survey, sums: Mapping[str, Sequence[Sum]], confidence: float
) -> pd.DataFrame:
    """One row per sum of answers to a question that was asked in both years.

    Returns
    -------
    DataFrame
        `COLUMNS`; shares and changes are fractions, missing where nobody answered. ``replied_both``
        are the municipalities that answered both surveys, whatever questions.
    """
    twice = set(_replied(before)) & set(_replied(now))
    earlier = {question.item: question for question in before.book.items}
    lines = [
        _line(one, earlier[question.item], question, before, now, confidence)
        for question in now.book.items
        if question.item in earlier
        for one in sums.get(question.item, ())
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS)).assign(replied_both=len(twice))


def _replied(survey: Survey) -> "pd.Series[str]":
    people = survey.respondents
    return people.loc[people["status"].isin(REPLIED), "respondent"]


def _line(
    one: Sum,
    earlier: Question,
    question: Question,
    before: Survey,
    now: Survey,
    confidence: float,
) -> dict[str, object]:
    first = agreeing(before, earlier, one.answers)
    second = agreeing(now, question, one.answers)
    shares = [share_of(flags.to_numpy(), confidence) for flags in (first, second)]
    whose = [flags.index.to_series() for flags in (first, second)]
    shared = correlation(shares[0], shares[1], whose[0], whose[1])
    change, low, high = difference(shares[0], shares[1], shared)
    both = first.index.intersection(second.index).sort_values()
    pairs = paired(first.loc[both].to_numpy(), second.loc[both].to_numpy(), confidence)
    line: dict[str, object] = {
        "item": one.item, "group": question.element, "item_da": question.wording_da,
        "item_en": question.wording_en, "sum": one.name, "label_da": one.label_da,
        "label_en": one.label_en, "change": change, "ci_low": low, "ci_high": high,
    }  # fmt: skip
    for when, share in zip(("before", "now"), shares, strict=True):
        line |= {
            f"{when}_n": share.agree, f"{when}_base": share.answers, f"{when}_share": share.value,
            f"{when}_low": share.low, f"{when}_high": share.high,
        }  # fmt: skip
    return line | {
        "paired_n": pairs.n, "both": pairs.both, "only_before": pairs.only_before,
        "only_now": pairs.only_after, "neither": pairs.neither, "paired_change": pairs.change,
        "paired_low": pairs.low, "paired_high": pairs.high, "p_mcnemar": pairs.p_value,
    }  # fmt: skip
