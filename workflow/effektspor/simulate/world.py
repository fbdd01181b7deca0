"""Worlds in memory, without files: for the expected value of estimators and for coverage."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.engine import open_world
from effektspor.simulate.estimand import contrast, did_simple, did_within
from effektspor.simulate.outcomes import PAIRS
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Root
from effektspor.simulate.tally import Tally, tally


@dataclass(frozen=True)
class Study:
    """One world's counts as tables; shares are not yet formed."""

    cells: pd.DataFrame
    """municipality, treated, cohort, outcome, denominator, week (1..104), n, events."""
    survival: pd.DataFrame
    """treated, cohort, week (0..104 since the start), at_risk, events, censored."""
    truth: pd.DataFrame
    """outcome, denominator, week, contrast, did_within, did_simple: of this world, fractions."""
    counts: Tally
    """The same as arrays."""


def study_settings(settings: SimulationSettings, parameters: Parameters) -> SimulationSettings:
    """The same inflow, but only the years of the two cohorts and nobody who never starts."""
    cohorts, weights = parameters.cohorts, parameters.inflow.weights
    years = [*cohorts.pre_years, *cohorts.post_years]
    last = max(weights)
    span_years = range(min(weights), settings.last_year + 1)
    total = sum(weights[min(year, last)] for year in span_years)
    share = sum(weights[min(year, last)] for year in years) / total
    followed = (
        min(cohorts.post_years) + -(-cohorts.follow_weeks // 52) - 1
    )  # the 104 weeks' last year
    return settings.model_copy(
        update={
            "starters": round(settings.starters * share),
            "other_persons": 0,
            "first_year": min(years),
            "last_year": max(*years, followed),
            "chunk_persons": max(settings.chunk_persons, 20_000),
        }
    )


def count_study(settings: SimulationSettings, parameters: Parameters, root: Root) -> Tally:
    """Counts of one world of the two cohorts."""
    return tally(open_world(study_settings(settings, parameters), parameters, root))


def simulate_study(settings: SimulationSettings, parameters: Parameters, seed: int) -> Study:
    """One world of the two cohorts in memory.

    Returns
    -------
    Study
        Counts by municipality, cohort, outcome pair and week; survival; this world's contrast.
    """
    counts = count_study(settings, parameters, seed)
    return Study(
        cells=counts.cells(),
        survival=counts.survival_table(),
        truth=_truth_table(counts),
        counts=counts,
    )


def _truth_table(counts: Tally) -> pd.DataFrame:
    pairs, weeks = np.indices((len(PAIRS), counts.weeks)).reshape(2, -1)
    return pd.DataFrame(
        {
            "outcome": np.array([pair[0] for pair in PAIRS])[pairs],
            "denominator": np.array([pair[1] for pair in PAIRS])[pairs],
            "week": weeks + 1,
            "contrast": contrast(counts).ravel(),
            "did_within": did_within(counts).ravel(),
            "did_simple": did_simple(counts).ravel(),
        }
    )
