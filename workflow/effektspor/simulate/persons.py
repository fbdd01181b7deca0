"""Who the simulated persons are when the register opens: residence, start, age, origin."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.municipalities import MunicipalEffects
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.span import Span
from effektspor.simulate.states import ORIGINS
from effektspor.simulate.streams import Root, stream

REFERENCE_AGE = 42.5
NEVER = np.iinfo("int32").max


@dataclass(frozen=True)
class Persons:
    """Persons of one chunk; starters come first, ordered by start (arrays of shape (n,))."""

    start: np.ndarray  # int32, week index in the span, NEVER for the others
    place: np.ndarray  # int16, row of the municipalities
    treated: np.ndarray  # bool
    post: np.ndarray  # bool: starts in the post years
    man: np.ndarray  # bool
    age: np.ndarray  # float64, years at the start (the others: at the middle of the span)
    non_western: np.ndarray  # bool
    married: np.ndarray  # bool
    attachment: np.ndarray  # float64, latent closeness to work
    frailty: np.ndarray  # float64, log rate of internships
    origin: np.ndarray  # int8, index of ORIGINS

    @property
    def n_starters(self) -> int:
        """Number of persons who start."""
        return int(np.searchsorted(self.start, NEVER))


def start_weeks(parameters: Parameters, span: Span) -> tuple[np.ndarray, np.ndarray]:
    """Week indices of the span in which persons may start, and their probabilities."""
    weights = parameters.inflow.weights
    last = max(weights)
    per_week = np.zeros(len(span.weeks))
    for year in span.years:
        weeks = np.flatnonzero(span.year_of_week == year)
        per_week[weeks] = weights.get(min(year, last), 0.0) / len(weeks)
    weeks = np.flatnonzero(per_week)
    return weeks, per_week[weeks] / per_week.sum()


def draw_persons(
    n_starters: int,
    n_others: int,
    *,
    parameters: Parameters,
    effects: MunicipalEffects,
    span: Span,
    root: Root,
    chunk: int,
) -> Persons:
    """Draw the persons of one chunk."""
    rng = stream(root, "persons", chunk)
    base, n = parameters.baseline, n_starters + n_others
    weeks, probability = start_weeks(parameters, span)
    start = np.full(n, NEVER, dtype="int32")
    start[:n_starters] = np.sort(rng.choice(weeks, size=n_starters, p=probability))
    place = rng.choice(len(effects.code), size=n, p=effects.share).astype("int16")
    treated = effects.treated[place]
    year = span.year_of_week[np.minimum(start, len(span.weeks) - 1)]
    age = base.age.of(treated) + base.age_sd * rng.standard_normal(n)
    age = base.age_limits[0] + np.abs(age - base.age_limits[0])  # reflect: no heap at the limits
    age = base.age_limits[1] - np.abs(base.age_limits[1] - age)
    return Persons(
        start=start,
        place=place,
        treated=treated,
        post=np.isin(year, parameters.cohorts.post_years) & (start < NEVER),
        man=rng.random(n) < base.men,
        age=age,
        non_western=rng.random(n) < base.non_western.of(treated),
        married=rng.random(n) < base.married.of(treated),
        attachment=base.attachment.of(treated) + rng.standard_normal(n),
        frailty=parameters.internship.frailty_sd * rng.standard_normal(n),
        origin=_origins(rng.random(n), treated, parameters),
    )


def _origins(uniform: np.ndarray, treated: np.ndarray, parameters: Parameters) -> np.ndarray:
    shares = parameters.baseline.origin
    chosen = np.zeros(len(uniform), dtype="int8")
    for flag, by_name in ((True, shares.participants), (False, shares.comparison)):
        mine = treated == flag
        edges = np.cumsum([by_name.get(name, 0.0) for name in ORIGINS])
        chosen[mine] = np.searchsorted(edges / edges[-1], uniform[mine], side="right")
    return np.minimum(chosen, len(ORIGINS) - 1).astype("int8")
