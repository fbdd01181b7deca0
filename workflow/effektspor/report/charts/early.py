"""Those who have left a course beside all who began one: the same ways out on one scale."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts.counted import numbers_beneath
from effektspor.report.charts.lines import week_axis
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, LEFT, TALL, GAP = 0.3, 0.42, 0.52, 3.0, 0.34
LABELS, NAMES, WIDE = 1.22, 1.22, 2.3
"""Inches: the names under the bars, those at the ends of the lines, the bars."""
DIAMOND = 5.2
"""Points: beside an interval on one bar, smaller than where it has a row of its own."""
SMALL_WAY = style.Line(style.GREY, (0, (1, 1)), 0.9)
STILL = style.Line(style.INK, "solid", 1.2)
YEAR = 52


def early_leavers_figure(
    exits: pd.DataFrame,
    incidence: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """Shares of the completed at the left, cumulative incidence of all who began at the right.

    Parameters
    ----------
    exits
        `way`, `label_da`, `n`, `completed_share`, `ci_low`, `ci_high` (fractions; NaN where
        withheld), and `published` where a printed share is to stand beside it. Ways that nobody
        took are left out; the largest have colours, the others are grey.
    incidence
        `week` since the start, `way`, `incidence` (fraction; NaN where withheld), `at_risk`
        (still in a course and followed so long).
    level
        Of the intervals, per cent.
    """
    ways = exits[~(exits["n"] == 0)].sort_values("completed_share", ascending=False, kind="stable")
    lines = {
        str(way): style.SERIES[place] if place < len(style.SERIES) else SMALL_WAY
        for place, way in enumerate(ways["way"])
    }
    below = HEAD + TITLE + TALL
    signs, key = _key(words, level, "published" in ways and bool(ways["published"].notna().any()))
    figure = sheet.paper(below + LABELS + sheet.key_height(key))
    bars = sheet.place(figure, sheet.Box(LEFT, HEAD + TITLE, WIDE, TALL))
    _completed(bars, ways, lines, words)
    start = LEFT + WIDE + GAP
    names = {
        str(way): sheet.wrap(str(text), NAMES)
        for way, text in zip(ways["way"], ways["label_da"], strict=True)
    }
    table = incidence.pivot(index="week", columns="way", values="incidence").sort_index()
    texts = [*names.values(), words["chart_still"], sheet.wrap(words["chart_other_ways"], NAMES)]
    right = ends.width_of([sheet.wrap(f"{text} {danish.number(99.9, 1)}", NAMES) for text in texts])
    box = sheet.Box(start, HEAD + TITLE, WIDTH - start - right, TALL)
    axes = sheet.place(figure, box, sharey=bars)
    last = float(table.index.max())
    axes.set(xlim=(0, last))
    _all(axes, table, lines, names, words, box)
    counts = incidence.groupby("week")["at_risk"].max()
    told = {week: float(counts[week]) for week in range(0, int(last) + 1, YEAR) if week in counts}
    numbers_beneath(figure, box, told, words["chart_at_risk"], last=last, top=below + 0.5)
    for place, name, width in (
        (LEFT, "chart_completed", WIDE),
        (start, "chart_starters", WIDTH - start),
    ):
        sheet.write(figure, place, HEAD + 0.02, sheet.wrap(words[name], width, sheet.LABEL, "bold"),
                    va="top", fontsize=sheet.LABEL, fontweight="bold", linespacing=1.1)  # fmt: skip
    sheet.key(figure, signs, key, top=below + LABELS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _key(words: Words, level: float, published: bool) -> tuple[list[Line2D], list[str]]:
    signs = [Line2D([], [], color=style.INK, marker="|", markersize=5, linewidth=1.3)]
    names = [words["chart_interval"].format(level=danish.plain(level))]
    if published:
        signs.append(Line2D([], [], marker="D", linestyle="none", markersize=DIAMOND,
                            markerfacecolor="white", markeredgecolor=style.INK,
                            markeredgewidth=1.4))  # fmt: skip
        names.append(words["chart_published"])
    return signs, names


def _completed(
    axes: Axes, ways: pd.DataFrame, lines: Mapping[str, style.Line], words: Words
) -> None:
    """Bars in the colours of the lines; their share above them, printed ones as diamonds."""
    axes.set(ylim=(0, 1), xlim=(-0.6, len(ways) - 0.4), ylabel=words["chart_share_of"])
    for at, (_, row) in enumerate(ways.iterrows()):
        share = row["completed_share"]
        if pd.isna(share):
            axes.text(at, 0.012, words["hidden"], rotation=90, ha="center", va="bottom",
                      fontsize=sheet.LEAST, color=style.GREY)  # fmt: skip
            continue
        axes.bar(at, share, width=0.66, color=lines[str(row["way"])].colour, alpha=0.75,
                 edgecolor=style.GREY, linewidth=0.5)  # fmt: skip
        # Side by side, so that the mark does not cover the interval.
        beside = not pd.isna(row.get("published"))
        reach = [[share - row["ci_low"]], [row["ci_high"] - share]]
        axes.errorbar(at - beside * 0.17, share, reach, capsize=2.2, color=style.INK,
                      linewidth=1.3, capthick=1.3, zorder=4)  # fmt: skip
        tops = (row[name] for name in ("completed_share", "ci_high", "published") if name in row)
        top = max(value for value in tops if not pd.isna(value))
        axes.text(at, top + 0.028, danish.number(share * 100, 1), ha="center", va="bottom",
                  fontsize=sheet.SMALL, fontweight="bold")  # fmt: skip
        if beside:
            axes.plot(at + 0.17, row["published"], "D", markersize=DIAMOND, markerfacecolor="none",
                      markeredgecolor="white", markeredgewidth=3.0, zorder=5)  # fmt: skip
            axes.plot(at + 0.17, row["published"], "D", markersize=DIAMOND, markerfacecolor="none",
                      markeredgecolor=style.INK, markeredgewidth=1.4, zorder=6)  # fmt: skip
    labels = [sheet.wrap(str(text), 1.15, sheet.LEAST) for text in ways["label_da"]]
    axes.set_xticks(range(len(ways)), labels, rotation=65, ha="right", rotation_mode="anchor",
                    va="center", linespacing=1.1)  # fmt: skip
    axes.tick_params(labelsize=sheet.SMALL)
    axes.tick_params(axis="x", length=0, labelsize=sheet.LEAST)
    axes.yaxis.label.set_fontsize(sheet.LABEL)
    axes.set_yticks([step / 5 for step in range(6)])
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    style.danish_axis(axes)


def _all(
    axes: Axes,
    table: pd.DataFrame,
    lines: Mapping[str, style.Line],
    names: Mapping[str, str],
    words: Words,
    box: sheet.Box,
) -> None:
    """Steps by way out; what they leave up to a hundred is still in a course."""
    weeks = [float(week) for week in table.index]
    tips: list[ends.End] = []
    for way, line in lines.items():
        if way not in table:
            continue
        ends.broken_line(axes, weeks, table[way], line, steps=True)
        if line is not SMALL_WAY:
            tips += _with_number(ends.end_of(weeks, table[way], names[way], line.colour))
    small = table[[way for way, line in lines.items() if line is SMALL_WAY and way in table]]
    if not small.empty:
        tips += ends.end_of(
            weeks, small.max(axis=1, skipna=False), words["chart_other_ways"], style.GREY
        )
    # Not known where a way is withheld: the rest would tell it.
    still = 1 - table.sum(axis=1, skipna=False)
    ends.broken_line(axes, weeks, still, STILL, steps=True)
    name = sheet.wrap(words["chart_still"], NAMES)
    tips += _with_number(ends.end_of(weeks, still, name, STILL.colour))
    week_axis(axes, max(weeks))
    axes.set_xticks(range(0, int(max(weeks)) + 1, YEAR))
    axes.set_xlabel(words["chart_weeks"], fontsize=sheet.LABEL)
    axes.tick_params(labelleft=False)
    ends.label_ends(axes, tips, box)


def _with_number(tips: list[ends.End]) -> list[ends.End]:
    """The names with their per cent at the end of the line."""
    return [
        replace(tip, text=sheet.wrap(f"{tip.text} {danish.number(tip.y * 100, 1)}", NAMES))
        for tip in tips
    ]
