"""The figure of effect against fidelity: one part per element, one letter per municipality."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.figures import WIDTH

PANELS = ("prep", "ready", "referral", "plan", "cv", "followup", "match", "belief")
ACROSS = 4
OUTSIDE = 0.06


def link_figure(
    points: pd.DataFrame, slopes: pd.DataFrame, words: Mapping[str, str], *, synthetic: bool
) -> Figure:
    """Municipalities with both intervals, and the line of the regression.

    Parameters
    ----------
    points
        `exposure`, `label` (a letter, never a name), `x`, `x_low`, `x_high`, `y`, `y_low`, `y_high`
        (fractions).
    slopes
        `exposure`, `measure`, `constant`, `slope` (per ten points), `p_value`.
    synthetic
        Writes the mark above the parts.
    """
    figure = Figure(figsize=(WIDTH, 5.5))
    grid = figure.subplots(len(PANELS) // ACROSS, ACROSS, sharey=True)
    figure.subplots_adjust(left=0.085, right=0.98, top=0.88, bottom=0.095, wspace=0.1, hspace=0.42)
    levels = slopes[slopes["measure"] == "level"].set_index("exposure")
    _limits(grid.flat[0], points)
    for axes, name in zip(grid.flat, PANELS, strict=True):
        rows = points[points["exposure"] == name]
        line = next((row for at, row in levels.iterrows() if at == name), None)
        _part(axes, rows, line, words)
        axes.set_title(_title(name, line, words), fontsize=7.8, pad=4)
    for axes in grid[:, 0]:
        axes.set_ylabel(words["effect_axis"], fontsize=8)
    for axes in grid[-1]:
        axes.set_xlabel(words["link_axis"], fontsize=8)
    if synthetic:
        style.mark_figure(figure, f"{words['synthetic_mark']}: {words['link_mark']}")
    return figure


def _title(name: str, line: "pd.Series | None", words: Mapping[str, str]) -> str:
    """The element and the p-value of its slope."""
    word = words.get(f"short_{name}") or words[f"link_{name}"]
    return word if line is None else f"{word}\n{danish.p_value(float(line['p_value']))}"


def _limits(axes: Axes, points: pd.DataFrame) -> None:
    """One vertical axis for all parts."""
    ends = [0.0, *points["y_low"].dropna(), *points["y_high"].dropna()]
    room = OUTSIDE * (max(ends) - min(ends) or 1.0)
    axes.set_ylim(min(ends) - room, max(ends) + room)


def _part(
    axes: Axes, rows: pd.DataFrame, line: "pd.Series | None", words: Mapping[str, str]
) -> None:
    axes.axhline(0, color=style.INK, linewidth=0.8)
    axes.grid(axis="both")
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=7.2)
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    style.danish_axis(axes)
    style.danish_x_axis(axes)
    if rows.empty:
        axes.text(0.5, 0.5, words["not_evaluated"], transform=axes.transAxes, ha="center",
                  fontsize=8, color=style.GREY)  # fmt: skip
        return
    axes.hlines(rows["y"], rows["x_low"], rows["x_high"], color=style.BAND, linewidth=0.7)
    axes.vlines(rows["x"], rows["y_low"], rows["y_high"], color=style.BAND, linewidth=0.7)
    low, high = _span([*rows["x_low"], *rows["x_high"]])
    if line is not None:
        ends = np.array([rows["x"].min(), rows["x"].max()])
        axes.plot(ends, float(line["constant"]) + float(line["slope"]) * 10 * ends,
                  color=style.EFFECT.colour, linewidth=1.6)  # fmt: skip
    for _, row in rows.iterrows():
        letter = str(row["label"]).removeprefix("Kommune ").split(" ")[0]
        axes.text(row["x"], row["y"], letter, fontsize=6.4, fontweight="bold", color=style.INK,
                  ha="center", va="center")  # fmt: skip
    axes.set_xlim(low, high)


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Ends of an axis of shares, with a little room."""
    known = [value for value in values if np.isfinite(value)]
    room = OUTSIDE * (max(known) - min(known) or 0.1)
    return min(known) - room, min(max(known) + room, 1 + OUTSIDE / 2)
