"""Time from start to first internship: risk table, Kaplan-Meier curves and the start-rate ratio.

Weekly data are all ties; nothing is jittered. A course start is at risk in each week of its spell
up to the week of its first internship; leaving the programme, death, emigration and the end of
follow-up censor.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.tables import Column, Table

RISK = Table(
    "risk",
    "Risk table of first internship",
    (
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("group", "str", "participants or comparison"),
        Column("cohort", "str", "cohort of the start"),
        Column("post", "bool", "whether the cohort is the later one"),
        Column("week", "int16", "full weeks since the start, from 0"),
        Column("at_risk", "int32", "course starts at risk when the week begins"),
        Column("events", "int32", "first internships in the week"),
        Column("censored", "int32", "course starts censored when the week begins"),
    ),
    key=("municipality", "cohort", "week"),
)
CLUSTER = ["municipality", "group", "cohort", "post"]


def risk_table(
    cohort: pd.DataFrame, weeks: int, by: Sequence[str] = CLUSTER, table: Table = RISK
) -> pd.DataFrame:
    """Count course starts at risk, first internships and censorings.

    Parameters
    ----------
    cohort
        Table ``cohort``: start_week, end_week, event_week, last_week and the keys of `RISK`.
    weeks
        Last week since start of the table.
    by, table
        Columns of `cohort` that make a cell, and the table that has them.

    Returns
    -------
    DataFrame
        `table`, weeks 0 to `weeks` for each cell: municipality and cohort.
    """
    start = cohort["start_week"].to_numpy(dtype=np.int64)
    event = cohort["event_week"].to_numpy(dtype=np.int64)
    end = np.minimum(cohort["end_week"].to_numpy(), cohort["last_week"].to_numpy())
    followed = end.astype(np.int64) - start
    happened = (event >= 0) & (event - start < followed)
    time = np.where(happened, event - start, followed)
    clusters = cohort.groupby(list(by), sort=True)
    number = clusters.ngroup().to_numpy()
    size = (clusters.ngroups, weeks + 2)

    def count(chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        place = number[chosen] * size[1] + np.minimum(time[chosen], weeks + 1)
        return np.bincount(place, minlength=size[0] * size[1]).reshape(size)

    events, censored = count(happened), count(~happened)
    left_before = np.cumsum(events + censored, axis=1) - events  # censored leave as the week begins
    persons = np.bincount(number, minlength=size[0])[:, None]
    at_risk = persons - left_before
    frame = clusters.size().reset_index()[list(by)]
    frame = frame.loc[frame.index.repeat(weeks + 1)].reset_index(drop=True)
    return table.conform(
        frame.assign(
            week=np.tile(np.arange(weeks + 1), size[0]),
            at_risk=at_risk[:, : weeks + 1].reshape(-1),
            events=events[:, : weeks + 1].reshape(-1),
            censored=censored[:, : weeks + 1].reshape(-1),
        )
    )


def kaplan_meier(risk: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Survival by group and cohort with Greenwood's variance and log-log intervals.

    Returns
    -------
    DataFrame
        Columns group, cohort, week, at_risk, events, censored, survival, se, ci_low, ci_high;
        survival is the share without an internship when the week begins.
    """
    counts = ["at_risk", "events", "censored"]
    summed = risk.groupby(["group", "cohort", "week"], as_index=False)[counts].sum()
    return pd.concat(
        [_curve(curve, confidence) for _, curve in summed.groupby(["group", "cohort"])],
        ignore_index=True,
    )


def _curve(counts: pd.DataFrame, confidence: float) -> pd.DataFrame:
    at_risk = counts["at_risk"].to_numpy(dtype=float)
    events = counts["events"].to_numpy(dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        hazard = np.where(at_risk > 0, events / at_risk, np.nan)
        greenwood = np.where(at_risk > events, events / (at_risk * (at_risk - events)), np.nan)
    # Survival when week w begins: all weeks before w have passed.
    survival = np.concatenate([[1.0], np.cumprod(1 - hazard)[:-1]])
    survival[np.maximum.accumulate(survival == 0)] = 0.0  # nobody left to be at risk
    variance = np.concatenate([[0.0], np.cumsum(greenwood)[:-1]])
    z = stats.norm.ppf((1 + confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = z * np.sqrt(variance) / np.abs(np.log(survival))
        low, high = survival ** np.exp(reach), survival ** np.exp(-reach)
    certain = variance == 0
    return counts.assign(
        survival=survival,
        se=survival * np.sqrt(variance),
        ci_low=np.where(certain, survival, low),
        ci_high=np.where(certain, survival, high),
    )
