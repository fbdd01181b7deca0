"""Parameters as they are, and as they are drawn between low and high."""

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.evaluations.business_case.parameter_list import FIXED

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """How many draws, from which seed, and the level of the intervals."""

    count: int
    seed: int
    confidence: float


def base_values(parameters: pd.DataFrame, count: int = 1) -> dict[str, Floats]:
    """Each parameter at its base, shape (count,)."""
    return {str(name): np.full(count, base) for name, base in parameters["base"].items()}


def drawn_values(parameters: pd.DataFrame, how: Draws) -> dict[str, Floats]:
    """Each parameter drawn from its distribution, independently; shape (how.count,).

    PERT is the beta distribution on low to high with mean (low + 4 base + high) / 6 (Malcolm and
    others, 1959); the triangular one has its top at base. Each parameter has a stream of its own,
    so that the draws of one do not change when another is added.
    """
    return {str(name): _drawn(row, how) for name, row in parameters.iterrows()}


def drawn_paths(paths: int, how: Draws) -> npt.NDArray[np.int64]:
    """Which draw of the flow belongs to each draw of parameters; 0 where there is no other."""
    if not paths:
        return np.zeros(how.count, dtype=np.int64)
    return np.arange(how.count, dtype=np.int64) % paths + 1


def _drawn(row: pd.Series, how: Draws) -> Floats:
    low, base, high = (float(row[name]) for name in ("low", "base", "high"))
    if row["distribution"] == FIXED or low == high:
        return np.full(how.count, base)
    stream = np.random.default_rng([how.seed, zlib.crc32(str(row["parameter"]).encode())])
    if row["distribution"] == "triangular":
        return np.asarray(stream.triangular(low, base, high, how.count))
    width = high - low
    shapes = 1 + 4 * (base - low) / width, 1 + 4 * (high - base) / width
    return np.asarray(low + width * stream.beta(*shapes, how.count))
