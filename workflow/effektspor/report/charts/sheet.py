"""The paper of a chart: axes placed by inches, labels wrapped to a width, keys beneath.

Widths of texts are measured in the font that is drawn, not guessed from their letters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from effektspor.report import style
from effektspor.report.figures import WIDTH

LABEL, SMALL, LEAST = 8.0, 7.5, 7.0
"""Sizes of letters, points."""
POINTS = 72.0
LINE = 1.22
"""Height of a line of text in sizes of its letters."""
KEY_ROW, KEY_SIGN = 0.2, 0.42
"""Inches: a line of a key, and its sign with the room around it."""


@dataclass(frozen=True)
class Box:
    """Where axes stand on the paper: inches from its left and upper edges."""

    left: float
    top: float
    width: float
    height: float


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = LABEL, weight: str = "normal") -> float:
    """Inches that the longest line of a text takes."""
    font = FontProperties(family="DejaVu Sans", weight=weight)
    lines = [line for line in text.split("\n") if line]
    return max(
        (TextPath((0, 0), line, size=size, prop=font).get_extents().x1 for line in lines),
        default=0.0,
    ) / POINTS  # fmt: skip


def text_height(text: str, size: float = LABEL) -> float:
    """Inches that the lines of a text take."""
    return (text.count("\n") + 1) * size * LINE / POINTS


def wrap(text: str, width: float, size: float = LABEL, weight: str = "normal") -> str:
    """Break a text at its spaces so that no line is wider than `width` inches.

    A word that is wider stands alone on its line: it is never cut.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, weight) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)


def paper(height: float) -> Figure:
    """An empty figure as wide as the text of the page."""
    return Figure(figsize=(WIDTH, height))


def place(figure: Figure, box: Box, **options: Any) -> Axes:
    """Axes in a box of inches."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (box.left / width, 1 - (box.top + box.height) / height, box.width / width,
         box.height / height), **options
    )  # fmt: skip


def write(figure: Figure, left: float, top: float, text: str, **options: Any) -> None:
    """Text at inches from the left and upper edges of the paper."""
    width, height = figure.get_size_inches()
    figure.text(left / width, 1 - top / height, text, **{"fontsize": SMALL, **options})


def key_height(labels: Sequence[str]) -> float:
    """Inches that a key with these labels takes."""
    return KEY_ROW * len(_key_rows(labels)) + 0.06


def key(figure: Figure, signs: Sequence[Any], labels: Sequence[str], *, top: float) -> None:
    """The key in as few centred lines as its labels need; `top` is inches from the upper edge."""
    height = figure.get_figheight()
    for number, row in enumerate(_key_rows(labels)):
        at = 1 - (top + KEY_ROW * number) / height
        made = figure.legend(
            [signs[index] for index in row], [labels[index] for index in row],
            loc="upper center", bbox_to_anchor=(0.5, at), ncol=len(row), frameon=False,
            fontsize=SMALL, handlelength=1.8, handletextpad=0.5, columnspacing=1.4,
            borderpad=0, borderaxespad=0,
        )  # fmt: skip
        made.set_gid(f"key_{number}")


def _key_rows(labels: Sequence[str]) -> list[list[int]]:
    rows: list[list[int]] = []
    room = 0.0
    for index, label in enumerate(labels):
        width = text_width(label, SMALL) + KEY_SIGN
        if not rows or room + width > WIDTH:
            rows.append([])
            room = 0.0
        rows[-1].append(index)
        room += width
    return rows


def mark(figure: Figure, text: str, *, synthetic: bool) -> None:
    """The mark of synthetic data, where the figure shows any."""
    if synthetic:
        style.mark_figure(figure, text)


def row_heights(labels: Iterable[str], least: float, size: float = LABEL) -> list[float]:
    """Inches of each row: as high as its wrapped label, at least `least`."""
    return [max(least, text_height(label, size) + 0.1) for label in labels]
