"""Probabilities of moving from state to state in a month, by bands of time in the state."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """A chain whose probabilities depend on the time in the state, through bands.

    Attributes
    ----------
    moves
        Probabilities, shape (draws, states, bands, states); each row sums to one.
    bands
        First period of each band, beginning with 0, ascending.
    """

    moves: Floats
    bands: tuple[int, ...]

    @property
    def ages(self) -> int:
        """Periods in a state that are told apart: the last stands for itself and all later."""
        return self.bands[-1] + 1

    @property
    def band_of_age(self) -> npt.NDArray[np.int64]:
        """Position of the band of each age."""
        return np.searchsorted(self.bands, np.arange(self.ages), side="right") - 1

    def leaving(self, state: int) -> Floats:
        """Probability of leaving a state in a period, shape (draws, bands)."""
        found: Floats = 1.0 - self.moves[:, state, :, state]
        return found


def probabilities(counts: Floats, fallback: Floats | None = None) -> Floats:
    """Probabilities from counts of moves: the maximum-likelihood estimate in each cell.

    Parameters
    ----------
    counts
        Moves and stays, shape (draws, states, bands, states).
    fallback
        Counts of the same shape of a larger group: used for cells in which nobody was. Where
        nobody was there either, the nearest earlier band is used, and else everyone stays.

    Returns
    -------
    numpy.ndarray
        float64, of the same shape; each row sums to one.
    """
    used = counts.copy()
    if fallback is not None:
        empty = used.sum(axis=-1) == 0
        used[empty] = fallback[empty]
    for later in range(1, used.shape[2]):
        nobody = used[:, :, later].sum(axis=-1) == 0
        used[:, :, later][nobody] = used[:, :, later - 1][nobody]
    draw, state, band = np.nonzero(used.sum(axis=-1) == 0)
    used[draw, state, band, state] = 1.0
    found: Floats = used / used.sum(axis=-1, keepdims=True)
    return found
