"""A tornado: how far a result moves with the low and the high value of each assumption."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from effektspor.report import style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, ROW, AXIS, LABELS, THICK = 0.34, 0.33, 0.5, 2.1, 0.2
"""Inches: the mark, a row, the scale, room of names, a bar."""
LOW, HIGH = style.Fill("#8FBCE0"), style.Fill("#9C3600", "////")


def tornado_figure(
    rows: pd.DataFrame, base: float, words: Words, *, label: str, synthetic: bool
) -> Figure:
    """Bars from the result at the low value to that at the high one, around the result as it is.

    Parameters
    ----------
    rows
        In the order in which they stand, the widest first: `label`, `low_text`, `high_text` (the
        two values as a reader sees them), `low`, `high` (the result at each).
    base
        The result with all assumptions as they are.
    label
        Of the horizontal axis.
    """
    labels = [sheet.wrap(str(text), LABELS - 0.14) for text in rows["label"]]
    heights = sheet.row_heights(labels, ROW)
    at, total = parts.middles(heights), float(sum(heights))
    key = [words["chart_at_low"], words["chart_at_high"]]
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(key) + 0.04)
    left = max(sheet.text_width(text) for text in labels) + 0.14
    axes = sheet.place(figure, sheet.Box(left, HEAD, WIDTH - left - 0.12, total))
    _limits(axes, rows, base, WIDTH - left - 0.12)
    _bars(axes, rows, at, base)
    axes.set_ylim(total, 0)
    for place, text in zip(at, labels, strict=True):
        sheet.write(figure, left - 0.08, HEAD + float(place), text, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.1)  # fmt: skip
    axes.set_xlabel(label, fontsize=sheet.LABEL)
    signs = [Patch(facecolor=each.colour, hatch=each.hatch, edgecolor=style.GREY, linewidth=0.5)
             for each in (LOW, HIGH)]  # fmt: skip
    sheet.key(figure, signs, key, top=HEAD + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _limits(axes: Axes, rows: pd.DataFrame, base: float, width: float) -> None:
    """As wide as the bars, with room for the values at their ends."""
    low = min(base, float(rows[["low", "high"]].min().min()))
    high = max(base, float(rows[["low", "high"]].max().max()))
    told = [str(text) for name in ("low_text", "high_text") for text in rows[name]]
    beside = max((sheet.text_width(text, sheet.LEAST) for text in told), default=0.0) + 0.1
    spare = ((high - low) or 1.0) * beside / max(width - 2 * beside, 0.5)
    axes.set_xlim(low - spare, high + spare)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(style.bare)
    axes.tick_params(axis="x", labelsize=sheet.SMALL)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def _bars(axes: Axes, rows: pd.DataFrame, at: "parts.Inches", base: float) -> None:
    """Two halves of each bar, and the assumption's value at the end of each.

    Where both ends lie on one side of the result the nearer end's value stands inside no bar and is
    written at the other side of the line.
    """
    for place, row in zip(at, rows.to_dict("records"), strict=True):
        for end, fill in (("low", LOW), ("high", HIGH)):
            value = float(row[end])
            axes.barh(place, value - base, left=base, height=THICK, color=fill.colour,
                      hatch=fill.hatch, edgecolor=style.GREY, linewidth=0.5).patches[0].set_gid(end)  # fmt: skip
            other = float(row["high" if end == "low" else "low"])
            right = value > base or (value == base and other < base)
            if (value - base) * (other - base) > 0 and abs(value - base) < abs(other - base):
                value, right = base, not right
            axes.annotate(str(row[f"{end}_text"]), (value, place), va="center",
                          xytext=(3 if right else -3, 0), textcoords="offset points",
                          ha="left" if right else "right", fontsize=sheet.LEAST)  # fmt: skip
    axes.axvline(base, color=style.INK, linewidth=1.1, zorder=4).set_gid("base")
    if axes.get_xlim()[0] < 0 < axes.get_xlim()[1]:
        axes.axvline(0, color=style.GREY, linewidth=0.9, linestyle=(0, (4, 2))).set_gid("nought")
