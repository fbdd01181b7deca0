"""Draw the series: new pensions a quarter by age and cause together, full-time persons a month."""

import numpy as np
import numpy.typing as npt

from effektspor.config.simulation import FIRST_PROGRAMME_YEAR
from effektspor.series.periods import Period, span
from effektspor.simulate.series.parameters import Awards, Fulltime, Part

Floats = npt.NDArray[np.float64]
REFORM = 12 * FIRST_PROGRAMME_YEAR
"""Month number of the reform."""


def quarters(years_before: int, last_year: int) -> list[Period]:
    """All quarters of the series."""
    first = Period(REFORM - 12 * years_before, "quarter")
    return span(first, Period(12 * last_year + 9, "quarter"))


def months(years_before: int, last_year: int) -> list[Period]:
    """All months of the series."""
    first = Period(REFORM - 12 * years_before, "month")
    return span(first, Period(12 * last_year + 11, "month"))


def expected_awards(awards: Awards, periods: list[Period]) -> Floats:
    """Expected new pensions, shape (quarters, ages, causes).

    Age and cause are independent before the reform. After it the cell of an age and a cause has
    ``left_age * left_cause / left`` of its level, where ``left`` is the mean of ``left_cause``: the causes
    then fall as the parameters say, and so do the ages where their own mean is ``left`` too.
    """
    share_age, left_age = _columns(awards.ages)
    share_cause, left_cause = _columns(awards.causes)
    before = awards.level * np.outer(share_age, share_cause)
    left = np.outer(left_age / (share_age @ left_age), left_cause)
    at = np.array([(period.month - REFORM) // 3 for period in periods])
    season = np.array(awards.season)[[period.month % 12 // 3 for period in periods]]
    after = at >= 0
    cells = np.where(after[:, None, None], before * left, before)
    return cells * (season * _course(awards, at))[:, None, None]


def draw_awards(
    awards: Awards, periods: list[Period], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """New pensions, shape (quarters, ages, causes): Poisson with a deviation common to a quarter."""
    common = np.exp(rng.normal(-(awards.spread**2) / 2, awards.spread, len(periods)))
    drawn: npt.NDArray[np.int64] = rng.poisson(
        expected_awards(awards, periods) * common[:, None, None]
    )
    return drawn


def draw_fulltime(
    fulltime: Fulltime, periods: list[Period], rng: np.random.Generator
) -> dict[str, npt.NDArray[np.int64]]:
    """Full-time persons by group, shape (months,); 0 before a group's first knot at the reform."""
    at = np.array([period.month - REFORM for period in periods])
    found = {}
    for group, knots in fulltime.groups.items():
        x, y = np.asarray(knots, dtype="float64").T
        level = np.interp(at, x, y)
        # A benefit whose knots begin with the reform did not exist before it.
        level = np.where(at < x[0], 0.0 if x[0] >= 0 else level, level)
        found[group] = np.rint(level * (1 + _noise(fulltime, len(at), rng))).astype("int64")
    return found


def _course(awards: Awards, at: npt.NDArray[np.int64]) -> Floats:
    """Factor of each quarter by its place: the rush before the reform, the slow start after it."""
    factor = np.ones(len(at))
    for place, value in enumerate(awards.rush):
        factor[at == place - len(awards.rush)] = value
    for place, value in enumerate(awards.settle):
        factor[at == place] = value
    return factor


def _columns(parts: dict[str, Part]) -> tuple[Floats, Floats]:
    return (
        np.array([part.share for part in parts.values()]),
        np.array([part.left for part in parts.values()]),
    )


def _noise(fulltime: Fulltime, length: int, rng: np.random.Generator) -> Floats:
    memory, sd = fulltime.noise.memory, fulltime.noise.sd
    shocks = rng.normal(0, sd * np.sqrt(1 - memory**2), length)
    deviation = np.empty(length)
    level = rng.normal(0, sd)
    for month in range(length):
        level = memory * level + shocks[month]
        deviation[month] = level
    return deviation
