"""Those who have left a course beside all who began one: the same ways out on one scale."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts import rows as parts
from effektspor.report.charts.activity import week_axis
from effektspor.report.charts.counted import HEIGHT, numbers_beneath
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, ROW, AXIS, EDGE = 0.3, 0.4, 0.25, 0.46, 0.3
LABELS, BETWEEN, RIGHT = 1.5, 0.4, 0.34
"""Inches: names of the ways, room between the parts and at the right for numbers beside bars."""
TALL, FOOT, NAMES, LEFT = 1.85, 0.5, 1.35, 0.5
"""Inches: the curves, the weeks beneath, the names at their ends, the numbers of their axis."""
SMALL_WAY = style.Line(style.GREY, (0, (1, 1)), 0.9)
STILL = "still"
YEAR = 52


def early_leavers_figure(
    exits: pd.DataFrame,
    incidence: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """Shares of the completed beside those of all who began; the latter over time beneath.

    Parameters
    ----------
    exits
        `way`, `label_da`, `n`, `completed_share`, `ci_low`, `ci_high` (fractions; NaN where
        withheld), and `published` where a printed share is to stand beside it. Ways that nobody
        took are left out; the largest have colours, the others are grey.
    incidence
        `week` since the start, `way`, `incidence`, `ci_low`, `ci_high` (fractions; NaN where
        withheld), `at_risk` (still in a course and followed so long), and `merged` where some are
        put together with the next step: the curve is flat, and the bar hidden. The bars are of its
        last whole year; what is left up to a hundred is still in a course, where no way is withheld.
    level
        Of the intervals, per cent.
    """
    ways = exits[~(exits["n"] == 0)].sort_values("completed_share", ascending=False, kind="stable")
    lines = {
        str(way): style.SERIES[place] if place < len(style.SERIES) else SMALL_WAY
        for place, way in enumerate(ways["way"])
    }
    left, right, week = _parts(ways, incidence)
    names = [*map(str, ways["label_da"]), words["chart_still"]]
    labels = [sheet.wrap(name, LABELS) for name in names]
    heights = [max(ROW, sheet.text_height(label) + 0.05) for label in labels]
    at, total = parts.middles(heights), float(sum(heights))
    printed = "published" in left and bool(left["published"].notna().any())
    signs, key = parts.key_of(words, level, bounds=False, published=printed)
    signs, key = signs[1:], key[1:]
    top = HEAD + TITLE
    second = top + total + AXIS + EDGE
    below = second + TALL + FOOT
    figure = sheet.paper(below + HEIGHT + sheet.key_height(key))
    start = max(sheet.text_width(label) for label in labels) + 0.16
    wide = (WIDTH - start - BETWEEN - RIGHT) / 2
    for label, place in zip(labels, at, strict=True):
        sheet.write(figure, start - 0.08, top + float(place), label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.05)  # fmt: skip
    by_week = words["chart_within"].format(name=words["chart_starters"], week=danish.number(week))
    for table, title, edge in (
        (left, words["chart_completed"], start),
        (right, by_week, start + wide + BETWEEN),
    ):
        box = sheet.Box(edge, top, wide, total)
        axes = sheet.place(figure, box)
        parts.share_axis(axes, total, 1.0, label=words["chart_share_of"])
        _bars(axes, table, at, lines, words)
        heading = sheet.wrap(title, wide + 0.2, sheet.SMALL, "bold")
        sheet.write(figure, edge, top - 0.06, heading, va="bottom", fontweight="bold",
                    linespacing=1.1)  # fmt: skip
    sheet.write(figure, 0.1, second - 0.1, words["chart_by_week"], va="bottom", fontweight="bold")
    _over_time(figure, incidence, lines, dict(zip(lines, names, strict=False)), words, second)
    sheet.key(figure, signs, key, top=below + HEIGHT)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _parts(ways: pd.DataFrame, incidence: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Rows of both parts in the same order, the last of those still in a course; and the week."""
    known = sorted(set(incidence["week"]))
    week = max((at for at in known if at % YEAR == 0), default=known[-1])
    now = incidence[incidence["week"] == week].set_index("way")
    order = [str(way) for way in ways["way"]]
    found = now.reindex(order).rename(columns={"incidence": "share"})
    # Not known where a way is withheld: the rest would tell it.
    still = 1 - now["incidence"].sum(skipna=False)
    columns = ["share", "ci_low", "ci_high"]
    if "merged" in now:
        # A curve that is flat since an earlier step has no number of its own at this week.
        found.loc[now["merged"].reindex(order).eq(True).to_numpy(), columns] = float("nan")
    found.loc[STILL, "share"] = still
    completed = ways.set_index("way").rename(columns={"completed_share": "share"})
    columns_left = columns + (["published"] if "published" in completed else [])
    return (
        completed[columns_left].reset_index(),
        found[columns].rename_axis("way").reset_index(),
        int(week),
    )


def _bars(
    axes: Axes,
    table: pd.DataFrame,
    at: "parts.Inches",
    lines: Mapping[str, style.Line],
    words: Words,
) -> None:
    """Bars in the colours of the lines, with intervals; the share beside all of them."""
    at = at[: len(table)]
    for place, way, share in zip(at, table["way"], table["share"], strict=True):
        if pd.isna(share):
            axes.text(0.015, place, words["hidden"], va="center", fontsize=sheet.SMALL,
                      color=style.GREY)  # fmt: skip
            continue
        colour = style.APART if way == STILL else lines[str(way)].colour
        axes.barh(place, share, height=0.15, color=colour, edgecolor=style.GREY, linewidth=0.5,
                  alpha=1.0 if way == STILL else 0.75)  # fmt: skip
    parts.intervals(axes, table, at)
    parts.diamonds(axes, table, at)
    for place, (_, row) in zip(at, table.iterrows(), strict=True):
        reach = row.drop("way").astype(float).max()
        if not pd.isna(row["share"]):
            axes.annotate(danish.number(float(row["share"]) * 100, 1), (reach, place), xytext=(6, 0),
                          textcoords="offset points", va="center", fontsize=sheet.SMALL,
                          fontweight="bold", annotation_clip=False)  # fmt: skip


def _over_time(
    figure: Figure,
    incidence: pd.DataFrame,
    lines: Mapping[str, style.Line],
    names: Mapping[str, str],
    words: Words,
    top: float,
) -> None:
    """Steps by way out on a scale of their own, and how many are followed beneath."""
    table = incidence.pivot(index="week", columns="way", values="incidence").sort_index()
    weeks = [float(week) for week in table.index]
    last = weeks[-1] + (weeks[-1] - weeks[-2] if len(weeks) > 1 else 1.0)
    drawn = [way for way in lines if way in table]
    texts = {way: sheet.wrap(f"{names[way]} {danish.number(99.9, 1)}", NAMES) for way in drawn}
    right = ends.width_of([*texts.values(), words["chart_other_ways"]])
    box = sheet.Box(LEFT, top, WIDTH - LEFT - right, TALL)
    axes = sheet.place(figure, box)
    most = float(max([0.05, *table[drawn].max().dropna()]))
    axes.set(xlim=(0, last), ylim=(0, min(1.0, most * 1.1)), ylabel=words["chart_share_of"])
    axes.set_xlabel(words["chart_weeks"], fontsize=sheet.LABEL)
    tips: list[ends.End] = []
    small: list[ends.End] = []
    for way in drawn:
        line = lines[way]
        # The last step is as long as the others.
        share = pd.concat([table[way], table[way].iloc[-1:]])
        ends.broken_line(axes, [*weeks, last], share, line, steps=True)
        tip = ends.end_of([*weeks, last], share, names[way], line.colour)
        if line is SMALL_WAY:
            small += tip
        else:
            tips += [replace(end, text=_numbered(end)) for end in tip]
    if small:
        highest = max(small, key=lambda end: end.y)
        tips.append(replace(highest, text=words["chart_other_ways"]))
    week_axis(axes, last)
    axes.set_xticks(range(0, int(last) + 1, YEAR))
    ends.label_ends(axes, tips, box)
    counts = incidence.groupby("week")["at_risk"].max()
    told = {week: float(counts[week]) for week in range(0, int(last) + 1, YEAR) if week in counts}
    numbers_beneath(figure, box, told, words["chart_at_risk"], last=last, top=top + TALL + FOOT)


def _numbered(end: ends.End) -> str:
    """The name with its per cent at the end of the line."""
    return sheet.wrap(f"{end.text} {danish.number(end.y * 100, 1)}", NAMES)
