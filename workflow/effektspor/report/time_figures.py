"""The figures on the time after the start: curve without the project, competing exits.

As in `figures`, everything is drawn from tables that are already computed.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.cohorts import GROUPS, WEEKS, keys, within
from effektspor.report.figures import SURVIVAL_WEEKS, WIDTH, Words

FIRST = "internship"
OTHERS = ("employment", "flexjob", "ledighedsydelse", "pension", "dead_or_emigrated", "other")
CURVES: Mapping[str, style.Line] = {
    "observed": style.LINES["participants_post"],
    "counterfactual_additive": style.Line("#D55E00", (0, (5, 2)), 1.6),
    "counterfactual_proportional": style.Line("#8E4B7A", (0, (1.2, 1.6)), 1.7),
}
KINDS = ("additive", "proportional")


def counterfactual_figure(
    curve: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
    weeks: int = WEEKS,
) -> Figure:
    """Observed and counterfactual curves above, the effect on the share started below.

    Parameters
    ----------
    curve
        `week` since start; `observed` and ``counterfactual_<kind>`` (not yet started);
        ``difference_<kind>`` (started beyond it) with ``ci_*`` (pointwise) and ``band_*``
        (simultaneous); fractions.
    level
        Of the intervals, per cent.
    weeks
        Last week of the axis.
    """
    figure = Figure(figsize=(WIDTH, 5.2))
    upper, lower = figure.subplots(
        2, 1, sharex=True, gridspec_kw={"height_ratios": [1.3, 1], "hspace": 0.13}
    )
    figure.subplots_adjust(left=0.105, right=0.70, top=0.98, bottom=0.09)
    rows = curve.sort_values("week")
    for name, line in CURVES.items():
        upper.plot(rows["week"], rows[name], color=line.colour, linestyle=line.dash,
                   linewidth=line.width, drawstyle="steps-post")  # fmt: skip
    upper.set(ylim=(0, 1.02), xlim=(0, weeks))
    _end_labels(upper, {words[f"curve_{name}"]: (rows[name], line.colour)
                        for name, line in CURVES.items()}, 0.135, weeks)  # fmt: skip
    upper.set_ylabel(words["survival_axis"])
    for kind in KINDS:
        _effect(lower, rows, kind)
    lower.axhline(0, color=style.INK, linewidth=1.0, zorder=3)
    _end_labels(lower, {
        words[f"effect_{kind}"].format(level=danish.plain(level)): (
            rows[f"difference_{kind}"], CURVES[f"counterfactual_{kind}"].colour
        )
        for kind in KINDS
    }, 0.3, weeks)  # fmt: skip
    lower.set_ylabel(words["started_effect_axis"])
    lower.set_xlabel(words["weeks_since_start"])
    lower.set_xticks(within(SURVIVAL_WEEKS, weeks))
    for axes in (upper, lower):
        axes.grid(axis="y")
        style.danish_axis(axes)
    if synthetic:
        _mark_low(upper, words)
    return figure


def incidence_figure(
    incidence: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    first: str = FIRST,
    weeks: int = WEEKS,
) -> Figure:
    """One part per cause, four curves in each; the event wide above, other exits on one scale.

    Parameters
    ----------
    incidence
        `group`, `cohort`, `cause`, `week` since start, `incidence` (fraction).
    first
        The cause that is waited for.
    weeks
        Last week of the axes.
    """
    figure = Figure(figsize=(WIDTH, 5.5))
    grid = figure.add_gridspec(
        3, 3, height_ratios=[1.5, 1, 1], hspace=0.42, wspace=0.16,
        left=0.1, right=0.985, top=0.945, bottom=0.09,
    )  # fmt: skip
    keyed = incidence.assign(key=keys)
    known = set(incidence["cause"])
    others = [cause for cause in OTHERS if cause in known and cause != first] or list(OTHERS)
    large = figure.add_subplot(grid[0, :2])
    _cause(large, keyed, first, words, weeks, room=1.15)
    small = [figure.add_subplot(grid[1 + i // 3, i % 3]) for i in range(len(others))]
    for axes, cause in zip(small, others, strict=True):
        _cause(axes, keyed, cause, words, weeks)
    most = max(axes.get_ylim()[1] for axes in small)
    for number, axes in enumerate(small):
        axes.set_ylim(0, most)
        lowest = number + 3 >= len(small)  # nothing stands beneath it
        axes.tick_params(labelleft=number % 3 == 0, labelbottom=lowest)
    for axes in (large, *small[::3]):
        axes.set_ylabel(words["share_axis"])
    small[min(4, len(small) - 1)].set_xlabel(words["weeks_since_start"])
    key = figure.add_subplot(grid[0, 2])
    key.set_axis_off()
    key.legend(
        [Line2D([], [], color=line.colour, linestyle=line.dash, linewidth=line.width)
         for line in (style.LINES[name] for name in GROUPS)],
        [words[name] for name in GROUPS], loc="upper right", frameon=False, fontsize=8,
        handlelength=2.2, handletextpad=0.5, borderaxespad=0, borderpad=0, labelspacing=0.8,
        bbox_to_anchor=(1.03, 1),
    )  # fmt: skip
    if synthetic:
        style.mark_synthetic(large, words["synthetic_mark"])
    return figure


def _cause(
    axes: Axes, keyed: pd.DataFrame, cause: str, words: Words, weeks: int, *, room: float = 1
) -> None:
    for name in GROUPS:
        rows = keyed[(keyed["key"] == name) & (keyed["cause"] == cause)].sort_values("week")
        line = style.LINES[name]
        axes.plot(rows["week"], rows["incidence"], color=line.colour, linestyle=line.dash,
                  linewidth=line.width * 0.85, drawstyle="steps-post")  # fmt: skip
    axes.set_title(words[f"cause_{cause}"], fontsize=8.5)
    axes.set(xlim=(0, weeks), xticks=(0, weeks // 2, weeks))
    axes.tick_params(labelsize=8)
    axes.set_ylim(0, max(0.01, axes.get_ylim()[1] * room))
    axes.grid(axis="y")
    style.danish_axis(axes)


def _effect(axes: Axes, rows: pd.DataFrame, kind: str) -> None:
    """The curve between its intervals (thin lines) and its band over all weeks (shade)."""
    line = CURVES[f"counterfactual_{kind}"]
    axes.fill_between(rows["week"], rows[f"band_low_{kind}"], rows[f"band_high_{kind}"],
                      color=line.colour, alpha=0.12, linewidth=0)  # fmt: skip
    for edge in ("ci_low", "ci_high"):
        axes.plot(rows["week"], rows[f"{edge}_{kind}"], color=line.colour, linewidth=0.7,
                  linestyle=line.dash)  # fmt: skip
    axes.plot(rows["week"], rows[f"difference_{kind}"], color=line.colour, linestyle=line.dash,
              linewidth=line.width)  # fmt: skip


def _end_labels(
    axes: Axes,
    curves: Mapping[str, tuple["pd.Series[float]", str]],
    distance: float,
    weeks: int,
) -> None:
    """Names at the ends of lines; `distance` is a fraction of the axis between them."""
    low, high = axes.get_ylim()
    ends = [_last(values) for values, _ in curves.values()]
    heights: Sequence[float] = style.spread_labels(ends, distance * (high - low))
    for (text, (_, colour)), end, height in zip(curves.items(), ends, heights, strict=True):
        axes.annotate(
            text, xy=(weeks, end), xytext=(weeks * 107 / 104, height), fontsize=8, va="center", color=colour,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.6, "shrinkA": 0,
                        "shrinkB": 1},
        )  # fmt: skip


def _last(values: "pd.Series[float]") -> float:
    known = values.dropna()
    return float(known.iloc[-1]) if len(known) else 0.0


def _mark_low(axes: Axes, words: Words) -> None:
    """The mark in the lower left corner, where curves of those not yet started never are."""
    axes.text(
        0.012, 0.04, words["synthetic_mark"], transform=axes.transAxes, fontsize=8.5,
        fontweight="bold", color=style.MARK,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": style.MARK,
              "linewidth": 0.9},
    )  # fmt: skip
