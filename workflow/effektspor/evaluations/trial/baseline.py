"""Background of the arms side by side, with standardised differences and no test.

A test would ask whether chance drew the arms apart, and it is known that chance drew them.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from effektspor.cohort.background import standardised
from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.evaluations.trial.crossing import ALL_GROUPS, crossed
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD
from effektspor.evaluations.trial.labels import MEAN, Variable
from effektspor.evaluations.trial.printed_items import BASELINE
from effektspor.evaluations.trial.variables import baseline_variables

GROUPS = (*ARMS, ALL)
COLUMNS = [
    "variable", "value", "kind", "block", "label_da", "label_en",
    *(f"{part}_{arm}" for arm in GROUPS for part in ("n", "of", "level", "sd", "missing")), "smd",
    "state", "printed_item",
]  # fmt: skip
Row = dict[str, object]


def baseline_table(
    persons: pd.DataFrame, variables: Mapping[str, Variable], min_cell: int
) -> pd.DataFrame:
    """Level of each characteristic in each arm and in all.

    Parameters
    ----------
    persons
        With the variables that are made.

    Returns
    -------
    DataFrame
        `COLUMNS`. A share has n among of (those of whom it is known), a mean has sd. `smd` is the
        difference over the root of the mean variance. Counts of few are withheld with what would
        give them away; a number known of few too. How many are missing is blank where few are.
    """
    rows = [
        row | {"printed_item": BASELINE.get((variable.name, str(row["value"])), "")}
        for variable in baseline_variables(variables)
        for row in (_shares if variable.values else _mean)(persons, variable, min_cell)
    ]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _shares(persons: pd.DataFrame, variable: Variable, min_cell: int) -> Iterator[Row]:
    order = [value for value, _, _ in variable.values]
    cells = crossed(persons[variable.name], persons["arm"], order, ARMS, min_cell)
    for value, da, en in variable.told:
        label_da, label_en = variable.labels(da, en)
        row: Row = {
            "variable": variable.name, "value": value, "kind": "share", "block": variable.block,
            "label_da": label_da, "label_en": label_en,
        }  # fmt: skip
        for arm in GROUPS:
            cell = cells[ALL_GROUPS if arm == ALL else arm, value]
            row |= {f"n_{arm}": cell.n, f"of_{arm}": cell.of, f"level_{arm}": cell.share}
            row |= {f"missing_{arm}": _missing(persons, arm, cell.of, min_cell)}
        spread = {arm: _spread(float(str(row[f"level_{arm}"]))) for arm in ARMS}
        yield row | {"smd": _smd(row, spread), "state": _state(row)}


def _mean(persons: pd.DataFrame, variable: Variable, min_cell: int) -> Iterator[Row]:
    row: Row = {
        "variable": variable.name, "value": MEAN, "kind": "mean", "block": variable.block,
        "label_da": variable.label_da, "label_en": variable.label_en,
    }  # fmt: skip
    values = persons[variable.name].astype(float)
    for arm in GROUPS:
        own = values[np.ones(len(values), bool) if arm == ALL else persons["arm"] == arm].dropna()
        few = 0 < len(own) < min_cell
        level, sd = (float("nan"), float("nan")) if few else (own.mean(), own.std())
        row |= {f"of_{arm}": len(own), f"level_{arm}": level, f"sd_{arm}": sd}
        row |= {f"missing_{arm}": _missing(persons, arm, len(own), min_cell)}
    spread = {arm: float(str(row[f"sd_{arm}"])) for arm in ARMS}
    yield row | {"smd": _smd(row, spread), "state": _state(row)}


def _missing(persons: pd.DataFrame, arm: str, known: int, min_cell: int) -> float:
    """Persons of whom it is not known; missing where they are few."""
    missing = (len(persons) if arm == ALL else int((persons["arm"] == arm).sum())) - known
    return float("nan") if 0 < missing < min_cell else float(missing)


def _smd(row: Row, spread: Mapping[str, float]) -> float:
    first, second = (
        pd.DataFrame({"mean": [float(str(row[f"level_{arm}"]))], "sd": [spread[arm]]})
        for arm in ARMS
    )
    return float(standardised(first, second).iloc[0])


def _spread(share: float) -> float:
    return float(np.sqrt(share * (1 - share)))


def _state(row: Row) -> str:
    """Withheld where a level is missing though somebody's value is known."""
    gone = [arm for arm in GROUPS if row[f"of_{arm}"] and np.isnan(float(str(row[f"level_{arm}"])))]
    return WITHHELD if gone else SHOWN
