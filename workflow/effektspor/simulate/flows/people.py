"""Draw the persons of one chunk: who they are, where they live, when they start and from what."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.flows.parameters import FlowParameters, share_vector
from effektspor.simulate.flows.states import INDEX
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import NEVER, Persons

REFERENCE_AGE = 42.5


@dataclass(frozen=True)
class Places:
    """Municipalities: number, and share of the persons who start there (arrays of shape (m,))."""

    number: np.ndarray
    share: np.ndarray
    treated: np.ndarray
    level: np.ndarray  # log rate of internships and of leaving for work
    change: np.ndarray  # the same, added for the later cohort


def draw_places(
    numbers: np.ndarray,
    share: np.ndarray,
    treated: np.ndarray,
    thousands: np.ndarray,
    given: tuple[FlowParameters, Parameters],
    rng: np.random.Generator,
) -> Places:
    """Draw how the municipalities deviate; small ones deviate more than large ones."""
    flows, registers = given
    variation = registers.municipalities
    factor = np.sqrt(variation.reference_thousands / thousands)
    factor = np.minimum(factor, variation.largest_factor)
    draws = rng.standard_normal((2, len(numbers)))
    scale = [sd * factor for sd in (flows.persons.level_sd, flows.persons.change_sd)]
    level, change = (d * s - s**2 / 2 for d, s in zip(draws, scale, strict=True))
    return Places(numbers, share / share.sum(), treated, level, change)


def draw_persons(
    start: np.ndarray,
    place: np.ndarray,
    post: np.ndarray,
    places: Places,
    parameters: Parameters,
    rng: np.random.Generator,
) -> Persons:
    """Background of persons whose start (week, `NEVER` for none) and municipality are known."""
    base, n = parameters.baseline, len(start)
    low, high = base.age_limits
    age = base.age.comparison + base.age_sd * rng.standard_normal(n)
    age = high - np.abs(high - (low + np.abs(age - low)))  # reflect: no heap at the limits
    return Persons(
        start=start.astype("int32"),
        place=place.astype("int16"),
        treated=places.treated[place],
        post=post & (start != NEVER),
        man=rng.random(n) < base.men,
        age=age,
        non_western=rng.random(n) < base.non_western.comparison,
        married=rng.random(n) < base.married.comparison,
        attachment=rng.standard_normal(n),
        frailty=parameters.internship.frailty_sd * rng.standard_normal(n),
        origin=np.zeros(n, dtype="int8"),
    )


def draw_origins(
    persons: Persons, parameters: FlowParameters, without: str | None, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """First state, state before the start, and the week in which that one began (n each)."""
    given, n = parameters.persons, len(persons.start)
    first = _choose(share_vector(given.first, without), rng.random(n))
    origin = _choose(share_vector(given.origin, without), rng.random(n))
    length = 4 + rng.exponential(given.origin_weeks - 4, n).astype("int64")
    begun = np.where(persons.start == NEVER, NEVER, persons.start.astype("int64") - length)
    return first, origin, begun


def _choose(shares: np.ndarray, draw: np.ndarray) -> np.ndarray:
    edges = np.cumsum(shares)
    found: np.ndarray = np.minimum(
        np.searchsorted(edges / edges[-1], draw, side="right"), len(shares) - 1
    ).astype("int8")
    return found


def age_factor(persons: Persons, per_decade: float) -> np.ndarray:
    """Factor on the rate of leaving for work by age at the start."""
    factor: np.ndarray = np.exp(per_decade * (persons.age - REFERENCE_AGE) / 10)
    return factor


SICKNESS = INDEX["sickness"]
