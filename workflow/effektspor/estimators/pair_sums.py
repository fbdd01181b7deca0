"""Sums of covariates and of their cross-products by place, two at a time where they are whole.

A sum of whole numbers far below 2^53 leaves room in a float: the second of two numbers is added
2^26 times as large, and both sums are read out of one. Every step is exact; where numbers are not
whole or too large, each is summed by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
SHIFT = float(1 << 26)
ROOM = float(
    1 << 25
)  # the first sum must stay below half of it, so that it cannot reach the second


@dataclass(frozen=True)
class Covariates:
    """Covariates of persons, laid out one after another.

    Attributes
    ----------
    x
        Shape (p, N).
    largest
        Largest absolute value where all are whole numbers; none where they are not.
    """

    x: Floats
    largest: float | None

    def sums(
        self, row: npt.NDArray[np.intp], at: Places, change: Floats, size: int
    ) -> Iterator[tuple[int, Floats]]:
        """Sum ``change * x[j]`` by place.

        Parameters
        ----------
        row, at, change
            Shape (E,): person of each event, its place, and its weight.
        size
            Number of places.

        Yields
        ------
        tuple
            j and the sums, shape (size,).
        """
        paired = self._paired(at, change, 1) if len(at) else 0
        for j in range(0, paired, 2):
            two = self.x[j] + SHIFT * self.x[j + 1]
            first, second = _apart(_total(at, two[row] * change, size))
            yield j, first
            yield j + 1, second
        for j in range(paired, len(self.x)):
            yield j, _total(at, self.x[j][row] * change, size)

    def pair_sums(
        self, row: npt.NDArray[np.intp], at: Places, change: Floats, size: int
    ) -> Iterator[tuple[int, int, Floats]]:
        """Sum ``change * x[i] * x[j]`` by place for all i <= j.

        Yields
        ------
        tuple
            i, j and the sums, shape (size,).
        """
        p, product = len(self.x), np.empty(len(at))
        paired = self._paired(at, change, 2) if len(at) else 0
        together = self.x[0:paired:2] + SHIFT * self.x[1:paired:2]
        twos = np.take(together, row, axis=1)
        ones = np.take(self.x[paired:], row, axis=1)
        for i in range(p):
            weighted = self.x[i][row] * change
            for j in range(i // 2 * 2, paired, 2):
                np.multiply(weighted, twos[j // 2], out=product)
                first, second = _apart(_total(at, product, size))
                if j >= i:
                    yield i, j, first
                yield i, j + 1, second
            for j in range(max(i, paired), p):
                np.multiply(weighted, ones[j - paired], out=product)
                yield i, j, _total(at, product, size)

    def _paired(self, at: Places, change: Floats, degree: int) -> int:
        """How many covariates, an even number, may be summed two at a time."""
        if self.largest is None or not np.array_equal(change, np.rint(change)):
            return 0
        most = float(np.bincount(at).max() * np.abs(change).max()) * self.largest**degree
        return len(self.x) // 2 * 2 if most < ROOM else 0


def _total(at: Places, weights: Floats, size: int) -> Floats:
    return np.bincount(at, weights=weights, minlength=size).astype(np.float64, copy=False)


def _apart(both: Floats) -> tuple[Floats, Floats]:
    second = np.rint(both / SHIFT)
    return both - second * SHIFT, second
