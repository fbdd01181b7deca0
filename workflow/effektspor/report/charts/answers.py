"""One question: a bar for each answer with its interval, answers taken together beneath."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, NUMBERS = 2.05, 1.0
"""Inches: the widest label, and the two columns of numbers at the right."""
ROW, BETWEEN, HEAD, EDGE, AXIS = 0.36, 0.2, 0.3, 0.08, 0.48
UNKNOWN = "dont_know"


def answers_figure(
    answers: pd.DataFrame, words: Words, *, synthetic: bool, level: float = 95, sort: bool = False
) -> Figure:
    """Shares of the answers to one question.

    Parameters
    ----------
    answers
        In the order of the questionnaire: `label`, `kind` (``value``, ``option``, ``dont_know`` or
        ``sum``) and the columns of `charts.rows`. Sums of answers stand beneath the answers,
        under their own heading; "don't know" stands apart with another pattern.
    level
        Of the intervals, per cent.
    sort
        Largest share first, for answers without an order.
    """
    table = _in_order(answers, sort=sort)
    labels = [sheet.wrap(str(label), LABELS) for label in table["label"]]
    heights = np.asarray(sheet.row_heights(labels, ROW))
    above = _room_above(table)
    at = parts.middles(list(heights + above)) + above / 2
    total = float(heights.sum() + above.sum())
    bounds, published = "bound_low" in table, "published" in table
    signs, names = parts.key_of(
        words, level, bounds=bounds and bool(table["bound_low"].notna().any()),
        published=published and bool(table["published"].notna().any()),
    )  # fmt: skip
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(names) + EDGE)
    left = max(sheet.text_width(label) for label in labels) + 0.16
    box = sheet.Box(left, HEAD, WIDTH - left - NUMBERS - 0.12, total)
    axes = sheet.place(figure, box)
    top = parts.nice_top(*(table[name] for name in _ENDS if name in table))
    parts.share_axis(axes, total, top, label=words["chart_share_axis"])
    _bars(axes, table, at)
    parts.intervals(axes, table, at)
    parts.diamonds(axes, table, at)
    _numbers(figure, table, labels, box, at, words)
    _heading_of_sums(figure, table, box, at, heights, words)
    sheet.key(figure, signs, names, top=HEAD + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


_ENDS = ("share", "ci_high", "bound_high", "published")


def _in_order(answers: pd.DataFrame, *, sort: bool) -> pd.DataFrame:
    """Answers, then "don't know" (without a bar if it is not counted), then sums."""
    rank = answers["kind"].map({UNKNOWN: 1, "sum": 2}).fillna(0)
    nobody = (answers["kind"] == UNKNOWN) & answers["share"].isna() & (answers["n"] == 0)
    table = answers.assign(rank=rank)[~nobody]
    if sort:
        return table.sort_values(["rank", "share"], ascending=[True, False], kind="stable")
    return table.sort_values("rank", kind="stable")


def _room_above(table: pd.DataFrame) -> "parts.Inches":
    """Room over the first of each kind but the answers; more over sums, for their heading."""
    rank = table["rank"].to_numpy()
    changes = np.concatenate([[False], rank[1:] != rank[:-1]])
    room: parts.Inches = np.where(changes, np.where(rank == 2, BETWEEN * 1.5, BETWEEN / 2), 0.0)
    return room


def _bars(axes: Axes, table: pd.DataFrame, at: "parts.Inches") -> None:
    fills = {UNKNOWN: style.UNKNOWN, "sum": style.Fill(style.APART)}
    for kind in table["kind"].unique():
        chosen = (table["kind"] == kind).to_numpy()
        parts.bars(axes, table[chosen], at[chosen], fill=fills.get(str(kind)))


def _numbers(
    figure: Figure,
    table: pd.DataFrame,
    labels: list[str],
    box: sheet.Box,
    at: "parts.Inches",
    words: Words,
) -> None:
    """Labels at the left; per cent and counts at the right, in line under each other."""
    right = box.left + box.width + 0.42
    sheet.write(figure, right, HEAD - 0.06, words["chart_per_cent"], ha="right", color=style.GREY)
    sheet.write(figure, WIDTH - 0.06, HEAD - 0.06, words["chart_count"], ha="right",
                color=style.GREY)  # fmt: skip
    for place, label, (_, row) in zip(at, labels, table.iterrows(), strict=True):
        height = HEAD + float(place)
        sheet.write(figure, box.left - 0.08, height, label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.1)  # fmt: skip
        if row["kind"] == UNKNOWN and pd.isna(row["share"]):
            beside = words["chart_left_out"].format(n=danish.number(float(row["n"])))
            sheet.write(figure, WIDTH - 0.06, height, beside, ha="right", va="center",
                        color=style.GREY)  # fmt: skip
            continue
        if pd.isna(row["share"]):
            nobody = row["base"] == 0
            why = words["chart_no_answers" if nobody else "hidden"]
            sheet.write(figure, right, height, why, ha="right", va="center",
                        color=style.GREY)  # fmt: skip
            continue
        sheet.write(figure, right, height, danish.number(float(row["share"]) * 100), ha="right",
                    va="center", fontsize=sheet.LABEL + 0.5, fontweight="bold")  # fmt: skip
        sheet.write(figure, WIDTH - 0.06, height, parts.counts(row, words), ha="right",
                    va="center", color=style.GREY)  # fmt: skip


def _heading_of_sums(
    figure: Figure,
    table: pd.DataFrame,
    box: sheet.Box,
    at: "parts.Inches",
    heights: "parts.Inches",
    words: Words,
) -> None:
    sums = (table["kind"] == "sum").to_numpy()
    if sums.any():
        first = int(np.flatnonzero(sums)[0])
        top = HEAD + float(at[first] - heights[first] / 2)
        sheet.write(figure, box.left - 0.08, top - 0.03, words["chart_sums"], ha="right",
                    va="bottom", color=style.GREY)  # fmt: skip
