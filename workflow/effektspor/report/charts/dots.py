"""Dots on rows: several signs of one thing beside each other, with intervals, in parts of one scale."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import rows as rows_of
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, ROW, AXIS, LABELS, EDGE = 0.34, 0.26, 0.23, 0.34, 1.6, 0.14
"""Inches: the mark, a title, a row, its scale, room of names, the right edge."""


@dataclass(frozen=True)
class Sign:
    """What a dot looks like: marker, colour, and whether it is filled."""

    marker: str
    colour: str
    filled: bool = True

    def line(self, size: float = 6.0) -> Line2D:
        """For a key."""
        return Line2D([], [], linestyle="none", **self.look(size))

    def look(self, size: float = 6.0) -> dict[str, Any]:
        """What matplotlib is told of it."""
        return {
            "marker": self.marker, "markersize": size, "color": self.colour,
            "markeredgewidth": 1.3, "markeredgecolor": self.colour,
            "markerfacecolor": self.colour if self.filled else "white",
        }  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Rows on one scale.

    Attributes
    ----------
    rows
        `label`, a column for each sign (missing: none is drawn), and `low` and `high` of an interval
        where there is one.
    nought
        Whether the scale has to hold nought.
    """

    title: str
    rows: pd.DataFrame
    nought: bool = True
    write: Callable[[float], str] = style.bare


def dots_figure(
    parts: Sequence[Part],
    signs: Mapping[str, Sign],
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """Parts beneath each other, each with its own scale.

    Parameters
    ----------
    signs
        By column; its name in the key is the word ``chart_<column>``.
    level
        Of the intervals, per cent.
    """
    banded = any("low" in part.rows and part.rows["low"].notna().any() for part in parts)
    names = [words[f"chart_{name}"] for name in signs]
    keyed: list[Line2D] = [sign.line() for sign in signs.values()]
    if banded:
        names.append(words["chart_interval"].format(level=danish.plain(level)))
        keyed.append(Line2D([], [], color=style.INK, linewidth=1.3))
    labels = {
        part.title: [sheet.wrap(str(text), LABELS - 0.1) for text in part.rows["label"]]
        for part in parts
    }
    left = max(sheet.text_width(text) for own in labels.values() for text in own) + 0.16
    heights = {title: sheet.row_heights(own, ROW) for title, own in labels.items()}
    total = HEAD + sum(TITLE + sum(own) + AXIS for own in heights.values())
    figure = sheet.paper(total + sheet.key_height(names) + 0.04)
    top = HEAD
    for part in parts:
        own = heights[part.title]
        box = sheet.Box(left, top + TITLE, WIDTH - left - EDGE, sum(own))
        sheet.write(figure, 0.08, box.top - 0.07, part.title, va="bottom", fontweight="bold")
        middle = rows_of.middles(own)
        axes = sheet.place(figure, box)
        _part(axes, part, middle, signs)
        axes.set_ylim(sum(own), 0)
        for text, at in zip(labels[part.title], middle, strict=True):
            sheet.write(figure, left - 0.08, box.top + float(at), text, ha="right", va="center",
                        fontsize=sheet.LABEL, linespacing=1.05)  # fmt: skip
        top += TITLE + sum(own) + AXIS
    sheet.key(figure, keyed, names, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _part(axes: Axes, part: Part, at: "rows_of.Inches", signs: Mapping[str, Sign]) -> None:
    drawn = [name for name in (*signs, "low", "high") if name in part.rows]
    known = part.rows[drawn].astype(float)
    least, most = float(known.min().min()), float(known.max().max())
    if least != least:
        least, most = 0.0, 1.0
    if part.nought:
        least, most = min(0.0, least), max(0.0, most)
    spare = ((most - least) or 1.0) * 0.05
    axes.set_xlim(least - (spare if least < 0 or not part.nought else 0.0), most + spare)
    if "low" in part.rows:
        has = part.rows["low"].notna().to_numpy()
        axes.hlines(at[has], part.rows["low"][has].astype(float),
                    part.rows["high"][has].astype(float), color=style.INK, linewidth=1.3)  # fmt: skip
    for name, sign in signs.items():
        has = part.rows[name].notna().to_numpy()
        axes.plot(part.rows[name][has].astype(float), at[has], linestyle="none", zorder=4,
                  clip_on=False, gid=f"sign_{name}", **sign.look())  # fmt: skip
    if least < 0 < most:
        axes.axvline(0, color=style.GREY, linewidth=0.9)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(lambda value, _: part.write(value))
    axes.tick_params(axis="x", labelsize=sheet.SMALL)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
