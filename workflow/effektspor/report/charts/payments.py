"""What is paid step by step, and at which cost of the other side a unit costs the same."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, ROW, AXIS, TALL, LEFT, NUMBERS = 0.34, 0.24, 0.34, 0.48, 2.0, 0.78, 1.5
THOUSAND = 1_000.0
PAID, OWN = style.SERIES[0], style.SERIES[1]


@dataclass(frozen=True)
class Even:
    """When a unit costs the same.

    Attributes
    ----------
    paid, low, high
        What the one side is paid for a unit, with its interval; DKK.
    per_unit
        Persons of the other side for each unit: its cost per person times this is its cost per unit.
    at, at_low, at_high
        The other side's cost per person at which both cost the same, with its interval; DKK.
    assumed
        What it is set to; DKK.
    """

    paid: float
    low: float
    high: float
    per_unit: float
    at: float
    at_low: float
    at_high: float
    assumed: float

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return all(value == value for value in (self.paid, self.per_unit, self.at))


def payments_figure(
    steps: pd.DataFrame, even: Even, words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """Steps as bars that begin where the one before ends; lines of both sides' cost beneath.

    Parameters
    ----------
    steps
        In their order: `label`, `told` (how many times which amount), `paid` (DKK; missing where
        withheld).
    level
        Of the intervals, per cent.
    """
    labels = [sheet.wrap(str(label), 1.9) for label in steps["label"]]
    heights = sheet.row_heights(labels, ROW)
    at, total = parts.middles(heights), float(sum(heights))
    signs, key = _key(words, level)
    top = HEAD + TITLE
    below = top + total + AXIS + TITLE + 0.06
    end = below + TALL + AXIS
    figure = sheet.paper(end + sheet.key_height(key) + 0.04)
    left = max(sheet.text_width(label) for label in labels) + 0.16
    axes = sheet.place(figure, sheet.Box(left, top, WIDTH - left - NUMBERS, total))
    _steps(axes, steps, at, total, words)
    sheet.write(figure, 0.08, top - 0.08, words["chart_paid_title"], va="bottom", fontweight="bold")
    for place, label, (_, row) in zip(at, labels, steps.iterrows(), strict=True):
        sheet.write(figure, left - 0.08, top + float(place), label, ha="right", va="center",
                    fontsize=sheet.LABEL, linespacing=1.1)  # fmt: skip
        sheet.write(figure, WIDTH - 0.06, top + float(place), str(row["told"]), ha="right",
                    va="center", color=style.GREY)  # fmt: skip
    lines = sheet.place(figure, sheet.Box(LEFT, below, WIDTH - LEFT - 0.25, TALL))
    sheet.write(
        figure, 0.08, below - 0.08, words["chart_even_title"], va="bottom", fontweight="bold"
    )
    _even(lines, even, words)
    sheet.key(figure, signs, key, top=end)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _key(words: Words, level: float) -> tuple[list[Line2D | Patch], list[str]]:
    signs: list[Line2D | Patch] = [
        Line2D([], [], color=line.colour, linestyle=line.dash, linewidth=line.width)
        for line in (PAID, OWN)
    ]
    signs += [
        Patch(facecolor=PAID.colour, alpha=0.25),
        Line2D([], [], color=style.INK, marker="o", markersize=5, linestyle="none"),
        Line2D([], [], color=style.GREY, linewidth=1.0, linestyle=(0, (4, 2))),
    ]
    return signs, [
        words["chart_paid_per_job"], words["chart_own_per_job"],
        words["chart_interval"].format(level=danish.plain(level)), words["chart_even"],
        words["chart_assumed"],
    ]  # fmt: skip


def _steps(axes: Axes, steps: pd.DataFrame, at: "parts.Inches", total: float, words: Words) -> None:
    paid = steps["paid"] / THOUSAND
    begin = paid.fillna(0).cumsum() - paid.fillna(0)
    drawn = axes.barh(at, paid, left=begin, height=0.2, color=style.BAR, edgecolor=style.GREY,
                      linewidth=0.5)  # fmt: skip
    for bar in drawn:
        bar.set_gid("step")
    axes.set(xlim=(0, max(1.0, float(paid.sum()) * 1.02)), ylim=(total, 0), yticks=[])
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: danish.number(value))
    axes.tick_params(labelsize=sheet.SMALL)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.set_xlabel(words["chart_thousand"], fontsize=sheet.LABEL)


def _even(axes: Axes, even: Even, words: Words) -> None:
    axes.set_xlabel(words["chart_cost_per_person"], fontsize=sheet.LABEL)
    axes.set_ylabel(words["chart_cost_per_job"], fontsize=sheet.LABEL)
    axes.tick_params(labelsize=sheet.SMALL)
    if not even.known:
        axes.text(0.5, 0.5, words["hidden"], transform=axes.transAxes, ha="center",
                  color=style.GREY, fontsize=sheet.LABEL)  # fmt: skip
        axes.set(xticks=[], yticks=[])
        return
    high = even.at_high if even.at_high == even.at_high else even.at
    last = max(high, even.assumed, even.at) * 1.15 / THOUSAND
    axes.set_xlim(0, last)
    axes.set_ylim(
        0,
        max(
            last * even.per_unit,
            (even.high if even.high == even.high else even.paid) / THOUSAND * 1.1,
        ),
    )
    if even.low == even.low:
        axes.axhspan(even.low / THOUSAND, even.high / THOUSAND, color=PAID.colour, alpha=0.18,
                     linewidth=0)  # fmt: skip
    axes.axhline(even.paid / THOUSAND, color=PAID.colour, linestyle=PAID.dash, linewidth=PAID.width)
    axes.plot([0, last], [0, last * even.per_unit], color=OWN.colour, linestyle=OWN.dash,
              linewidth=OWN.width)  # fmt: skip
    axes.axvline(even.assumed / THOUSAND, color=style.GREY, linewidth=1.0, linestyle=(0, (4, 2)))
    if even.at_low == even.at_low:
        axes.hlines(even.paid / THOUSAND, even.at_low / THOUSAND, even.at_high / THOUSAND,
                    color=style.INK, linewidth=1.3, zorder=4)  # fmt: skip
    dot = axes.plot([even.at / THOUSAND], [even.paid / THOUSAND], "o", color=style.INK,
                    markersize=5, zorder=5)  # fmt: skip
    dot[0].set_gid("even")
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(6, integer=True))
        axis.set_major_formatter(lambda value, _: danish.number(value))
