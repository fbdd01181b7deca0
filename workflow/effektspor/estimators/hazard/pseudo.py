r"""Restricted means, shares and incidence as two-period tables of clusters, by pseudo-values.

Under censoring nobody's time is known, but each person's part in a cell's estimate is: the
pseudo-value :math:`\hat\mu + N \cdot \mathrm{IF}_i`, whose mean over the cell is the estimate (Andersen, Hansen and
Klein 2004, here with the influence instead of leaving persons out). Their sums by cluster and cohort are

.. math:: y_{gc} = n_{gc}\,\hat\mu_c + N_c \sum_{i \in g} \mathrm{IF}_i ,

without censoring the sums of the times themselves. The difference in differences of such a table, with
effects of clusters, is estimated and tested as that of any other outcome.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.functions import means
from effektspor.estimators.hazard.pooled import Counts, Curves, incidence, log_survival
from effektspor.estimators.infer import METHODS, Inference, infer
from effektspor.estimators.stack import Stack
from effektspor.estimators.two_periods import two_period_cells

COLUMNS = [
    "quantity", "week", "method", "estimate", "se", "df", "ci_low", "ci_high", "p_value",
]  # fmt: skip
Levels = tuple[Floats, Floats]


def mean_levels(counts: Counts, week: int) -> Levels:
    """Restricted means (2, 2) of the cells and the part of each cluster in them (G, 2)."""
    curves = log_survival(counts, _ones(counts))
    survival = np.exp(curves.value)
    parts = [
        (move[0, ..., :week] * survival[0, group, :, :week]).sum(axis=-1)
        for group, move in enumerate(curves.moves)
    ]
    return means(survival, week)[0], _by_cluster(counts, parts)


def share_levels(counts: Counts, week: int) -> Levels:
    """Shares with an event before a week begins."""
    curves = log_survival(counts, _ones(counts))
    survival = np.exp(curves.value[0, ..., week])
    parts = [-move[0, ..., week] * survival[group] for group, move in enumerate(curves.moves)]
    return 1 - survival, _by_cluster(counts, parts)


def cause_levels(counts: Counts, cause: int, week: int) -> Levels:
    """Shares with an event of one cause before a week begins."""
    curves: Curves = incidence(counts, _ones(counts), cause)
    parts = [move[0, ..., week] for move in curves.moves]
    return curves.value[0, ..., week], _by_cluster(counts, parts)


def pseudo_sums(counts: Counts, levels: Levels) -> pd.DataFrame:
    """Sums of pseudo-values: municipality (numbered), treated, post, n, y."""
    value, part = levels
    persons = counts.at_risk[:, :, 0]
    group = counts.treated.astype(int)
    size = np.stack([persons[chosen].sum(axis=0) for chosen in counts.groups()])
    total = persons * value[group] + size[group] * part
    number = np.arange(len(group))
    tables = [
        pd.DataFrame(
            {"municipality": number, "treated": counts.treated, "post": bool(cohort),
             "n": persons[:, cohort], "y": total[:, cohort]}
        )
        for cohort in (0, 1)
    ]  # fmt: skip
    return pd.concat(tables, ignore_index=True)


def pseudo_effects(risk: pd.DataFrame, weeks: Sequence[int], inference: Inference) -> pd.DataFrame:
    """Differences in differences of restricted means and shares with effects of clusters.

    Returns
    -------
    DataFrame
        quantity (rmst, in weeks; share), week, method (wild, cr1, cr2, cr3, randomisation),
        estimate, se, df, ci_low, ci_high, p_value. Missing where a curve ends before the week.
    """
    counts = Counts.of(risk)
    parts = [
        _inferred(counts, of(counts, week), inference).assign(quantity=quantity, week=week)
        for quantity, of in (("rmst", mean_levels), ("share", share_levels))
        for week in weeks
        if week <= counts.at_risk.shape[2]
    ]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return table.reindex(columns=COLUMNS)


def _inferred(counts: Counts, levels: Levels, inference: Inference) -> pd.DataFrame:
    frame = pseudo_sums(counts, levels)
    if not np.isfinite(frame["y"]).all():
        return pd.DataFrame({"method": METHODS})
    return infer(Stack.of(two_period_cells(frame)), [1.0], inference)


def _ones(counts: Counts) -> Floats:
    return np.ones((1, len(counts.treated)))


def _by_cluster(counts: Counts, parts: list[Floats]) -> Floats:
    found = np.zeros((len(counts.treated), 2))
    for group, part in zip(counts.groups(), parts, strict=True):
        found[group] = part
    return found
