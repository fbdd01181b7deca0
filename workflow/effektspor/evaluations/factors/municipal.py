"""What the municipalities' fidelity has in common: 17 rows of shares, and no more than they bear.

A test of one common factor, an index that was fixed beforehand (the mean of the seven standardised
shares) and at most one factor. More factors, rotations and indices of fit are left out: in tables of
this size they are noise, as the worlds of `few_rows` show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.factor.bootstrap import Intervals, bca, without_each_row
from effektspor.estimators.factor.common import common
from effektspor.estimators.factor.correlation import correlations, ranked
from effektspor.estimators.factor.index import (
    index,
    item_rest,
    standardised,
    summary,
    without_each_item,
)
from effektspor.estimators.factor.single import component, congruence, heywood, loadings, scores
from effektspor.estimators.reliability import alpha

Floats = npt.NDArray[np.float64]
MEASURES = ("slut", "change")
"""Share at the end of the project, and its change since the start."""
FACTOR = ("measure", "quantity", "estimate", "ci_low", "ci_high", "p_value", "leave_low",
          "leave_high", "rows", "items")  # fmt: skip
LOADINGS = ("measure", "element", "loading", "ci_low", "ci_high", "leave_low", "leave_high",
            "uniqueness", "heywood", "ranks", "component", "item_rest", "alpha_without",
            "index_without")  # fmt: skip
INDEX = ("measure", "unit_id", "unit_label", "index", "leave_low", "leave_high", "score")


@dataclass(frozen=True)
class MunicipalFactors:
    """Tests and reliability, loadings by element, index by municipality; columns as above."""

    factor: pd.DataFrame
    loadings: pd.DataFrame
    index: pd.DataFrame


def municipal_factors(
    fidelity: pd.DataFrame, *, draws: int, seed: int, confidence: float
) -> MunicipalFactors:
    """Treat the shares at the end and their changes alike.

    Parameters
    ----------
    fidelity
        Municipalities of table 3: unit_id, unit_label, element, and a column per measure, in per
        cent or percentage points. No total among them.
    draws
        Of permutations and bootstrap.

    Raises
    ------
    EstimationError
        Where a share is the same in all municipalities.
    """
    elements = list(dict.fromkeys(fidelity["element"]))
    units = fidelity.drop_duplicates("unit_id")[["unit_id", "unit_label"]]
    parts: tuple[list[pd.DataFrame], ...] = ([], [], [])
    for measure in MEASURES:
        wide = fidelity.pivot(index="unit_id", columns="element", values=measure)
        rows = wide.loc[list(units["unit_id"]), elements].to_numpy(dtype=np.float64)
        own = loadings(correlations(rows))
        fitted = _fitted(rows, own, draws, seed, confidence)
        for part, table in zip(
            parts,
            (
                _factor(rows, own, fitted, draws, seed, confidence),
                _loadings(rows, own, fitted, elements),
                _index(rows, own, units),
            ),
            strict=True,
        ):
            table.insert(0, "measure", measure)
            part.append(table)
    whole = [pd.concat(part, ignore_index=True) for part in parts]
    return MunicipalFactors(whole[0][list(FACTOR)], whole[1][list(LOADINGS)], whole[2][list(INDEX)])


def _fitted(rows: Floats, own: Floats, draws: int, seed: int, confidence: float) -> Intervals:
    return bca(
        rows,
        lambda stack: loadings(correlations(stack), own),
        draws=draws, seed=seed, confidence=confidence,
    )  # fmt: skip


def _factor(
    rows: Floats, own: Floats, fitted: Intervals, draws: int, seed: int, confidence: float
) -> pd.DataFrame:
    """Tests, reliability of the index, and how far the one factor depends on its estimation."""
    size = {"rows": rows.shape[0], "items": rows.shape[1]}
    by_value, by_rank = (
        common(rows, draws=draws, seed=seed, confidence=confidence, spearman=each)
        for each in (False, True)
    )
    held = bca(rows, summary, draws=draws, seed=seed, confidence=confidence)
    left = summary(without_each_row(rows))
    first = np.linalg.eigvalsh(correlations(without_each_row(rows)))[:, -1]
    found: list[dict[str, object]] = [
        {"quantity": "first_eigenvalue", "estimate": by_value.first_eigenvalue,
         "p_value": by_value.p_first, "leave_low": first.min(), "leave_high": first.max()},
        {"quantity": "first_eigenvalue_normal", "estimate": by_value.first_eigenvalue,
         "p_value": by_value.p_parallel},
        {"quantity": "first_eigenvalue_ranks", "estimate": by_rank.first_eigenvalue,
         "p_value": by_rank.p_first},
        {"quantity": "first_share", "estimate": by_value.first_eigenvalue / rows.shape[1]},
        {"quantity": "null_mean", "estimate": by_value.null_mean},
        {"quantity": "null_upper", "estimate": by_value.null_upper},
        {"quantity": "mean_correlation_ranks", "estimate": by_rank.mean_correlation,
         "p_value": by_rank.p_mean},
        {"quantity": "bootstrap_heywood",
         "estimate": heywood(fitted.drawn).any(axis=1).mean()},
        {"quantity": "index_score",
         "estimate": np.corrcoef(index(rows), scores(rows, own))[0, 1]},
    ]  # fmt: skip
    for at, name in enumerate(("mean_correlation", "alpha", "omega")):
        found.append(
            {"quantity": name, "estimate": held.estimate[at], "ci_low": held.low[at],
             "ci_high": held.high[at], "leave_low": left[:, at].min(),
             "leave_high": left[:, at].max(),
             "p_value": by_value.p_mean if name == "mean_correlation" else np.nan}
        )  # fmt: skip
    matrix = correlations(rows)
    for name, other in (("component", component(matrix)), ("ranks", _by_rank(rows, own))):
        found.append({"quantity": f"congruence_{name}", "estimate": congruence(own, other)})
    return pd.DataFrame([{**size, **each} for each in found]).reindex(columns=list(FACTOR[1:]))


def _loadings(
    rows: Floats, own: Floats, fitted: Intervals, elements: Sequence[str]
) -> pd.DataFrame:
    matrix, whole = correlations(rows), index(rows)
    left = loadings(correlations(without_each_row(rows)), own)
    without = without_each_item(rows)
    others = [[at for at in range(len(elements)) if at != out] for out in range(len(elements))]
    return pd.DataFrame({
        "element": list(elements),
        "loading": own,
        "ci_low": fitted.low,
        "ci_high": fitted.high,
        "leave_low": left.min(axis=0),
        "leave_high": left.max(axis=0),
        "uniqueness": 1 - own**2,
        "heywood": heywood(own),
        "ranks": _by_rank(rows, own),
        "component": component(matrix),
        "item_rest": item_rest(rows),
        "alpha_without": [float(alpha(matrix[np.ix_(kept, kept)])) for kept in others],
        "index_without": [np.corrcoef(whole, column)[0, 1] for column in without.T],
    })  # fmt: skip


def _by_rank(rows: Floats, own: Floats) -> Floats:
    """Loadings from Spearman's correlations: no one value of a municipality counts for much."""
    return loadings(correlations(ranked(rows)), own)


def _index(rows: Floats, own: Floats, units: pd.DataFrame) -> pd.DataFrame:
    """Index and score, both in standard deviations between municipalities."""
    whole, without = index(rows), without_each_item(rows)
    spread = whole.std(ddof=1)
    alone = standardised(without)
    return pd.DataFrame({
        "unit_id": units["unit_id"].to_numpy(),
        "unit_label": units["unit_label"].to_numpy(),
        "index": whole / spread,
        "leave_low": alone.min(axis=1),
        "leave_high": alone.max(axis=1),
        "score": standardised(scores(rows, own)[:, None])[:, 0],
    })  # fmt: skip
