"""Activity by the time since a course began: shares of those who are still in it."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts import rows as parts
from effektspor.report.charts.counted import HEIGHT, numbers_beneath
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, FOOT = 0.34, 0.5, 2.75, 0.54
"""Inches: the mark, the numbers of an axis, the axes, the weeks beneath."""
NAMES = 1.25
"""Inches of the widest line of a name at a line's end."""
EVERY, WEEKS = 4, (0, 26, 52, 104)
"""Weeks between the points of a curve; weeks of which the persons are told."""
ACTIVITY = (("share", "ci", "chart_company"), ("passive_share", "passive_ci", "chart_passive"))


def curve_figure(
    activity: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
    published: float | None = None,
    passive: Mapping[int, float] | None = None,
) -> Figure:
    """Shares in a company and without an active offer, of those who are still in a course.

    Parameters
    ----------
    activity
        By `week` since the start: `in_course` (can be followed so long and are still there),
        `share`, `ci_low`, `ci_high`, `passive_share`, `passive_ci_low`, `passive_ci_high`
        (fractions; NaN where withheld).
    level
        Of the intervals, per cent.
    published
        A printed share (fraction) of those in a company, drawn as a level line.
    passive
        Printed shares (fractions) without an active offer, by week.
    """
    rows = activity[activity["week"] % EVERY == 0].sort_values("week")
    weeks = [float(week) for week in rows["week"]]
    last = max(*weeks, 1.0)
    names = [sheet.wrap(words[name], NAMES) for *_, name in ACTIVITY]
    printed = sheet.wrap(words["chart_published"], NAMES)
    right = ends.width_of([*names, printed] if published is not None else names)
    signs: list[Patch | Line2D] = [Patch(facecolor=style.GREY, alpha=0.4)]
    key = [words["chart_interval"].format(level=danish.plain(level))]
    if passive:
        signs.append(parts.diamond())
        key.append(words["chart_published"])
    figure = sheet.paper(HEAD + TALL + FOOT + HEIGHT + sheet.key_height(key))
    box = sheet.Box(LEFT, HEAD, WIDTH - LEFT - right, TALL)
    axes = sheet.place(figure, box)
    axes.set(
        xlim=(0, last),
        ylim=(0, 1),
        xlabel=words["chart_weeks"],
        ylabel=words["chart_in_course_axis"],
    )
    tips: list[ends.End] = []
    for line, (share, interval, _), name in zip(style.SERIES, ACTIVITY, names, strict=False):
        axes.fill_between(weeks, rows[f"{interval}_low"], rows[f"{interval}_high"],
                          color=line.colour, alpha=0.22, linewidth=0)  # fmt: skip
        ends.broken_line(axes, weeks, rows[share], line)
        tips += ends.end_of(weeks, rows[share], name, line.colour)
    if published is not None:
        axes.axhline(published, color=style.PRINTED, linewidth=1.2, linestyle=(0, (1.2, 1.6)))
        tips.append(ends.End(last, published, printed, style.PRINTED))
    for week, printed_share in (passive or {}).items():
        parts.hollow(axes, [week], [printed_share])
    week_axis(axes, last)
    ends.label_ends(axes, tips, box)
    counts = activity.set_index("week")["in_course"]
    told = {week: float(counts.get(week, float("nan"))) for week in WEEKS if week <= last}
    below = HEAD + TALL + FOOT
    numbers_beneath(figure, box, told, words["chart_followed"], last=last, top=below)
    sheet.key(figure, signs, key, top=below + HEIGHT)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def week_axis(axes: Axes, last: float) -> None:
    """Half years along the weeks, per cent up the side."""
    axes.set_xticks(list(range(0, int(last) + 1, 26)))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=sheet.SMALL)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_fontsize(sheet.LABEL)
    style.danish_axis(axes)
