"""Ranges on one scale with a limit, and words of several judgements beside each."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

ROW, LABELS, AXIS, EDGE, HEAD = 0.29, 1.62, 0.46, 0.1, 0.44
"""Inches: a row, room of its label, the axis beneath, the lower edge, names above the words."""
SCALE, GAP = 1.45, 0.16
"""Inches: the scale, and room between it and the words."""
LIMIT = style.Line(style.MARK, (0, (4, 2)), 1.2)


def ranges_figure(
    ranges: pd.DataFrame, judgements: Sequence[str], words: Words, *, limit: float, synthetic: bool
) -> Figure:
    """A line from the lowest to the highest possible value of each row, a dot where they are one.

    Parameters
    ----------
    ranges
        `label`, `low`, `high`, `marked` (set bold, with a sign), and a column of words for each of
        `judgements`.
    judgements
        Names of these columns; their headers are the words ``chart_<name>``.
    limit
        Drawn as a dashed line, named in the key.
    """
    labels = [sheet.wrap(str(label), LABELS) for label in ranges["label"]]
    start = max(sheet.text_width(label) for label in labels) + 0.16
    words_at = start + SCALE + GAP
    wide = _widths(ranges, judgements, words, WIDTH - words_at - 0.04)
    told = {
        name: [sheet.wrap(str(each), wide[name] - 0.06, sheet.SMALL) for each in ranges[name]]
        for name in judgements
    }
    heights = [
        max(ROW, *(sheet.text_height(text, sheet.SMALL) + 0.08 for text in row))
        for row in zip(labels, *told.values(), strict=True)
    ]
    middle = np.cumsum(heights) - np.asarray(heights) / 2
    top = HEAD + (0.14 if synthetic else 0.0)
    key = [words["chart_stock"], words["chart_least"].format(n=danish.number(limit, 1))]
    figure = sheet.paper(top + sum(heights) + AXIS + sheet.key_height(key) + EDGE)
    axes = sheet.place(figure, sheet.Box(start, top, SCALE, sum(heights)))
    most = max(limit, float(ranges["high"].max())) * 1.12
    _lines(axes, ranges, middle, sum(heights), most, limit)
    for label, at in zip(labels, middle, strict=True):
        sheet.write(figure, start - 0.08, top + float(at), label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.05)  # fmt: skip
    left = words_at
    for name in judgements:
        header = sheet.wrap(words[f"chart_{name}"], wide[name] - 0.06, sheet.SMALL, "bold")
        sheet.write(figure, left, top - 0.06, header, va="bottom", fontweight="bold",
                    linespacing=1.2)  # fmt: skip
        for text, at, bold in zip(told[name], middle, ranges["marked"], strict=True):
            sheet.write(figure, left, top + float(at), text, va="center", linespacing=1.05,
                        fontweight="bold" if bold else "normal")  # fmt: skip
        left += wide[name]
    signs = [Line2D([], [], color=style.EFFECT.colour, linewidth=3.2),
             Line2D([], [], color=LIMIT.colour, linestyle=LIMIT.dash, linewidth=LIMIT.width)]  # fmt: skip
    sheet.key(figure, signs, key, top=top + sum(heights) + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _widths(
    ranges: pd.DataFrame, judgements: Sequence[str], words: Words, room: float
) -> dict[str, float]:
    """Inches of each column of words: none is narrower than its longest word."""
    needed = {
        name: max(
            sheet.text_width(word, sheet.SMALL, "bold")
            for text in (words[f"chart_{name}"], *map(str, ranges[name]))
            for word in text.split()
        )
        + 0.1
        for name in judgements
    }
    spare = max(0.0, room - sum(needed.values())) / len(needed)
    return {name: width + spare for name, width in needed.items()}


def _lines(
    axes: Axes, ranges: pd.DataFrame, middle: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    total: float, most: float, limit: float,
) -> None:  # fmt: skip
    axes.set(xlim=(0, most), ylim=(total, 0))
    axes.set_yticks([])
    style.plain_x_axis(axes)
    axes.tick_params(axis="x", labelsize=sheet.SMALL)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    low, high = ranges["low"].to_numpy(float), ranges["high"].to_numpy(float)
    apart = high > low
    axes.hlines(middle[apart], low[apart], high[apart], color=style.EFFECT.colour, linewidth=3.2)
    axes.plot(low[~apart], middle[~apart], "o", color=style.EFFECT.colour, markersize=4.5,
              linestyle="none", clip_on=False)  # fmt: skip
    axes.axvline(limit, color=LIMIT.colour, linestyle=LIMIT.dash, linewidth=LIMIT.width)
