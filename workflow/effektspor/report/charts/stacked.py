"""Several questions with the same ordered answers: one bar of all answers for each question."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, ROW, HEAD, SCALE, AXIS, EDGE = 1.5, 0.42, 0.3, 0.3, 0.48, 0.08
COUNTS, SUM, GAP, RIGHT = 0.62, 1.36, 0.14, 0.16
"""Inches: columns of counts, the part of the sums, room between parts."""
THICK, OVER = 0.27, 0.15
LEAST = 0.055
"""A narrower segment has no number in it."""


def stacked_figure(
    answers: pd.DataFrame,
    sums: pd.DataFrame,
    fills: Sequence[style.Fill],
    words: Words,
    *,
    title: str,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """All answers to each question at the left; what is taken together of them at the right.

    Parameters
    ----------
    answers
        `item`, `item_label`, `label` (the same answers for each item, in the order in which they
        are stacked), `share`, `base`, `dont_know` (count, not in `base`).
    sums
        One row per item: `item` and the columns of `charts.rows`; decides the order of the items,
        the largest first. With a column `note` each row is another share, which the note names:
        the order is then as it comes.
    fills
        Of the answers in their order.
    title
        Of the part at the right: which answers are taken together.
    level
        Of the intervals, per cent.
    """
    if "note" not in sums:
        sums = sums.sort_values("share", ascending=False, kind="stable")
    items = list(sums["item"])
    first = answers.drop_duplicates("item").set_index("item").loc[items]
    labels = [sheet.wrap(str(text), LABELS) for text in first["item_label"]]
    heights = sheet.row_heights(labels, ROW)
    at, total = parts.middles(heights), float(sum(heights))
    signs, names = parts.key_of(
        words, level, bar=False, published="published" in sums and bool(sums["published"].notna().any()),
        bounds="bound_low" in sums and bool(sums["bound_low"].notna().any()),
    )  # fmt: skip
    order = list(dict.fromkeys(answers["label"]))
    scale = sheet.key_height(order)
    top = HEAD + scale + SCALE
    figure = sheet.paper(top + total + AXIS + sheet.key_height(names) + EDGE)
    left = max(sheet.text_width(label) for label in labels) + 0.16
    box = sheet.Box(left, top, WIDTH - left - COUNTS - 2 * GAP - SUM - RIGHT, total)
    axes = sheet.place(figure, box)
    parts.share_axis(axes, total, 1.0, label=words["chart_share_axis"])
    for place, item in zip(at, items, strict=True):
        _bar(axes, answers[answers["item"] == item], float(place), fills, words)
    sheet.key(figure, [_patch(fill) for fill in fills], order, top=HEAD)
    _labels(figure, first, labels, box, at, words)
    _sums(figure, sums, sheet.Box(WIDTH - SUM - RIGHT, top, SUM, total), at, title)
    sheet.key(figure, signs, names, top=top + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _patch(fill: style.Fill) -> Patch:
    return Patch(facecolor=fill.colour, hatch=fill.hatch, edgecolor=style.GREY, linewidth=0.5)


def _bar(
    axes: Axes, rows: pd.DataFrame, place: float, fills: Sequence[style.Fill], words: Words
) -> None:
    """One bar; a white line between segments, a grey one around all. Without shares, a word."""
    if rows["share"].isna().all():
        axes.text(0.5, place, words["chart_no_answers"], ha="center", va="center",
                  fontsize=sheet.SMALL, color=style.GREY)  # fmt: skip
        return
    left = 0.0
    for share, fill in zip(rows["share"].fillna(0), fills, strict=True):
        axes.barh(place, share, left=left, height=THICK, color=fill.colour, hatch=fill.hatch,
                  edgecolor="white", linewidth=1.0)  # fmt: skip
        if share >= LEAST:
            # Letters on hatching need a ground of their own.
            ground = {"boxstyle": "square,pad=0.12", "facecolor": fill.colour, "edgecolor": "none"}
            axes.text(left + share / 2, place, danish.number(share * 100), ha="center",
                      va="center", fontsize=sheet.SMALL, color=fill.ink, zorder=5,
                      bbox=ground if fill.hatch else None)  # fmt: skip
        left += share
    axes.barh(place, left, height=THICK, color="none", edgecolor=style.GREY, linewidth=0.5,
              zorder=4)  # fmt: skip


def _labels(
    figure: Figure,
    first: pd.DataFrame,
    labels: Sequence[str],
    box: sheet.Box,
    at: "parts.Inches",
    words: Words,
) -> None:
    """Labels at the left; who are counted and who did not know at the right of the bars."""
    columns = {box.left + box.width + 0.3: "base", box.left + box.width + 0.68: "dont_know"}
    for right, name in columns.items():
        sheet.write(figure, right, box.top - 0.03, words[f"chart_{name}"], ha="right",
                    va="bottom", color=style.GREY, linespacing=1.05)  # fmt: skip
    for place, label, (_, row) in zip(at, labels, first.iterrows(), strict=True):
        height = box.top + float(place)
        sheet.write(figure, box.left - 0.08, height, label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.1)  # fmt: skip
        for right, name in columns.items():
            sheet.write(figure, right, height, danish.number(float(row[name])), ha="right",
                        va="center", color=style.GREY)  # fmt: skip


def _sums(
    figure: Figure, sums: pd.DataFrame, box: sheet.Box, at: "parts.Inches", title: str
) -> None:
    """Dots on an axis of their own, so that intervals do not hide the answers."""
    axes = sheet.place(figure, box)
    top = parts.nice_top(*(sums[name] for name in ("share", "ci_high", "bound_high", "published")
                           if name in sums))  # fmt: skip
    parts.share_axis(axes, box.height, top, label="")
    if top <= 0.5:
        axes.set_xticks(np.arange(0, top + 1e-9, 0.2))
    sheet.write(figure, box.left, box.top - 0.06, sheet.wrap(title, box.width + RIGHT, sheet.SMALL, "bold"),
                va="bottom", fontweight="bold", linespacing=1.05)  # fmt: skip
    parts.intervals(axes, sums, at)
    axes.plot(sums["share"], at, "o", color=style.INK, markersize=parts.DOT, zorder=5)
    parts.diamonds(axes, sums, at)
    for place, (_, row) in zip(at, sums.iterrows(), strict=True):
        _number(axes, row, float(place))


def _number(axes: Axes, row: "pd.Series[Any]", place: float) -> None:
    """The share over its dot; with a note, both at the left."""
    if pd.isna(row["share"]):
        return
    text, left, align = danish.number(float(row["share"]) * 100), float(row["share"]), "center"
    if "note" in row:
        text, left, align = f"{row['note']}: {text}", 0.0, "left"
    axes.annotate(
        text, (left, place - OVER), xytext=(3 if left == 0 else 0, 0), textcoords="offset points",
        va="center", ha=align, fontsize=sheet.SMALL, zorder=3,
        fontweight="normal" if "note" in row else "bold",
        bbox={"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none"},
    )  # fmt: skip
