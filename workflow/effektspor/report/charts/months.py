"""Shares by month: a line for each group with its name at its end, and differences beneath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts import rows as parts
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, LOW, FOOT, BETWEEN = 0.34, 0.52, 2.1, 1.35, 0.48, 0.42
"""Inches: the mark, the numbers of an axis, axes of shares and of differences, the months."""
NAMES = 1.15
"""Inches of the widest line of a name at a line's end."""
BAND = 0.18


@dataclass(frozen=True)
class Course:
    """A group's course.

    Attributes
    ----------
    rows
        `month`, `share` and, where there are intervals, `low` and `high`; fractions.
    printed
        Printed shares by month.
    """

    name: str
    line: style.Line
    rows: pd.DataFrame
    printed: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """Courses that stand in one part of a figure, under a title."""

    title: str
    courses: Sequence[Course]


def panel_figure(
    courses: Sequence[Course],
    differences: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
    line_at: tuple[float, str] | None = None,
) -> Figure:
    """Shares above, their difference with its interval below; a month that is withheld is a gap.

    Parameters
    ----------
    differences
        `month`, `difference`, `ci_low`, `ci_high`.
    level
        Of the intervals, per cent.
    line_at
        Month and word of a line that marks something printed.
    """
    names = [sheet.wrap(course.name, NAMES) for course in courses]
    key = [words["chart_interval"].format(level=danish.plain(level))]
    total = HEAD + TALL + BETWEEN + LOW + FOOT
    figure = sheet.paper(total + sheet.key_height(key) + 0.04)
    wide = WIDTH - LEFT - ends.width_of(names)
    upper = sheet.Box(LEFT, HEAD, wide, TALL)
    axes = _shares(figure, upper, courses, names, words["chart_share_axis"])
    lower = sheet.place(figure, sheet.Box(LEFT, HEAD + TALL + BETWEEN, wide, LOW))
    _differences(lower, differences, words)
    lower.set_xlabel(words["chart_months"], fontsize=sheet.LABEL)
    for each in (axes, lower):
        each.set_xlim(axes.get_xlim())
        if line_at is not None:
            each.axvline(line_at[0], color=style.PRINTED, linewidth=1.0, linestyle=(0, (1.2, 1.6)))
    if line_at is not None:
        axes.annotate(line_at[1], (line_at[0], 1), xytext=(3, -1), va="top", fontsize=sheet.SMALL,
                      xycoords=("data", "axes fraction"), textcoords="offset points",
                      color=style.PRINTED).set_gid("printed_word")  # fmt: skip
    sheet.write(figure, LEFT, HEAD + TALL + BETWEEN - 0.07, words["chart_difference_arms"],
                va="bottom", fontweight="bold")  # fmt: skip
    signs = [Line2D([], [], color=style.INK, marker="_", markersize=5, linewidth=1.2)]
    sheet.key(figure, signs, key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def compared_figure(
    first: Part, rest: Sequence[Part], words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """One part over the whole width with names at its lines, the others side by side beneath.

    Parameters
    ----------
    level
        Of the intervals, per cent.
    """
    names = [sheet.wrap(course.name, NAMES) for course in first.courses]
    small, title = 1.25, 0.2
    total = HEAD + title + TALL + FOOT + title + small + FOOT
    signs: list[Line2D | Patch] = [
        Line2D([], [], color=c.line.colour, linestyle=c.line.dash, linewidth=c.line.width)
        for c in first.courses
    ]
    key = [course.name for course in first.courses]
    signs.append(Patch(facecolor=style.GREY, alpha=0.35))
    key.append(words["chart_interval"].format(level=danish.plain(level)))
    if any(course.printed for part in (first, *rest) for course in part.courses):
        signs.append(parts.diamond())
        key.append(words["chart_published"])
    figure = sheet.paper(total + sheet.key_height(key) + 0.04)
    box = sheet.Box(LEFT, HEAD + title, WIDTH - LEFT - ends.width_of(names), TALL)
    _shares(figure, box, first.courses, names, words["chart_share_axis"])
    sheet.write(figure, LEFT, HEAD + title - 0.05, first.title, va="bottom", fontweight="bold")
    wide = (WIDTH - 0.08) / max(len(rest), 1)
    top = HEAD + title + TALL + FOOT + title
    for number, part in enumerate(rest):
        own = sheet.Box(LEFT + wide * number, top, wide - LEFT - 0.1, small)
        axes = _shares(figure, own, part.courses, [""] * len(part.courses), "")
        axes.set_xlabel(words["chart_months"], fontsize=sheet.LABEL)
        sheet.write(figure, own.left, top - 0.05, part.title, va="bottom", fontweight="bold")
    sheet.key(figure, signs, key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _shares(
    figure: Figure, box: sheet.Box, courses: Sequence[Course], names: Sequence[str], label: str
) -> Axes:
    axes = sheet.place(figure, box)
    last = max(float(course.rows["month"].max()) for course in courses)
    known = [c.rows[name] for c in courses for name in ("share", "high") if name in c.rows]
    known += [pd.Series(list(c.printed.values()), dtype=float) for c in courses]
    axes.set(xlim=(0, last + 0.2), ylim=(0, parts.nice_top(*known)))
    tips: list[ends.End] = []
    for course, name in zip(courses, names, strict=True):
        rows = course.rows.sort_values("month")
        months = [float(month) for month in rows["month"]]
        if "low" in rows:
            axes.fill_between(months, rows["low"].to_numpy(float), rows["high"].to_numpy(float),
                              color=course.line.colour, alpha=BAND, linewidth=0)  # fmt: skip
        ends.broken_line(axes, months, rows["share"], course.line)
        if name:
            tips += ends.end_of(months, rows["share"], name, course.line.colour)
        if course.printed:
            parts.hollow(axes, list(course.printed), list(course.printed.values()))
    _month_axis(axes, last)
    style.danish_axis(axes)
    if label:
        axes.set_ylabel(label, fontsize=sheet.LABEL)
    ends.label_ends(axes, tips, box)
    return axes


def _differences(axes: Axes, table: pd.DataFrame, words: Words) -> None:
    rows = table.dropna(subset=["difference"])
    ends_of = pd.concat([rows["ci_low"], rows["ci_high"], rows["difference"]]).abs()
    reach = float(np.ceil(ends_of.max() * 20) / 20) if len(rows) else 0.1
    axes.set_ylim(-reach, reach)
    axes.axhline(0, color=style.INK, linewidth=0.9, zorder=2)
    axes.vlines(rows["month"], rows["ci_low"], rows["ci_high"], color=style.INK, linewidth=1.2)
    dots = axes.plot(rows["month"], rows["difference"], "D", color=style.INK, markersize=4)
    dots[0].set_gid("difference")
    _month_axis(axes, float(table["month"].max()))
    style.danish_axis(axes)
    axes.set_ylabel(words["chart_points"], fontsize=sheet.LABEL)


def _month_axis(axes: Axes, last: float) -> None:
    step = 2 if last <= 14 else 3
    axes.set_xticks(
        np.arange(0, last + 1e-9, step), [danish.number(m) for m in np.arange(0, last + 1e-9, step)]
    )
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=sheet.SMALL)
