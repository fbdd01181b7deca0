"""The figures on how far effects may be believed: start years, curves of diagnostics, municipalities.

As in `figures`, everything is drawn from tables that are already computed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.cohorts import WEEKS, ticks
from effektspor.report.figures import WIDTH, Words

Measure = tuple[str, str]
TITLES: Mapping[Measure, str] = {
    ("internship", "in_programme"): "measure_internship_in_programme",
    ("hours", "started"): "measure_hours_started",
    ("hours", "in_programme"): "measure_hours_in_programme",
}
MEASURES: tuple[Measure, ...] = tuple(TITLES)
PLACEBO = style.Line("#5f6b76", "solid", 1.6)
PRINTED = style.Line("#8E4B7A", "solid", 3.0)


@dataclass(frozen=True)
class Printed:
    """The range between municipalities that the source prints, as fractions."""

    low: float
    high: float


def event_study_figure(
    years: pd.DataFrame, words: Words, *, synthetic: bool, measures: Sequence[Measure] = MEASURES
) -> Figure:
    """One point with its interval per start year, a part per measure; the reference is hollow.

    Parameters
    ----------
    years
        `outcome`, `denominator`, `year`, `estimate`, `ci_low`, `ci_high` (fractions), `reference`.
    measures
        Parts from left to right.
    """
    figure = Figure(figsize=(WIDTH, 2.9))
    parts = figure.subplots(1, len(measures), squeeze=False)[0]
    figure.subplots_adjust(left=0.095, right=0.99, top=0.83, bottom=0.16, wspace=0.34)
    for number, (axes, measure) in enumerate(zip(parts, measures, strict=True)):
        rows = _of(years, measure).dropna(subset=["estimate"])
        _part(axes, words, measure, synthetic=synthetic, first=number == 0)
        if rows.empty or rows["reference"].astype(bool).all():
            _nothing(axes, words)
            axes.set_xticks([])
            continue
        _years(axes, rows.sort_values("year"), words)
        axes.set_xlabel(words["start_year"])
    parts[0].set_ylabel(words["effect_axis"])
    return figure


def curve_grid(
    curves: pd.DataFrame,
    ids: Sequence[str],
    words: Words,
    *,
    synthetic: bool,
    measures: Sequence[Measure] = MEASURES,
    weeks: int = WEEKS,
) -> Figure:
    """Small curves with pointwise intervals: a row per measure, a column per diagnostic.

    Parameters
    ----------
    curves
        `id`, `outcome`, `denominator`, `week`, `estimate`, `ci_low`, `ci_high` (fractions).
    ids
        Columns from left to right; each has its title in ``words["curve_<id>"]``.
    measures
        Rows from above.
    weeks
        Last week of the axes.
    """
    # As high as its rows, with the same room above and below whatever their number.
    height = 5.8 if len(measures) == len(MEASURES) else 1.15 + 1.55 * len(measures)
    figure = Figure(figsize=(WIDTH, height))
    grid = figure.subplots(len(measures), len(ids), squeeze=False, sharex=True, sharey="row")
    figure.subplots_adjust(left=0.1, right=0.985, top=1 - 0.725 / height, bottom=0.493 / height,
                           wspace=0.09, hspace=0.42)  # fmt: skip
    for line, measure in zip(grid, measures, strict=True):
        for number, (axes, name) in enumerate(zip(line, ids, strict=True)):
            rows = _of(curves[curves["id"] == name], measure).dropna(subset=["estimate"])
            axes.set_title(words[f"curve_{name}"], fontsize=8.2, fontweight="normal", pad=3)
            axes.set_xlim(1, weeks)
            axes.set_xticks(ticks(weeks, 26)[:-1])  # the last would run into the next part
            axes.grid(axis="y")
            style.danish_axis(axes)
            axes.yaxis.set_major_locator(MaxNLocator(5))
            if rows.empty:
                _nothing(axes, words)
            else:
                _curve(axes, rows.sort_values("week"))
            if number == 0:
                axes.text(0, 1.2, words[TITLES[measure]], transform=axes.transAxes, fontsize=8.8,
                          fontweight="bold", va="bottom")  # fmt: skip
                axes.set_ylabel(words["effect_axis"], fontsize=8)
    for axes in grid[-1]:
        axes.set_xlabel(words["week"], fontsize=8.5)
    if synthetic:
        style.mark_figure(figure, words["synthetic_mark"])
    return figure


def caterpillar_figure(
    effects: pd.DataFrame,
    printed: Mapping[Measure, Printed | None],
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """Effect by municipality with its interval, own and shrunken, and the printed range beside.

    Parameters
    ----------
    effects
        `outcome`, `denominator`, `label` (a letter, never a name), `effect`, `ci_low`, `ci_high`,
        `shrunken`, `shrunken_low`, `shrunken_high` (fractions).
    printed
        Ranges that the source prints, by measure: one part of the figure for each; None where there
        is no source.
    level
        Of the intervals, per cent.
    """
    most = max([len(_of(effects, measure)) for measure in printed] + [1])
    figure = Figure(figsize=(WIDTH, 1.75 + 0.2 * (most + 2)))
    parts = figure.subplots(1, len(printed), squeeze=False)[0]
    bottom = 0.98 / figure.get_figheight()
    top = 1 - 0.45 / figure.get_figheight()
    figure.subplots_adjust(left=0.222, right=0.985, top=top, bottom=bottom, wspace=0.84)
    for number, (axes, (measure, span)) in enumerate(zip(parts, printed.items(), strict=True)):
        rows = _of(effects, measure).dropna(subset=["shrunken"])
        _part(axes, words, measure, synthetic=synthetic, first=number == 0)
        _caterpillar(axes, rows.sort_values("shrunken", ascending=False, kind="stable"), span,
                     words, synthetic=synthetic)  # fmt: skip
        axes.set_xlabel(words["effect_axis"])
    handles, labels = parts[0].get_legend_handles_labels()
    shown = [words[label].format(level=danish.plain(level)) for label in labels]
    figure.legend(handles, shown, loc="lower center", ncol=2, frameon=False, fontsize=8)
    return figure


def _of(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    return frame[(frame["outcome"] == measure[0]) & (frame["denominator"] == measure[1])]


def _part(axes: Axes, words: Words, measure: Measure, *, synthetic: bool, first: bool) -> None:
    """Title of a part, and above the first the mark of synthetic data."""
    axes.set_title(words[TITLES[measure]], fontsize=8.8, pad=6)
    if synthetic and first:
        figure = axes.get_figure()
        if isinstance(figure, Figure):
            style.mark_figure(figure, words["synthetic_mark"])


def _nothing(axes: Axes, words: Words) -> None:
    """A part without an estimate says so instead of standing empty."""
    axes.text(0.5, 0.5, words["not_evaluated"], transform=axes.transAxes, ha="center", va="center",
              fontsize=8.5, color=style.GREY)  # fmt: skip
    axes.set_facecolor("#f4f6f8")
    axes.set_yticks([])


def _years(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    reference = rows["reference"].astype(bool)
    own = rows[~reference]
    after = own["year"] > rows.loc[reference, "year"].max() if reference.any() else own["year"] > 0
    for part, line, marker in ((own[~after], PLACEBO, "s"), (own[after], style.EFFECT, "o")):
        axes.vlines(part["year"], part["ci_low"], part["ci_high"], color=line.colour, linewidth=1.6)
        axes.plot(part["year"], part["estimate"], marker, color=line.colour, markersize=5)
    axes.plot(rows.loc[reference, "year"], rows.loc[reference, "estimate"], "o", markersize=6,
              markerfacecolor="white", markeredgecolor=style.INK, zorder=5)  # fmt: skip
    axes.axhline(0, color=style.INK, linewidth=1.0)
    for year in rows.loc[reference, "year"]:
        axes.axvline(year + 0.5, color=style.GREY, linewidth=0.8, linestyle=(0, (2, 2)))
        axes.text(year + 0.58, 0.985, words["project_from_here"], fontsize=7.4, color=style.GREY,
                  va="top", transform=axes.get_xaxis_transform())  # fmt: skip
    years = [int(year) for year in rows["year"]]
    axes.set_xticks(years, [f"{year % 100:02d}" for year in years])
    axes.set_xlim(min(years) - 0.5, max(years) + 0.5)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.14 * (high - low))
    axes.grid(axis="y")
    style.danish_axis(axes)


def _curve(axes: Axes, rows: pd.DataFrame) -> None:
    axes.fill_between(rows["week"], rows["ci_low"], rows["ci_high"], color=PLACEBO.colour,
                      alpha=0.25, linewidth=0)  # fmt: skip
    axes.plot(rows["week"], rows["estimate"], color=style.INK, linewidth=1.4)
    axes.axhline(0, color=style.INK, linewidth=0.8)


def _caterpillar(
    axes: Axes, rows: pd.DataFrame, printed: Printed | None, words: Words, *, synthetic: bool
) -> None:
    names = [_name(str(label), words, synthetic=synthetic) for label in rows["label"]]
    heights = np.arange(len(rows), dtype=float)[::-1] + 2
    colour = style.EFFECT.colour
    if rows.empty:
        axes.text(0.5, 0.6, words["not_evaluated"], transform=axes.transAxes, ha="center",
                  fontsize=8.5, color=style.GREY)  # fmt: skip
    axes.hlines(heights, rows["ci_low"], rows["ci_high"], color=style.BAND, linewidth=1.1,
                label="own_interval")  # fmt: skip
    axes.plot(rows["effect"], heights, "x", color=style.GREY, markersize=4.5, label="own_effect")
    axes.hlines(heights, rows["shrunken_low"], rows["shrunken_high"], color=colour, linewidth=2.4,
                label="shrunken_interval")  # fmt: skip
    axes.plot(rows["shrunken"], heights, "o", color=colour, markersize=5, label="shrunken_effect")
    axes.axvline(0, color=style.INK, linewidth=1.0)
    axes.set_yticks(heights, names)
    ends = [*rows["ci_low"].dropna(), *rows["ci_high"].dropna()] or [-0.01, 0.01]
    axes.set_ylim(1.2, len(rows) + 1.8)
    if printed is not None:
        ends += [printed.low, printed.high]
        _printed(axes, printed, list(heights), names, words)
    axes.tick_params(axis="y", length=0, labelsize=7.6)
    room = 0.04 * (max(ends) - min(ends))
    axes.set_xlim(min(ends) - room, max(ends) + room)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    style.danish_x_axis(axes)


def _printed(
    axes: Axes, printed: Printed, heights: Sequence[float], names: Sequence[str], words: Words
) -> None:
    """The range that the source prints, as a bar beneath the municipalities."""
    axes.add_patch(
        Rectangle((printed.low, -0.28), printed.high - printed.low, 0.56, facecolor="white",
                  edgecolor=PRINTED.colour, hatch="////", linewidth=1.0)
    )  # fmt: skip
    axes.set_yticks([*heights, 0.0], [*names, words["printed_range"]])
    axes.get_yticklabels()[-1].set_color(PRINTED.colour)
    axes.set_ylim(-0.8, len(names) + 1.8)
    axes.axhline(1, color=style.BAND, linewidth=0.8)


def _name(label: str, words: Words, *, synthetic: bool) -> str:
    """A letter that says of itself that it is invented: it never reads as a real municipality."""
    mark = f" ({words['synthetic_word']})"
    return label + mark if synthetic and not label.endswith(mark) else label
