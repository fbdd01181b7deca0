r"""Counts of two arms that were drawn within blocks, and the difference that the draw identifies.

Blocks are weighted as by Mantel and Haenszel: :math:`w_k = n_k m_k / (n_k + m_k)` with :math:`n_k`
treated and :math:`m_k` controls. Where the same part of every block is treated, that is by size,
and the difference is the plain one between the arms. One block is a trial without blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NOUGHT = 1e-12


@dataclass(frozen=True)
class Blocks:
    """Events and units by arm of K blocks.

    Attributes
    ----------
    treated_events, treated, control_events, control
        Shape (K,): units with the event and all units, by arm.
    """

    treated_events: Ints
    treated: Ints
    control_events: Ints
    control: Ints

    @classmethod
    def of(
        cls,
        treated_events: Sequence[int] | int,
        treated: Sequence[int] | int,
        control_events: Sequence[int] | int,
        control: Sequence[int] | int,
    ) -> Self:
        """Check and arrange counts; blocks in which an arm is empty say nothing and are left out.

        Raises
        ------
        EstimationError
            Where there are more events than units, or no block has units in both arms.
        """
        a, n, b, m = (
            np.atleast_1d(np.asarray(each, dtype=np.int64))
            for each in (treated_events, treated, control_events, control)
        )
        if not ((a >= 0) & (a <= n) & (b >= 0) & (b <= m)).all():
            raise EstimationError(
                "The counts of an arm contradict each other",
                where="comparison of two arms",
                todo="Those with the event are among all of the arm.",
            )
        both = (n > 0) & (m > 0)
        if not both.any():
            raise EstimationError(
                "No block has both arms",
                where="comparison of two arms",
                todo="Check the arms and blocks that were read.",
            )
        return cls(a[both], n[both], b[both], m[both])

    @classmethod
    def of_units(
        cls, event: npt.ArrayLike, treated: npt.ArrayLike, block: npt.ArrayLike | None = None
    ) -> Self:
        """Count units, shape (N,), by block in the blocks' order; raises as `of`."""
        y, z = np.asarray(event, dtype=bool), np.asarray(treated, dtype=bool)
        inverse = np.zeros(len(y), dtype=np.int64)
        if block is not None:
            inverse = np.unique(np.asarray(block), return_inverse=True)[1]
        size = int(inverse.max(initial=0)) + 1
        counts = [
            np.bincount(inverse[chosen], minlength=size).tolist()
            for chosen in (y & z, z, y & ~z, ~z)
        ]
        return cls.of(*counts)

    @property
    def together(self) -> "Blocks":
        """The arms without blocks."""
        parts = (self.treated_events, self.treated, self.control_events, self.control)
        return Blocks(*(part.sum(keepdims=True) for part in parts))

    @property
    def weights(self) -> Floats:
        """Weights of Mantel and Haenszel, shape (K,), not normalised."""
        weights: Floats = self.treated * self.control / (self.treated + self.control)
        return weights

    @property
    def shares(self) -> tuple[Floats, Floats]:
        """Shares of the treated and the controls by block, shapes (K,)."""
        return self.treated_events / self.treated, self.control_events / self.control

    @property
    def difference(self) -> float:
        """Weighted mean over blocks of treated minus control share."""
        treated, control = self.shares
        found = float(np.average(treated - control, weights=self.weights))
        # What rounding leaves of nought would have a sign.
        return found if abs(found) > NOUGHT else 0.0

    @property
    def ratio(self) -> float:
        """Weighted share of the treated over that of the controls; missing where both are nought."""
        treated, control = (np.average(each, weights=self.weights) for each in self.shares)
        if control == 0:
            return float("inf") if treated > 0 else float("nan")
        return float(treated / control)

    def without(self, index: int) -> "Blocks":
        """All blocks but one."""
        parts = (self.treated_events, self.treated, self.control_events, self.control)
        return Blocks(*(np.delete(part, index) for part in parts))

    def swapped(self) -> "Blocks":
        """The same with the arms exchanged."""
        return Blocks(self.control_events, self.control, self.treated_events, self.treated)
