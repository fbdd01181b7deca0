"""Persons' ways between states as a flow picture: a column per point in time, a ribbon per way."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from effektspor.report import style
from effektspor.report.cohorts import keys
from effektspor.report.figures import WIDTH, Words

# What is drawn as one state; states that a study adds are drawn as the last.
DRAWN: Mapping[str, str] = {
    "programme": "programme",
    "employment": "employment",
    "flexjob": "flexjob",
    "ledighedsydelse": "ledighedsydelse",
    "pension": "pension",
    "retirement": "away",
    "dead": "away",
    "emigrated": "away",
}
REST = "elsewhere"
ORDER = ("employment", "flexjob", "ledighedsydelse", "programme", REST, "pension", "away")
FILLS: Mapping[str, tuple[str, str]] = {
    "employment": ("#1b7f5c", ""),
    "flexjob": ("#0072B2", ""),
    "ledighedsydelse": ("#56a8d8", "////"),
    "programme": ("#c9d1d8", ""),
    REST: ("#e8c15a", ""),
    "pension": ("#8E4B7A", ""),
    "away": ("#5f6b76", "...."),
}
"""Colour and hatching of each; the legend has the order of the columns, from their top."""
PANELS = ("participants_pre", "participants_post", "comparison_pre", "comparison_post")
COLUMN = 5.5  # weeks that a column is wide


def flow_figure(flows: pd.DataFrame, words: Words, *, synthetic: bool) -> Figure:
    """The ways of each group and cohort; those who cannot be followed to a point are not in it.

    The two sides of a column may differ: on its left are those who can be followed to it, on its
    right those who can be followed to the next.

    Parameters
    ----------
    flows
        `group`, `cohort`, `from_weeks`, `from_state`, `to_weeks`, `to_state`, `n` (missing where
        hidden: such a way is not drawn).
    """
    figure = Figure(figsize=(WIDTH, 6.3))
    parts = figure.subplots(2, 2).flat
    figure.subplots_adjust(
        left=0.015, right=0.985, top=0.925, bottom=0.145, hspace=0.32, wspace=0.06
    )
    weeks = max([*flows["to_weeks"], 1])
    found = keys(flows)
    for axes, panel in zip(parts, PANELS, strict=True):
        _panel(axes, _steps(flows[found == panel]), float(weeks), words)
        axes.set_title(words[panel], fontsize=9)
    if synthetic:
        figure.text(0.985, 0.972, words["synthetic_mark"], ha="right", fontsize=8.5,
                    fontweight="bold", color=style.MARK)  # fmt: skip
    boxes = [Rectangle((0, 0), 1, 1, facecolor=colour, hatch=hatch, edgecolor="white")
             for colour, hatch in (FILLS[state] for state in ORDER)]  # fmt: skip
    figure.legend(boxes, [words[f"flow_{state}"] for state in ORDER], loc="lower center", ncol=4,
                  frameon=False, fontsize=8, handlelength=1.6, handleheight=1.2)  # fmt: skip
    return figure


def _steps(flows: pd.DataFrame) -> pd.DataFrame:
    """Shares of each step by what is drawn as one state.

    Returns
    -------
    DataFrame
        Columns from_weeks, to_weeks, origin, target, share (of those shown in the step).
    """
    named = flows.assign(
        origin=flows["from_state"].map(DRAWN).fillna(REST),
        target=flows["to_state"].map(DRAWN).fillna(REST),
    )
    keys = ["from_weeks", "to_weeks", "origin", "target"]
    summed = named.dropna(subset=["n"]).groupby(keys, as_index=False)["n"].sum()
    whole = summed.groupby(["from_weeks", "to_weeks"])["n"].transform("sum")
    shares: pd.DataFrame = summed.assign(share=summed["n"].astype(float) / whole.astype(float))
    return shares


def _panel(axes: Axes, steps: pd.DataFrame, weeks: float, words: Words) -> None:
    times = sorted({*steps["from_weeks"], *steps["to_weeks"]})
    for begin, end in pairwise(times):
        step = steps[(steps["from_weeks"] == begin) & (steps["to_weeks"] == end)]
        left = _places(step.groupby("origin")["share"].sum())
        right = _places(step.groupby("target")["share"].sum())
        _ribbons(axes, step, left, right, (begin, end))
        _column(axes, left, begin, half="right" if begin > times[0] else "both")
        _column(axes, right, end, half="both" if end == times[-1] else "left")
    axes.set(xlim=(-COLUMN, weeks + COLUMN), ylim=(0, 1))
    axes.set_xticks(times, [str(week) if week else words["at_start"] for week in times])
    axes.tick_params(axis="x", length=0, labelsize=8)
    axes.set_xlabel(words["weeks_since"], fontsize=8, labelpad=1)
    axes.set_yticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _places(shares: "pd.Series[float]") -> dict[str, tuple[float, float]]:
    """Bottom and top of each state in a column, the first of `ORDER` on top."""
    places, top = {}, 1.0
    for state in ORDER:
        share = float(shares.get(state, 0.0))
        places[state] = (top - share, top)
        top -= share
    return places


def _ribbons(
    axes: Axes,
    step: pd.DataFrame,
    left: Mapping[str, tuple[float, float]],
    right: Mapping[str, tuple[float, float]],
    weeks: tuple[float, float],
) -> None:
    """Each way from its part of the left column to its part of the right one."""
    tops = {"left": {s: place[1] for s, place in left.items()},
            "right": {s: place[1] for s, place in right.items()}}  # fmt: skip
    shares = dict(zip(zip(step["origin"], step["target"], strict=True), step["share"], strict=True))
    begin, end = weeks[0] + COLUMN / 2, weeks[1] - COLUMN / 2
    for origin in ORDER:
        for target in ORDER:
            share = shares.get((origin, target), 0.0)
            if not share:
                continue
            high = (tops["left"][origin], tops["right"][target])
            _ribbon(axes, (begin, end), high, share, FILLS[target][0])
            tops["left"][origin] -= share
            tops["right"][target] -= share


def _ribbon(
    axes: Axes, weeks: tuple[float, float], high: tuple[float, float], share: float, colour: str
) -> None:
    (begin, end), middle = weeks, sum(weeks) / 2
    low = (high[0] - share, high[1] - share)
    corners = np.array([
        (begin, high[0]), (middle, high[0]), (middle, high[1]), (end, high[1]),
        (end, low[1]), (middle, low[1]), (middle, low[0]), (begin, low[0]), (begin, high[0]),
    ])  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=colour, alpha=0.32, linewidth=0))


def _column(
    axes: Axes, places: Mapping[str, tuple[float, float]], week: float, *, half: str
) -> None:
    left = week - COLUMN / 2 if half != "right" else week
    width = COLUMN if half == "both" else COLUMN / 2
    for state, (low, high) in places.items():
        colour, hatch = FILLS[state]
        if high > low:
            axes.add_patch(Rectangle((left, low), width, high - low, facecolor=colour, hatch=hatch,
                                     edgecolor="white", linewidth=0.6, zorder=3))  # fmt: skip
