"""Which share of the answers is printed, and as what."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.jobcentres.sums import Sum

COLUMNS = ("item_id", "survey", "item", "answers")
WHAT = "The list of printed shares"
TODO = (
    "docs/how-to-own-data.md describes the file; data/surveys/jobcentres_printed.csv is an example."
)
PER_CENT = "percent"
Printed = Mapping[tuple[str, str, frozenset[str]], float]


def read_printed(path: Path, figures: pd.DataFrame) -> Printed:
    """Printed shares, fractions, by survey, question and set of answers.

    Parameters
    ----------
    figures
        Published figures as `effektspor.published.read_published` gives them: the shares come from
        there, the list only says what they are of.

    Raises
    ------
    InputError
        Where the list is not as described, names a figure that is not published or no share, or
        two different shares of the same answers.
    """
    known = figures[figures["unit"] == PER_CENT].set_index("item_id")["value"]
    found: dict[tuple[str, str, frozenset[str]], float] = {}
    for row, cells in enumerate(read_text_table(path, COLUMNS, WHAT, TODO).to_dict("records"), 2):
        key = (str(cells["survey"]), str(cells["item"]), frozenset(str(cells["answers"]).split()))
        if cells["item_id"] not in known.index:
            raise _broken("names a figure that is not published as a share", path, row, "item_id")
        share = float(known[cells["item_id"]]) / 100
        if not key[2] or share != found.setdefault(key, share):
            raise _broken("has no answers, or two shares of the same", path, row, "answers")
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


def _broken(what: str, path: Path, row: int, column: str) -> InputError:
    return InputError(f"{WHAT} {what}", where=f"{path}, row {row}, column {column}", todo=TODO)
