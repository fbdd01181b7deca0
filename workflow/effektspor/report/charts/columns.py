"""Columns above and below nought, with their intervals: a part for each party, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, TALL, FOOT, LEFT, GAP = 0.36, 0.26, 2.1, 0.48, 0.62, 0.12
GAIN, LOSS = style.Fill("#8FBCE0"), style.Fill("#E8A27C", "////")


@dataclass(frozen=True)
class Party:
    """A part: `rows` has `label`, `value` and, where known, `low` and `high`."""

    title: str
    rows: pd.DataFrame


def columns_figure(
    parties: Sequence[Party],
    words: Words,
    *,
    across: str,
    up: str,
    synthetic: bool,
    level: float = 95,
) -> Figure:
    """Columns of each part side by side; what is lost is hatched.

    Parameters
    ----------
    across, up
        Labels of the axes.
    level
        Of the intervals, per cent.
    """
    key = [words["chart_gain"], words["chart_loss"],
           words["chart_interval"].format(level=danish.plain(level))]  # fmt: skip
    total = HEAD + TITLE + TALL + FOOT
    figure = sheet.paper(total + sheet.key_height(key) + 0.04)
    every = pd.concat([party.rows for party in parties])
    told = [every[name].astype(float) for name in ("value", "low", "high") if name in every]
    low, high = min(0.0, *(t.min() for t in told)), max(0.0, *(t.max() for t in told))
    spare = ((high - low) or 1.0) * 0.06
    wide = (WIDTH - LEFT - 0.06 - GAP * (len(parties) - 1)) / len(parties)
    for number, party in enumerate(parties):
        box = sheet.Box(LEFT + (wide + GAP) * number, HEAD + TITLE, wide, TALL)
        axes = sheet.place(figure, box)
        axes.set_ylim(low - spare, high + spare)
        _columns(axes, party.rows)
        axes.set_xlabel(across, fontsize=sheet.LABEL)
        axes.yaxis.set_major_locator(MaxNLocator(6))
        axes.yaxis.set_major_formatter(style.bare)
        axes.tick_params(labelsize=sheet.SMALL)
        if number:
            axes.tick_params(axis="y", labelleft=False)
        else:
            axes.set_ylabel(up, fontsize=sheet.LABEL)
        sheet.write(figure, box.left, box.top - 0.06, party.title, va="bottom", fontweight="bold")
    signs = [
        *(Patch(facecolor=each.colour, hatch=each.hatch, edgecolor=style.GREY, linewidth=0.5)
          for each in (GAIN, LOSS)),
        Line2D([], [], color=style.INK, marker="|", markersize=5, linewidth=1.3),
    ]  # fmt: skip
    sheet.key(figure, signs, key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _columns(axes: Axes, rows: pd.DataFrame) -> None:
    at, values = np.arange(len(rows)), rows["value"].to_numpy(float)
    for place, value in zip(at, values, strict=True):
        fill = GAIN if value >= 0 else LOSS
        axes.bar(place, value, width=0.66, color=fill.colour, hatch=fill.hatch,
                 edgecolor=style.GREY, linewidth=0.5)  # fmt: skip
    if "low" in rows:
        axes.vlines(at, rows["low"].to_numpy(float), rows["high"].to_numpy(float), color=style.INK,
                    linewidth=1.3, zorder=4)  # fmt: skip
    axes.axhline(0, color=style.INK, linewidth=0.9, zorder=3)
    axes.set_xlim(-0.6, len(rows) - 0.4)
    axes.set_xticks(at, [str(label) for label in rows["label"]])
    axes.grid(axis="y")
    axes.set_axisbelow(True)
