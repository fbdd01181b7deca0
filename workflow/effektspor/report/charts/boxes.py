"""Boxes joined by arrows: who came in, who was divided how, and who left on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from effektspor.report import style
from effektspor.report.charts import sheet
from effektspor.report.figures import WIDTH, Words

HEAD, EDGE, PAD, GAP = 0.34, 0.08, 0.09, 0.26
"""Inches: the mark, the lower edge, room around the text of a box, and between rows of boxes."""
STAGE = 0.3
"""Inches of the column that names the stages."""


@dataclass(frozen=True)
class Node:
    """A box.

    Attributes
    ----------
    title
        Set bold.
    lines
        Beneath it.
    """

    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Level:
    """Boxes side by side.

    Attributes
    ----------
    stage
        Name at the left, written upwards; the same as above joins the levels.
    nodes
        By column: ``all`` spans the others.
    """

    stage: str
    nodes: Mapping[str, Node]


def boxes_figure(
    levels: Sequence[Level], columns: Sequence[str], words: Words, *, synthetic: bool
) -> Figure:
    """Levels from the top down, with arrows between the boxes of a column.

    Parameters
    ----------
    columns
        Keys of the columns from left to right. A box ``all`` leads to each of them.
    """
    left, room = STAGE + 0.14, WIDTH - STAGE - 0.22
    wide = (room - 0.24 * (len(columns) - 1)) / len(columns)
    places = {name: left + number * (wide + 0.24) for number, name in enumerate(columns)}
    made = [
        {
            name: _wrapped(node, room * 0.62 if name == "all" else wide)
            for name, node in level.nodes.items()
        }
        for level in levels
    ]
    stages = [level.stage for level in levels]
    heights = [
        max([*(_height(*texts) for texts in row.values()), _alone(level.stage, stages)])
        for level, row in zip(levels, made, strict=True)
    ]
    figure = sheet.paper(HEAD + sum(heights) + GAP * (len(levels) - 1) + EDGE)
    top = HEAD
    tops: list[float] = []
    for row, height in zip(made, heights, strict=True):
        tops.append(top)
        for name, (title, lines) in row.items():
            own = room * 0.62 if name == "all" else wide
            start = left + (room - own) / 2 if name == "all" else places[name]
            _box(figure, sheet.Box(start, top, own, height), title, lines)
        top += height + GAP
    middles = {name: start + wide / 2 for name, start in places.items()} | {"all": left + room / 2}
    _arrows(figure, levels, tops, heights, middles)
    _stages(figure, levels, tops, heights)
    sheet.mark(figure, words["synthetic_mark"], synthetic=synthetic)
    return figure


def _wrapped(node: Node, width: float) -> tuple[str, str]:
    inner = width - 2 * PAD
    indent = "\n   " if len(node.lines) > 1 else "\n"
    lines = [sheet.wrap(line, inner, sheet.SMALL).replace("\n", indent) for line in node.lines]
    return sheet.wrap(node.title, inner, sheet.LABEL, "bold"), "\n".join(lines)


def _height(title: str, lines: str) -> float:
    below = sheet.text_height(lines, sheet.SMALL) + 0.04 if lines else 0.0
    return sheet.text_height(title, sheet.LABEL) + below + 2 * PAD


def _alone(stage: str, stages: Sequence[str]) -> float:
    """Least height of a level that has its stage to itself: its name is written upwards."""
    if stages.count(stage) > 1:
        return 0.0
    return sheet.text_width(stage, sheet.LEAST, "bold") + 0.12


def _box(figure: Figure, box: sheet.Box, title: str, lines: str) -> None:
    width, height = figure.get_size_inches()
    figure.add_artist(Rectangle(
        (box.left / width, 1 - (box.top + box.height) / height), box.width / width,
        box.height / height, transform=figure.transFigure, facecolor="white",
        edgecolor=style.GREY, linewidth=0.9,
    ))  # fmt: skip
    middle, top = box.left + box.width / 2, box.top + PAD
    sheet.write(figure, middle, top, title, ha="center", va="top", fontsize=sheet.LABEL,
                fontweight="bold", linespacing=1.15)  # fmt: skip
    if lines:
        sheet.write(figure, box.left + PAD, top + sheet.text_height(title, sheet.LABEL) + 0.04, lines,
                    va="top", linespacing=1.2)  # fmt: skip


def _arrows(
    figure: Figure,
    levels: Sequence[Level],
    tops: Sequence[float],
    heights: Sequence[float],
    middles: Mapping[str, float],
) -> None:
    for number in range(len(levels) - 1):
        low = tops[number] + heights[number]
        above, below = levels[number].nodes, levels[number + 1].nodes
        for name in below:
            for source in above:
                if name == source or "all" in (name, source):
                    _arrow(figure, (middles[source], low), (middles[name], tops[number + 1]))


def _arrow(figure: Figure, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Straight down; or down, across and down, where the columns differ."""
    width, height = figure.get_size_inches()
    half = (start[1] + end[1]) / 2
    ways = [start, end] if start[0] == end[0] else [start, (start[0], half), (end[0], half), end]
    points = [(x / width, 1 - y / height) for x, y in ways]
    for one, other in pairwise(points[:-1]):
        figure.add_artist(FancyArrowPatch(
            one, other, transform=figure.transFigure, arrowstyle="-", color=style.GREY,
            linewidth=1.0, shrinkA=0, shrinkB=0,
        ))  # fmt: skip
    figure.add_artist(FancyArrowPatch(
        points[-2], points[-1], transform=figure.transFigure, arrowstyle="-|>", mutation_scale=8,
        color=style.GREY, linewidth=1.0, shrinkA=0, shrinkB=0,
    ))  # fmt: skip


def _stages(
    figure: Figure, levels: Sequence[Level], tops: Sequence[float], heights: Sequence[float]
) -> None:
    """Names of stages at the left, each over all levels that it joins."""
    spans: dict[str, list[float]] = {}
    for level, top, height in zip(levels, tops, heights, strict=True):
        span = spans.setdefault(level.stage, [top, top + height])
        span[1] = top + height
    width, height = figure.get_size_inches()
    for name, (first, last) in spans.items():
        figure.add_artist(Rectangle(
            (0.06 / width, 1 - last / height), (STAGE - 0.04) / width, (last - first) / height,
            transform=figure.transFigure, facecolor="#0B4F8A", edgecolor="none",
        ))  # fmt: skip
        sheet.write(figure, 0.06 + (STAGE - 0.04) / 2, (first + last) / 2, name, rotation=90,
                    ha="center", va="center", color="white", fontsize=sheet.LEAST,
                    fontweight="bold")  # fmt: skip
