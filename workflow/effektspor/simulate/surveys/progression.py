"""The progression survey: the same questions about the same citizen, some months apart."""

import datetime

import numpy as np
import pandas as pd

from effektspor.calendar import monday_of_week
from effektspor.simulate.span import Span
from effektspor.simulate.streams import Root, stream
from effektspor.simulate.surveys.parameters import Progression
from effektspor.simulate.surveys.questionnaire import Questionnaire
from effektspor.simulate.surveys.starters import Starters

_DAYS_PER_MONTH = 30.4


def draw_progression(
    starters: Starters,
    settings: Progression,
    questionnaire: Questionnaire,
    span: Span,
    root: Root,
) -> pd.DataFrame:
    """One row per citizen and measurement.

    A citizen is measured while in the course and in the span. An answer is the sum of the
    citizen's general level, a level of the question, the change since the first measurement and
    chance, cut into five. Those with a lower general level drop out more often.
    """
    rng = stream(root, "progression")
    n = min(settings.persons, len(starters.pnr))
    chosen = np.sort(rng.choice(len(starters.pnr), size=n, replace=False))
    level = rng.standard_normal(n)
    days = _days(starters, chosen, settings, rng)
    last = 7 * starters.end[chosen] - 1
    stays = _stays(level, days.shape[1], settings, rng)
    there = stays & (days <= last[:, None])
    there[:, 0] = days[:, 0] <= last
    there = np.logical_and.accumulate(there, axis=1)
    person, number = np.nonzero(there)
    items = questionnaire.of_part("item")
    codes = _answers(person, number, level, items, settings, rng)
    opening = monday_of_week(int(span.weeks[0]))
    dates = [opening + datetime.timedelta(days=int(day)) for day in days[person, number]]
    rows = chosen[person]
    frame = pd.DataFrame(
        {
            questionnaire.name_of("respondent"): starters.pnr[rows].astype("U10"),
            questionnaire.name_of("wave"): number + 1.0,
            questionnaire.name_of("date"): pd.Series(dates, dtype="object"),
            questionnaire.name_of("municipality"): starters.municipality[rows].astype("float64"),
            **{item: codes[:, column] for column, item in enumerate(items)},
        }
    )
    order = np.lexsort((starters.pnr[rows], days[person, number]))
    return frame[list(questionnaire.variables["variable"])].iloc[order].reset_index(drop=True)


def _days(
    starters: Starters, chosen: np.ndarray, settings: Progression, rng: np.random.Generator
) -> np.ndarray:
    """Planned days of the measurements since the opening of the span (int64, persons x numbers)."""
    most, n = max(settings.measurements), len(chosen)
    first = 7 * starters.start[chosen] + rng.integers(
        7 * settings.first_weeks[0], 7 * settings.first_weeks[1] + 1, n
    )
    low, high = (round(month * _DAYS_PER_MONTH) for month in settings.months)
    between = rng.integers(low, high + 1, (n, most - 1))
    days: np.ndarray = np.column_stack([first, first[:, None] + np.cumsum(between, axis=1)])
    return days


def _stays(
    level: np.ndarray, most: int, settings: Progression, rng: np.random.Generator
) -> np.ndarray:
    """Whether a person is still measured, by number (bool, persons x numbers)."""
    numbers = sorted(settings.measurements)
    shares = np.array([settings.measurements[number] for number in numbers])
    planned = rng.choice(numbers, size=len(level), p=shares / shares.sum())
    log_odds = np.log(settings.attrition / (1 - settings.attrition))
    leave = 1 / (1 + np.exp(-(log_odds + settings.attrition_level * level)))
    left = rng.random((len(level), most)) < leave[:, None]
    left[:, 0] = False
    stays: np.ndarray = ~np.logical_or.accumulate(left, axis=1)
    return stays & (np.arange(most) < planned[:, None])


def _answers(
    person: np.ndarray,
    number: np.ndarray,
    level: np.ndarray,
    items: list[str],
    settings: Progression,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes 1-5, 8, 9 or missing (float64, rows x items)."""
    variance, n = settings.variance, len(level)
    codes = np.empty((len(person), len(items)))
    edges = np.cumsum([settings.dont_know, settings.refused, settings.missing])
    for column, item in enumerate(items):
        own = rng.standard_normal(n)
        latent = (
            np.sqrt(variance["person"]) * level[person]
            + np.sqrt(variance["question"]) * own[person]
            + np.sqrt(variance["occasion"]) * rng.standard_normal(len(person))
        )
        change = settings.change[item] * (number > 0)
        value = np.clip(np.round(settings.mean[item] + change + settings.sd * latent), 1, 5)
        kind = np.searchsorted(edges, rng.random(len(person)), side="right")
        codes[:, column] = np.choose(kind, [8.0, 9.0, np.nan, value])
    return codes
