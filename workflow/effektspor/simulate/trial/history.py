"""What was before the start of the project: the wait, and backwards from it the support before it."""

import numpy as np

from effektspor.simulate.trial.parameters import TrialParameters

_LEAST_ORIGIN, _LEAST_EARLIER = 20, 26  # weeks
ORIGIN_CODES = {
    "sickness": "sickness",
    "wage": "self_support",
    "rehabilitation": "rehabilitation",
    "social_assistance": "social_assistance",
    "other": "unemployment",
}
"""Code, by its name in the parameters, of the support before the approval; wages have none."""


def codes_before(
    weeks: int,
    waited: np.ndarray,
    origin: np.ndarray,
    earlier: np.ndarray,
    parameters: TrialParameters,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes (int16, weeks x n) of the weeks before the start.

    The wait reaches up to the start; an earlier flexjob comes before it, the support before the
    approval before that, and before this work without benefits.

    Parameters
    ----------
    waited
        Weeks of the wait, int, shape (n,); it may have begun before the first week.
    origin
        Support before the approval, None where it is not known: work then.
    earlier
        Whether there was a flexjob before the wait (bool).
    """
    given, code, n = parameters.history, parameters.codes, len(waited)
    job = np.where(
        earlier, _LEAST_EARLIER + rng.exponential(given.earlier_weeks - _LEAST_EARLIER, n), 0
    ).astype(int)
    support = (_LEAST_ORIGIN + rng.exponential(given.origin_weeks - _LEAST_ORIGIN, n)).astype(int)
    before = np.array([code[ORIGIN_CODES.get(o, "self_support")] for o in origin])
    back = np.arange(weeks, 0, -1)[:, None]  # weeks before the start
    found = np.select(
        [back <= waited, back <= waited + job, back <= waited + job + support],
        [code["ledighedsydelse"], code["flexjob"], np.broadcast_to(before, (weeks, n))],
        0,
    )
    _gaps(found, waited, parameters, rng)
    return found.astype("int16")


def _gaps(
    found: np.ndarray, waited: np.ndarray, parameters: TrialParameters, rng: np.random.Generator
) -> None:
    """Short spells of sickness benefit within some waits, well before the start."""
    given, (weeks, n) = parameters.history, found.shape
    low, high = given.gap_weeks
    length = rng.integers(low, high + 1, n)
    room = np.minimum(waited - 4, weeks) - given.gap_from - length
    has = (rng.random(n) < given.gap_share) & (room > 0)
    first = given.gap_from + length + np.floor(rng.random(n) * np.maximum(room, 1)).astype(int)
    back = np.arange(weeks, 0, -1)[:, None]
    inside = has & (back <= first) & (back > first - length)
    found[inside] = parameters.codes["sickness"]


def draw_waits(
    long: np.ndarray, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """Weeks of the waits of those who have waited at least half a year (int)."""
    waits, n = parameters.waits, len(long)
    (low, high), (least, most) = waits.short, waits.long
    short = low + np.floor(rng.random(n) ** 1.2 * (high + 1 - low))
    far = np.minimum(least + rng.exponential(waits.long_mean, n), most)
    found: np.ndarray = np.where(long, far, short).astype(int)
    return found
