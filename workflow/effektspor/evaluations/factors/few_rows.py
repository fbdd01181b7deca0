"""What a table of 17 rows and 7 columns can bear: worlds with known factors, judged one by one.

The truths are a table without any common factor, with one of low, middling and high loadings, and
with two factors. Each world is treated as the municipalities' table is, and also as it should not
be: Bartlett's test, the Kaiser-Meyer-Olkin measure, two factors.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.factor.bootstrap import bca
from effektspor.estimators.factor.common import common, mean_correlation
from effektspor.estimators.factor.correlation import correlations
from effektspor.estimators.factor.explore import improper, unrotated
from effektspor.estimators.factor.index import summary
from effektspor.estimators.factor.single import congruence, loadings
from effektspor.estimators.factor.suitability import suitability
from effektspor.estimators.reliability import alpha

Floats = npt.NDArray[np.float64]
ROWS, ITEMS = 17, 7
LEVEL, CONFIDENCE = 0.05, 0.95
PERMUTATIONS, DRAWS, NORMAL = 199, 499, 20_000
ENOUGH_KMO = 0.5
COLUMNS = (
    "truth", "worlds", "rows", "items", "common_factor", "parallel_one", "parallel_more",
    "bartlett", "kmo_median", "kmo_below", "heywood_one", "heywood_two", "congruence_median",
    "congruence_p10", "mean_coverage", "alpha_coverage", "loading_coverage", "loading_width",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """A pattern of loadings, shape (items, factors), and the factors' correlation."""

    pattern: Floats
    phi: float = 0.0

    @property
    def matrix(self) -> Floats:
        """The correlations that it implies."""
        k = self.pattern.shape[1]
        factors = np.full((k, k), self.phi) + (1 - self.phi) * np.eye(k)
        implied = self.pattern @ factors @ self.pattern.T
        np.fill_diagonal(implied, 1.0)
        return implied

    @property
    def single(self) -> Floats:
        """Loadings of the one factor that comes closest; equal ones where there is none."""
        if not self.pattern.any():
            return np.ones(len(self.pattern))
        return loadings(self.matrix)


def _halves(loading: float, items: int = ITEMS) -> Floats:
    first = np.arange(items) < items // 2 + items % 2
    return np.column_stack([first * loading, ~first * loading])


TRUTHS: Mapping[str, Truth] = {
    "none": Truth(np.zeros((ITEMS, 1))),
    "one_low": Truth(np.full((ITEMS, 1), 0.4)),
    "one_middling": Truth(np.full((ITEMS, 1), 0.6)),
    "one_high": Truth(np.full((ITEMS, 1), 0.8)),
    "two": Truth(_halves(0.7), phi=0.3),
}


def study(worlds: int, seed: int) -> pd.DataFrame:
    """Draw and judge worlds of every truth.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`, a row per truth. Shares of worlds: ``common_factor`` in which the permutation test
        of the first eigenvalue rejects; ``parallel_one``, ``parallel_more`` with one and with more
        eigenvalues above the normal ones; ``bartlett`` rejecting; ``kmo_below`` below one half;
        ``heywood_one``, ``heywood_two`` with an improper solution of one and of two factors (for
        ``none`` too); ``*_coverage`` of intervals that hold the truth. ``congruence_*``: of the
        loadings of one factor with the true ones; ``loading_width``: median of an interval's width.
    """
    null = _normal_eigenvalues(np.random.default_rng([seed, 0]))
    rows = []
    for number, (name, truth) in enumerate(TRUTHS.items(), start=1):
        rng = np.random.default_rng([seed, number])
        judged = pd.DataFrame([_judge(truth, null, rng) for _ in range(worlds)])
        rows.append({"truth": name, "worlds": worlds, "rows": ROWS, "items": ITEMS}
                    | _summary(judged))  # fmt: skip
    return pd.DataFrame(rows)[list(COLUMNS)]


def _normal_eigenvalues(rng: np.random.Generator) -> Floats:
    """Upper quantile of each eigenvalue of unrelated normal columns: parallel analysis."""
    table = rng.standard_normal((NORMAL, ROWS, ITEMS))
    values = np.linalg.eigvalsh(correlations(table))[:, ::-1]
    return np.asarray(np.quantile(values, CONFIDENCE, axis=0))


def _judge(truth: Truth, null: Floats, rng: np.random.Generator) -> dict[str, float]:
    rows = rng.multivariate_normal(np.zeros(ITEMS), truth.matrix, ROWS)
    matrix, seed = correlations(rows), int(rng.integers(2**31))
    above = np.linalg.eigvalsh(matrix)[::-1] > null
    factors = int(np.logical_and.accumulate(above).sum())
    fit = suitability(matrix, ROWS)
    one, single = loadings(matrix), truth.single
    held = _intervals(truth, rows, one, seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        two = unrotated(matrix, 2)
        improper_one = improper(unrotated(matrix, 1)[:, 0] ** 2)
    return {
        "common_factor": common(rows, draws=PERMUTATIONS, seed=seed).p_first <= LEVEL,
        "parallel_one": factors == 1,
        "parallel_more": factors > 1,
        "bartlett": fit.p_value < LEVEL,
        "kmo": fit.kmo,
        "heywood_one": bool(improper_one.any()),
        "heywood_two": bool(improper((two**2).sum(axis=1)).any()),
        "congruence": abs(float(congruence(one, single))),
        **held,
    }


def _intervals(truth: Truth, rows: Floats, one: Floats, seed: int) -> dict[str, float]:
    """Whether BCa intervals hold the truth, and how wide those of the loadings are."""

    def both(stack: Floats) -> Floats:
        fitted = loadings(correlations(stack), one)
        return np.concatenate([summary(stack)[:, :2], fitted], axis=1)

    found = bca(rows, both, draws=DRAWS, seed=seed, confidence=CONFIDENCE)
    turned = truth.single * (1 if truth.single @ one >= 0 else -1)
    real = np.concatenate([[mean_correlation(truth.matrix), alpha(truth.matrix)], turned])
    held = (found.low <= real) & (real <= found.high)
    held = np.where(np.isfinite(found.low), held, np.nan)
    return {
        "mean": held[0],
        "alpha": held[1],
        "loading": float(np.nanmean(held[2:])) if truth.pattern.any() else np.nan,
        "width": float(np.nanmedian((found.high - found.low)[2:])),
    }


def _summary(judged: pd.DataFrame) -> dict[str, float]:
    shares = [
        "common_factor", "parallel_one", "parallel_more", "bartlett", "heywood_one", "heywood_two",
    ]  # fmt: skip
    if judged.empty:
        raise EstimationError(
            "No world was asked for", where="worlds of few rows", todo="Give at least one."
        )
    return {
        **{name: float(judged[name].mean()) for name in shares},
        "kmo_median": float(judged["kmo"].median()),
        "kmo_below": float((judged["kmo"] < ENOUGH_KMO).mean()),
        "congruence_median": float(judged["congruence"].median()),
        "congruence_p10": float(judged["congruence"].quantile(0.1)),
        **{f"{name}_coverage": float(judged[name].mean()) for name in ("mean", "alpha", "loading")},
        "loading_width": float(judged["width"].median()),
    }
