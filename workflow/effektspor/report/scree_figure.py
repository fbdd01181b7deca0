"""Eigenvalues of answers beside those of shuffled answers: how many factors there are."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from effektspor.report import danish, style
from effektspor.report.figures import WIDTH, Words

CRITERIA = ("components", "common")
SHOWN = 14
"""Eigenvalues shown at most: the rest lie along the floor."""
NULL = style.Line("#5f6b76", (0, (5, 2)), 1.5)


def scree_figure(
    eigen: pd.DataFrame, words: Words, *, synthetic: bool, level: float = 95
) -> Figure:
    """Two parts: eigenvalues of the correlations, and of what is common to the items.

    Parameters
    ----------
    eigen
        `criterion`, `number`, `observed`, `mean`, `upper`, `kept`; may be empty.
    level
        Quantile of the shuffled eigenvalues, per cent.
    """
    figure = Figure(figsize=(WIDTH, 3.6))
    parts = figure.subplots(1, len(CRITERIA))
    figure.subplots_adjust(left=0.085, right=0.985, top=0.83, bottom=0.27, wspace=0.2)
    for axes, criterion in zip(parts, CRITERIA, strict=True):
        axes.set_title(words[f"scree_{criterion}"], fontsize=8.8, pad=6)
        rows = eigen[eigen["criterion"] == criterion].head(SHOWN)
        if rows.empty:
            axes.text(0.5, 0.5, words["not_evaluated"], transform=axes.transAxes, ha="center",
                      fontsize=8.5, color=style.GREY)  # fmt: skip
            axes.set_xticks([])
            axes.set_yticks([])
            continue
        _part(axes, rows)
        axes.set_xlabel(words["scree_number"])
    parts[0].set_ylabel(words["scree_eigenvalue"])
    handles, labels = parts[0].get_legend_handles_labels()
    shown = [words[label].format(level=danish.plain(level)) for label in labels]
    figure.legend(handles, shown, loc="lower center", ncol=2, frameon=False, fontsize=8)
    if synthetic:
        style.mark_figure(figure, words["synthetic_mark"])
    return figure


def _part(axes: Axes, rows: pd.DataFrame) -> None:
    kept = rows["kept"].astype(bool)
    axes.plot(rows["number"], rows["upper"], color=NULL.colour, linestyle=NULL.dash,
              linewidth=NULL.width, label="scree_upper")  # fmt: skip
    axes.plot(rows["number"], rows["mean"], color=NULL.colour, linestyle=(0, (1.2, 1.6)),
              linewidth=NULL.width, label="scree_mean")  # fmt: skip
    axes.plot(rows["number"], rows["observed"], color=style.EFFECT.colour, linewidth=1.2)
    axes.plot(rows.loc[kept, "number"], rows.loc[kept, "observed"], "o",
              color=style.EFFECT.colour, markersize=5.5, linestyle="none", label="scree_kept")  # fmt: skip
    axes.plot(rows.loc[~kept, "number"], rows.loc[~kept, "observed"], "o", markersize=5.5,
              markerfacecolor="white", markeredgecolor=style.EFFECT.colour, linestyle="none",
              label="scree_not_kept")  # fmt: skip
    axes.axhline(0, color=style.INK, linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y")
    style.danish_axis(axes, per_cent_y=False)
