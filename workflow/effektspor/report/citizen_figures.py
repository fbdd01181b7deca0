"""The figures on citizens: how far their measurements move, and what they answer in the surveys."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from effektspor.report import danish, style
from effektspor.report.figures import WIDTH, Words

RISE, FALL = "\u2197", "\u2198"


def progression_figure(
    changes: pd.DataFrame, words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """Change of each question with its interval; what the source prints of it stands beside.

    Drawn is the coefficient that the p-values belong to.

    Parameters
    ----------
    changes
        `item`, `panel`, `panel_low`, `panel_high` (points of the scale), `p_holm`,
        `published_direction`, `published_p`, `published_below`.
    level
        Of the intervals, per cent.
    """
    figure = Figure(figsize=(WIDTH, 1.5 + 0.29 * len(changes)))
    axes = figure.subplots()
    height = figure.get_figheight()
    figure.subplots_adjust(left=0.36, right=0.77, top=1 - 0.58 / height, bottom=0.86 / height)
    heights = np.arange(len(changes), dtype=float)[::-1]
    sure = changes["p_holm"].lt(1 - level / 100).to_numpy()
    colour = style.EFFECT.colour
    axes.hlines(heights, changes["panel_low"], changes["panel_high"], color=colour, linewidth=1.8)
    for chosen, fill in ((sure, colour), (~sure, "white")):
        axes.plot(changes.loc[chosen, "panel"], heights[chosen], "o", markersize=5.5,
                  markerfacecolor=fill, markeredgecolor=colour)  # fmt: skip
    axes.axvline(0, color=style.INK, linewidth=1.0)
    names = [words[f"question_{item}"] for item in changes["item"]]
    _rows(axes, names, heights)
    axes.set_xlabel(words["scale_points"])
    _danish_points(axes)
    axes.text(1.04, len(changes) - 0.35, words["printed_beside"], fontsize=8, color=style.PRINTED,
              transform=axes.get_yaxis_transform(), va="bottom", fontweight="bold")  # fmt: skip
    for place, row in zip(heights, changes.to_dict("records"), strict=True):
        axes.text(1.04, place, _printed(row, words), transform=axes.get_yaxis_transform(),
                  fontsize=8, color=style.PRINTED, va="center")  # fmt: skip
        if pd.isna(row["panel"]):
            axes.text(0.5, place, words["not_evaluated"], transform=axes.get_yaxis_transform(),
                      fontsize=7.5, color=style.GREY, ha="center", va="center")  # fmt: skip
    dots = [Line2D([], [], color=colour, marker="o", markerfacecolor=fill, linewidth=1.8)
            for fill in (colour, "white")]  # fmt: skip
    labels = [
        words[f"change_{name}"].format(level=danish.plain(level)) for name in ("sure", "open")
    ]
    figure.legend(dots, labels, loc="lower center", ncol=2, frameon=False, fontsize=8)
    if synthetic:
        style.mark_figure(figure, words["synthetic_mark"])
    return figure


def citizens_figure(
    shares: pd.DataFrame, words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """Positive shares with interval and with what non-response allows, and the printed shares.

    Parameters
    ----------
    shares
        `survey`, `item`, `answer`, `share`, `ci_low`, `ci_high`, `bound_low`, `bound_high`,
        `published` (fractions).
    level
        Of the intervals, per cent.
    """
    positive = shares[shares["answer"] == "positive"]
    groups = list(dict.fromkeys(positive["survey"]))
    sizes = [int((positive["survey"] == name).sum()) for name in groups]
    figure = Figure(figsize=(WIDTH, 1.25 + 0.29 * sum(sizes) + 0.42 * len(groups)))
    parts = figure.subplots(len(groups), 1, squeeze=False, sharex=True,
                            gridspec_kw={"height_ratios": sizes})[:, 0]  # fmt: skip
    height = figure.get_figheight()
    figure.subplots_adjust(left=0.36, right=0.98, top=1 - 0.5 / height, bottom=0.95 / height,
                           hspace=0.42 * len(groups) / sum(sizes) * 3)  # fmt: skip
    for axes, name in zip(parts, groups, strict=True):
        _survey(axes, positive[positive["survey"] == name], words)
        axes.set_title(words[f"survey_{name}"], fontsize=8.8)
    parts[-1].set_xlabel(words["share_positive"])
    parts[-1].set_xlim(0, 1)
    style.danish_x_axis(parts[-1])
    handles = [
        Line2D([], [], color=style.EFFECT.colour, marker="o", linewidth=2.2),
        Patch(facecolor=style.BAND),
        Line2D([], [], color=style.PRINTED, marker="D", linestyle="none", markerfacecolor="white"),
    ]
    labels = [words["own_share"].format(level=danish.plain(level)), words["bounds_of_silence"],
              words["printed_share"]]  # fmt: skip
    figure.legend(handles, labels, loc="lower center", ncol=2, frameon=False, fontsize=8)
    if synthetic:
        style.mark_figure(figure, words["synthetic_mark"])
    return figure


def _survey(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    heights = np.arange(len(rows), dtype=float)[::-1]
    known = rows["bound_low"].notna().to_numpy()
    span = rows["bound_high"] - rows["bound_low"]
    axes.barh(heights[known], span[known], left=rows.loc[known, "bound_low"], height=0.56,
              color=style.BAND, linewidth=0)  # fmt: skip
    axes.hlines(heights, rows["ci_low"], rows["ci_high"], color=style.EFFECT.colour, linewidth=2.2)
    axes.plot(rows["share"], heights, "o", color=style.EFFECT.colour, markersize=4.5)
    axes.plot(rows["published"], heights, "D", color=style.PRINTED, markersize=7.5, linestyle="none",
              markerfacecolor="none", markeredgewidth=1.2)  # fmt: skip
    for place, shown in zip(heights, rows["share"].notna(), strict=True):
        if not shown:
            axes.text(0.5, place, words["hidden"], fontsize=7.5, color=style.GREY, ha="center",
                      va="center")  # fmt: skip
    _rows(axes, [words[f"citizen_{item}"] for item in rows["item"]], heights)


def _rows(
    axes: Axes, names: Sequence[str], heights: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> None:
    """Names of rows on the left, light lines across."""
    axes.set_yticks(heights, names)
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.tick_params(axis="y", length=0, labelsize=8)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def _printed(row: dict[object, object], words: Words) -> str:
    """Direction and p-value as printed: "\u2197 p < 0,001"."""
    if pd.isna(row["published_p"]):  # type: ignore[call-overload]
        return words["not_printed"]
    p = danish.number(float(str(row["published_p"])), 3)
    sign = "<" if str(row["published_below"]) == "True" else "="
    arrow = FALL if row["published_direction"] == "down" else RISE
    return f"{arrow} p {sign} {p}"


def _danish_points(axes: Axes) -> None:
    axes.xaxis.set_major_formatter(lambda value, _: danish.signed(round(value, 6), 1))
