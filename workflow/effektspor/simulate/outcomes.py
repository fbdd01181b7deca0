"""Count what the evaluation will measure, straight from simulated codes and jobs.

The definitions are those of the data contract, not of the simulator's inner state: somebody is in
the programme from the start to the last week with a programme code (no gap of the simulator is
longer than four weeks; one that is still open when follow-up ends does not end the spell), an
internship hidden by a sickness code is not seen, and a month with supported work has no ordinary
hours.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.span import Span

BRIDGE_WEEKS = 4  # blank or sickness benefit
PAIRS = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))


@dataclass(frozen=True)
class Seen:
    """What the registers show of some persons who started (week-major)."""

    start: np.ndarray  # int32 (n,)
    last: np.ndarray  # int64 (n,) last week in the programme
    internship: np.ndarray  # bool (W, n)
    hours: np.ndarray  # bool (M, n)


def see(
    start: np.ndarray,
    codes: np.ndarray,
    jobs: np.ndarray,
    parameters: Parameters,
    span: Span,
    end: int,
) -> Seen:
    """Read codes (uint16, W x n) and jobs (bool, M x n) as the evaluation does.

    Spells are judged by the weeks up to `end`, the index of the last week of follow-up.
    """
    inside = parameters.codes.programme
    last = last_week(codes, parameters, end)
    internship = (codes == inside["internship_private"]) | (codes == inside["internship_public"])
    listed = np.zeros(1000, dtype=bool)
    listed[parameters.codes.not_ordinary] = True
    supported = np.logical_or.reduceat(listed[codes], span.month_starts, axis=0)
    return Seen(start=start, last=last, internship=internship, hours=jobs & ~supported)


def last_week(codes: np.ndarray, parameters: Parameters, end: int) -> np.ndarray:
    """Index of each person's last week in the programme, judged by the weeks up to `end` (int64).

    Persons who have started only: columns of `codes` (uint16, W x n). It is `end` itself where a
    gap is still open there.
    """
    inside = parameters.codes.programme
    followed = codes[: end + 1]
    programme = (followed >= min(inside.values())) & (followed <= max(inside.values()))
    last = end - np.argmax(programme[::-1], axis=0)
    bridged = (followed == 0) | (followed // 10 == parameters.codes.sick // 10)
    tail = slice(-BRIDGE_WEEKS, None)
    still_open = (programme[tail] | bridged[tail]).all(axis=0) & (end - last <= BRIDGE_WEEKS)
    return np.where(still_open, end, last)


def count_cells(
    seen: Seen, place: np.ndarray, n_places: int, *, first_week: int, weeks: int, span: Span
) -> tuple[np.ndarray, np.ndarray]:
    """Persons and events by outcome pair, municipality and week.

    Parameters
    ----------
    seen
        Persons of one cohort.
    place
        Row of the municipality at the start (n,).
    first_week
        Week index of figure week 1.

    Returns
    -------
    n, events
        int64, shape (3, n_places, weeks).
    """
    order = np.argsort(place, kind="stable")
    week = np.arange(first_week, first_week + weeks)
    begun = week[:, None] >= seen.start[order]
    inside = begun & (week[:, None] <= seen.last[order])
    before = week[:, None] > seen.start[order]
    internship = seen.internship[week][:, order]
    hours = seen.hours[span.month_index[week]][:, order]
    edges = np.searchsorted(place[order], np.arange(n_places + 1))
    denominators = (inside, before, inside)
    n = np.stack([_by_place(among, edges) for among in denominators])
    events = np.stack(
        [
            _by_place(among & event, edges)
            for among, event in zip(denominators, (internship, hours, hours), strict=True)
        ]
    )
    return n, events


def _by_place(flags: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Sum a (weeks, n) matrix over runs of columns: (places, weeks)."""
    sums = np.zeros((len(edges) - 1, flags.shape[0]), dtype="int64")
    held = np.flatnonzero(np.diff(edges))
    if len(held):
        sums[held] = np.add.reduceat(flags, edges[held], axis=1, dtype="int64").T
    return sums


def count_survival(seen: Seen, *, last_week: int, horizon: int) -> np.ndarray:
    """Weeks since the start until the first internship, by week 0..horizon.

    Leaving the programme, death, emigration and the end of the follow-up censor.

    Returns
    -------
    numpy.ndarray
        int64, shape (3, horizon + 1): at risk, events, censored.
    """
    weeks = seen.internship.shape[0]
    ever = seen.internship.any(axis=0)
    first = np.where(ever, np.argmax(seen.internship, axis=0), weeks)
    end = np.minimum(np.minimum(seen.last, last_week) - seen.start, horizon)
    time = np.minimum(first - seen.start, end)
    event = (first - seen.start) <= end
    at = np.bincount(time, minlength=horizon + 1)
    events = np.bincount(time[event], minlength=horizon + 1)
    at_risk = at[::-1].cumsum()[::-1]
    return np.stack([at_risk, events, at - events])
