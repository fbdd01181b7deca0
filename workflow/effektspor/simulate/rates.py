"""Weekly rates of internships and monthly shares with ordinary hours, person by person.

This is where the programme acts, and the only place: a factor on starting an internship, on
returning to one and on stopping, and an added probability of ordinary hours after the course.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.municipalities import MunicipalEffects
from effektspor.simulate.parameters import Parameters, along
from effektspor.simulate.persons import REFERENCE_AGE, Persons
from effektspor.simulate.span import Span
from effektspor.simulate.states import COURSE, DEAD, EXITS, FLEXJOB

HIGHEST_SHARE = 0.9
_SUMMER = (27, 28, 29, 30, 31, 51, 52, 53, 1)


@dataclass(frozen=True)
class Rates:
    """Rates of one world; arrays by person (n,), by elapsed week or by week of the span."""

    start: np.ndarray  # float32 (n,) weekly at profile 1, season 1, without the programme
    back: np.ndarray  # float32 (n,)
    stop: float
    strength: np.ndarray  # float32 (n,) of the programme; 0 where it does not reach
    hours_factor: np.ndarray  # float32 (n,)
    treated: np.ndarray  # bool (n,)
    profile: np.ndarray  # float32 by weeks since start
    season: np.ndarray  # float32 by week of the span
    log_start_ratio: np.ndarray  # float32 by week of the span
    log_return_ratio: float
    log_stop_ratio: float
    hours_added: np.ndarray  # float32 by week of the span
    shares: np.ndarray  # float32 (2, 8): monthly share with hours by group and place

    @property
    def reached(self) -> np.ndarray:
        """Rows of the persons whom the programme reaches."""
        return np.flatnonzero(self.strength)

    def internship(
        self, week: int, rows: np.ndarray, elapsed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Weekly probability of a first start, a return and a stop, for some persons."""
        strength = self.strength[rows]
        season = self.season[week]
        start = self.start[rows] * self.profile[elapsed] * season
        back = self.back[rows] * season
        start = start * np.exp(strength * self.log_start_ratio[week])
        back = back * np.exp(strength * self.log_return_ratio)
        stop = self.stop * np.exp(strength * self.log_stop_ratio)
        return start, back, stop

    def ordinary_work(self, week: int, where: np.ndarray, who: slice) -> np.ndarray:
        """Monthly share with ordinary hours of a run of persons, given where each person is."""
        here = where[who]
        share = self.shares[self.treated[who].astype("int8"), here] * self.hours_factor[who]
        after = (here > COURSE) & (here < DEAD) & (here != FLEXJOB)
        share = share + after * np.clip(self.strength[who], 0, 2) * self.hours_added[week]
        shares: np.ndarray = np.minimum(share, HIGHEST_SHARE)
        return shares

    def without_programme(self) -> "Rates":
        """Rates of the reached persons in the world where the programme is switched off."""
        rows = self.reached
        return Rates(
            **{
                **vars(self),
                "start": self.start[rows],
                "back": self.back[rows],
                "hours_factor": self.hours_factor[rows],
                "treated": self.treated[rows],
                "strength": np.zeros(len(rows), dtype="float32"),
            }
        )


def draw_rates(
    persons: Persons, effects: MunicipalEffects, parameters: Parameters, span: Span
) -> Rates:
    """Rates of the starters of a chunk in the world with the programme."""
    n, inner = persons.n_starters, parameters.internship
    place, treated = persons.place[:n], persons.treated[:n]
    log_rate = (
        effects.level[place]
        + persons.post[:n] * effects.change[place]
        + inner.age_per_decade * (persons.age[:n] - REFERENCE_AGE) / 10
        + inner.attachment * persons.attachment[:n]
        + persons.frailty[:n]
    )
    factor = np.exp(log_rate)
    hours = np.exp(
        effects.hours_level[place]
        + persons.post[:n] * effects.hours_change[place]
        + parameters.hours.attachment * persons.attachment[:n]
    )
    programme = parameters.programme
    return Rates(
        start=(inner.start_rate * factor * np.where(treated, inner.participants_start, 1.0)).astype(
            "float32"
        ),
        back=(
            inner.return_rate * factor * np.where(treated, inner.participants_return, 1.0)
        ).astype("float32"),
        stop=inner.stop_rate,
        strength=np.where(persons.post[:n], effects.strength[place], 0.0).astype("float32"),
        hours_factor=hours.astype("float32"),
        treated=treated,
        profile=along(inner.start_profile, len(span.weeks)).astype("float32"),
        season=np.where(np.isin(span.week_of_year, _SUMMER), inner.summer_start, 1.0).astype(
            "float32"
        ),
        log_start_ratio=_by_week(programme.start_ratio, parameters, span, log=True),
        log_return_ratio=float(np.log(programme.return_ratio)),
        log_stop_ratio=float(np.log(programme.stop_ratio)),
        hours_added=_by_week(programme.hours_after_exit, parameters, span, log=False),
        shares=_shares(parameters),
    )


def _by_week(
    knots: list[tuple[float, float]], parameters: Parameters, span: Span, *, log: bool
) -> np.ndarray:
    """Knots in calendar weeks since the first post year, laid on the weeks of the span."""
    first = span.index_of(min(parameters.cohorts.post_years), 1)
    values = along(knots, len(span.weeks))
    laid = np.r_[np.full(max(first, 0), values[0]), values][: len(span.weeks)]
    chosen: np.ndarray = np.log(laid) if log else laid
    return chosen.astype("float32")


def _shares(parameters: Parameters) -> np.ndarray:
    shares = np.zeros((2, 8), dtype="float32")
    hours = parameters.hours
    shares[:, COURSE] = hours.in_course.comparison, hours.in_course.participants
    for place, name in enumerate(EXITS[: DEAD - 1], start=1):
        shares[0, place] = hours.after_exit[name]
        shares[1, place] = hours.after_exit[name] * hours.participants_after
    return shares
