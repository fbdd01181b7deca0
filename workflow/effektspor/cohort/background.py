"""The baseline table: background of each group and cohort, from sums that add over shards."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.cohort.attrition import GROUPS
from effektspor.cohort.characteristics import Characteristic

KEYS = ["covariate", "group", "cohort", "year"]
SUMS = ["n", "total", "squares"]


def background_sums(cohort: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Number, sum and sum of squares of each characteristic by group, cohort and year of start."""
    parts = []
    for name in names:
        values = cohort[name].astype("int64")
        sums = cohort[KEYS[1:]].assign(n=1, total=values, squares=values**2)
        parts.append(sums.groupby(KEYS[1:], as_index=False).sum().assign(covariate=name))
    return pd.concat(parts, ignore_index=True)[[*KEYS, *SUMS]]


def means(shards: Sequence[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """Means and standard deviations from the sums of all shards.

    Returns
    -------
    DataFrame
        Indexed by `by`; columns n, mean, sd.
    """
    sums = pd.concat(shards).groupby(list(by))[SUMS].sum()
    mean = sums["total"] / sums["n"]
    spread: pd.Series[float] = (sums["squares"] - sums["n"] * mean**2) / np.maximum(
        sums["n"] - 1, 1
    )
    return pd.DataFrame({"n": sums["n"], "mean": mean, "sd": np.sqrt(np.maximum(spread, 0))})


def standardised(a: pd.DataFrame, b: pd.DataFrame) -> pd.Series:
    """Difference of the means of a from those of b over the root of the mean variance.

    0 where neither varies and both agree; missing where there is nobody to compare.
    """
    gap = a["mean"] - b["mean"]
    pooled = np.sqrt((a["sd"] ** 2 + b["sd"] ** 2) / 2)
    smd: pd.Series[float] = gap.div(pooled.replace(0, np.nan)).mask(gap == 0, 0.0)
    return smd


def baseline(
    shards: Sequence[pd.DataFrame], characteristics: Sequence[Characteristic]
) -> pd.DataFrame:
    """Means, standard deviations and standardised differences.

    Returns
    -------
    DataFrame
        Columns covariate, label_da, label_en, unit, group, cohort, n, mean, sd, smd; smd is the
        difference of participants from comparison in the same cohort.
    """
    found = means(shards, ["covariate", "cohort", "group"])
    participants, comparison = (_group(found, group) for group in GROUPS)
    smd = standardised(participants, comparison).rename("smd").reset_index()
    labels = labels_of(characteristics)
    table = found.reset_index().merge(smd, on=["covariate", "cohort"]).merge(labels, on="covariate")
    table = table.sort_values(["order", "cohort", "group"], ignore_index=True)
    return table[[
        "covariate", "label_da", "label_en", "unit", "group", "cohort", "n", "mean", "sd", "smd",
    ]]  # fmt: skip


def labels_of(characteristics: Sequence[Characteristic]) -> pd.DataFrame:
    """Columns covariate, label_da, label_en, unit and order."""
    return pd.DataFrame(
        [(c.name, c.label_da, c.label_en, c.unit, i) for i, c in enumerate(characteristics)],
        columns=["covariate", "label_da", "label_en", "unit", "order"],
    )


def _group(found: pd.DataFrame, group: str) -> pd.DataFrame:
    return found[found.index.get_level_values("group") == group].droplevel("group")
