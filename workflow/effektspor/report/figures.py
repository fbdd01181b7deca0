"""The figures of a comparison of municipalities by week: shares, effects with interval and band, survival curves.

Each function draws from a table of results that are already computed; nothing is estimated here,
and seaborn's own intervals are never used.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.cohorts import GROUPS, WEEKS, keys, ticks, within

RISK_WEEKS = (1, 26, 52, 78, 104)
SURVIVAL_WEEKS = (0, 26, 52, 78, 104)
SHADES = {"band": 0.12, "ci": 0.2}
YEAR = 52
WIDTH = 6.14  # inches; the text width of the PDF, so that 8 points print as 8 points
Words = Mapping[str, str]


def weekly_figure(
    shares: pd.DataFrame,
    effects: pd.DataFrame,
    words: Words,
    *,
    week: int,
    synthetic: bool,
    level: float = 95,
    weeks: int = WEEKS,
) -> Figure:
    """Shares of four groups above, the effect with interval and band below, on one week axis.

    Parameters
    ----------
    shares
        `group`, `cohort`, `week`, `n`, `share` (fraction).
    effects
        `week`, `estimate`, `ci_low`, `ci_high` (pointwise), `band_low`, `band_high`
        (simultaneous; all fractions), `evaluated`.
    week
        The week at which numbers are read off; marked by a thin line.
    synthetic
        Writes the mark into both parts.
    level
        Of the intervals, per cent.
    weeks
        Last week of the axis.
    """
    figure = Figure(figsize=(WIDTH, 5.8))
    upper, lower = figure.subplots(
        2, 1, sharex=True, gridspec_kw={"height_ratios": [1.25, 1], "hspace": 0.16}
    )
    figure.subplots_adjust(left=0.1, right=0.735, top=0.965, bottom=0.235)
    good = effects.loc[effects["evaluated"].astype(bool), "week"]
    shown = shares[shares["week"].isin(good)].assign(key=keys)
    _curves(upper, shown, "share", words, weeks)
    upper.set_ylim(bottom=0, top=max(0.01, float(shown["share"].max()) * 1.18))
    upper.set_ylabel(words["share_axis"])
    _effect(lower, effects[effects["week"].isin(good)])
    lower.set_ylabel(words["effect_axis"])
    lower.set_xlabel(words["calendar_week"])
    for axes in (upper, lower):
        _week_axis(axes, words, week, weeks, labels=axes is upper)
        _not_evaluated(axes, effects, words, weeks)
        style.danish_axis(axes)
        if synthetic:
            style.mark_synthetic(axes, words["synthetic_mark"])
    lower.legend(
        *_effect_parts(words, level), loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False,
        fontsize=7.8, handlelength=1.5, labelspacing=0.9,
    )  # fmt: skip
    counts = shares.assign(key=keys).pivot_table(index="key", columns="week", values="n")
    at_risk = within(RISK_WEEKS, weeks)
    rows = {key: [_count(counts, key, at) for at in at_risk] for key in GROUPS}
    _risk_table(figure, lower, words["risk_title"], rows, at_risk, words)
    return figure


def survival_figure(
    survival: pd.DataFrame, words: Words, *, synthetic: bool, weeks: int = WEEKS, least: int = 1
) -> Figure:
    """Kaplan-Meier curves with pointwise bands; persons at risk, started and censored beneath.

    Parameters
    ----------
    survival
        `group`, `cohort`, `week` since start, `at_risk`, `events`, `censored`, `survival`,
        `ci_low`, `ci_high`.
    weeks
        Last week of the axis.
    least
        Fewer persons are not told in the tables beneath, nor what would give them away.
    """
    figure = Figure(figsize=(WIDTH, 6.4))
    axes = figure.subplots()
    figure.subplots_adjust(left=0.105, right=0.735, top=0.98, bottom=0.53)
    keyed = survival.assign(key=keys)
    for key in GROUPS:
        curve = keyed[keyed["key"] == key].sort_values("week")
        axes.fill_between(
            curve["week"], curve["ci_low"], curve["ci_high"], step="post", alpha=0.16,
            linewidth=0, color=style.LINES[key].colour,
        )  # fmt: skip
    _curves(axes, keyed, "survival", words, weeks, steps=True)
    axes.set(ylim=(0, 1.02), xlim=(0, weeks), ylabel=words["survival_axis"],
             xlabel=words["weeks_since_start"])  # fmt: skip
    axes.set_xticks(within(SURVIVAL_WEEKS, weeks))
    axes.grid(axis="y")
    style.danish_axis(axes)
    if synthetic:
        _mark_low(axes, words)
    read, tables = risk_numbers(keyed, least)
    for place, (name, numbers) in enumerate(tables.items()):
        rows = {key: [_count(numbers, key, at) for at in read] for key in GROUPS}
        _risk_table(figure, axes, words[f"{name}_title"], rows, read, words, place)
    return figure


def risk_numbers(keyed: pd.DataFrame, least: int = 1) -> tuple[list[int], dict[str, pd.DataFrame]]:
    """Weeks of the columns, and tables (group x week) of persons at risk, started, censored so far.

    Nobody is at risk when follow-up has ended: the last column is the last week that has any. Where
    one of the three is of fewer than `least` persons, all three are missing: each follows from the
    others.
    """
    rows = keyed.sort_values("week")
    last = int(rows.loc[rows["at_risk"] > 0, "week"].max())
    so_far = rows.groupby("key")[["events", "censored"]].cumsum()
    rows = rows.assign(started=so_far["events"], left=so_far["censored"])
    told = ["at_risk", "started", "left"]
    few = (rows[told].gt(0) & rows[told].lt(least)).any(axis=1)
    rows[told] = rows[told].mask(few)
    return sorted({min(week, last) for week in SURVIVAL_WEEKS}), {
        name: rows.pivot_table(index="key", columns="week", values=name) for name in told
    }


def _curves(
    axes: Axes, frame: pd.DataFrame, column: str, words: Words, weeks: int, *, steps: bool = False
) -> None:
    """Four lines, each with its name at its end instead of a legend."""
    ends = []
    for key in GROUPS:
        line = style.LINES[key]
        rows = frame[frame["key"] == key].dropna(subset=[column]).sort_values("week")
        # A withheld week is a gap in the line, not a straight stroke over it.
        rows = rows.assign(run=(rows["week"].diff() != 1).cumsum())
        if rows.empty:  # Every week is withheld: the name alone stands, and says so.
            ends.append(0.0)
            continue
        alone = rows[rows.groupby("run")["week"].transform("size") == 1]
        if len(alone):  # A line through one point would not be seen.
            axes.plot(alone["week"], alone[column], ".", color=line.colour, markersize=3)
        # One row per week: seaborn draws it as it is, without an interval of its own.
        sns.lineplot(
            data=rows, x="week", y=column, ax=axes, color=line.colour, linestyle=line.dash,
            linewidth=line.width, errorbar=None, estimator=None, legend=False,
            units="run",
            drawstyle="steps-post" if steps else "default",
        )  # fmt: skip
        ends.append(float(rows[column].iloc[-1]))
    shown = frame.groupby("key")[column].count()
    distance = 0.058 if steps else 0.075  # of the axis; the survival figure is one tall part
    heights = style.spread_labels(ends, _top(frame[column]) * distance)
    for key, end, height in zip(GROUPS, ends, heights, strict=True):
        name = words[key] if shown.get(key, 0) else f"{words[key]}: {words['too_few']}"
        axes.annotate(
            name, xy=(weeks, end), xytext=(weeks * 107 / 104, height), fontsize=8, va="center",
            color=style.LINES[key].colour, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": style.LINES[key].colour, "linewidth": 0.6,
                        "shrinkA": 0, "shrinkB": 1},
        )  # fmt: skip


def _top(values: pd.Series) -> float:
    """The largest value that is shown; 1 where none is."""
    return float(values.max()) if values.notna().any() else 1.0


def _effect(axes: Axes, rows: pd.DataFrame) -> None:
    """The curve; around it the interval of each week, and around that the band of all weeks."""
    rows = rows.sort_values("week")
    line = style.EFFECT
    for kind, shade in SHADES.items():
        axes.fill_between(rows["week"], rows[f"{kind}_low"], rows[f"{kind}_high"],
                          color=line.colour, alpha=shade, linewidth=0)  # fmt: skip
    for edge in ("ci_low", "ci_high"):
        axes.plot(rows["week"], rows[edge], color=line.colour, linewidth=0.8, linestyle=(0, (4, 2)))
    for edge in ("band_low", "band_high"):
        axes.plot(rows["week"], rows[edge], color=line.colour, linewidth=0.6, linestyle=(0, (1, 1)))
    axes.plot(rows["week"], rows["estimate"], color=line.colour, linewidth=line.width)
    axes.axhline(0, color=style.INK, linewidth=1.0, zorder=3)
    # Room above for the synthetic mark.
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.16 * (high - low))


def _effect_parts(words: Words, level: float) -> tuple[list[Line2D | Patch], list[str]]:
    """What the line and the two areas are: their signs and names."""
    colour = style.EFFECT.colour
    signs: list[Line2D | Patch] = [Line2D([], [], color=colour, linewidth=style.EFFECT.width)]
    signs += [
        Patch(facecolor=colour, alpha=min(1.0, shade * 1.6), linewidth=0)
        for shade in (sum(SHADES.values()), SHADES["band"])
    ]
    names = ("effect_line", "pointwise_interval", "simultaneous_band")
    return signs, [words[name].format(level=danish.plain(level)) for name in names]


def _week_axis(axes: Axes, words: Words, week: int, weeks: int, *, labels: bool) -> None:
    axes.set_xlim(1, weeks)
    axes.set_xticks(ticks(weeks, 13))
    axes.grid(axis="y")
    if weeks > YEAR:
        axes.axvline(YEAR + 0.5, color=style.GREY, linewidth=0.8)
    axes.axvline(week, color=style.GREY, linewidth=0.8, linestyle=(0, (2, 2)))
    if labels:
        top = axes.get_xaxis_transform()
        for at, text in ((26.5, words["year_one"]), (78.5, words["year_two"])):
            if at > weeks or weeks <= YEAR:
                continue  # a window of one year has no years to tell apart
            axes.text(at, 1.012, text, transform=top, ha="center", va="bottom", fontsize=8.5,
                      color=style.GREY)  # fmt: skip
        axes.text(week, 1.012, words["reference"].format(week=week), transform=top, ha="center",
                  va="bottom", fontsize=8, color=style.GREY)  # fmt: skip


def _not_evaluated(axes: Axes, effects: pd.DataFrame, words: Words, last: int) -> None:
    """Grey hatching over runs of weeks whose smallest group is too small."""
    weeks = effects.loc[~effects["evaluated"].astype(bool), "week"].to_numpy(dtype=int)
    runs = np.split(weeks, np.flatnonzero(np.diff(weeks) > 1) + 1) if len(weeks) else []
    for run in runs:
        axes.axvspan(
            max(1.0, run[0] - 0.5), min(float(last), run[-1] + 0.5), facecolor="#eef1f3",
            edgecolor=style.BAND, hatch="////", linewidth=0, zorder=0,
        )  # fmt: skip
        wide_enough = 6
        if len(run) >= wide_enough:
            axes.text((run[0] + run[-1]) / 2, 0.5, words["not_evaluated"], rotation=90,
                      transform=axes.get_xaxis_transform(), ha="center", va="center",
                      fontsize=8, color=style.GREY)  # fmt: skip


def _mark_low(axes: Axes, words: Words) -> None:
    """The mark in the lower left corner, where survival curves never are."""
    axes.text(
        0.012, 0.04, words["synthetic_mark"], transform=axes.transAxes, fontsize=8.5,
        fontweight="bold", color=style.MARK,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": style.MARK,
              "linewidth": 0.9},
    )  # fmt: skip


def _count(table: pd.DataFrame, key: str, week: int) -> str:
    value = table[week].get(key) if week in table.columns else None
    return danish.number(None if value is None else float(value))


def _risk_table(
    figure: Figure,
    axes: Axes,
    title: str,
    rows: Mapping[str, Sequence[str]],
    weeks: Sequence[int],
    words: Words,
    place: int = 0,
) -> None:
    """Numbers of persons under the week axis, one line per group, as wide as the axis.

    `place` is the number of such tables above it.
    """
    box = axes.get_position()
    low, high = axes.get_xlim()
    line = 0.175 / figure.get_figheight()
    top = box.y0 - 0.5 / figure.get_figheight() - place * (len(rows) + 1.35) * line
    right, names = box.x1 + 0.012, box.x1 + 0.03
    figure.text(names, top, title.replace(" (", "\n("), fontsize=7.6, color=style.GREY,
                va="center")  # fmt: skip
    figure.add_artist(_rule(box.x0, box.x1, top - 0.55 * line))
    for number, (key, texts) in enumerate(rows.items(), start=1):
        height = top - (number + 0.25) * line
        colour = style.LINES[key].colour
        figure.text(names, height, words[key], fontsize=7.8, color=colour, va="center")
        for week, text in zip(weeks, texts, strict=True):
            at = box.x0 + (week - low) / (high - low) * (box.x1 - box.x0)
            # The last column ends beside the names, so that it keeps clear of the one before.
            place, edge = (right, "right") if week == weeks[-1] else (at, "center")
            figure.text(place, height, text, fontsize=7.8, color=colour, va="center", ha=edge)


def _rule(left: float, right: float, height: float) -> Line2D:
    return Line2D([left, right], [height, height], color=style.BAND, linewidth=0.7)
