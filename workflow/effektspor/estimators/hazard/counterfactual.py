"""Survival of the treated later cohort beside what it would have been, week by week."""

import numpy as np
import pandas as pd

from effektspor.estimators.hazard.functions import (
    LATER,
    TREATED,
    additive,
    additive_gain,
    proportional,
    proportional_gain,
)
from effektspor.estimators.hazard.pooled import Counts, log_survival
from effektspor.estimators.hazard.resample import resample


def counterfactual(risk: pd.DataFrame, confidence: float, draws: int, seed: int) -> pd.DataFrame:
    """Two counterfactuals by difference in differences on hazards, with bootstrap bands.

    Returns
    -------
    DataFrame
        week; smallest_at_risk (of the four cells, in the week before, which is the last that the
        row's curves rest on); observed, counterfactual_additive, counterfactual_proportional: shares
        without an event as the week begins; difference_*: share started beyond the counterfactual;
        ci_low_*, ci_high_* pointwise and band_low_*, band_high_* simultaneous. An additive
        counterfactual above 1 says that hazards cannot have moved in parallel.
    """
    counts = Counts.of(risk)
    log = log_survival(counts, np.ones((1, len(counts.treated)))).value
    cells = np.stack([counts.at_risk[group].sum(axis=0) for group in counts.groups()])
    smallest = cells.min(axis=(0, 1))
    table = {
        "week": np.arange(log.shape[-1]),
        "smallest_at_risk": np.append(smallest[0], smallest).astype(int),
        "observed": np.exp(log[0, TREATED, LATER]),
    }
    for name, mapped, gain in (
        ("additive", additive, additive_gain),
        ("proportional", proportional, proportional_gain),
    ):
        table[f"counterfactual_{name}"] = np.exp(mapped(log)[0])
        found = resample(counts, gain, confidence, draws, seed)
        table[f"difference_{name}"] = found.estimate
        table[f"ci_low_{name}"], table[f"ci_high_{name}"] = found.bootstrap_interval()
        table[f"band_low_{name}"], table[f"band_high_{name}"] = found.bands()
    frame = pd.DataFrame(table)
    return frame.iloc[: int(risk["week"].max()) + 1]
