"""Weekly effects of four specifications, a part per measure."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import style
from effektspor.report.cohorts import WEEKS, ticks
from effektspor.report.effect_figures import MEASURES, TITLES, Measure
from effektspor.report.figures import WIDTH, Words

SPECIFICATIONS: Mapping[tuple[str, str], style.Line] = {
    ("none", "persons"): style.Line("#0072B2", "solid", 2.0),
    ("full", "persons"): style.Line("#000000", (0, (5, 2)), 1.4),
    ("none", "municipalities"): style.Line("#D55E00", (0, (6, 1.5, 1.2, 1.5)), 1.4),
    ("full", "municipalities"): style.Line("#8E4B7A", (0, (1.2, 1.6)), 1.6),
}
"""Line by adjustment and weighting."""


def specification_figure(
    curves: pd.DataFrame,
    words: Words,
    *,
    synthetic: bool,
    measures: Sequence[Measure] = MEASURES,
    weeks: int = WEEKS,
) -> Figure:
    """Four curves per measure, without intervals: what is compared is the estimates.

    Parameters
    ----------
    curves
        `outcome`, `denominator`, `adjustment`, `weighting`, `week`, `estimate` (fraction),
        `evaluated`.
    measures
        Parts from above.
    weeks
        Last week of the axis.
    """
    height = 5.9 if len(measures) == len(MEASURES) else 1.4 + 1.55 * len(measures)
    figure = Figure(figsize=(WIDTH, height))
    parts = figure.subplots(len(measures), 1, sharex=True, squeeze=False)[:, 0]
    figure.subplots_adjust(left=0.1, right=0.975, top=1 - 0.3245 / height, bottom=0.9145 / height,
                           hspace=0.3)  # fmt: skip
    good = curves[curves["evaluated"].astype(bool)]
    for axes, (measure, title) in zip(parts, ((m, TITLES[m]) for m in measures), strict=True):
        own = good[(good["outcome"] == measure[0]) & (good["denominator"] == measure[1])]
        if own.empty:
            axes.text(0.5, 0.5, words["not_evaluated"], transform=axes.transAxes, ha="center",
                      va="center", fontsize=8, color=style.GREY)  # fmt: skip
        for (adjustment, weighting), line in SPECIFICATIONS.items():
            rows = own[(own["adjustment"] == adjustment) & (own["weighting"] == weighting)]
            rows = rows.sort_values("week")
            axes.plot(rows["week"], rows["estimate"], color=line.colour, linestyle=line.dash,
                      linewidth=line.width)  # fmt: skip
        axes.axhline(0, color=style.INK, linewidth=1.0)
        axes.set_title(words[title], fontsize=8.8)
        axes.set(xlim=(1, weeks), xticks=ticks(weeks, 13))
        axes.set_ylabel(words["effect_axis"], fontsize=8)
        axes.grid(axis="y")
        style.danish_axis(axes)
    parts[-1].set_xlabel(words["calendar_week"])
    lines = [Line2D([], [], color=line.colour, linestyle=line.dash, linewidth=line.width)
             for line in SPECIFICATIONS.values()]  # fmt: skip
    figure.legend(lines, [words[f"specification_{a}_{w}"] for a, w in SPECIFICATIONS],
                  loc="lower center", ncol=2, frameon=False, fontsize=8, handlelength=3.2)  # fmt: skip
    if synthetic:
        figure.text(0.985, 1 - 0.1652 / height, words["synthetic_mark"], ha="right", fontsize=8.5,
                    fontweight="bold", color=style.MARK)  # fmt: skip
    return figure
