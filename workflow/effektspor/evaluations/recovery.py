"""Do the intervals cover what the estimator gives on average? Worlds by seed, weeks and outcomes.

The expected value is the mean estimate over worlds of their own, not those whose intervals are
judged. A week whose smallest group has too few persons in the mean of the worlds is not evaluated.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from effektspor.estimators.did import effects_table
from effektspor.estimators.moments import Cells

KEYS = ["outcome", "denominator", "week"]


def estimates(
    cells: pd.DataFrame, pre: str, confidence: float, smallest_group: int
) -> pd.DataFrame:
    """Weekly effects of one world by the estimator of the pipeline.

    Parameters
    ----------
    cells
        Columns municipality, treated, cohort, outcome, denominator, week, n, events.
    pre
        Id of the earlier cohort.
    """
    moments = cells.assign(post=cells["cohort"] != pre, y=cells["events"], yy=cells["events"])
    parts = []
    for outcome, denominator in cells[["outcome", "denominator"]].drop_duplicates().to_numpy():
        table = effects_table(Cells.of(moments, outcome, denominator), confidence, smallest_group)
        parts.append(table.assign(outcome=outcome, denominator=denominator))
    return pd.concat(parts, ignore_index=True)


def expected_values(worlds: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Mean estimate of each week over worlds, with its Monte Carlo standard error."""
    grouped = pd.concat(worlds).groupby(KEYS)["estimate"]
    table = grouped.agg(expected="mean", sd="std", worlds="count").reset_index()
    return table.assign(mc_se=table["sd"] / np.sqrt(table["worlds"])).drop(columns="sd")


def coverage(worlds: Iterable[pd.DataFrame], expected: pd.DataFrame) -> pd.DataFrame:
    """Share of worlds whose interval holds the expected value, by week.

    Returns
    -------
    DataFrame
        Columns outcome, denominator, week, coverage (missing where not evaluated), worlds,
        mean_width, sd_estimate, mean_se, bias (mean estimate minus expected), evaluated.
    """
    joined = pd.concat(worlds).merge(expected[[*KEYS, "expected"]], on=KEYS)
    joined["covered"] = (joined["ci_low"] <= joined["expected"]) & (
        joined["expected"] <= joined["ci_high"]
    )
    joined["width"] = joined["ci_high"] - joined["ci_low"]
    table = (
        joined.groupby(KEYS)
        .agg(
            coverage=("covered", "mean"),
            worlds=("covered", "size"),
            mean_width=("width", "mean"),
            sd_estimate=("estimate", "std"),
            mean_se=("se", "mean"),
            mean_estimate=("estimate", "mean"),
            expected=("expected", "first"),
            evaluated=("evaluated", "all"),
        )
        .reset_index()
    )
    table["bias"] = table["mean_estimate"] - table["expected"]
    table["coverage"] = table["coverage"].where(table["evaluated"])
    return table.drop(columns=["mean_estimate", "expected"])


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Coverage over all evaluated weeks by outcome, and how many weeks were not evaluated."""
    evaluated = table[table["evaluated"]]
    total = evaluated.groupby(["outcome", "denominator"]).agg(
        mean_coverage=("coverage", "mean"),
        lowest_week=("coverage", "min"),
        weeks=("week", "size"),
        se_to_sd=("mean_se", "mean"),
        sd=("sd_estimate", "mean"),
    )
    total["se_to_sd"] = total["se_to_sd"] / total.pop("sd")
    weeks = table.groupby(["outcome", "denominator"])["week"].size()
    total["weeks_not_evaluated"] = weeks - total["weeks"]
    return total.reset_index()
