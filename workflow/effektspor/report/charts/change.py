"""The same shares in two surveys: two dots joined by a line, and the change at the right."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, CHANGE, NUMBERS, GAP, RIGHT = 2.2, 1.3, 0.46, 0.16, 0.1
"""Inches: names of the rows, the changes, their numbers, room between parts."""
ROW, HEAD, AXIS, EDGE = 0.42, 0.5, 0.48, 0.08
APART = 0.055
"""Inches from the middle of a row to each of its two dots: their intervals never overlap."""
BEFORE, NOW = style.Line("#D55E00", "solid", 1.1), style.Line("#0072B2", "solid", 1.1)


def change_figure(
    changes: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    level: float = 95,
    surveys: tuple[str, str] | None = None,
) -> Figure:
    """Shares before and now with intervals, and their difference with its interval.

    Parameters
    ----------
    changes
        In the order of the figure: `item_da` (or `item_label`, shorter), `label_da` (the answers
        taken together), `before_share`, `before_low`, `before_high`, `now_share`, `now_low`,
        `now_high`, `change`, `ci_low`, `ci_high` (fractions).
    level
        Of the intervals, per cent.
    surveys
        Names of the two surveys, such as their years; words of the report without them.
    """
    table = changes.reset_index(drop=True)
    items, answers = _labels(table)
    heights = [
        max(ROW, sheet.text_height(item, sheet.LABEL) * bool(item)
            + sheet.text_height(answer, sheet.SMALL) + 0.14)
        for item, answer in zip(items, answers, strict=True)
    ]  # fmt: skip
    at, total = parts.middles(heights), float(sum(heights))
    signs, names = _key(words, level, surveys)
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(names) + EDGE)
    left = LABELS + 0.2
    box = sheet.Box(left, HEAD, WIDTH - left - GAP - CHANGE - NUMBERS - RIGHT, total)
    axes = sheet.place(figure, box)
    most = parts.nice_top(*(table[f"{wave}_high"] for wave in ("before", "now")))
    parts.share_axis(axes, total, most, label=words["chart_share_axis"])
    _dots(axes, table, at)
    beside = sheet.Box(box.left + box.width + GAP, HEAD, CHANGE, total)
    _changes(figure, sheet.place(figure, beside), table, at, words, beside)
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
    """Names of the questions, each once above its first row, and of the answers."""
    name = "item_label" if "item_label" in table else "item_da"
    first = table[name] != table[name].shift()
    items = [
        sheet.wrap(danish.with_dashes(str(text)), LABELS) if new else ""
        for text, new in zip(table[name], first, strict=True)
    ]
    answers = [sheet.wrap(danish.with_dashes(str(text)), LABELS - 0.12, sheet.SMALL)
               for text in table["label_da"]]  # fmt: skip
    return items, answers


def _key(
    words: Words, level: float, surveys: tuple[str, str] | None
) -> tuple[list[Line2D], list[str]]:
    before, now = surveys or (words["chart_before"], words["chart_now"])
    signs = [
        Line2D([], [], marker="o", linestyle="none", markersize=5, markerfacecolor="white",
               markeredgecolor=BEFORE.colour, markeredgewidth=1.3),
        Line2D([], [], marker="o", linestyle="none", markersize=5, color=NOW.colour),
        Line2D([], [], color=style.INK, marker="|", markersize=5, linewidth=1.3),
    ]  # fmt: skip
    return signs, [before, now, words["chart_interval"].format(level=danish.plain(level))]


def _dots(axes: Axes, table: pd.DataFrame, at: "parts.Inches") -> None:
    """Hollow before and full now, a little apart, with a line from one to the other."""
    for place, (_, row) in zip(at, table.iterrows(), strict=True):
        axes.plot([row["before_share"], row["now_share"]], [place - APART, place + APART],
                  color=style.GREY, linewidth=1.6, zorder=3, solid_capstyle="butt")  # fmt: skip
    for wave, line, step, face in (
        ("before", BEFORE, -APART, "white"),
        ("now", NOW, APART, NOW.colour),
    ):
        axes.hlines(at + step, table[f"{wave}_low"], table[f"{wave}_high"], color=line.colour,
                    linewidth=line.width, zorder=4)  # fmt: skip
        dots = axes.plot(table[f"{wave}_share"], at + step, "o", markersize=5, zorder=5,
                         markerfacecolor=face, markeredgecolor=line.colour, markeredgewidth=1.3)  # fmt: skip
        dots[0].set_gid(wave)


def _changes(
    figure: Figure,
    axes: Axes,
    table: pd.DataFrame,
    at: "parts.Inches",
    words: Words,
    box: sheet.Box,
) -> None:
    """Changes in percentage points around nought; the number beside each."""
    reach = max(0.1, float(table[["ci_low", "ci_high"]].abs().max().max()))
    reach = float(np.ceil(reach * 10 + 0.2) / 10)
    axes.set(xlim=(-reach, reach), ylim=(box.height, 0), yticks=[])
    axes.set_xticks([-reach + 0.1, 0, reach - 0.1] if reach > 0.2 else [-0.1, 0, 0.1])
    style.danish_x_axis(axes)
    axes.tick_params(labelsize=sheet.SMALL)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=style.INK, linewidth=0.9, zorder=2)
    axes.set_xlabel(words["chart_points"], fontsize=sheet.LABEL)
    parts.intervals(axes, table[["ci_low", "ci_high"]], at)
    axes.plot(table["change"], at, "D", color=style.INK, markersize=4, zorder=5)
    sheet.write(
        figure, box.left, HEAD - 0.05, words["chart_change"], va="bottom", fontweight="bold"
    )
    for place, value in zip(at, table["change"], strict=True):
        text = words["hidden"] if pd.isna(value) else danish.signed(float(value) * 100)
        sheet.write(figure, WIDTH - RIGHT, HEAD + float(place), text, ha="right", va="center",
                    fontsize=sheet.LABEL, fontweight="bold")  # fmt: skip
