"""Which answers of the job centres each figure draws, and the tables that the charts take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from effektspor.errors import ReportError
from effektspor.report import danish, style
from effektspor.report.drawing import Words

YEAR = "main"
SUM, VALUE = "sum", "value"


@dataclass(frozen=True)
class Stack:
    """Questions with the same ordered answers: a bar for each, and what stands at its right."""

    chosen: Mapping[str, str]
    """Question: the answer, or the answers taken together, with interval and printed share."""
    fills: Sequence[style.Fill]
    """Of the answers, from the last in the questionnaire to the first."""
    title: str = ""
    """Word over the part at the right, where the questions differ in what stands there."""


STACKS: Mapping[str, Stack] = {
    "fig-challenges": Stack(
        {f"challenge_{name}": "large_or_more" for name in
         ("motivation", "laws", "offers", "company_offers", "rehabteam", "knowledge")},
        style.DEGREES,
    ),
    "fig-cooperation": Stack(
        {f"coop_{name}": "good_or_better" for name in ("clinical", "health", "social", "family")},
        style.SIDES,
    ),
    "fig-expected-exits": Stack(
        {
            "expected_selfsupport": "10_or_more", "expected_flexjob": "over_25",
            "expected_pension": "over_50", "expected_other": "over_25",
        },
        style.DEGREES[:4], title="chart_expected",
    ),
}  # fmt: skip
QUESTIONS: Mapping[str, str] = {
    "fig-other-offers": "other_offers",
    "fig-sectors": "sectors",
    "fig-expectation": "company_expectation",
    "fig-consultants": "consultants",
    "fig-companies": "companies_barrier",
    "fig-progression-time": "progression_time",
    "fig-motivation-change": "motivation_change",
    "fig-motivation-time": "motivation_time",
    "fig-citizen-meeting": "citizen_meeting",
    "fig-meetings": "meetings",
}
"""Figures of one question."""
SORTED = ("fig-sectors",)
"""Figures of answers without an order: the largest share first."""


def question(table: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Answers to the question of a figure, with the label that is drawn.

    Raises
    ------
    ReportError
        If the table has no answers to it.
    """
    return _of_item(table, QUESTIONS[figure])


def stack(table: pd.DataFrame, figure: str, words: Words) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Answers and chosen shares of the questions of a figure, as `stacked_figure` takes them.

    The answers come from the last of the questionnaire to the first, so that "most" begins at
    nought. Where the questions differ in what is chosen, `note` says what it is for each.
    """
    stack = STACKS[figure]
    values, sums = [], []
    for item, answer in stack.chosen.items():
        own = _of_item(table, item).assign(item_label=words[f"chart_{item}"])
        values.append(own[own["kind"] == VALUE].sort_values("order", ascending=False))
        sums.append(own[own["answer"] == answer])
    chosen = pd.concat(sums, ignore_index=True)
    if stack.title:
        chosen = chosen.assign(note=chosen["label"])
    return pd.concat(values, ignore_index=True), chosen


def title(chosen: pd.DataFrame, figure: str, words: Words) -> str:
    """What stands over the chosen shares."""
    name = STACKS[figure].title
    return words[name] if name else str(chosen["label"].iloc[0])


def changes(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Changes between the surveys with short names of the questions, where there are such."""
    named = table["item"].map(lambda item: words.get(f"chart_{item}"))
    grouped = [
        words.get(f"chart_group_{group}", "{name}").format(name=name)
        for group, name in zip(table["group"], named.fillna(table["item_da"]), strict=True)
    ]
    return table.assign(
        item_label=[danish.with_dashes(name) for name in grouped],
        label_da=table["label_da"].map(danish.with_dashes),
    )


def _of_item(table: pd.DataFrame, item: str) -> pd.DataFrame:
    own = table[(table["year"] == YEAR) & (table["item"] == item)].sort_values("order")
    if own.empty:
        raise ReportError(
            f"The table has no answers to {item!r}",
            where="jobcentres.csv",
            todo="Name the question in the codebook of the survey as it is named here.",
        )
    return own.assign(label=own["label_da"].map(danish.with_dashes))
