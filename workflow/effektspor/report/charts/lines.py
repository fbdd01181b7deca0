"""Series over time, with a line at a reform."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from matplotlib import dates as clock
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts.periods import by_period
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, FOOT = 0.34, 0.68, 2.75, 0.3
"""Inches: the mark, the numbers of an axis, the axes, the years beneath."""
UNIT = 0.33
"""Inches for what the numbers count, beside them."""
NAMES = 1.25
"""Inches of the widest line of a name at a line's end."""
PANEL, BETWEEN, COLUMNS = 1.2, 0.76, 3
ABOVE = 1.14
"""The vertical axis ends this many times the largest value: room for the word at the reform."""
TOTAL_GROUP = "total"
TOTAL = style.Line(style.INK, "solid", 1.6)


def series_figure(
    series: pd.DataFrame,
    words: Words,
    *,
    reform: str,
    unit: str,
    panels: bool,
    synthetic: bool,
    changes: Mapping[str, float] | None = None,
) -> Figure:
    """Series by group, with a line at the reform; what is not known is a gap.

    Parameters
    ----------
    series
        Of one series: `group`, `order`, `label_da`, `period`, `start` (ISO date), `value` (NaN is
        a gap) and `state`. Numbers stand at the middle of their period.
    reform
        ISO date.
    unit
        What the numbers count, as it is to stand at the axis.
    panels
        One part for each group and one for their sum, each with its own scale from nought,
        instead of one line for each group.
    changes
        By group, and of ``total``: the change since the reform, which stands over the panels.
    """
    table = by_period(series)
    day = date.fromisoformat(reform)
    signs: list[Line2D] = []
    if (series["state"] == "provisional").any():
        signs = [Line2D([], [], marker="o", linestyle="none", markerfacecolor="white",
                        markeredgecolor=style.INK, markersize=3.5)]  # fmt: skip
    names = [words["chart_provisional"]] if signs else []
    below = sheet.key_height(names) if names else 0.0
    if panels:
        figure, bottom = _panels(table, words, day, unit, below, changes or {})
    else:
        figure, bottom = _together(table, words, day, unit, below)
    if names:
        sheet.key(figure, signs, names, top=bottom)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _together(
    table: pd.DataFrame, words: Words, reform: date, unit: str, below: float
) -> tuple[Figure, float]:
    lines = table[table["group"].notna()].groupby("order", sort=True)
    texts = [_name(rows) for _, rows in lines]
    right = ends.width_of(texts)
    figure = sheet.paper(HEAD + TALL + FOOT + below)
    most = float(table.loc[table["group"].notna(), "value"].max())
    left = UNIT + sheet.text_width(danish.number(most), sheet.SMALL)
    box = sheet.Box(left, HEAD, WIDTH - left - right, TALL)
    axes = sheet.place(figure, box)
    tips: list[ends.End] = []
    for number, ((_, rows), text) in enumerate(zip(lines, texts, strict=True)):
        tips += _line(axes, rows, style.SERIES[number % len(style.SERIES)], text)
    _time_axes(axes, table, most)
    axes.set_ylabel(unit, fontsize=sheet.LABEL)
    label = words["chart_reform"].format(date=danish.long_date(reform))
    _reform(axes, reform, label, box.width)
    ends.label_ends(axes, tips, box)
    return figure, HEAD + TALL + FOOT


def _panels(
    table: pd.DataFrame,
    words: Words,
    reform: date,
    unit: str,
    below: float,
    changes: Mapping[str, float],
) -> tuple[Figure, float]:
    groups = [rows for _, rows in table[table["group"].notna()].groupby("order", sort=True)]
    groups.append(table[table["group"].isna()])
    count = -(-len(groups) // COLUMNS)
    note = words["chart_panels"].format(unit=unit, date=danish.long_date(reform))
    note = sheet.wrap(note, WIDTH - 0.2, sheet.SMALL)
    top = HEAD + 0.34
    step = PANEL + BETWEEN
    bottom = top + count * step - BETWEEN + FOOT
    figure = sheet.paper(bottom + sheet.text_height(note, sheet.SMALL) + 0.12 + below)
    wide = (WIDTH - 0.1) / COLUMNS
    for number, rows in enumerate(groups):
        row, column = divmod(number, COLUMNS)
        box = sheet.Box(wide * column + LEFT - 0.06, top + step * row, wide - LEFT, PANEL)
        axes = sheet.place(figure, box)
        known = rows["group"].notna().any()
        _line(axes, rows, style.SERIES[0] if known else TOTAL, "")
        _time_axes(axes, table, float(rows["value"].max()), every=3)
        _reform(axes, reform, words["chart_reform_short"], box.width)
        title = _name(rows, wide) if known else words["chart_total"]
        change = changes.get(str(rows["group"].iloc[0]) if known else TOTAL_GROUP)
        moved = change is not None and not pd.isna(change)
        sheet.write(figure, box.left - LEFT + 0.16, box.top - (0.24 if moved else 0.1), title,
                    va="bottom", fontsize=sheet.LABEL, fontweight="bold")  # fmt: skip
        if moved:
            text = words["chart_since"].format(change=danish.signed(change))
            sheet.write(figure, box.left - LEFT + 0.16, box.top - 0.1, text, va="bottom")
    sheet.write(figure, 0.1, bottom + 0.06, note, va="top", color=style.GREY, linespacing=1.15)
    return figure, bottom + sheet.text_height(note, sheet.SMALL) + 0.12


def _name(rows: pd.DataFrame, width: float = NAMES) -> str:
    return sheet.wrap(danish.with_dashes(str(rows["label_da"].iloc[0])), width)


def _line(axes: Axes, rows: pd.DataFrame, line: style.Line, text: str) -> list[ends.End]:
    """The line; numbers that may still change are hollow dots on it."""
    at = list(clock.date2num(rows["middle"]))  # type: ignore[no-untyped-call]
    ends.broken_line(axes, at, rows["value"], line)
    early = (rows["state"] == "provisional").to_numpy()
    if early.any():
        axes.plot([x for x, is_early in zip(at, early, strict=True) if is_early],
                  rows["value"][early], "o", markerfacecolor="white", markersize=3.5,
                  markeredgecolor=line.colour, linestyle="none")  # fmt: skip
    return ends.end_of(at, rows["value"], text, line.colour)


def _time_axes(axes: Axes, table: pd.DataFrame, most: float, every: int = 1) -> None:
    """Years from the first to the end of the last; numbers from nought."""
    first, last = table["from"].min(), table["to"].max()
    axes.set_xlim(clock.date2num(first), clock.date2num(last))  # type: ignore[no-untyped-call]
    years = range(first.year + (first.dayofyear > 1), last.year + 1, every)
    axes.set_xticks(clock.date2num([date(year, 1, 1) for year in years]), map(str, years))  # type: ignore[no-untyped-call]
    axes.set_ylim(0, (most if most > 0 else 1.0) * ABOVE)
    axes.tick_params(labelsize=sheet.SMALL)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.locator_params(axis="y", nbins=4 if every > 1 else 6)
    style.danish_axis(axes, per_cent_y=False)


def _reform(axes: Axes, day: date, label: str, width: float) -> None:
    """A line at the day, and its word above all values, on the side with room for it."""
    at = float(clock.date2num(day))  # type: ignore[no-untyped-call]
    low, high = axes.get_xlim()
    if not low <= at <= high:
        return
    axes.axvline(at, color=style.INK, linewidth=0.9, linestyle=(0, (4, 2))).set_gid("reform")
    room = (high - at) / (high - low) * width >= sheet.text_width(label, sheet.SMALL) + 0.06
    axes.annotate(label, (at, 1), xytext=(3 if room else -3, -1), xycoords=("data", "axes fraction"),
                  textcoords="offset points", ha="left" if room else "right", va="top",
                  fontsize=sheet.SMALL).set_gid("reform_word")  # fmt: skip
