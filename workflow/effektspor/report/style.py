"""The one visual language of all figures: colours, lines, type, Danish axes, the synthetic mark."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from effektspor.report import danish

INK, GREY, BAND = "#1f2933", "#5f6b76", "#c9d1d8"
MARK = "#a33c00"


@dataclass(frozen=True)
class Line:
    """Colour, dash and width of a group; the dashes differ so that grey print still tells."""

    colour: str
    dash: Any
    width: float


LINES: Mapping[str, Line] = {
    "participants_post": Line("#0072B2", "solid", 2.2),
    "participants_pre": Line("#000000", (0, (5, 2)), 1.5),
    "comparison_post": Line("#D55E00", (0, (6, 1.5, 1.2, 1.5)), 1.5),
    "comparison_pre": Line("#8E4B7A", (0, (1.2, 1.6)), 1.7),
}
EFFECT = Line("#0072B2", "solid", 2.0)
SERIES: tuple[Line, ...] = (
    Line("#0072B2", "solid", 2.0),
    Line("#C35200", (0, (6, 1.5, 1.2, 1.5)), 1.7),
    Line("#000000", (0, (5, 2)), 1.5),
    Line("#8E4B7A", (0, (1.2, 1.6)), 1.9),
    Line("#005A32", (0, (9, 2)), 1.5),
)
"""Lines of series that have no names of their own here, in the order of the series. Names in these
colours can be read on white, and no two are alike to a reader who does not see all colours."""
PRINTED = "#8E4B7A"
BAR, APART = "#8DB9DE", "#E6E9EC"


@dataclass(frozen=True)
class Fill:
    """Colour of an area, and the hatching that tells it apart in grey print."""

    colour: str
    hatch: str = ""

    @property
    def ink(self) -> str:
        """The colour of letters on it: white on dark, ink on light."""
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (1, 3, 5))
        dark = 125  # of 255; both sides of it keep 4.5:1 for the fills of this module
        return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < dark else INK


DEGREES = tuple(Fill(colour) for colour in ("#0B3563", "#2B6CA8", "#76A6D0", "#B3CBE1", "#EDF2F6"))
"""From most to least."""
SIDES = (
    Fill("#0B4F8A"), Fill("#8FBCE0"), Fill("#EEF1F3"), Fill("#F0A878", "////"),
    Fill("#9C3600", "////"),
)  # fmt: skip
"""From one side over a middle to the other side, whose hatching tells it from the first."""
UNKNOWN = Fill("#E6E9EC", "....")
_RC: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "grid.color": "#e3e8ec",
    "grid.linewidth": 0.7,
    "hatch.linewidth": 0.5,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    # Paths instead of text: no font has to be present where the file is read.
    "svg.fonttype": "path",
}


@contextmanager
def drawing(salt: str) -> Iterator[None]:
    """Draw in the house style; `salt` makes the ids inside the SVG the same in every run."""
    with mpl.rc_context({**_RC, "svg.hashsalt": salt}):
        yield


def save(figure: Figure, path: Path) -> None:
    """Write an SVG without date or creator, so that equal figures are equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def danish_axis(axes: Axes, *, per_cent_y: bool = True) -> None:
    """Decimal commas and a real minus; fractions are shown times 100."""
    scale = 100 if per_cent_y else 1

    def text(value: float, _position: float | None = None) -> str:
        scaled = value * scale
        return danish.number(scaled, 0 if abs(scaled - round(scaled)) < 1e-6 else 1)

    axes.yaxis.set_major_formatter(FuncFormatter(text))


def danish_x_axis(axes: Axes) -> None:
    """The same for a horizontal axis of fractions."""
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: danish.number(value * 100)))


def plain_x_axis(axes: Axes, *, log: bool = False) -> None:
    """A horizontal axis of bare numbers with few ticks; halves and doubles on a log scale."""
    low, high = axes.get_xlim()
    if log:
        steps = [2.0**power for power in range(-6, 7) if low <= 2.0**power <= high]
        axes.xaxis.set_major_locator(FixedLocator(steps))
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        axes.xaxis.set_major_locator(MaxNLocator(4))

    axes.xaxis.set_major_formatter(FuncFormatter(bare))


def bare(value: float, _position: float | None = None) -> str:
    """A number of an axis with the decimals that it has, three at most."""
    places = next((n for n in (0, 1, 2) if abs(value - round(value, n)) < 1e-9), 3)
    return danish.number(value, places)


def mark_synthetic(axes: Axes, text: str) -> None:
    """Write the mark inside the picture, where no cropping of margins takes it away."""
    axes.text(
        0.012, 0.965, text, transform=axes.transAxes, ha="left", va="top", zorder=20,
        fontsize=8.5, fontweight="bold", color=MARK,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": MARK,
              "linewidth": 0.9, "alpha": 0.95},
    )  # fmt: skip


def mark_figure(figure: Figure, text: str) -> None:
    """Write the mark in the upper left corner, of figures without room inside their axes."""
    figure.text(0.012, 0.985, text, fontsize=8.5, fontweight="bold", color=MARK, va="top")


def spread_labels(values: list[float], distance: float) -> list[float]:
    """Heights for labels at line ends, at least `distance` apart, as near their lines as can be.

    Parameters
    ----------
    values
        Wanted heights, in any order.

    Returns
    -------
    list of float
        Heights in the order of `values`.
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    # Clusters of labels that touch are laid out around their common middle.
    clusters: list[list[int]] = []
    for index in order:
        clusters.append([index])
        while len(clusters) > 1 and _overlap(clusters[-2], clusters[-1], values, distance):
            last = clusters.pop()
            clusters[-1] += last
    heights = list(values)
    for cluster in clusters:
        for index, height in zip(cluster, _layout(cluster, values, distance), strict=True):
            heights[index] = height
    return heights


def _layout(cluster: list[int], values: list[float], distance: float) -> list[float]:
    middle = sum(values[i] for i in cluster) / len(cluster)
    first = middle - distance * (len(cluster) - 1) / 2
    return [first + distance * position for position in range(len(cluster))]


def _overlap(below: list[int], above: list[int], values: list[float], distance: float) -> bool:
    gap = _layout(above, values, distance)[0] - _layout(below, values, distance)[-1]
    return gap < distance - 1e-12
