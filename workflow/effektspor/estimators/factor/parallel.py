"""How many factors: eigenvalues beside those of tables in which nothing is common.

Horn (1965) with the upper quantile of Glorfeld (1995) instead of the mean. ``components`` are the
eigenvalues of the correlations; ``common`` those with squared multiple correlations on the diagonal
(Humphreys and Montanelli 1975), which look for common factors proper. Of hundreds of rows the latter
find factors that correlate, which components merge; of thousands they also find factors too small to
matter. Columns are shuffled one by one, which keeps answers, ties and gaps as they are, or drawn as
normal.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.factor.correlation import correlations

Floats = npt.NDArray[np.float64]
Kind = Literal["permutation", "normal"]
CRITERIA = ("components", "common")
CHUNK = 50


def parallel(
    rows: Floats, *, draws: int, seed: int, quantile: float = 0.95, kind: Kind = "permutation"
) -> pd.DataFrame:
    """Compare eigenvalues with those of unrelated columns.

    Parameters
    ----------
    rows
        Shape (n, p); NaN where there is no value.
    draws
        Tables of unrelated columns.
    quantile
        Of their eigenvalues, which an eigenvalue must exceed.
    kind
        Whether unrelated columns are shuffled ones or normal ones (then without gaps).

    Returns
    -------
    pandas.DataFrame
        criterion, number (from 1), observed, mean, upper, kept: eigenvalues are kept from the first
        on, up to the first that does not exceed its quantile.
    """
    rng = np.random.default_rng(seed)
    drawn: dict[str, list[Floats]] = {name: [] for name in CRITERIA}
    for at in range(0, draws, CHUNK):
        size = (min(CHUNK, draws - at), *rows.shape)
        if kind == "normal":
            table = rng.standard_normal(size)
        else:
            table = rng.permuted(np.broadcast_to(rows, size), axis=1)
        for name, values in eigenvalues(correlations(table)).items():
            drawn[name].append(values)
    own = eigenvalues(correlations(rows[None]))
    return pd.concat(
        [_compared(name, own[name][0], np.concatenate(drawn[name]), quantile) for name in CRITERIA],
        ignore_index=True,
    )


def number_of_factors(found: pd.DataFrame, criterion: str) -> int:
    """How many eigenvalues of a criterion are kept."""
    return int(found.loc[found["criterion"] == criterion, "kept"].sum())


def eigenvalues(stack: Floats) -> dict[str, Floats]:
    """Eigenvalues from large to small by criterion, shape (b, p) of correlations (b, p, p)."""
    reduced = stack.copy()
    diagonal = np.arange(stack.shape[-1])
    # Pairwise correlations may be all but singular: the generalised inverse gives them a bound.
    inverse = np.linalg.pinv(stack, hermitian=True)[..., diagonal, diagonal]
    reduced[..., diagonal, diagonal] = np.clip(1 - 1 / np.maximum(inverse, 1.0), 0.0, 1.0)
    return {
        "components": np.asarray(np.linalg.eigvalsh(stack)[..., ::-1]),
        "common": np.asarray(np.linalg.eigvalsh(reduced)[..., ::-1]),
    }


def _compared(name: str, own: Floats, drawn: Floats, quantile: float) -> pd.DataFrame:
    upper = np.quantile(drawn, quantile, axis=0)
    return pd.DataFrame({
        "criterion": name,
        "number": np.arange(1, len(own) + 1),
        "observed": own,
        "mean": drawn.mean(axis=0),
        "upper": upper,
        "kept": np.logical_and.accumulate(own > upper),
    })  # fmt: skip
