"""What the source prints of the citizen surveys, and the bounds that its own numbers allow.

The number of invited is not printed. It follows, rounded, from the number of answers and the
response rate.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.estimators.survey.bounds import bounds
from effektspor.surveys.codebook import Codebook

RESPONSE: Mapping[str, tuple[str, str]] = {
    "referral": ("brf.cs1.n", "brf.cs1.response_rate"),
    "later": ("brf.cs2.n", "brf.cs2.response_rate"),
}
"""Survey: published items with its number of answers and its response rate in per cent."""
OTHER_ANSWERS = {"neither": "_neither", "negative": "_disagree"}
"""Ends of the published items of an answer, where that of the agreeing ends in `AGREE`."""
AGREE = "_agree"
COLUMNS = ("published", "published_low", "published_high", "star_asked", "star2016")
STAR_COLUMNS = ("survey", "item", "asked", "share", "n", "source")
STAR_ASKED = ("same", "other", "no")


def with_published(
    shares: pd.DataFrame, book: Codebook, published: pd.DataFrame, star: pd.DataFrame
) -> pd.DataFrame:
    """The shares of one survey with what is printed of each, fractions.

    Parameters
    ----------
    shares
        As `effektspor.evaluations.citizens.shares.citizen_shares` gives them.
    published
        As `effektspor.published.read_published` gives it.
    star
        As `read_star` gives it.

    Returns
    -------
    DataFrame
        The shares and `COLUMNS`: the printed share, its bounds among all invited (not for
        questions asked of some only: how many is not printed), whether STAR asked the question in
        2016 (``same``, ``other``, ``no`` or nothing known) and with which share.

    Raises
    ------
    InputError
        Where the codebook names an item that is not published.
    """
    known = published.set_index("item_id")["value"].to_dict()
    items = {question.item: question.published for question in book.items}
    compared = star[star["survey"] == book.survey].set_index("item")
    lines = []
    for row in shares.to_dict("records"):
        value = _printed(known, items[row["item"]], str(row["answer"]))
        low, high = _bounds(known, book.survey, value) if not row["asked_if"] else (np.nan, np.nan)
        asked, share = "", np.nan
        if row["answer"] == "positive" and row["item"] in compared.index:
            asked = str(compared.loc[row["item"], "asked"])
            share = float(compared.loc[row["item"], "share"])
        lines.append((value, low, high, asked, share))
    return shares.join(pd.DataFrame(lines, columns=list(COLUMNS), index=shares.index))


def read_star(path: Path) -> pd.DataFrame:
    """Read what is known of STAR's national survey of 2016: survey, item, asked, share, n.

    Raises
    ------
    InputError
        Where the file is not as described or a share is no fraction.
    """
    todo = "The columns are described in docs/how-to-own-data.md."
    what = "The table of STAR's survey"
    frame = read_text_table(path, STAR_COLUMNS, what, todo, may_be_empty=True)
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        if cells["asked"] not in STAR_ASKED:
            raise InputError(
                f"{what} needs one of {', '.join(STAR_ASKED)}",
                where=f"{path}, row {row}, column asked", todo=todo,
            )  # fmt: skip
    share = pd.to_numeric(frame["share"].replace("", None), errors="coerce")
    wrong = (frame["share"] != "") & ~share.between(0, 1)
    if wrong.any():
        raise InputError(
            f"{what} needs shares as fractions",
            where=f"{path}, row {int(np.flatnonzero(wrong)[0]) + 2}, column share", todo=todo,
        )  # fmt: skip
    return frame.assign(share=share.astype(np.float64))


def _printed(known: Mapping[object, float], item: str, answer: str) -> float:
    """The printed share of an answer; NaN where none is."""
    if not item:
        return float("nan")
    if item not in known:
        raise InputError(
            f"The published figure {item} is missing",
            where="codebook of a citizen survey, column published",
            todo="Correct the id, or leave the cell empty.",
        )
    if answer in OTHER_ANSWERS:
        item = item.removesuffix(AGREE) + OTHER_ANSWERS[answer] if item.endswith(AGREE) else ""
    elif answer != "positive":
        return float("nan")
    return known.get(item, float("nan")) / 100


def _bounds(known: Mapping[object, float], survey: str, share: float) -> tuple[float, float]:
    """Bounds of a printed share from the printed number of answers and response rate."""
    if np.isnan(share) or survey not in RESPONSE:
        return float("nan"), float("nan")
    n, rate = (known[item] for item in RESPONSE[survey])
    found = bounds(share * n, n, n / (rate / 100))
    return found.low, found.high
