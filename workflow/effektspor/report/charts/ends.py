"""Lines that break where a number is missing, and names at their ends that never overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from scipy.optimize import isotonic_regression

from effektspor.report import style
from effektspor.report.charts import sheet

OUT = 0.15
"""Inches from the end of the axis to the names."""


@dataclass(frozen=True)
class End:
    """The last point of a line, its name (wrapped) and its colour."""

    x: float
    y: float
    text: str
    colour: str


def broken_line(
    axes: Axes, x: Sequence[float], y: "pd.Series[float]", line: style.Line, *, steps: bool = False
) -> None:
    """Draw a line; NaN is a gap that no stroke crosses, and a point between gaps is a dot."""
    values = y.to_numpy(float)
    axes.plot(x, values, color=line.colour, linestyle=line.dash, linewidth=line.width,
              drawstyle="steps-post" if steps else "default")  # fmt: skip
    known = np.concatenate([[False], ~np.isnan(values), [False]])
    alone = known[1:-1] & ~known[:-2] & ~known[2:]
    if alone.any():
        axes.plot(np.asarray(x)[alone], values[alone], ".", color=line.colour, markersize=4)


def end_of(x: Sequence[float], y: "pd.Series[float]", text: str, colour: str) -> list[End]:
    """The last known point; none where nothing is known."""
    known = np.flatnonzero(y.notna().to_numpy())
    return [End(float(x[at]), float(y.iloc[at]), text, colour) for at in known[-1:]]


def label_ends(
    axes: Axes, ends: Sequence[End], box: sheet.Box, *, size: float = sheet.LABEL
) -> None:
    """Write the names right of the axes, each as near its line's end as the others let it.

    The limits of the axes, which stand in `box`, have to be set already.
    """
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    inch = (high - low) / box.height
    tall = [sheet.text_height(end.text, size) * inch for end in ends]
    for end, at in zip(ends, spread([e.y for e in ends], tall, low, high), strict=True):
        axes.annotate(
            end.text, xy=(end.x, end.y), xytext=(right + OUT * (right - left) / box.width, at),
            fontsize=size, va="center", linespacing=1.1, color=end.colour, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": end.colour, "linewidth": 0.6, "shrinkA": 0,
                        "shrinkB": 1, "relpos": (0, 0.5)},
        ).set_gid("end")  # fmt: skip


def width_of(texts: Sequence[str], size: float = sheet.LABEL) -> float:
    """Inches that names at the ends take right of the axes."""
    return OUT + max((sheet.text_width(text, size) for text in texts), default=0.0) + 0.08


def spread(values: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of labels of different heights that do not overlap, nearest to where they should be.

    Least squares: what the labels below take away is subtracted from each wanted place, so that
    only the order is left to keep, which is an isotonic regression; its solution within limits is
    the same solution clipped at them.

    Parameters
    ----------
    values
        Wanted middles, in any order.
    sizes
        Height of each label, in the same unit.
    low, high
        Between which the labels stand; they run over `high` where they need more room.
    """
    if not len(values):
        return []
    order = np.argsort(np.asarray(values, float), kind="stable")
    tall = np.asarray(sizes, float)[order]
    taken = np.cumsum(tall) - tall / 2
    free = isotonic_regression(np.asarray(values, float)[order] - taken).x
    placed = np.empty(len(order))
    placed[order] = np.clip(free, low, max(low, high - float(tall.sum()))) + taken
    return [float(place) for place in placed]
