"""Rows that hold impossible values: they stop the run, or are set aside within a tolerance."""

from collections.abc import Sequence

import numpy as np

from effektspor.errors import InputError
from effektspor.registers.raw import Fault, Mask

SET_ASIDE = "Where a few rows are wrong in the register itself, data.tolerance sets them aside."


class Impossible:
    """Counts the rows of one file that are set aside.

    Parameters
    ----------
    tolerance
        Share of the file's rows that may be set aside, from 0 to 1.
    """

    def __init__(self, tolerance: float) -> None:
        self.rows = 0
        self._tolerance = tolerance
        self._first: InputError | None = None

    def among(self, faults: Sequence[Fault], *, used: Mask | None = None) -> Mask:
        """Which rows of a chunk have a fault, shape (rows,).

        Parameters
        ----------
        used
            Rows of years that the study uses; others are not looked at.

        Raises
        ------
        InputError
            At the first fault, where nothing is tolerated.
        """
        together: Mask = np.zeros(len(faults[0].wrong), dtype=bool)
        for fault in faults:
            wrong = fault.wrong if used is None else fault.wrong & used
            if not wrong.any():
                continue
            if self._first is None:
                todo = f"{fault.todo} {SET_ASIDE}"
                self._first = Fault(wrong, fault.what, todo, fault.raw).error()
            if not self._tolerance:
                raise self._first
            together |= wrong
        self.rows += int(together.sum())
        return together

    def finish(self, rows_read: int) -> None:
        """Stop where more rows of the file were set aside than is tolerated.

        Raises
        ------
        InputError
            With the first fault that was met, and how many rows have one.
        """
        if self._first is not None and self.rows > self._tolerance * rows_read:
            first = self._first
            raise InputError(
                f"{first.what}; {self.rows} of {rows_read} rows hold impossible values, more than "
                f"the share of {self._tolerance:g} that data.tolerance allows",
                where=first.where,
                todo=first.todo,
            )
