"""Where the programme starts, what may bridge a gap in it, and the first internship."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]


OTHER, PROGRAMME, BLANK, FAMILY = range(4)
"""What a week is to a course: it ends it, belongs to it, or may be bridged."""


@dataclass(frozen=True)
class ProgrammeCodes:
    """Lookup tables (bool, shape (1000,)) over benefit codes, and the longest bridged gap.

    Attributes
    ----------
    programme, event, bridge
        Codes of the programme, of internships and of the families that may fill a gap.
    bridge_weeks, bridge_family_weeks
        Most weeks of a bridged gap without benefit and on a bridged family; where the second is
        None, both count together against the first.
    """

    programme: npt.NDArray[np.bool_]
    event: npt.NDArray[np.bool_]
    bridge: npt.NDArray[np.bool_]
    bridge_weeks: int
    bridge_family_weeks: int | None = None

    def kinds(self) -> npt.NDArray[np.uint8]:
        """Lookup table (uint8, shape (1000,)): what a week on each code is to a course."""
        kinds = np.where(self.bridge, FAMILY, OTHER).astype(np.uint8)
        kinds[0] = BLANK
        kinds[self.programme] = PROGRAMME
        return kinds

    def bridges(
        self, blank: npt.NDArray[np.int64], family: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Whether gaps of so many weeks without benefit and on bridged families are bridged."""
        if self.bridge_family_weeks is None:
            return blank + family <= self.bridge_weeks
        return (blank <= self.bridge_weeks) & (family <= self.bridge_family_weeks)


def first_starts(
    codes: Codes, programme: npt.NDArray[np.bool_], washout: int, window: range
) -> npt.NDArray[np.int64]:
    """First start of each person inside a window.

    A start is a week in the programme after `washout` weeks without one.

    Parameters
    ----------
    codes
        Shape (persons, weeks).
    programme
        Lookup table of programme codes.
    washout
        Weeks without programme before the start.
    window
        Columns of `codes` in which a start counts; ``window.start >= washout``.

    Returns
    -------
    numpy.ndarray
        int64, shape (persons,): column of the start, -1 where there is none.
    """
    if window.start < washout:
        raise ValueError("the codes do not reach back over the washout before the window")
    inside = programme[codes]
    # Weeks in the programme among the `washout` weeks before each week, by running sums.
    running = np.zeros((codes.shape[0], codes.shape[1] + 1), dtype=np.int16)
    np.cumsum(inside, axis=1, dtype=np.int16, out=running[:, 1:])
    here = slice(window.start, window.stop)
    washed_out = running[:, here] == running[:, window.start - washout : window.stop - washout]
    starts = inside[:, here] & washed_out
    found = starts.any(axis=1)
    return np.where(found, starts.argmax(axis=1) + window.start, -1)


def first_events(
    codes: Codes,
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    event: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int64]:
    """First week with an event code within the spell: column, or -1 where there is none."""
    columns = np.arange(codes.shape[1])
    within = (columns >= starts[:, None]) & (columns < ends[:, None])
    events = event[codes] & within
    return np.where(events.any(axis=1), events.argmax(axis=1), -1)
