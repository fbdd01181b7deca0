"""Who leaves a course when, and where to: the chances, for the course itself and for its truth."""

import numpy as np

from effektspor.simulate.parameters import Course, Parameters, along
from effektspor.simulate.persons import REFERENCE_AGE
from effektspor.simulate.states import EXITS

_PENSION = EXITS.index("pension")


def leave_shares(course: Course, elapsed: np.ndarray, age: np.ndarray) -> np.ndarray:
    """Chances of the destinations for leavers after `elapsed` weeks.

    Parameters
    ----------
    elapsed, age
        Weeks since the start, and years of age at the start (n,).

    Returns
    -------
    numpy.ndarray
        Cumulated over `EXITS`, the last 1: float64, shape (n, 7).
    """
    weight = np.tile([course.leave_to[name] for name in EXITS], (len(elapsed), 1))
    tilt = course.pension_tilt
    if tilt is not None:
        factor = np.exp(tilt.per_decade * (age - REFERENCE_AGE) / 10)
        weight[:, _PENSION] *= np.where(elapsed >= tilt.long_weeks, tilt.long, 1.0) * factor
    edges = np.cumsum(weight, axis=1)
    shares: np.ndarray = edges / edges[:, -1:]
    return shares


def true_incidence(parameters: Parameters, age: np.ndarray, weeks: int) -> np.ndarray:
    """Chance to have left to each destination within so many weeks, whoever is still followed.

    The mean over persons of what the rates say; no draw, and no end of the register.

    Parameters
    ----------
    age
        Years of age at the start (n,).
    weeks
        Largest number of weeks since the start.

    Returns
    -------
    numpy.ndarray
        float64, shape (weeks + 1, 7): by elapsed week from 0 and by `EXITS`.
    """
    course = parameters.course
    rate = along(course.leave_rate, weeks + 1)
    rate[0] = 0.0  # nobody leaves in the week of the start
    leaving = rate * np.cumprod(np.r_[1.0, 1 - rate[:-1]])
    found = np.zeros((weeks + 1, len(EXITS)))
    phases = [0] if course.pension_tilt is None else [0, course.pension_tilt.long_weeks]
    for first, stop in zip(phases, [*phases[1:], weeks + 1], strict=True):
        edges = leave_shares(course, np.full(len(age), first), age).mean(axis=0)
        found[first:stop] = leaving[first:stop, None] * np.diff(edges, prepend=0.0)
    incidence: np.ndarray = found.cumsum(axis=0)
    return incidence
