"""What the present value would be with one parameter at its low or high, all others at base."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.artefacts import Text
from effektspor.estimators.resampling import percentiles
from effektspor.evaluations.business_case.appraisal import EVERYONE
from effektspor.evaluations.business_case.drawn_values import base_values
from effektspor.evaluations.business_case.economics import Case
from effektspor.evaluations.business_case.parameter_list import VALUES
from effektspor.evaluations.business_case.person_months import ALL

Floats = npt.NDArray[np.float64]
FLOW = "flow"
FLOW_LABEL = Text(
    da="Hvor hurtigt borgerne flytter sig (statistisk usikkerhed)",
    en="How fast persons move (statistical uncertainty)",
)
COLUMNS = [
    "party", "parameter", "label_da", "label_en", "assumed", "unit", "low_value", "high_value",
    "npv_low", "npv_high", "swing", "order",
]  # fmt: skip


def tornado_table(case: Case) -> pd.DataFrame:
    """One row per party and parameter that has a range, and one for the flow.

    Returns
    -------
    DataFrame
        `COLUMNS`: `npv_low` and `npv_high` are DKK at `low_value` and `high_value`; `swing` is their
        distance and `order` the rank by it within the party, 1 the widest. The row `flow` has the
        ends of the interval over draws of persons, without values and without unit, neither assumed nor not.
    """
    varied = case.parameters[case.parameters["low"] < case.parameters["high"]]
    npv = _npv_of(case, varied)
    rows = []
    for index, party in enumerate(EVERYONE):
        for at, (name, row) in enumerate(varied.iterrows()):
            low, high = npv[2 * at : 2 * at + 2, index]
            labels = (row["label_da"], row["label_en"], row["assumed"], row["unit"])
            rows.append((party, str(name), *labels, row["low"], row["high"], low, high))
        if case.paths.draws:
            found = percentiles(_npv_of_flow(case)[:, index], np.nan, case.how.confidence)
            labels = (FLOW_LABEL.da, FLOW_LABEL.en, "", "")
            rows.append((party, FLOW, *labels, np.nan, np.nan, found.low, found.high))
    table = pd.DataFrame(rows, columns=COLUMNS[:-2])
    table["swing"] = (table["npv_high"] - table["npv_low"]).abs()
    ranks = table.groupby("party", sort=False)["swing"].rank(method="first", ascending=False)
    table["order"] = ranks.astype(int)
    return table


def _npv_of(case: Case, varied: pd.DataFrame) -> Floats:
    """Shape (2 * parameters, parties): each parameter at low, then at high."""
    count = 2 * len(varied)
    values = base_values(case.parameters, count)
    for at, (name, row) in enumerate(varied.iterrows()):
        for end, column in enumerate((VALUES[0], VALUES[-1])):
            values[str(name)][2 * at + end] = row[column]
    moved = case.change(ALL).of_draws(np.zeros(count, dtype=np.int64))
    return case.appraise(moved, values).npv


def _npv_of_flow(case: Case) -> Floats:
    """Shape (draws of the flow, parties): all parameters at base."""
    draws = case.paths.draws
    moved = case.change(ALL).of_draws(np.arange(1, draws + 1))
    return case.appraise(moved, base_values(case.parameters, draws)).npv
