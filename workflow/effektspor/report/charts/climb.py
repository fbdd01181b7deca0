"""How many have got there by week, in two groups: curves of steps, and the numbers behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts.rows import nice_top
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, FOOT, LINE = 0.34, 1.32, 2.5, 0.5, 0.17
"""Inches: the mark, names of the numbers beneath, the axes, the weeks, a line of numbers."""
NAMES = 1.05
"""Inches of the widest line of a name at a curve's end."""
EVERY = 13
"""Weeks between the numbers beneath."""


@dataclass(frozen=True)
class Curve:
    """A group: its name, its line, and its rows by week.

    Attributes
    ----------
    rows
        `week`, `remaining`, `low`, `high` (fractions who have not got there), `at_risk`, `events`
        (until the next week that is told) and `censored`; counts are missing in weeks that are put
        together with the one before.
    """

    name: str
    line: style.Line
    rows: pd.DataFrame


def climb_figure(
    curves: Sequence[Curve], words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """Shares who have got there with intervals, and at risk, got there and censored beneath.

    Parameters
    ----------
    level
        Of the intervals, per cent.
    """
    last = max(float(curve.rows["week"].max()) for curve in curves)
    names = [sheet.wrap(curve.name, NAMES) for curve in curves]
    weeks = list(range(0, int(last) + 1, EVERY))
    key = [words["chart_interval"].format(level=danish.plain(level))]
    table = 0.22 + (LINE * 4 + 0.06) * len(curves)
    below = HEAD + TALL + FOOT
    figure = sheet.paper(below + table + sheet.key_height(key) + 0.06)
    box = sheet.Box(LEFT, HEAD, WIDTH - LEFT - ends.width_of(names), TALL)
    axes = sheet.place(figure, box)
    top = nice_top(*(1 - curve.rows["low"] for curve in curves))
    axes.set(xlim=(0, last), ylim=(0, top), xlabel=words["chart_weeks"], ylabel=words["chart_got"])
    tips: list[ends.End] = []
    for curve, name in zip(curves, names, strict=True):
        tips += _curve(axes, curve, name)
    _axes(axes, weeks)
    if tips:
        ends.label_ends(axes, tips, box)
    else:
        axes.text(0.5, 0.5, words["hidden"], transform=axes.transAxes, ha="center",
                  color=style.GREY, fontsize=sheet.LABEL)  # fmt: skip
    _numbers(figure, curves, weeks, box, below, words)
    signs = [Patch(facecolor=style.GREY, alpha=0.4)]
    sheet.key(figure, signs, key, top=below + table)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _curve(axes: Axes, curve: Curve, name: str) -> list[ends.End]:
    rows = curve.rows.sort_values("week")
    if rows["remaining"].isna().all():
        return []
    weeks = rows["week"].to_numpy(float)
    axes.fill_between(weeks, 1 - rows["high"], 1 - rows["low"], step="post", alpha=0.2,
                      color=curve.line.colour, linewidth=0)  # fmt: skip
    got = (1 - rows["remaining"]).reset_index(drop=True)
    ends.broken_line(axes, list(weeks), got, curve.line, steps=True)
    return ends.end_of(list(weeks), got, name, curve.line.colour)


def _axes(axes: Axes, weeks: Sequence[int]) -> None:
    axes.set_xticks(list(weeks))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=sheet.SMALL)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_fontsize(sheet.LABEL)
    style.danish_axis(axes)


def _numbers(
    figure: Figure,
    curves: Sequence[Curve],
    weeks: Sequence[int],
    box: sheet.Box,
    top: float,
    words: Words,
) -> None:
    """At risk, got there so far and censored so far, each week as it was told last."""
    width, height = figure.get_size_inches()
    sheet.write(figure, 0.08, top, words["chart_behind"], va="top", color=style.GREY)
    line = top + 0.2
    last = max(float(curve.rows["week"].max()) for curve in curves)
    for curve in curves:
        rule = 1 - (line - 0.02) / height
        figure.add_artist(Line2D([0.08 / width, (box.left + box.width) / width], [rule, rule],
                                 color=style.BAND, linewidth=0.7))  # fmt: skip
        sheet.write(figure, 0.08, line + 0.12, curve.name, va="baseline", fontweight="bold",
                    color=curve.line.colour)  # fmt: skip
        for kind, counts in counted(curve.rows).items():
            line += LINE
            sheet.write(figure, 0.18, line + 0.12, words[f"chart_{kind}"], va="baseline")
            for week in weeks:
                at = box.left + box.width * week / last
                text = danish.number(counts.get(week))
                sheet.write(figure, at, line + 0.12, text, va="baseline", ha="center")
        line += LINE + 0.06


def counted(rows: pd.DataFrame) -> Mapping[str, Mapping[int, float]]:
    """By kind and week: at risk, events and censored so far, as told in the last week that is told."""
    ordered = rows.sort_values("week")
    told = ordered["at_risk"].notna()
    at_risk = ordered["at_risk"].ffill()
    start = at_risk.iloc[0] if told.any() else np.nan
    censored = ordered["censored"].fillna(0).cumsum().shift(fill_value=0)
    found = {"at_risk": at_risk, "events": start - at_risk - censored, "censored": censored}
    weeks = [int(week) for week in ordered["week"]]
    return {
        kind: {
            week: float(value)
            for week, value in zip(weeks, values, strict=True)
            if told.any() and not np.isnan(value)
        }
        for kind, values in found.items()
    }
