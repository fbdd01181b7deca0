"""The same measures of two groups: two dots joined by a line, and their difference at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, CHANGE, NUMBERS, GAP, RIGHT = 2.2, 1.3, 0.46, 0.16, 0.1
"""Inches: names of the rows, the differences, their numbers, room between parts."""
ROW, HEAD, AXIS, EDGE = 0.42, 0.5, 0.48, 0.08
APART = 0.055
"""Inches from the middle of a row to each of its two dots: their intervals never overlap."""
FIRST, SECOND = style.Line("#D55E00", "solid", 1.1), style.Line("#0072B2", "solid", 1.1)


@dataclass(frozen=True)
class Group:
    """One of the two groups.

    Attributes
    ----------
    key
        Beginning of its columns: ``<key>_share``, ``<key>_low``, ``<key>_high`` and, where a printed
        value is to stand beside, ``<key>_published``.
    name
        As the key of the figure says it.
    """

    key: str
    name: str


@dataclass(frozen=True)
class Scale:
    """What the numbers are: shares in per cent, or another measure as it is.

    Attributes
    ----------
    factor
        From the numbers of the table to those that are told.
    step
        Of the axis of differences, as the table has it.
    label, difference
        Of the two axes; words of the report where they are blank.
    decimals
        Of the differences that are told.
    """

    factor: float = 100.0
    step: float = 0.1
    label: str = ""
    difference: str = ""
    decimals: int = 0


def pairs_figure(
    table: pd.DataFrame,
    words: Words,
    groups: tuple[Group, Group],
    *,
    title: str,
    synthetic: bool,
    level: float = 95,
    scale: Scale | None = None,
    row: float = ROW,
) -> Figure:
    """Both groups with intervals, and their difference with its interval.

    Parameters
    ----------
    table
        In the order of the figure: `item_label` (a heading where it changes), `label`, the columns of
        the `groups` (empty where a row has a difference alone), `change`, `ci_low`, `ci_high`; and
        where they are wanted `published` (a printed difference), `aside` (text under the number at
        the right) and `hidden` (what stands for a number that is not there).
    title
        Over the differences.
    level
        Of the intervals, per cent.
    scale
        Per cent without one.
    row
        Least height of a row, inches.
    """
    table, scale = table.reset_index(drop=True), scale or Scale()
    items, answers = _labels(table)
    heights = [
        max(row, sheet.text_height(item, sheet.LABEL) * bool(item)
            + sheet.text_height(answer, sheet.SMALL) + min(0.14, row / 3))
        for item, answer in zip(items, answers, strict=True)
    ]  # fmt: skip
    at, total = parts.middles(heights), float(sum(heights))
    signs, names = _key(table, words, level, groups)
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(names) + EDGE)
    left = LABELS + 0.2
    numbers = _numbers_width(table)
    box = sheet.Box(left, HEAD, WIDTH - left - GAP - CHANGE - numbers - RIGHT, total)
    axes = sheet.place(figure, box)
    _measure_axis(axes, table, groups, total, words, scale)
    _dots(axes, table, at, groups)
    beside = sheet.Box(box.left + box.width + GAP, HEAD, CHANGE, total)
    _differences(sheet.place(figure, beside), table, at, words, beside, scale)
    sheet.write(figure, beside.left, HEAD - 0.05, title, va="bottom", fontweight="bold")
    _told(figure, table, at, words, scale)
    for top, height, item, answer in zip(at, heights, items, answers, strict=True):
        upper = HEAD + float(top) - height / 2 + 0.06
        sheet.write(figure, 0.08, upper, item, va="top", fontsize=sheet.LABEL, linespacing=1.1)
        lower = upper + sheet.text_height(item) + 0.02 if item else HEAD + float(top)
        sheet.write(figure, 0.2, lower, answer, va="top" if item else "center", color=style.GREY,
                    linespacing=1.1)  # fmt: skip
    sheet.key(figure, signs, names, top=HEAD + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _labels(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Headings, each once above its first row, and names of the rows."""
    first = table["item_label"] != table["item_label"].shift()
    items = [
        sheet.wrap(danish.with_dashes(str(text)), LABELS) if new else ""
        for text, new in zip(table["item_label"], first, strict=True)
    ]
    answers = [sheet.wrap(danish.with_dashes(str(text)), LABELS - 0.12, sheet.SMALL)
               for text in table["label"]]  # fmt: skip
    return items, answers


def _key(
    table: pd.DataFrame, words: Words, level: float, groups: tuple[Group, Group]
) -> tuple[list[Line2D], list[str]]:
    signs = [
        Line2D([], [], marker="o", linestyle="none", markersize=5, markerfacecolor="white",
               markeredgecolor=FIRST.colour, markeredgewidth=1.3),
        Line2D([], [], marker="o", linestyle="none", markersize=5, color=SECOND.colour),
        Line2D([], [], color=style.INK, marker="|", markersize=5, linewidth=1.3),
    ]  # fmt: skip
    names = [group.name for group in groups]
    names.append(words["chart_interval"].format(level=danish.plain(level)))
    printed = [f"{group.key}_published" for group in groups] + ["published"]
    if any(table[name].notna().any() for name in printed if name in table):
        signs.append(parts.diamond())
        names.append(words["chart_published"])
    return signs, names


def _measure_axis(
    axes: Axes,
    table: pd.DataFrame,
    groups: tuple[Group, Group],
    total: float,
    words: Words,
    scale: Scale,
) -> None:
    ends = [table[f"{group.key}_{part}"] for group in groups for part in ("high", "share")]
    ends += [table[name] for group in groups if (name := f"{group.key}_published") in table]
    label = scale.label or words["chart_share_axis"]
    if scale.factor == 100:
        parts.share_axis(axes, total, parts.nice_top(*ends), label=label)
        return
    most = float(pd.concat(ends).max())
    parts.share_axis(axes, total, most * 1.06, label=label)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: danish.number(value))


def _dots(axes: Axes, table: pd.DataFrame, at: "parts.Inches", groups: tuple[Group, Group]) -> None:
    """Hollow first and full second, a little apart, with a line from one to the other."""
    first, second = (f"{group.key}_share" for group in groups)
    for place, (_, row) in zip(at, table.iterrows(), strict=True):
        axes.plot([row[first], row[second]], [place - APART, place + APART],
                  color=style.GREY, linewidth=1.6, zorder=3, solid_capstyle="butt")  # fmt: skip
    for group, line, step, face in (
        (groups[0], FIRST, -APART, "white"),
        (groups[1], SECOND, APART, SECOND.colour),
    ):
        axes.hlines(at + step, table[f"{group.key}_low"], table[f"{group.key}_high"],
                    color=line.colour, linewidth=line.width, zorder=4)  # fmt: skip
        dots = axes.plot(table[f"{group.key}_share"], at + step, "o", markersize=5, zorder=5,
                         markerfacecolor=face, markeredgecolor=line.colour, markeredgewidth=1.3)  # fmt: skip
        dots[0].set_gid(group.key)
        _printed(axes, table, f"{group.key}_published", at + step)


def _printed(axes: Axes, table: pd.DataFrame, name: str, at: "parts.Inches") -> None:
    if name in table and table[name].notna().any():
        known = table[name].notna().to_numpy()
        parts.hollow(axes, table[name][known], at[known])


def _differences(
    axes: Axes,
    table: pd.DataFrame,
    at: "parts.Inches",
    words: Words,
    box: sheet.Box,
    scale: Scale,
) -> None:
    """Differences around nought."""
    step = scale.step
    ends = [table[name].abs().max() for name in ("ci_low", "ci_high", "change")]
    reach = max(step, float(pd.Series(ends).max(skipna=True)))
    reach = float(np.ceil(reach / step + 0.2) * step)
    axes.set(xlim=(-reach, reach), ylim=(box.height, 0), yticks=[])
    axes.set_xticks([-reach + step, 0, reach - step] if reach > 2 * step else [-step, 0, step])
    axes.xaxis.set_major_formatter(lambda value, _: danish.number(value * scale.factor))
    axes.tick_params(labelsize=sheet.SMALL)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=style.INK, linewidth=0.9, zorder=2)
    axes.set_xlabel(scale.difference or words["chart_points"], fontsize=sheet.LABEL)
    parts.intervals(axes, table[["ci_low", "ci_high"]], at)
    _printed(axes, table, "published", at)
    axes.plot(table["change"], at, "D", color=style.INK, markersize=4, zorder=5)


def _numbers_width(table: pd.DataFrame) -> float:
    told = [str(text) for text in table["aside"]] if "aside" in table else []
    return max([NUMBERS, *(sheet.text_width(text, sheet.LEAST) + 0.1 for text in told)])


def _told(
    figure: Figure, table: pd.DataFrame, at: "parts.Inches", words: Words, scale: Scale
) -> None:
    """The difference at the right edge, and beneath it what else is told of the row."""
    asides: Sequence[object] = list(table["aside"]) if "aside" in table else [""] * len(table)
    gone = list(table["hidden"]) if "hidden" in table else [words["hidden"]] * len(table)
    for place, value, aside, absent in zip(at, table["change"], asides, gone, strict=True):
        known = not pd.isna(value)
        text = danish.signed(float(value) * scale.factor, scale.decimals) if known else str(absent)
        top = HEAD + float(place) - (0.07 if aside else 0)
        sheet.write(figure, WIDTH - RIGHT, top, text, ha="right", va="center",
                    fontsize=sheet.LABEL, fontweight="bold")  # fmt: skip
        if aside:
            sheet.write(figure, WIDTH - RIGHT, top + 0.14, str(aside), ha="right", va="center",
                        fontsize=sheet.LEAST, color=style.GREY)  # fmt: skip
