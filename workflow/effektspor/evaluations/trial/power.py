"""What a trial of this size can show: power, the smallest difference it finds, and how exactly.

The level is that of the intervals. Differences are rises over the municipalities' share; falls are
found a little more easily where shares are small.
"""

from collections.abc import Iterator
from math import isfinite, nan

import numpy as np
import pandas as pd

from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.power import (
    Design,
    detectable,
    exact_power,
    needed,
    normal_power,
)
from effektspor.estimators.randomised.score import difference_interval
from effektspor.evaluations.trial.arms import ARMS
from effektspor.evaluations.trial.inference import Inference

BASE_SHARES = (0.15, 0.23, 0.30)
"""Shares of the control arm that are looked at: about what trials of this kind have had."""
TARGETS = (0.8, 0.9)
STEP, LARGEST = 0.01, 0.30
ASKED = (0.05, 0.10)
"""Differences for which the size of a trial that finds them is told."""
CURVE, DETECTABLE, NEEDED, PRECISION = "curve", "detectable", "needed", "precision"
COLUMNS = [
    "kind", "base_share", "per_arm", "difference", "low", "high", "power_exact", "power_normal",
    "target_power",
]  # fmt: skip
Row = dict[str, object]


def power_table(per_arm: int, how: Inference) -> pd.DataFrame:
    """Power by true difference, and what follows from it.

    Parameters
    ----------
    per_arm
        Persons in the smaller arm.

    Returns
    -------
    DataFrame
        `COLUMNS`; fractions. ``curve``: power at each difference. ``detectable``: the difference
        found with `target_power`, and the interval had it been seen. ``precision``: the interval
        around no difference. ``needed``: persons per arm that find a difference with `target_power`.
    """
    design = Design(per_arm, 1 - how.confidence)
    rows = [row for base in BASE_SHARES for row in _rows(design, base, how)]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def smaller_arm(persons: pd.DataFrame) -> int:
    """Persons in the smaller arm."""
    return min(int((persons["arm"] == arm).sum()) for arm in ARMS)


def _rows(design: Design, base: float, how: Inference) -> Iterator[Row]:
    for difference in np.arange(0, LARGEST + STEP / 2, STEP).round(10).tolist():
        if base + difference <= 1:
            yield _row(CURVE, design, base, difference)
    yield _row(PRECISION, design, base, 0.0) | _interval(design, base, 0.0, how)
    for target in TARGETS:
        difference = detectable(design, base, target)
        row = _row(DETECTABLE, design, base, difference) | {"target_power": target}
        yield row | _interval(design, base, difference, how)
        for asked in ASKED:
            size = needed(base, base + asked, target, design.alpha)
            at = Design(int(size), design.alpha)
            yield _row(NEEDED, at, base, asked) | {"target_power": target}


def _row(kind: str, design: Design, base: float, difference: float) -> Row:
    known = isfinite(difference)
    shares = (base, base + difference)
    return {
        "kind": kind, "base_share": base, "per_arm": design.per_arm, "difference": difference,
        "power_exact": exact_power(design, *shares) if known else nan,
        "power_normal": normal_power(design, *shares) if known else nan,
    }  # fmt: skip


def _interval(design: Design, base: float, difference: float, how: Inference) -> Row:
    if not isfinite(difference):
        return {"low": nan, "high": nan}
    n = design.per_arm
    seen = Blocks.of(min(n, round(n * (base + difference))), n, round(n * base), n)
    low, high = difference_interval(seen, how.confidence)
    return {"low": low, "high": high}
