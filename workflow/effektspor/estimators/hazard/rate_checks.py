"""The rate ratio where there should be none, and with the earlier cohort cut at the project's start.

Two years of start before the project are compared as if the later one were its cohort, both followed
up to the project only: parallel trends in rates predict a ratio of 1. The main comparison is then made
again with the earlier cohort followed up to the project only.
"""

import itertools
from collections.abc import Collection, Iterator

import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.rate_ratio import ALL, COLUMNS, rate_ratios
from effektspor.estimators.infer import Inference
from effektspor.estimators.yearly_risk import BEFORE, FULL

OVERLAP = "overlap_cut"
KEPT = [name for name in COLUMNS if name != "term"]


def rate_checks(
    yearly: pd.DataFrame,
    pre_years: Collection[int],
    post_years: Collection[int],
    inference: Inference,
) -> pd.DataFrame:
    """Rate ratios of placebo pairs of years and of the main cohorts without overlap.

    Parameters
    ----------
    yearly
        Risk table by municipality, group, year, scope and week.
    pre_years, post_years
        Years of start of the two cohorts.

    Returns
    -------
    DataFrame
        `id` (placebo_2013_2014, ..., overlap_cut) and the columns of the rate ratio over all weeks, wild
        bootstrap first. A pair without events in a group and year has missing values; without
        years before the project there are no rows.
    """
    parts = [
        _rows(name, risk, inference) for name, risk in _comparisons(yearly, pre_years, post_years)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["id", *KEPT])


def _comparisons(
    yearly: pd.DataFrame, pre_years: Collection[int], post_years: Collection[int]
) -> Iterator[tuple[str, pd.DataFrame]]:
    before = yearly[yearly["scope"] == BEFORE]
    years = sorted(int(year) for year in before["year"].unique())
    for first, second in itertools.pairwise(years):
        pair = before[before["year"].isin([first, second])]
        yield f"placebo_{first}_{second}", pair.assign(post=pair["year"] == second)
    earlier = before[before["year"].isin(list(pre_years))]
    later = yearly[(yearly["scope"] == FULL) & yearly["year"].isin(list(post_years))]
    if len(earlier) and len(later):
        yield OVERLAP, pd.concat([earlier.assign(post=False), later.assign(post=True)])


def _rows(name: str, risk: pd.DataFrame, inference: Inference) -> pd.DataFrame:
    cohorts = risk.assign(cohort=risk["post"].map({False: "earlier", True: "later"}))
    try:
        table = rate_ratios(cohorts, inference, ())
    except EstimationError:
        return pd.DataFrame([{"id": name, "inference": "wild"}], columns=["id", *KEPT])
    table = table[(table["term"] == ALL) & (table["inference"] != "cox")]
    return table[KEPT].assign(id=name)[["id", *KEPT]]
