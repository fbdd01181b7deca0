"""Invented course starts with weekly outcomes, for tests of the estimators."""

import numpy as np
import pandas as pd

from effektspor.estimators.cell_sums import CellSums
from effektspor.estimators.moments import MOMENTS

WEEKS = 6


def course_starts(seed=0, municipalities=21, persons=1500, effect=0.2):
    """Cohort and outcome tables in the form that the moments take, with two covariates."""
    rng = np.random.default_rng(seed)
    size = rng.dirichlet(np.full(municipalities, 1.5))
    home = rng.choice(municipalities, size=persons, p=size)
    treated = home % 3 == 0
    post = rng.random(persons) < 0.6
    age = rng.integers(20, 60, persons)
    woman = rng.integers(0, 2, persons)
    cohort = pd.DataFrame(
        {
            "start": np.arange(persons),
            "municipality": home + 101,
            "group": np.where(treated, "participants", "comparison"),
            "post": post,
            "age": age,
            "female": woman,
        }
    )
    level = rng.normal(0.3, 0.05, municipalities)[home] + 0.003 * (age - 40)
    chance = np.clip(level + effect * (treated & post), 0, 1)
    outcomes = pd.DataFrame(
        {
            "start": np.repeat(np.arange(persons), WEEKS),
            "week": np.tile(np.arange(1, WEEKS + 1), persons),
        }
    )
    draws = rng.random(len(outcomes))
    outcomes["in_programme"] = rng.random(len(outcomes)) < 0.8
    outcomes["internship"] = (draws < np.repeat(chance, WEEKS)) & outcomes["in_programme"]
    return cohort, outcomes


def cell_moments(cohort, outcomes, series, covariates):
    """Moments of all persons in one portion."""
    sums = CellSums(cohort, series, covariates, WEEKS)
    sums.add(outcomes)
    return MOMENTS.conform(sums.frame())
