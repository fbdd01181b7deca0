"""Where everybody is: one bar per group and day, parted by state."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.charts import rows as parts
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

LABELS, HEAD, ROW, GROUP, AXIS, EDGE, COUNT = 1.35, 0.36, 0.34, 0.3, 0.48, 0.08, 0.5
"""Inches: names of bars, the mark, a bar, room for a heading, the axis, those counted."""
THICK = 0.25
LEAST = 0.05
"""A narrower segment has no number in it."""
HIDDEN = "hidden"


def states_figure(
    table: pd.DataFrame,
    fills: Mapping[str, style.Fill],
    names: Mapping[str, str],
    words: Words,
    *,
    synthetic: bool,
) -> Figure:
    """Bars that run to all of the group; what is withheld is one hatched segment at the end.

    Parameters
    ----------
    table
        In the order of the bars: `heading`, `label`, `of`, `printed` (drawn hollow), `state`, `n`
        and `share` (fraction; missing where withheld), a row per segment.
    fills
        By state, in the order in which they are stacked; states of `table` that are not here are
        left to the last segment.
    names
        Of the states and of ``hidden``.
    """
    bars = table.drop_duplicates(["heading", "label"]).reset_index(drop=True)
    new = (bars["heading"] != bars["heading"].shift()).to_numpy()
    heights = np.where(new, ROW + GROUP, ROW)
    at = np.cumsum(heights) - ROW / 2
    total = float(heights.sum())
    some = set(table.loc[table["share"] > 0, "state"])
    shown = [state for state in fills if state in some] + [HIDDEN]
    signs = [_patch(fills.get(state, style.UNKNOWN)) for state in shown]
    key = [names[state] for state in shown]
    if bool(bars["printed"].any()):
        signs.append(Patch(facecolor="white", edgecolor=style.PRINTED, linewidth=1.2))
        key.append(words["chart_published"])
    figure = sheet.paper(HEAD + total + AXIS + sheet.key_height(key) + EDGE)
    box = sheet.Box(LABELS + 0.1, HEAD, WIDTH - LABELS - COUNT - 0.2, total)
    axes = sheet.place(figure, box)
    parts.share_axis(axes, total, 1.0, label=words["chart_share_axis"])
    axes.spines["left"].set_visible(False)  # headings stand across it
    sheet.write(figure, WIDTH - 0.06, HEAD - 0.04, words["chart_counted"], ha="right", va="bottom",
                color=style.GREY)  # fmt: skip
    for place, first, (_, bar) in zip(at, new, bars.iterrows(), strict=True):
        own = table[(table["heading"] == bar["heading"]) & (table["label"] == bar["label"])]
        _bar(axes, own, float(place), fills, printed=bool(bar["printed"]))
        height = HEAD + float(place)
        if first:
            sheet.write(figure, 0.08, height - ROW / 2 - 0.05, str(bar["heading"]), va="bottom",
                        fontsize=sheet.LABEL, fontweight="bold")  # fmt: skip
        sheet.write(figure, LABELS, height, str(bar["label"]), ha="right", va="center",
                    fontsize=sheet.LABEL)  # fmt: skip
        sheet.write(figure, WIDTH - 0.06, height, danish.number(float(bar["of"])), ha="right",
                    va="center", color=style.GREY)  # fmt: skip
    sheet.key(figure, signs, key, top=HEAD + total + AXIS)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _patch(fill: style.Fill) -> Patch:
    return Patch(facecolor=fill.colour, hatch=fill.hatch, edgecolor=style.GREY, linewidth=0.5)


def _bar(
    axes: Axes, rows: pd.DataFrame, place: float, fills: Mapping[str, style.Fill], *, printed: bool
) -> None:
    some = rows[rows["share"] > 0]
    known = {
        str(state): (float(share), float(n))
        for state, share, n in zip(some["state"], some["share"], some["n"], strict=True)
    }
    left = 0.0
    for state, fill in fills.items():
        if state not in known:
            continue
        share, count = known[state]
        _segment(axes, place, left, share, fill, printed=printed)
        _number(axes, place, left, share, count, fill, printed=printed)
        left += share
    if left < 1 - 1e-9:
        _segment(axes, place, left, 1 - left, style.UNKNOWN, printed=printed)


def _segment(
    axes: Axes, place: float, left: float, share: float, fill: style.Fill, *, printed: bool
) -> None:
    face = "white" if printed else fill.colour
    edge = style.PRINTED if printed else "white"
    drawn = axes.barh(place, share, left=left, height=THICK, color=face, edgecolor=edge,
                      hatch="" if printed else fill.hatch, linewidth=1.2 if printed else 1.0)  # fmt: skip
    drawn[0].set_gid("printed" if printed else "state")


def _number(
    axes: Axes,
    place: float,
    left: float,
    share: float,
    count: float,
    fill: style.Fill,
    *,
    printed: bool,
) -> None:
    if share < LEAST:
        return
    ground = {"boxstyle": "square,pad=0.12", "facecolor": fill.colour, "edgecolor": "none"}
    axes.text(left + share / 2, place, danish.number(count), ha="center", va="center",
              fontsize=sheet.SMALL, color=style.INK if printed else fill.ink, zorder=5,
              bbox=ground if fill.hatch and not printed else None)  # fmt: skip
