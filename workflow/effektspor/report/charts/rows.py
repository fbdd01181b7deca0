"""Rows of shares: a dot or bar, its interval, what silence could change, the printed share.

Tables of shares have the columns `share`, `ci_low`, `ci_high`, `bound_low`, `bound_high` (fractions;
empty where they are not known), `n` who gave the answer, `base` who are counted; and `published`
(fraction) where a printed share is to stand beside it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts.sheet import LABEL, SMALL
from effektspor.report.figures import Words

BOUND_DROP = 0.075
"""Inches from the middle of a row down to the line of the bounds."""
DIAMOND = 7.5
"""Size of the mark of a printed share, points: a dot within it stays seen."""
DOT = 4.5
Inches = np.ndarray[tuple[int], np.dtype[np.float64]]


def middles(heights: Sequence[float]) -> Inches:
    """Distance of the middle of each row from the upper edge of the first, in the unit given."""
    ends = np.cumsum(np.asarray(heights, dtype=float))
    middle: Inches = ends - np.asarray(heights) / 2
    return middle


def share_axis(axes: Axes, total: float, top: float, *, label: str = "") -> None:
    """Per cent from nought to `top` (fraction); rows run downwards over `total` inches."""
    axes.set(xlim=(0, top), ylim=(total, 0))
    step = 0.1 if top <= 0.5 else 0.2
    axes.set_xticks(np.arange(0, top + 1e-9, step))
    style.danish_x_axis(axes)
    axes.set_yticks([])
    axes.spines["left"].set_visible(True)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    if label:
        axes.set_xlabel(label, fontsize=LABEL)


def nice_top(*values: "pd.Series[float]") -> float:
    """End of an axis of shares: the next tenth above all values, at least 0.3 and at most 1."""
    known = pd.concat(list(values)).dropna()
    most = float(known.max()) if len(known) else 1.0
    top = float(np.ceil(round(most * 10 + 0.15, 6)) / 10)
    # An axis with steps of 0.2 ends on a step.
    top = top if top <= 0.5 else float(np.ceil(round(top * 5, 6)) / 5)
    return min(1.0, max(0.3, top))


def bars(
    axes: Axes,
    rows: pd.DataFrame,
    at: Inches,
    *,
    thick: float = 0.19,
    fill: style.Fill | None = None,
) -> None:
    """Bars of shares, `thick` inches high, with a thin edge that grey print keeps."""
    fill = fill or style.Fill(style.BAR)
    axes.barh(at, rows["share"].fillna(0), height=thick, color=fill.colour, hatch=fill.hatch,
              edgecolor=style.GREY, linewidth=0.5)  # fmt: skip


def intervals(axes: Axes, rows: pd.DataFrame, at: Inches) -> None:
    """The interval as a dark line with ends; the bounds as a grey line beneath it."""
    _whiskers(axes, rows, at, "ci", style.INK, 1.3, 0.035)
    _whiskers(axes, rows, at + BOUND_DROP * 1.75, "bound", style.GREY, 0.9, 0.025)


def _whiskers(
    axes: Axes,
    rows: pd.DataFrame,
    at: Inches,
    name: str,
    colour: str,
    width: float,
    end: float,
) -> None:
    if f"{name}_low" not in rows:
        return
    low, high = rows[f"{name}_low"].to_numpy(float), rows[f"{name}_high"].to_numpy(float)
    known = ~np.isnan(low) & ~np.isnan(high)
    if not known.any():
        return
    axes.hlines(at[known], low[known], high[known], color=colour, linewidth=width, zorder=4)
    for edge in (low, high):
        axes.vlines(edge[known], at[known] - end, at[known] + end, color=colour, linewidth=width,
                    zorder=4)  # fmt: skip


def diamonds(axes: Axes, rows: pd.DataFrame, at: Inches) -> bool:
    """Printed shares as hollow diamonds; whether there is any."""
    if "published" not in rows or not rows["published"].notna().any():
        return False
    known = rows["published"].notna().to_numpy()
    hollow(axes, rows["published"][known], at[known])
    return True


def hollow(axes: Axes, x: Sequence[float] | Any, y: Sequence[float] | Any) -> None:
    """Hollow diamonds with a white rim: what is printed elsewhere."""
    for colour, width, order in (("white", 3.2, 3), (style.PRINTED, 1.4, 6)):
        axes.plot(x, y, "D", linestyle="none", markersize=DIAMOND, markerfacecolor="none",
                  markeredgecolor=colour, markeredgewidth=width, zorder=order, clip_on=False,
                  label="published" if order > 3 else None)  # fmt: skip


def diamond() -> Line2D:
    """The sign of a printed share in a key."""
    return Line2D([], [], marker="D", linestyle="none", markersize=DIAMOND, markerfacecolor="white",
                  markeredgecolor=style.PRINTED, markeredgewidth=1.4)  # fmt: skip


def key_of(
    words: Words, level: float, *, bounds: bool, published: bool, bar: bool = True
) -> tuple[list[Line2D | Patch], list[str]]:
    """Signs and names of what the rows show."""
    own: Line2D | Patch = Patch(facecolor=style.BAR, edgecolor=style.GREY, linewidth=0.5)
    if not bar:
        own = Line2D([], [], color=style.INK, marker="o", markersize=DOT, linestyle="none")
    signs = [own, Line2D([], [], color=style.INK, marker="|", markersize=5, linewidth=1.3)]
    labels = [words["chart_share"], words["chart_interval"].format(level=danish.plain(level))]
    if bounds:
        signs.append(Line2D([], [], color=style.GREY, marker="|", markersize=4, linewidth=0.9))
        labels.append(words["chart_bounds"])
    if published:
        signs.append(diamond())
        labels.append(words["chart_published"])
    return signs, labels


def counts(row: "pd.Series[Any]", words: Words) -> str:
    """Those who gave the answer, of those counted: "26 af 70"."""
    n, base = (None if pd.isna(row[name]) else float(row[name]) for name in ("n", "base"))
    return words["chart_n_of"].format(n=danish.number(n), base=danish.number(base))
