"""Benefit codes of the trial's persons, week by week, as the trial's own file has them."""

import numpy as np
import pandas as pd

from effektspor.simulate.span import Span
from effektspor.simulate.trial.activities import NONE
from effektspor.simulate.trial.history import codes_before
from effektspor.simulate.trial.life import (
    ASSISTANCE,
    EMIGRATED,
    FLEKSYDELSE,
    FLEXJOB,
    PENSION,
    SELF,
    SIXTY,
    STATES,
    WAITING,
    Risks,
    live,
    masks,
)
from effektspor.simulate.trial.parameters import TrialParameters
from effektspor.simulate.trial.timing import NEVER
from effektspor.simulate.trial.window import Window

LEAVES = {
    "pension": "pension",
    "social_assistance": "social_assistance",
    "self_support": "self_support",
    "fleksydelse": "fleksydelse",
}
"""Code, by its name, of outcomes that end the wait within the project."""


def trial_weeks(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    parameters: TrialParameters,
    window: Window,
    span: Span,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes (int16, weeks x persons) of the whole span."""
    start, end = window.week_of(window.start, span), window.week_of(window.end, span)
    n, code = len(people), parameters.codes
    codes = np.full((len(span.weeks), n), code["ledighedsydelse"], dtype="int16")
    codes[:start] = codes_before(
        start,
        people["waited"].to_numpy(),
        people["origin"].to_numpy(),
        (people["earlier_flexjob"] == "yes").to_numpy(),
        parameters,
        rng,
    )
    _activities(codes, people, parameters, window, span, rng)
    _leave(codes, people, parameters, window, span)
    _work(codes, jobs, parameters, window, span)
    codes[end + 1 :] = _afterwards(
        codes[end], people, parameters, end - start, len(codes), end, rng
    )
    employed = codes == code["flexjob"]
    employed[:start] = False
    life = parameters.life
    codes[masks(employed, life.flexjob_sick, life.from_sickness, rng)] = code["flexjob_sick"]
    return codes


def _activities(
    codes: np.ndarray,
    people: pd.DataFrame,
    parameters: TrialParameters,
    window: Window,
    span: Span,
    rng: np.random.Generator,
) -> None:
    """Weeks in a course, then weeks in the first work trial, where one had these."""
    given, n = parameters.activities, len(people)
    first = window.weeks_of(rng.integers(7, window.days - 60, n), span)
    last = first + rng.integers(given.guidance_weeks[0], given.guidance_weeks[1] + 1, n)
    day = people["first_work_trial"].to_numpy()
    trial = window.weeks_of(day, span)
    over = trial + rng.integers(given.internship_weeks[0], given.internship_weeks[1] + 1, n)
    end = window.week_of(window.end, span)
    for person in range(n):
        if people["courses"].iloc[person] > 0:
            codes[first[person] : min(last[person], end), person] = parameters.codes["guidance"]
        if day[person] != NONE:
            codes[trial[person] : min(over[person], end), person] = parameters.codes["internship"]


def _leave(
    codes: np.ndarray,
    people: pd.DataFrame,
    parameters: TrialParameters,
    window: Window,
    span: Span,
) -> None:
    week = window.weeks_of(people["left_day"].to_numpy(), span)
    for person, outcome in enumerate(people["outcome"]):
        if outcome in LEAVES:
            codes[week[person] :, person] = parameters.codes[LEAVES[outcome]]
        elif outcome == "moved":
            codes[week[person] :, person] = people["moved_code"].iloc[person]


def _work(
    codes: np.ndarray,
    jobs: pd.DataFrame,
    parameters: TrialParameters,
    window: Window,
    span: Span,
) -> None:
    """Weeks in a flexjob; a job that lasts has them to the end of the registers for now."""
    person, start, end = (jobs[name].to_numpy() for name in ("person", "start", "end"))
    first = window.weeks_of(start, span)
    stop = np.where(end == NEVER, len(codes), window.weeks_of(end + 1, span))
    for row, who in enumerate(person):
        codes[first[row] : stop[row], who] = parameters.codes["flexjob"]


def _afterwards(
    now: np.ndarray,
    people: pd.DataFrame,
    parameters: TrialParameters,
    since: int,
    weeks: int,
    end: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes of the weeks after the project, from the state in its last week on."""
    code, effects = parameters.codes, parameters.life.log_effects_after
    state = np.full(len(people), WAITING)
    for place in (FLEXJOB, PENSION, ASSISTANCE, SELF, FLEKSYDELSE, EMIGRATED):
        state[now == code[STATES[place]]] = place
    outcome = people["outcome"]
    logs = {k: outcome.map(of).fillna(0.0).to_numpy(dtype="float64") for k, of in effects.items()}
    sixties = (people["age_years"] >= SIXTY).to_numpy(dtype="float64")
    risks = Risks(np.exp(logs["flexjob"]), np.exp(logs["pension"]), sixties)
    states = live(state, risks, weeks - end - 1, parameters.life, rng, since)
    return code_of(states, parameters)


def code_of(states: np.ndarray, parameters: TrialParameters) -> np.ndarray:
    """Codes (int16) of states."""
    table = np.array([parameters.codes[name] for name in STATES], dtype="int16")
    found: np.ndarray = table[states]
    return found
