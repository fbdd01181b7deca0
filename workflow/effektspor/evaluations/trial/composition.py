"""Who is in the trial and in the country, before and after weighting."""

from math import nan, sqrt

import numpy as np
import pandas as pd

from effektspor.cohort.waiting.tables import NATIONAL, TRIAL
from effektspor.evaluations.trial.composition_words import VARIABLES
from effektspor.evaluations.trial.crossing import Cell, Cells, crossed
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD
from effektspor.evaluations.trial.likeness import Likeness
from effektspor.evaluations.trial.printed_items import COMPOSITION

COLUMNS = [
    "variable", "value", "label_da", "label_en", "n_trial", "of_trial", "share_trial", "n_national",
    "of_national", "share_national", "share_national_weighted", "smd_before", "smd_after",
    "printed_trial", "printed_national", "state",
]  # fmt: skip


def composition_table(like: Likeness, min_cell: int) -> pd.DataFrame:
    """One row per category that anybody has, in the order of `VARIABLES`.

    Returns
    -------
    DataFrame
        `COLUMNS`. smd: trial minus country over the root of the mean variance of both before
        weighting, so that the change is that of the shares alone. Where a count of the trial is
        withheld, so are the weighted share, which is the trial's own, and the differences.
    """
    rows = []
    for variable, (name_da, name_en, values) in VARIABLES.items():
        counted = {group: _counted(like, group, variable, min_cell) for group in (TRIAL, NATIONAL)}
        weighted = _weighted(like, variable)
        for value, da, en in values:
            trial, national = (counted[group][group, value] for group in (TRIAL, NATIONAL))
            if trial.n == 0 and national.n == 0:
                continue
            printed = COMPOSITION.get((variable, value), ("", ""))
            hidden = trial.withheld or national.withheld
            share = nan if trial.withheld else weighted.get(value, nan)
            rows.append(
                {
                    "variable": variable, "value": value, "label_da": f"{name_da}: {da}",
                    "label_en": f"{name_en}: {en}", **_side(trial, TRIAL),
                    **_side(national, NATIONAL), "share_national_weighted": share,
                    "smd_before": smd(trial.share, national.share, national.share),
                    "smd_after": smd(trial.share, share, national.share),
                    "printed_trial": printed[0], "printed_national": printed[1],
                    "state": WITHHELD if hidden else SHOWN,
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def smd(trial: float, other: float, before: float) -> float:
    """Standardised difference of shares: trial minus other, over the spread before weighting.

    Examples
    --------
    >>> round(smd(0.41, 0.26, 0.26), 3)
    0.322
    """
    spread = sqrt((trial * (1 - trial) + before * (1 - before)) / 2)
    if spread:
        return (trial - other) / spread
    # Without any spread the same share differs by nought; another one by more than can be said.
    return 0.0 if trial == other else nan


def _counted(like: Likeness, group: str, variable: str, min_cell: int) -> Cells:
    own = like.group(group)
    order = [value for value, _, _ in VARIABLES[variable][2]]
    return crossed(own[variable], own["group"], order, [group], min_cell)


def _weighted(like: Likeness, variable: str) -> dict[str, float]:
    """Weighted shares of the country by category."""
    if like.weights is None:
        return {}
    weights = pd.Series(like.weights, like.group(NATIONAL).index)
    held = weights.groupby(like.group(NATIONAL)[variable]).sum() / float(np.sum(like.weights))
    order = [value for value, _, _ in VARIABLES[variable][2]]
    return {str(value): float(share) for value, share in held.reindex(order, fill_value=0).items()}


def _side(cell: Cell, group: str) -> dict[str, float]:
    return {f"n_{group}": cell.n, f"of_{group}": cell.of, f"share_{group}": cell.share}
