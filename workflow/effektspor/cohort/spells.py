"""Programme spells: where they start, which gaps they bridge, when they end and why."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class ProgrammeCodes:
    """Lookup tables (bool, shape (1000,)) over benefit codes, and the longest bridged gap."""

    programme: npt.NDArray[np.bool_]
    event: npt.NDArray[np.bool_]
    bridge: npt.NDArray[np.bool_]
    bridge_weeks: int


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
    running = np.zeros((codes.shape[0], codes.shape[1] + 1), dtype=np.int32)
    np.cumsum(inside, axis=1, out=running[:, 1:])
    columns = np.arange(window.start, window.stop)
    before = running[:, columns] - running[:, columns - washout]
    starts = inside[:, columns] & (before == 0)
    found = starts.any(axis=1)
    return np.where(found, starts.argmax(axis=1) + window.start, -1)


def spell_ends(
    codes: Codes, starts: npt.NDArray[np.int64], lookup: ProgrammeCodes
) -> npt.NDArray[np.int64]:
    """End of the programme spell that begins at each start.

    Gaps of at most `bridge_weeks` weeks without benefit or on a bridged family do not end a spell
    if the programme follows; a gap that is still open in the last week does not either.

    Parameters
    ----------
    codes
        Shape (persons, weeks).
    starts
        Column of each person's start, at least 0.

    Returns
    -------
    numpy.ndarray
        int64, shape (persons,): column after the last programme week; ``weeks`` where the spell
        reaches the end of the data.
    """
    persons, weeks = codes.shape
    running = np.ones(persons, dtype=bool)
    gap = np.zeros(persons, dtype=np.int64)
    end = starts.copy()
    for week in range(int(starts.min(initial=weeks)), weeks):
        begun = starts <= week
        code = codes[:, week]
        inside = lookup.programme[code]
        bridgeable = (code == 0) | lookup.bridge[code]
        gap = np.where(inside | ~begun, 0, gap + 1)
        running &= ~begun | inside | (bridgeable & (gap <= lookup.bridge_weeks))
        end = np.where(begun & running & inside, week + 1, end)
    return np.where(running, weeks, end)


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
