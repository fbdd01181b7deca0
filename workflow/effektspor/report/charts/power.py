"""The chance that a trial finds a true difference, by the size of the difference."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from effektspor.report import danish, style
from effektspor.report.charts import ends, sheet
from effektspor.report.charts import rows as parts
from effektspor.report.figures import WIDTH, Words

HEAD, LEFT, TALL, FOOT, NAMES = 0.34, 0.52, 2.6, 0.48, 1.2


def power_figure(
    curves: pd.DataFrame,
    targets: Sequence[float],
    words: Words,
    *,
    synthetic: bool,
    printed: float | None = None,
) -> Figure:
    """A line per share of the control arm, level lines at the powers commonly asked for.

    Parameters
    ----------
    curves
        `base_share`, `difference`, `power_exact`; fractions.
    targets
        Powers with a line.
    printed
        A printed difference (its size, fraction): a hollow diamond on the curve in the middle.
    """
    bases = sorted(curves["base_share"].unique())
    names = [
        sheet.wrap(words["chart_power_base"].format(share=danish.number(base * 100)), NAMES)
        for base in bases
    ]
    signs, key = (
        ([parts.diamond()], [words["chart_published_difference"]])
        if printed is not None
        else ([], [])
    )
    total = HEAD + TALL + FOOT
    figure = sheet.paper(total + (sheet.key_height(key) if key else 0.0) + 0.04)
    box = sheet.Box(LEFT, HEAD, WIDTH - LEFT - ends.width_of(names), TALL)
    axes = sheet.place(figure, box)
    last = float(curves["difference"].max())
    axes.set(xlim=(0, last), ylim=(0, 1.02))
    tips: list[ends.End] = []
    for base, name, line in zip(bases, names, style.SERIES, strict=False):
        own = curves[curves["base_share"] == base].sort_values("difference")
        axes.plot(own["difference"], own["power_exact"], color=line.colour, linestyle=line.dash,
                  linewidth=line.width)  # fmt: skip
        place = own["difference"].reset_index(drop=True)
        tips += ends.end_of(
            list(place), own["power_exact"].reset_index(drop=True), name, line.colour
        )
        if printed is not None and base == bases[len(bases) // 2]:
            parts.hollow(axes, [printed], [_between(own, printed)])
    for target in targets:
        axes.axhline(target, color=style.GREY, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0])
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=sheet.SMALL)
    style.danish_axis(axes)
    style.danish_x_axis(axes)
    axes.set_xlabel(words["chart_true_difference"], fontsize=sheet.LABEL)
    axes.set_ylabel(words["chart_power"], fontsize=sheet.LABEL)
    ends.label_ends(axes, tips, box)
    if key:
        sheet.key(figure, signs, key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _between(curve: pd.DataFrame, difference: float) -> float:
    """Power at a difference between two points of the curve, on the straight line between them."""
    return float(np.interp(difference, curve["difference"], curve["power_exact"]))
