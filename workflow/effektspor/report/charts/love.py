"""Standardised differences between two groups: a dot for each characteristic, and both levels."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, COLUMN, HEAD, AXIS, EDGE, ROW, RIGHT = 2.6, 0.72, 0.5, 0.48, 0.08, 0.2, 0.08
"""Inches: names of the rows, a column of levels, the mark, the axis, a row."""
LIMIT = 0.1
"""Differences up to this are commonly called small."""


def love_figure(
    table: pd.DataFrame, names: tuple[str, str], words: Words, *, synthetic: bool
) -> Figure:
    """A dot per row, a shade for small differences, and the levels of both groups as text.

    Parameters
    ----------
    table
        In the order of the figure: `label`, `smd` (missing where it is withheld), `first` and
        `second` (levels as they are to stand).
    names
        Of the two groups.
    """
    table = table.reset_index(drop=True)
    labels = [sheet.wrap(danish.with_dashes(str(text)), LABELS) for text in table["label"]]
    heights = [max(ROW, sheet.text_height(label, sheet.LABEL) + 0.06) for label in labels]
    at, total = parts.middles(heights), float(sum(heights))
    signs = [
        Line2D([], [], marker="o", linestyle="none", markersize=5, color=style.INK),
        Patch(facecolor=style.APART),
    ]
    key = [words["chart_smd"], words["chart_small"].format(limit=danish.plain(LIMIT))]
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(key) + EDGE)
    left = max(sheet.text_width(label) for label in labels) + 0.16
    box = sheet.Box(left, HEAD, WIDTH - left - 2 * COLUMN - RIGHT - 0.1, total)
    axes = sheet.place(figure, box)
    reach = max(0.2, float(table["smd"].abs().max(skipna=True) or 0) * 1.15)
    axes.set(xlim=(-reach, reach), ylim=(total, 0), yticks=[])
    axes.axvspan(-LIMIT, LIMIT, color=style.APART, linewidth=0, zorder=1)
    axes.axvline(0, color=style.INK, linewidth=0.9, zorder=2)
    axes.xaxis.set_major_formatter(lambda value, _: danish.number(value, 1))
    axes.set_xlabel(words["chart_smd_axis"], fontsize=sheet.LABEL)
    axes.tick_params(labelsize=sheet.SMALL)
    axes.hlines(at, 0, table["smd"], color=style.GREY, linewidth=1.0, zorder=3)
    dots = axes.plot(table["smd"], at, "o", color=style.INK, markersize=5, zorder=4)
    dots[0].set_gid("smd")
    ends = (WIDTH - RIGHT - COLUMN, WIDTH - RIGHT)
    for right, name in zip(ends, names, strict=True):
        sheet.write(figure, right, HEAD - 0.06, sheet.wrap(name, COLUMN, sheet.SMALL), ha="right",
                    va="bottom", color=style.GREY, linespacing=1.05)  # fmt: skip
    for place, label, (_, row) in zip(at, labels, table.iterrows(), strict=True):
        height = HEAD + float(place)
        sheet.write(figure, left - 0.08, height, label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.1)  # fmt: skip
        for right, name in zip(ends, ("first", "second"), strict=True):
            sheet.write(figure, right, height, str(row[name]), ha="right", va="center")
    sheet.key(figure, signs, key, top=HEAD + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure
