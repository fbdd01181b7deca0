"""The figure of the recovery study: coverage and size by method, beside what they should be."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from effektspor.report.recovery_page import METHODS, SERIES
from effektspor.report.style import BAND, GREY, INK

COLOURS = {
    "wild": "#0072B2", "cr1": "#D55E00", "cr2": "#8E4B7A", "cr3": "#000000", "randomisation": "#3C8D5A",
}  # fmt: skip
MARKERS = {"wild": "o", "cr1": "s", "cr2": "D", "cr3": "^", "randomisation": "v"}
ENDPOINTS = {
    "total": "all", "block_1": "1-26", "block_2": "27-52", "block_3": "53-104",
}  # fmt: skip
# What is drawn: heading, bounds of the goal, nominal value, limits of the axis.
MEASURES = {
    "coverage": ("Coverage of 95 % intervals, per cent", (93, 97), 95, (84, 100)),
    "size": ("Rejections of a true null at 5 %, per cent", (3, 7), 5, (0, 16)),
}
SPREAD = 0.14  # between the methods of one endpoint


def recovery_figure(summary: pd.DataFrame) -> Figure:
    """Coverage above, size below; one column for each series and weighting.

    Parameters
    ----------
    summary
        Table ``summary`` of the command ``recovery``.
    """
    labels_of = ["deviations", "series", "weighting"]
    columns = list(summary[labels_of].drop_duplicates().itertuples(index=False))
    figure = Figure(figsize=(2.0 * len(columns) + 0.6, 6.2))
    grid = figure.subplots(len(MEASURES), len(columns), sharey="row", squeeze=False)
    for row, name in enumerate(MEASURES):
        for place, (deviations, series, weighting) in enumerate(columns):
            axes = grid[row][place]
            _draw(axes, summary[(summary[labels_of] == columns[place]).all(axis=1)], name)
            if row == 0:
                outcome, among = SERIES[series].split(", ")
                second = among if deviations == "by_size" else "equal deviations"
                title = f"{outcome},\n{second},\nby {weighting}"
                axes.set_title(title, fontsize=8)
            else:
                axes.set_xlabel("weeks")
        grid[row][0].set_ylabel(MEASURES[name][0])
    handles, labels = grid[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=len(labels), frameon=False)
    figure.subplots_adjust(left=0.075, right=0.99, top=0.89, bottom=0.12, hspace=0.16, wspace=0.06)
    return figure


def _draw(axes: Axes, rows: pd.DataFrame, name: str) -> None:
    _, goal, nominal, limits = MEASURES[name]
    axes.axhspan(*goal, color=BAND, alpha=0.45, linewidth=0)
    axes.axhline(nominal, color=GREY, linewidth=0.8)
    for position, (method, colour) in enumerate(COLOURS.items()):
        by_endpoint = rows[rows["method"] == method].set_index("endpoint").reindex(list(ENDPOINTS))
        at = [x + SPREAD * (position - 2) for x in range(len(ENDPOINTS))]
        axes.errorbar(
            at, 100 * by_endpoint[name], yerr=196 * by_endpoint[f"{name}_mc_se"], fmt=MARKERS[method],
            color=colour, markersize=4.5, elinewidth=1, label=METHODS[method],
        )  # fmt: skip
    axes.set_xticks(range(len(ENDPOINTS)), list(ENDPOINTS.values()))
    axes.tick_params(colors=INK)
    axes.set_ylim(*limits)
