"""Which numbers of answers a printed share allows, in whole numbers.

A share is k of n answers. Nothing is drawn or rounded here: fractions are compared as fractions, and a
share that lies half-way between two printed ones is not taken, so that every rule of rounding prints
the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from effektspor.qualifier import APPROXIMATE_SHARE, parse_qualifier

_HUNDRED = 100


@dataclass(frozen=True)
class Span:
    """Shares in per cent that a print covers, without `low` or `high` where these are open."""

    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool

    def counts(self, base: int) -> range:
        """Numbers of `base` answers whose share lies within."""
        low, high = self.low * base / _HUNDRED, self.high * base / _HUNDRED
        first = floor(low) + 1 if self.low_open else ceil(low)
        last = ceil(high) - 1 if self.high_open else floor(high)
        return range(max(first, 0), min(last, base) + 1)


def span_of(percent: str, qualifier: str) -> Span:
    """The shares that a printed one and its word stand for.

    A number stands for its rounding, "ca." and "hver fjerde" for 10 per cent of it to both sides, "knap" and
    "lidt over" for one of these sides without the number itself.

    Parameters
    ----------
    percent
        As it is printed, with its decimals.

    Raises
    ------
    ValueError
        Where the qualifier is not understood.
    """
    value = Fraction(percent)
    words = parse_qualifier(qualifier)
    if words is None or words.kind not in ("exact", "approx"):
        raise ValueError(qualifier)
    if words.kind == "exact":
        half = Fraction(1, 2 * 10 ** len(percent.partition(".")[2]))
        return Span(value - half, value + half, low_open=True, high_open=True)
    wide = value * Fraction(str(APPROXIMATE_SHARE))
    above, below = words.direction == "above", words.direction == "below"
    return Span(
        value if above else value - wide, value if below else value + wide,
        low_open=above, high_open=below,
    )  # fmt: skip


def possible_bases(span: Span, largest: int) -> list[int]:
    """Numbers of answers, up to the largest, of which some number prints so."""
    return [base for base in range(1, largest + 1) if span.counts(base)]


def in_words(numbers: Iterable[int]) -> str:
    """Ascending numbers as ranges: "48-53, 59-66"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in ranges)
