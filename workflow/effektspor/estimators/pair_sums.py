"""Sums of the cross-products of covariates by place, two at a time where they are whole numbers.

A sum of products of whole numbers far below 2^53 leaves room in a float: the second of two products
is added 2^26 times as large, and both sums are read out of one. Every step is exact; where numbers
are not whole or too large, each product is summed by itself.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SHIFT = float(1 << 26)
ROOM = float(
    1 << 25
)  # the first sum must stay below half of it, so that it cannot reach the second


def pair_sums(
    at: npt.NDArray[np.int64], change: Floats, x: Floats, size: int, largest: float | None
) -> Iterator[tuple[int, int, Floats]]:
    """Sum ``change * x[i] * x[j]`` by place for all i <= j.

    Parameters
    ----------
    at, change
        Shape (E,): place of each event, and its weight.
    x
        Shape (p, E).
    size
        Number of places.
    largest
        Largest absolute value in `x` where all are whole; none where they are not.

    Yields
    ------
    tuple
        i, j and the sums, shape (size,).
    """
    weighted, product = x * change, np.empty(len(at))

    def total(i: int, other: Floats) -> Floats:
        weights = np.multiply(weighted[i], other, out=product)
        return np.bincount(at, weights=weights, minlength=size).astype(np.float64, copy=False)

    if largest is None or len(x) < 2 or not _fit(at, change, largest):
        for i in range(len(x)):
            yield from ((i, j, total(i, x[j])) for j in range(i, len(x)))
        return
    two = x[:-1:2] + SHIFT * x[1::2]
    for i in range(len(x)):
        for place in range(i // 2, len(two)):
            both = total(i, two[place])
            second = np.rint(both / SHIFT)
            if 2 * place >= i:
                yield i, 2 * place, both - second * SHIFT
            yield i, 2 * place + 1, second
        if len(x) % 2:
            yield i, len(x) - 1, total(i, x[-1])


def _fit(at: npt.NDArray[np.int64], change: Floats, largest: float) -> bool:
    """Whether two sums of products have room in one number, and all weights are whole."""
    if not len(at):
        return False
    most = float(np.bincount(at).max() * np.abs(change).max()) * largest**2
    return most < ROOM and np.array_equal(change, np.rint(change))
