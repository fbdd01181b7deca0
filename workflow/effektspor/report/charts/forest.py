"""A forest plot: effects of studies with their intervals, and means of those on the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from effektspor.report import danish, style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

ROW, TITLE, AXIS, BETWEEN, HEAD, EDGE = 0.27, 0.3, 0.42, 0.18, 0.12, 0.1
"""Inches: a study, the name of a part, its axis, between parts, the upper and the lower edge."""
LABELS, NUMBERS = 1.9, 1.35
"""Inches: room of names at the left and of numbers at the right."""
LARGE = 100
"""From here on effects have no decimals."""
RATIOS = ("ratio", "risk_ratio", "odds_ratio", "hazard_ratio")


@dataclass(frozen=True)
class Part:
    """Studies of one thing in one unit.

    Attributes
    ----------
    title
        What they are of.
    unit
        As a reader sees it.
    ratio
        Whether no effect is one and the axis is logarithmic.
    studies
        `label`, `effect`, `low`, `high` (missing without interval), `weight` (missing or 0-1).
    mean
        Estimate, low and high; None where fewer than two are pooled.
    prediction
        Where one more study may be; None where it is not known.
    """

    title: str
    unit: str
    ratio: bool
    studies: pd.DataFrame
    mean: tuple[float, float, float] | None = None
    prediction: tuple[float, float] | None = None


def forest_figure(
    parts: Sequence[Part], words: Words, *, mean_label: str, synthetic: bool, level: float = 95
) -> Figure:
    """Squares with intervals, a diamond for a mean, a line at no effect; each part has its own axis.

    The area of a square follows the weight in the mean. Without parts the picture says that nothing
    is stated: it invents no effect.

    Parameters
    ----------
    mean_label
        Name of the row of a mean; ``{k}`` is the number of studies.
    level
        Of the intervals, per cent.
    """
    if not parts:
        return _nothing(words)
    rows = [len(part.studies) + (part.mean is not None) for part in parts]
    key = _key(words, parts, level)
    height = HEAD + sum(TITLE + n * ROW + AXIS + BETWEEN for n in rows) + EDGE
    figure = sheet.paper(height + sheet.key_height([label for _, label in key]))
    top = HEAD + (0.14 if synthetic else 0.0)
    for part, n in zip(parts, rows, strict=True):
        sheet.write(figure, 0.1, top + 0.17, part.title, fontweight="bold", fontsize=sheet.LABEL)
        box = sheet.Box(LABELS, top + TITLE, WIDTH - LABELS - NUMBERS, n * ROW)
        axes = sheet.place(figure, box)
        _part(figure, axes, part, box, mean_label, words)
        top += TITLE + n * ROW + AXIS + BETWEEN
    sheet.key(figure, [sign for sign, _ in key], [label for _, label in key], top=top)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _nothing(words: Words) -> Figure:
    figure = sheet.paper(0.6)
    sheet.write(figure, WIDTH / 2, 0.3, words["chart_no_effects"], ha="center", va="center",
                fontsize=sheet.LABEL)  # fmt: skip
    return figure


def _part(
    figure: Figure, axes: Axes, part: Part, box: sheet.Box, mean_label: str, words: Words
) -> None:
    studies = part.studies
    at = (np.arange(len(studies)) + 0.5) * ROW
    null = 1.0 if part.ratio else 0.0
    axes.set(ylim=(box.height, 0))
    if part.ratio:
        axes.set_xscale("log")
    axes.axvline(null, color=style.GREY, linewidth=0.9)
    low, high = studies["low"].to_numpy(float), studies["high"].to_numpy(float)
    known = ~np.isnan(low)
    axes.hlines(at[known], low[known], high[known], color=style.INK, linewidth=1.3)
    weight = studies["weight"].fillna(0.0).to_numpy(float)
    sizes = 20 + 90 * weight / max(float(weight.max()), 1e-9) if weight.any() else 40.0
    axes.scatter(studies["effect"], at, s=sizes, marker="s", color=style.EFFECT.colour, zorder=4)
    labels = [str(label) for label in studies["label"]]
    numbers = [
        _numbers(*each, words)
        for each in zip(studies["effect"], studies["low"], studies["high"], strict=True)
    ]
    places = list(at)
    if part.mean is not None:
        place = (len(studies) + 0.5) * ROW
        _diamond(axes, part, place)
        labels.append(mean_label.format(k=int((studies["weight"] > 0).sum())))
        numbers.append(_numbers(*part.mean, words))
        places.append(place)
    for label, number, y in zip(labels, numbers, places, strict=True):
        sheet.write(figure, LABELS - 0.08, box.top + float(y), sheet.wrap(label, LABELS - 0.16),
                    ha="right", va="center", fontsize=sheet.LABEL)  # fmt: skip
        sheet.write(figure, WIDTH - NUMBERS + 0.08, box.top + float(y), number, va="center")
    _axis(axes, part, words, null)


def _axis(axes: Axes, part: Part, words: Words, null: float) -> None:
    """A scale on which no effect is always in sight."""
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, null * 0.9 if part.ratio else -0.02 * (high - low)),
                  max(high, null * 1.1 if part.ratio else 0.02 * (high - low)))  # fmt: skip
    style.plain_x_axis(axes, log=part.ratio)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=sheet.SMALL)
    axes.set_xlabel(words["chart_effect"].format(unit=part.unit), fontsize=sheet.SMALL)


def _diamond(axes: Axes, part: Part, at: float) -> None:
    if part.mean is None:
        return
    middle, low, high = part.mean
    corners = [(low, at), (middle, at - 0.085), (high, at), (middle, at + 0.085)]
    axes.add_patch(Polygon(corners, facecolor=style.PRINTED, edgecolor=style.PRINTED, zorder=5))
    axes.update_datalim(corners)
    if part.prediction is not None:
        axes.hlines(
            [at], *part.prediction, color=style.PRINTED, linewidth=1.0, linestyle=(0, (3, 2))
        )


def _numbers(effect: float, low: float, high: float, words: Words) -> str:
    decimals = effect_decimals(effect, low, high)
    shown = danish.number(effect, decimals)
    if np.isnan(low):
        return f"{shown} ({words['chart_no_interval']})"
    return f"{shown} ({danish.span(low, high, decimals=decimals)})"


def effect_decimals(*values: float) -> int:
    """Decimals of an effect and its interval: none where an amount is large, such as kroner."""
    return 0 if np.nanmax(np.abs(values)) >= LARGE else 2


def _key(words: Words, parts: Sequence[Part], level: float) -> list[tuple[Line2D, str]]:
    text = danish.plain(level)
    study = Line2D([], [], color=style.EFFECT.colour, marker="s", markersize=5, linewidth=1.3)
    found = [(study, words["chart_effect_interval"].format(level=text))]
    if any(part.mean is not None for part in parts):
        mean = Line2D([], [], color=style.PRINTED, marker="D", markersize=6, linestyle="none")
        found.append((mean, words["chart_mean"].format(level=text)))
    if any(part.prediction is not None for part in parts):
        more = Line2D([], [], color=style.PRINTED, linewidth=1.0, linestyle=(0, (3, 2)))
        found.append((more, words["chart_prediction"]))
    return found
