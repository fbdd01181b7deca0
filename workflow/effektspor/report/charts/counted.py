"""How many stand behind a curve: a line of numbers beneath its axis, each under its week."""

from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from effektspor.report import danish, style
from effektspor.report.charts import sheet

HEIGHT = 0.42
"""Inches that the title and the numbers take."""


def numbers_beneath(
    figure: Figure,
    box: sheet.Box,
    numbers: Mapping[int, float],
    title: str,
    *,
    last: float,
    top: float,
) -> None:
    """Write numbers under their weeks.

    Parameters
    ----------
    box
        Of the axes, which run from week nought to `last`.
    numbers
        By week; NaN is written as the sign for missing.
    top
        Inches from the upper edge of the paper.
    """
    width, height = figure.get_size_inches()
    sheet.write(figure, box.left, top, title, va="top", color=style.GREY)
    rule = 1 - (top + 0.16) / height
    figure.add_artist(Line2D([box.left / width, (box.left + box.width) / width], [rule, rule],
                             color=style.BAND, linewidth=0.7))  # fmt: skip
    for week, number in numbers.items():
        at = box.left + box.width * week / last
        sheet.write(figure, at, top + 0.2, danish.number(number), va="top", ha="center")
