"""Lines over any scale, each with its band and its name at its end, and lines where something is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, FOOT, NAMES = 0.34, 0.62, 2.7, 0.48, 1.25
"""Inches: the mark, numbers of an axis, the axes, their scale, the widest line of a name."""
BAND = 0.18
ROOM = 0.06
"""Of the height of the axes, kept free above and below the lines."""


@dataclass(frozen=True)
class Course:
    """A line: `rows` has `x`, `y` (missing is a gap) and, where there is a band, `low` and `high`."""

    name: str
    line: style.Line
    rows: pd.DataFrame


@dataclass(frozen=True)
class Mark:
    """A vertical line at a place of the horizontal scale, with its word."""

    at: float
    text: str


@dataclass(frozen=True)
class Scale:
    """An axis.

    Attributes
    ----------
    label
        What it counts.
    zero
        Whether it begins at nought; else nought is drawn where it lies within.
    write
        A number of the axis as a reader sees it.
    """

    label: str
    zero: bool = False
    write: Callable[[float], str] = style.bare


def courses_figure(
    courses: Sequence[Course],
    words: Words,
    *,
    across: Scale,
    up: Scale,
    synthetic: bool,
    level: float = 95,
    marks: Sequence[Mark] = (),
) -> Figure:
    """Lines with their bands; a missing number is a gap.

    Parameters
    ----------
    across, up
        The horizontal and the vertical axis.
    level
        Of the bands, per cent.
    marks
        Vertical lines, each with a word at its upper end.
    """
    names = [sheet.wrap(course.name, NAMES) for course in courses]
    banded = [course for course in courses if "low" in course.rows]
    key = [words["chart_interval"].format(level=danish.plain(level))] if banded else []
    total = HEAD + TALL + FOOT
    figure = sheet.paper(total + (sheet.key_height(key) if key else 0.0) + 0.04)
    box = sheet.Box(LEFT, HEAD, WIDTH - LEFT - ends.width_of(names), TALL)
    axes = sheet.place(figure, box)
    _limits(axes, courses, across, up, room=0.1 if marks else ROOM)
    tips: list[ends.End] = []
    for course, name in zip(courses, names, strict=True):
        rows = course.rows.sort_values("x").reset_index(drop=True)
        at = [float(x) for x in rows["x"]]
        if "low" in rows:
            axes.fill_between(at, rows["low"].to_numpy(float), rows["high"].to_numpy(float),
                              color=course.line.colour, alpha=BAND, linewidth=0)  # fmt: skip
        ends.broken_line(axes, at, rows["y"], course.line)
        tips += ends.end_of(at, rows["y"], name, course.line.colour)
    _marks(axes, marks, box)
    ends.label_ends(axes, tips, box)
    if key:
        sheet.key(figure, [Patch(facecolor=style.GREY, alpha=0.35)], key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _limits(
    axes: Axes, courses: Sequence[Course], across: Scale, up: Scale, *, room: float
) -> None:
    """Both axes as wide as what is drawn; a line at nought where numbers lie on both sides."""
    known = pd.concat(
        [course.rows[name].astype(float) for course in courses for name in ("y", "low", "high")
         if name in course.rows]
    )  # fmt: skip
    x = pd.concat([course.rows["x"].astype(float) for course in courses])
    low = 0.0 if up.zero else min(0.0, float(known.min()))
    high = max(float(known.max()), 0.0)
    high = high if high > low else low + 1.0
    spare = (high - low) * room
    axes.set(xlim=(float(x.min()), float(x.max())),
             ylim=(low if up.zero or low == 0 else low - spare, high + spare))  # fmt: skip
    if low < 0:
        axes.axhline(0, color=style.INK, linewidth=0.9, zorder=2).set_gid("nought")
    if x.min() < 0 < x.max():
        axes.axvline(0, color=style.INK, linewidth=0.9, zorder=2)
    for axis, scale in ((axes.xaxis, across), (axes.yaxis, up)):
        axis.set_major_locator(MaxNLocator(6))
        axis.set_major_formatter(FuncFormatter(_written(scale)))
    axes.tick_params(labelsize=sheet.SMALL)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.set_xlabel(across.label, fontsize=sheet.LABEL)
    axes.set_ylabel(up.label, fontsize=sheet.LABEL)


def _written(scale: Scale) -> Callable[[float, int | None], str]:
    return lambda value, _position: scale.write(value)


def _marks(axes: Axes, marks: Sequence[Mark], box: sheet.Box) -> None:
    """Words on the side of their line where there is room for them."""
    low, high = axes.get_xlim()
    for mark in marks:
        axes.axvline(mark.at, color=style.GREY, linewidth=0.9, linestyle=(0, (4, 2))).set_gid("at")
        room = (high - mark.at) / (high - low) * box.width
        right = room >= sheet.text_width(mark.text, sheet.SMALL) + 0.06
        axes.annotate(mark.text, (mark.at, 1), xytext=(3 if right else -3, -1), va="top",
                      xycoords=("data", "axes fraction"), textcoords="offset points",
                      ha="left" if right else "right", fontsize=sheet.SMALL).set_gid("at_word")  # fmt: skip
