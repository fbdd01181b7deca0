"""Small multiples: a course for each measure, with its near and its far target as level lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, PANEL, FOOT, LEFT, COLUMNS = 0.36, 0.38, 0.84, 0.38, 0.46, 3
"""Inches: the mark, a title, the axes, the months beneath, numbers of an axis; parts in a line."""
OWN = style.SERIES[0]
NEAR = style.Line(style.SERIES[1].colour, (0, (5, 2)), 1.4)
FAR = style.Line(style.INK, (0, (1.2, 1.6)), 1.6)


@dataclass(frozen=True)
class Goal:
    """One measure.

    Attributes
    ----------
    title
        Its name, with the unit.
    rows
        `month` (ISO year and month), `value` (missing is a gap) and, where known, `low`, `high`.
    near, far
        The targets, in the unit of the values; None where there is none.
    """

    title: str
    rows: pd.DataFrame
    near: float | None
    far: float | None


def goals_figure(
    goals: Sequence[Goal], words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """A part for each measure, each with its own scale from nought.

    Parameters
    ----------
    level
        Of the bands, per cent.
    """
    lines = -(-len(goals) // COLUMNS)
    step = TITLE + PANEL + FOOT
    key = [words["chart_own"], words["chart_interval"].format(level=danish.plain(level)),
           words["chart_near"], words["chart_far"]]  # fmt: skip
    figure = sheet.paper(HEAD + step * lines + sheet.key_height(key) + 0.04)
    wide = (WIDTH - 0.1) / COLUMNS
    for number, goal in enumerate(goals):
        line, column = divmod(number, COLUMNS)
        box = sheet.Box(wide * column + LEFT, HEAD + step * line + TITLE, wide - LEFT - 0.08, PANEL)
        title = sheet.wrap(goal.title, wide - 0.1, sheet.SMALL, "bold")
        sheet.write(figure, wide * column + 0.08, box.top - 0.09, title, va="bottom",
                    fontweight="bold", linespacing=1.05)  # fmt: skip
        _panel(sheet.place(figure, box), goal)
    signs = [_sign(OWN), Patch(facecolor=OWN.colour, alpha=0.22), _sign(NEAR), _sign(FAR)]
    sheet.key(figure, signs, key, top=HEAD + step * lines)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _sign(line: style.Line) -> Line2D:
    return Line2D([], [], color=line.colour, linestyle=line.dash, linewidth=line.width)


def _panel(axes: Axes, goal: Goal) -> None:
    rows = goal.rows.sort_values("month").reset_index(drop=True)
    months = [int(str(month)[:4]) * 12 + int(str(month)[5:7]) - 1 for month in rows["month"]]
    at = [float(month) for month in months]
    known = [rows[name].astype(float).max() for name in ("value", "high") if name in rows]
    known += [float(each) for each in (goal.near, goal.far) if each is not None]
    most = max((float(each) for each in known if each == each), default=1.0)
    axes.set(xlim=(min(at), max(max(at), min(at) + 1)), ylim=(0, most * 1.12 or 1.0))
    if "low" in rows:
        axes.fill_between(at, rows["low"].to_numpy(float), rows["high"].to_numpy(float),
                          color=OWN.colour, alpha=0.22, linewidth=0)  # fmt: skip
    ends.broken_line(axes, at, rows["value"].astype(float), OWN)
    for value, line, gid in ((goal.near, NEAR, "near"), (goal.far, FAR, "far")):
        if value is not None:
            axes.axhline(value, color=line.colour, linestyle=line.dash, linewidth=line.width,
                         zorder=3).set_gid(gid)  # fmt: skip
    years = {month for month in months if month % 12 == 0} or {months[0]}
    axes.set_xticks(sorted(years), [str(month // 12) for month in sorted(years)])
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(style.bare)
    axes.tick_params(labelsize=sheet.SMALL)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
