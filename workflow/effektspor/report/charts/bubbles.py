"""A map of counts: rows by columns, a circle with its number where there is any."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from effektspor.report import danish, style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

ROW, LABELS, EDGE, TOP_ROOM = 0.36, 2.0, 0.14, 0.12
"""Inches: a row, the room of its label at most, the lower edge, above the column names."""
LARGEST, SMALLEST = 0.165, 0.085
"""Inches: radius of the largest circle, and the least in which a number can be read."""
FILL = "#0B4F8A"


def bubble_figure(
    counts: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    words: Words,
    *,
    synthetic: bool,
) -> Figure:
    """Circles whose area follows the count; an empty place is a gap and has a small dash.

    Parameters
    ----------
    counts
        `row`, `column` (the labels themselves), `n`.
    rows, columns
        Labels in order, from the top and from the left.
    """
    labels = [sheet.wrap(label, LABELS) for label in rows]
    start = max(sheet.text_width(label) for label in labels) + 0.16
    wide = (WIDTH - start - 0.1) / len(columns)
    # Names of narrow columns are written upwards.
    heads = [sheet.wrap(name, 1.25, sheet.SMALL) for name in columns]
    head = max(sheet.text_width(name, sheet.SMALL) for name in heads) + 0.1
    heights = sheet.row_heights(labels, ROW)
    top = TOP_ROOM + head + (0.2 if synthetic else 0.0)
    figure = sheet.paper(top + sum(heights) + EDGE)
    axes = sheet.place(figure, sheet.Box(start, top, wide * len(columns), sum(heights)))
    middle = np.cumsum(heights) - np.asarray(heights) / 2
    _grid(axes, middle, heights, len(columns), wide)
    for name, at in zip(heads, range(len(columns)), strict=True):
        sheet.write(figure, start + (at + 0.5) * wide, top - 0.06, name, rotation=90, ha="center",
                    va="bottom", linespacing=1.05)  # fmt: skip
    for label, at in zip(labels, middle, strict=True):
        sheet.write(figure, start - 0.08, top + float(at), label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.05)  # fmt: skip
    places = {(r, c): (x, float(y)) for r, y in zip(rows, middle, strict=True)
              for x, c in enumerate(columns)}  # fmt: skip
    largest = max(1.0, float(counts["n"].max()))
    for row, column, n in zip(counts["row"], counts["column"], counts["n"], strict=True):
        x, y = places[str(row), str(column)]
        _circle(axes, (x + 0.5) * wide, y, float(n), largest)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def radius(n: float, largest: float) -> float:
    """Inches: the area follows the count, down to the least in which its number can be read."""
    return max(SMALLEST, LARGEST * float(np.sqrt(n / largest)))


def _grid(
    axes: Axes, middle: "np.ndarray[tuple[int], np.dtype[np.float64]]", heights: Sequence[float],
    columns: int, wide: float,
) -> None:  # fmt: skip
    axes.set(xlim=(0, columns * wide), ylim=(sum(heights), 0))
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    axes.hlines(middle, 0, columns * wide, color="#e3e8ec", linewidth=0.7, zorder=0)
    axes.vlines((np.arange(columns) + 0.5) * wide, 0, sum(heights), color="#e3e8ec",
                linewidth=0.7, zorder=0)  # fmt: skip


def _circle(axes: Axes, x: float, y: float, n: float, largest: float) -> None:
    if not n:
        axes.plot([x - 0.035, x + 0.035], [y, y], color=style.GREY, linewidth=1.0, zorder=3)
        return
    size = radius(n, largest) * 2 * sheet.POINTS
    axes.plot([x], [y], "o", markersize=size, markerfacecolor=FILL, markeredgecolor="white",
              markeredgewidth=0.8, zorder=4)  # fmt: skip
    axes.annotate(danish.number(n), (x, y), color="white", ha="center", va="center",
                  fontsize=sheet.SMALL, fontweight="bold", zorder=5)  # fmt: skip
