"""Stacked areas over months: how many are where, in one part or in several side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, TITLE, LEFT, TALL, FOOT, BETWEEN = 0.34, 0.24, 0.62, 2.7, 0.48, 0.5
"""Inches: the mark, the name of a part, numbers of an axis, the axes, the months, between parts."""


@dataclass(frozen=True)
class Stack:
    """One part: `rows` has `x`, `layer` and `n` (missing is a gap over all layers)."""

    title: str
    rows: pd.DataFrame


def areas_figure(
    stacks: Sequence[Stack],
    layers: Mapping[str, style.Fill],
    names: Mapping[str, str],
    words: Words,
    *,
    across: str,
    up: str,
    synthetic: bool,
    ticks: Mapping[float, str] | None = None,
    line_at: tuple[float, str] | None = None,
) -> Figure:
    """Areas in the order of `layers`, the first at the bottom; all parts have one scale.

    Parameters
    ----------
    layers
        Fill by layer.
    names
        Name of each layer in the key.
    across, up
        Labels of the axes.
    ticks
        Places of the horizontal axis with their words; numbers where it is left out.
    line_at
        Place and word of a vertical line.
    """
    tables = [_wide(stack.rows, list(layers)) for stack in stacks]
    shown = [layer for layer in layers if any(table[layer].sum() > 0 for table in tables)]
    most = max((float(table[shown].sum(axis=1).max()) for table in tables), default=1.0)
    titled = TITLE if any(stack.title for stack in stacks) else 0.0
    total = HEAD + titled + TALL + FOOT
    key = [names[layer] for layer in reversed(shown)]
    figure = sheet.paper(total + sheet.key_height(key) + 0.04)
    wide = (WIDTH - LEFT - 0.15 - BETWEEN * (len(stacks) - 1)) / len(stacks)
    for number, (stack, table) in enumerate(zip(stacks, tables, strict=True)):
        box = sheet.Box(LEFT + (wide + BETWEEN) * number, HEAD + titled, wide, TALL)
        axes = sheet.place(figure, box)
        _draw(axes, table, {layer: layers[layer] for layer in shown})
        axes.set(xlim=(float(table.index.min()), float(table.index.max())), ylim=(0, most * 1.08))
        _scale(axes, across, up if number == 0 else "", ticks)
        if line_at is not None:
            axes.axvline(line_at[0], color=style.INK, linewidth=0.9, linestyle=(0, (4, 2)))
            axes.annotate(line_at[1], (line_at[0], 1), xytext=(-3, -1), va="top", ha="right",
                          xycoords=("data", "axes fraction"), textcoords="offset points",
                          fontsize=sheet.SMALL).set_gid("at_word")  # fmt: skip
        if stack.title:
            sheet.write(figure, box.left, box.top - 0.06, stack.title, va="bottom",
                        fontweight="bold")  # fmt: skip
    sheet.key(figure, [_patch(layers[layer]) for layer in reversed(shown)], key, top=total)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _wide(rows: pd.DataFrame, layers: Sequence[str]) -> pd.DataFrame:
    """A column for each layer; a layer that a place lacks has nobody there."""
    table = rows.pivot_table(index="x", columns="layer", values="n", dropna=False, aggfunc="sum",
                             fill_value=0.0).reindex(columns=list(layers), fill_value=0.0)  # fmt: skip
    hidden = rows.loc[rows["n"].isna(), "x"].unique()
    table.loc[table.index.isin(hidden)] = np.nan
    return table.astype(float).sort_index()


def _draw(axes: Axes, table: pd.DataFrame, layers: Mapping[str, style.Fill]) -> None:
    """Areas that break where a place is not known, with a thin white line between them."""
    x, floor = table.index.to_numpy(float), np.zeros(len(table))
    for layer, fill in layers.items():
        ceiling = floor + table[layer].to_numpy(float)
        area = axes.fill_between(x, floor, ceiling, facecolor=fill.colour, hatch=fill.hatch,
                                 edgecolor="white", linewidth=0.6)  # fmt: skip
        area.set_gid(f"area_{layer}")
        floor = ceiling


def _scale(axes: Axes, across: str, up: str, ticks: Mapping[float, str] | None) -> None:
    if ticks is not None:
        axes.set_xticks(list(ticks), list(ticks.values()))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 3, 6, 10]))
        axes.xaxis.set_major_formatter(lambda value, _: danish.number(value))
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: danish.number(value))
    axes.tick_params(labelsize=sheet.SMALL)
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.set_xlabel(across, fontsize=sheet.LABEL)
    axes.set_ylabel(up, fontsize=sheet.LABEL)


def _patch(fill: style.Fill) -> Patch:
    return Patch(facecolor=fill.colour, hatch=fill.hatch, edgecolor=style.GREY, linewidth=0.5)
