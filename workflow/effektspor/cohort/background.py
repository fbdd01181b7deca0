"""The baseline table: background of each group and cohort, from sums that add over shards."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.cohort.attrition import GROUPS, count_column
from effektspor.cohort.covariates import COVARIATES
from effektspor.errors import EstimationError

KEYS = ["covariate", "group", "cohort"]


def background_sums(cohort: pd.DataFrame) -> pd.DataFrame:
    """Number, sum and sum of squares of each covariate by group and cohort."""
    parts = []
    for covariate in COVARIATES:
        values = cohort[["group", "cohort"]].assign(
            covariate=covariate.name,
            n=1,
            total=cohort[covariate.name].astype(float),
            squares=cohort[covariate.name].astype(float) ** 2,
        )
        parts.append(values.groupby(KEYS, as_index=False).sum())
    return pd.concat(parts, ignore_index=True)


def baseline(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Means, standard deviations and standardised differences.

    Returns
    -------
    DataFrame
        Columns covariate, label_da, label_en, unit, group, cohort, n, mean, sd, smd; smd is the
        difference of participants from comparison in the same cohort over the root of the mean
        variance.
    """
    sums = pd.concat(shards).groupby(KEYS, as_index=False).sum()
    mean = sums["total"] / sums["n"]
    variance: pd.Series[float] = (sums["squares"] - sums["n"] * mean**2) / np.maximum(
        sums["n"] - 1, 1
    )
    sums = sums.assign(mean=mean, sd=np.sqrt(np.maximum(variance, 0)))
    wide = sums.pivot(index=["covariate", "cohort"], columns="group", values=["mean", "sd"])
    participants, comparison = GROUPS
    pooled = np.sqrt((wide["sd", participants] ** 2 + wide["sd", comparison] ** 2) / 2)
    gap = wide["mean", participants] - wide["mean", comparison]
    smd = gap.div(pooled.replace(0, np.nan)).fillna(0.0).rename("smd").reset_index()
    labels = pd.DataFrame(
        [(c.name, c.label_da, c.label_en, c.unit, i) for i, c in enumerate(COVARIATES)],
        columns=["covariate", "label_da", "label_en", "unit", "order"],
    )
    table = sums.merge(smd, on=["covariate", "cohort"]).merge(labels, on="covariate")
    table = table.sort_values(["order", "cohort", "group"], ignore_index=True)
    return table[[
        "covariate", "label_da", "label_en", "unit", "group", "cohort", "n", "mean", "sd", "smd",
    ]]  # fmt: skip


def reconcile(attrition: pd.DataFrame, table: pd.DataFrame, risk: pd.DataFrame) -> None:
    """Stop unless the last step of the attrition flow is the n of every table.

    Raises
    ------
    EstimationError
        With the group and cohort whose numbers differ: a defect of the pipeline.
    """
    last = attrition.iloc[-1]
    begin = risk[risk["week"] == 0].groupby(["group", "cohort"])["at_risk"].sum().to_dict()
    for (group, cohort), rows in table.groupby(["group", "cohort"]):
        counts = {
            int(last[count_column(str(group), str(cohort))]),
            *rows["n"],
            begin[group, cohort],
        }
        if len(counts) != 1:
            raise EstimationError(
                f"Attrition flow, baseline table and risk table differ in n: {sorted(counts)}",
                where=f"{group}, {cohort}",
                todo="Report this as a defect; the numbers of one study must reconcile.",
            )
