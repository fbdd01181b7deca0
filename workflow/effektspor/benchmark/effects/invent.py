"""Invented persons with weekly outcomes: no register is imitated, only its size and shape."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SERIES = ("internship", "in_programme")


@dataclass(frozen=True)
class Size:
    """How much is invented.

    Attributes
    ----------
    persons, municipalities, treated
        Persons; municipalities of unequal size, and the participating ones of them.
    covariates
        Characteristics of whole numbers, every other one yes or no.
    weeks
        Weeks of follow-up.
    """

    persons: int = 200_000
    municipalities: int = 97
    treated: int = 17
    covariates: int = 20
    weeks: int = 104


@dataclass(frozen=True)
class Persons:
    """Invented tables.

    Attributes
    ----------
    cohort
        One row per person: start, municipality, group, post, the covariates, and the weeks start,
        end, event and last as numbers of weeks.
    rows
        One row per person and week from the start on: start, week, in_programme, internship.
    covariates
        Names.
    """

    cohort: pd.DataFrame
    rows: pd.DataFrame
    covariates: list[str]


def invent(size: Size, seed: int = 1) -> Persons:
    """Persons who start in the first year, stay for a while and have spells of internship."""
    rng = np.random.default_rng(seed)
    n, weeks = size.persons, size.weeks
    share = rng.dirichlet(np.full(size.municipalities, 1.5))
    home = rng.choice(size.municipalities, size=n, p=share)
    begin = rng.integers(1, weeks // 2 + 1, n)
    end = begin + rng.integers(1, weeks + 1, n)
    event = begin + rng.integers(0, 2 * weeks, n)
    names = [f"covariate_{number}" for number in range(1, size.covariates + 1)]
    cohort = pd.DataFrame(
        {
            "start": np.arange(n, dtype=np.int32),
            "municipality": (home + 101).astype(np.int16),
            "group": np.where(home < size.treated, "participants", "comparison"),
            "cohort": "",
            "post": rng.random(n) < 0.6,
            "start_week": begin,
            "end_week": np.minimum(end, weeks + 1),
            "event_week": np.where(event < np.minimum(end, weeks + 1), event, -1),
            "last_week": weeks + 1,
            **{
                name: rng.integers(0, 2 if place % 2 else 60, n).astype(np.int16)
                for place, name in enumerate(names)
            },
        }
    )
    cohort["cohort"] = np.where(cohort["post"], "later", "earlier")
    length = weeks - begin + 1
    row = np.repeat(np.arange(n, dtype=np.int32), length)
    week = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    inside = week < end[row]
    spell = (week + rng.integers(0, 40, n)[row]) // 8 % 5 == 0  # eight weeks of forty
    rows = pd.DataFrame(
        {
            "start": row,
            "week": week.astype(np.int16),
            "in_programme": inside,
            "internship": inside & spell,
        }
    )
    return Persons(cohort, rows, names)
