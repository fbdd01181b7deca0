"""From row to column: a table of numbers whose tiles are the darker, the larger the number is."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from effektspor.report import style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, ROW, LABELS, EDGE = 0.34, 0.34, 1.75, 0.1
STEPS = tuple(reversed(style.DEGREES))
"""From least to most."""


def tiles_figure(
    table: pd.DataFrame,
    words: Words,
    *,
    write: Callable[[float], str],
    corner: str,
    limits: tuple[float, ...],
    synthetic: bool,
) -> Figure:
    """One tile for each row and column with its number in it; missing is an empty tile.

    Parameters
    ----------
    table
        Index and columns are the names that a reader sees.
    write
        A number as a reader sees it.
    corner
        What rows and columns are, at the upper left.
    limits
        Four numbers at which tiles get darker.
    """
    labels = [sheet.wrap(str(name), LABELS - 0.1) for name in table.index]
    left = max(sheet.text_width(text) for text in labels) + 0.14
    wide = (WIDTH - left - 0.08) / len(table.columns)
    heads = [sheet.wrap(str(name), wide - 0.04, sheet.LEAST) for name in table.columns]
    # A word that is wider than its column is set upright, and all others with it.
    upright = any(sheet.text_width(text, sheet.LEAST) > wide - 0.04 for text in heads)
    heads = [str(name) for name in table.columns] if upright else heads
    tall = max(
        sheet.text_width(text, sheet.LEAST) if upright else sheet.text_height(text, sheet.LEAST)
        for text in heads
    )
    top = HEAD + tall + 0.12
    heights = sheet.row_heights(labels, ROW)
    figure = sheet.paper(top + sum(heights) + EDGE)
    axes = sheet.place(figure, sheet.Box(left, top, WIDTH - left - 0.08, sum(heights)))
    axes.set(xlim=(0, len(table.columns)), ylim=(sum(heights), 0))
    axes.set_axis_off()
    for column, text in enumerate(heads):
        sheet.write(figure, left + wide * (column + 0.5), top - 0.06, text, ha="center",
                    va="bottom", fontsize=sheet.LEAST, rotation=90 if upright else 0,
                    linespacing=1.05)  # fmt: skip
    sheet.write(figure, left - 0.08, top - 0.06, sheet.wrap(corner, left - 0.12), ha="right",
                va="bottom", color=style.GREY, linespacing=1.05)  # fmt: skip
    start = 0.0
    for row, (text, height) in enumerate(zip(labels, heights, strict=True)):
        sheet.write(figure, left - 0.08, top + start + height / 2, text, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.05)  # fmt: skip
        for column, value in enumerate(table.iloc[row].to_numpy(float)):
            known = not np.isnan(value)
            fill = STEPS[int(np.searchsorted(limits, value, side="right"))] if known else None
            axes.add_patch(
                Rectangle((column, start), 1, height, facecolor=fill.colour if fill else "white",
                          edgecolor="white" if fill else style.APART, linewidth=1.2)
            )  # fmt: skip
            if fill:
                axes.text(column + 0.5, start + height / 2, write(value), ha="center",
                          va="center", fontsize=sheet.SMALL, color=fill.ink).set_gid("tile")  # fmt: skip
        start += height
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure
