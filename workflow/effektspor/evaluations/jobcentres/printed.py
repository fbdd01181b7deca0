"""Which share of the answers is printed, and as what."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.jobcentres.sums import Sum

COLUMNS = ("item_id", "survey", "item", "answers", "percent", "reading")
ADDITIVE = ("", "additive")
"""Readings of an ambiguous text that are taken: shares that are named side by side do not overlap."""
WHAT = "The list of printed shares"
TODO = "Each row needs a printed item, a survey, a question, answers and a number of per cent."
Printed = Mapping[tuple[str, str, frozenset[str]], float]


def read_printed(path: Path) -> Printed:
    """Printed shares, fractions, by survey, question and set of answers.

    Raises
    ------
    InputError
        Where the file is not as described, or prints two shares of the same answers.
    """
    found: dict[tuple[str, str, frozenset[str]], float] = {}
    for row, cells in enumerate(read_text_table(path, COLUMNS, WHAT, TODO).to_dict("records"), 2):
        if cells["reading"] not in ADDITIVE:
            continue
        key = (str(cells["survey"]), str(cells["item"]), frozenset(str(cells["answers"]).split()))
        try:
            share = float(cells["percent"]) / 100
        except ValueError:
            share = float("nan")
        if not (0 <= share <= 1 and key[2] and share == found.get(key, share)):
            raise InputError(
                f"{WHAT} has no share, no answers, or two shares of the same answers",
                where=f"{path}, row {row}",
                todo=TODO,
            )
        found[key] = share
    return found


def published(
    table: pd.DataFrame, survey: str, sums: Mapping[str, tuple[Sum, ...]], printed: Printed
) -> "pd.Series[float]":
    """The printed share beside each row of one survey's shares; missing where none is printed."""
    within = {(each.item, each.name): each.answers for own in sums.values() for each in own}
    keys = [
        (survey, item, frozenset(within.get((item, answer), (answer,))))
        for item, answer in zip(table["item"], table["answer"], strict=True)
    ]
    return pd.Series([printed.get(key, float("nan")) for key in keys], index=table.index)
