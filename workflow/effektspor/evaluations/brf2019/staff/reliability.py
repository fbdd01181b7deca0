"""Reliability of the items of each element and wave: alpha and omega with bootstrap intervals."""

import numpy as np
import pandas as pd

from effektspor.estimators.infer import Inference
from effektspor.estimators.reliability import (
    OMEGA_ITEMS,
    Estimate,
    Statistic,
    alpha,
    interval,
    omega,
    on_boundary,
)
from effektspor.evaluations.brf2019.staff.units import MEASURED, WAVES

COLUMNS = (
    "wave", "element", "items", "n", "alpha", "alpha_low", "alpha_high", "omega", "omega_low",
    "omega_high", "note",
)  # fmt: skip
MOST_DRAWS = 1999
FEWEST = 20
"""Complete respondents below which no coefficient is given: its interval would say nothing."""
NOTES = ("", "few_items", "few_respondents", "boundary")


def reliability(answers: pd.DataFrame, inference: Inference) -> pd.DataFrame:
    """Alpha and omega of the answers on the whole scale, after reversal, by wave and element.

    Taken are respondents with a valid answer to every item of the element.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`; ``n`` is missing where it is below `FEWEST`. ``note`` is ``few_items`` (one item
        has no reliability, two no omega), ``few_respondents``, or ``boundary`` where an item has
        no uniqueness of its own (Heywood case) and omega is to be read with care.
    """
    rows = []
    for number, wave in WAVES.items():
        for element in MEASURED:
            own = answers[(answers["wave"] == number) & (answers["element"] == element)]
            rows.append((wave, element, *_one(own, inference)))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"n": "Int64"})


def _one(own: pd.DataFrame, inference: Inference) -> tuple[object, ...]:
    nothing = Estimate(np.nan, np.nan, np.nan)
    table = own.pivot_table(index="respondent", columns="item", values="value", dropna=False)
    items = table.shape[1]
    complete = table.dropna().to_numpy(dtype=float)
    if items < 2 or len(complete) < FEWEST:
        note = "few_respondents" if items >= 2 else "few_items"
        return items, pd.NA, *_flat(nothing), *_flat(nothing), note
    draws = min(inference.draws, MOST_DRAWS)

    def of(statistic: Statistic) -> Estimate:
        return interval(
            complete, statistic, draws=draws, seed=inference.seed, confidence=inference.confidence
        )

    first = of(alpha)
    if items < OMEGA_ITEMS:
        return items, len(complete), *_flat(first), *_flat(nothing), "few_items"
    second = of(omega)
    note = "boundary" if on_boundary(complete) else ""
    return items, len(complete), *_flat(first), *_flat(second), note


def _flat(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.low, estimate.high
