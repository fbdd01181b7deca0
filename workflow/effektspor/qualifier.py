"""The words around a printed figure ("godt", "knap", "over") and how near an own value must be.

A figure is printed with a precision and often with a word. Both say which own values the print
would have covered, and nothing else decides whether an own value is "equal within rounding". A bound is a limit, not a
rounded number.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["exact", "approx", "bound", "target"]
Direction = Literal["about", "above", "below", "peak"]

APPROXIMATE_SHARE = 0.10
"""A printed "ca. 25" stands for 25 +- 10 per cent of 25, and at least for its rounding."""

_KINDS: tuple[Kind, ...] = ("exact", "approx", "bound", "target")
_ABOVE = re.compile(r"\b(godt|lidt over|over|more than|at least|beyond|minimum|min\.)")
_BELOW = re.compile(
    r"(<|\b(knapt?|næsten|under|less than|at most|at the latest|before|within|max)\b)"
)
_PEAK = re.compile(r"\bop til\b")
_TINY = 1e-9


@dataclass(frozen=True)
class Qualifier:
    """What the words around a figure say.

    Attributes
    ----------
    kind
        ``exact``; ``approx`` ("ca.", "godt", "knap"); ``bound`` ("over", "at most"); ``target``
        (a goal, not a result).
    direction
        Where the true value lies: ``above`` ("godt", "over"), ``below`` ("knap", "at most"),
        ``peak`` ("op til 27": the largest of several is 27), else ``about``.
    """

    kind: Kind
    direction: Direction


def parse_qualifier(text: str) -> Qualifier | None:
    """Read a qualifier of the published tables, e.g. ``approx: knap``; None where it has no kind."""
    kind = next((kind for kind in _KINDS if text.startswith(kind)), None)
    if kind is None:
        return None
    if kind in ("exact", "target"):
        return Qualifier(kind, "about")
    if kind == "bound" and _PEAK.search(text):
        return Qualifier(kind, "peak")
    if _BELOW.search(text):
        return Qualifier(kind, "below")
    return Qualifier(kind, "above" if _ABOVE.search(text) else "about")


def covers(published: float, decimals: int, kind: str, direction: str, own: float) -> bool:
    """Whether the print covers an own value: "equal within rounding".

    With h half a unit of the last printed decimal and a = max(h, 10 per cent of the printed value):

    ================  =====================================================
    exact, target     published - h to published + h ("peak" likewise)
    approx about      published - a to published + a
    approx above      published - h to published + a ("godt", "lidt over")
    approx below      published - a to published + h ("knap", "næsten")
    bound above       at least published ("over", "at least")
    bound below       at most published ("<", "under", "at most")
    ================  =====================================================

    Parameters
    ----------
    published, own
        In the same unit.
    decimals
        Decimals in print.
    kind, direction
        As in `Qualifier`.
    """
    half = 0.5 * 10.0**-decimals
    if kind == "bound" and direction == "above":
        return own >= published - _TINY
    if kind == "bound" and direction == "below":
        return own <= published + _TINY
    wide = max(half, APPROXIMATE_SHARE * abs(published)) if kind == "approx" else half
    low = half if direction == "above" else wide
    high = half if direction == "below" else wide
    return published - low - _TINY <= own <= published + high + _TINY
