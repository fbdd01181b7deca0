r"""Shares of positive answers by unit, and the errors that they have from who answered.

The share of unit g and column c (a topic at a point in time) pools all answers of its respondents,

.. math:: p_{gc} = \sum_i a_{igc} / \sum_i m_{igc},

a of m answers being positive. Answers of one respondent go together, within a column and between
columns, so the respondent is what is sampled: with the residual :math:`e_{igc} = (a_{igc} - p_{gc}
m_{igc}) / \bar m_{gc}` the covariance of two shares of a unit is that of the ratios,

.. math:: Cov(p_{gc}, p_{gd}) = s_{cd} n_{gcd} / (n_{gc} n_{gd}),

:math:`s_{cd}` being pooled over units: a unit whose few respondents agree among themselves would
else have a share without error. Any weighted sum of shares then has an error too.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shares:
    """Shares of k units in c columns.

    Attributes
    ----------
    units
        Shape (k,): keys of the units, rising.
    columns
        Names of the columns.
    share
        Shape (k, c), fractions; NaN where nobody of the unit answered.
    covariance
        Shape (k, c, c): of the errors of a unit's shares; NaN where a share is.
    respondents
        Shape (k, c): with at least one valid answer.
    """

    units: npt.NDArray[np.int64]
    columns: tuple[str, ...]
    share: Floats
    covariance: Floats
    respondents: npt.NDArray[np.int64]

    @classmethod
    def of(cls, counts: pd.DataFrame, columns: tuple[str, ...]) -> "Shares":
        """Pool the answers of respondents.

        Parameters
        ----------
        counts
            `unit`, `respondent` (the same key in all columns), `column`, `positive` and `valid`
            (numbers of answers; rows without a valid one count for nothing).

        Raises
        ------
        EstimationError
            Where no unit has two respondents in any column: there is no error to estimate.
        """
        rows = counts[counts["valid"] > 0]
        units = np.sort(rows["unit"].unique()).astype(np.int64)
        person = rows.groupby(["unit", "respondent"], sort=True).ngroup().to_numpy(dtype=np.int64)
        shape = (int(person.max(initial=-1)) + 1, len(columns))
        positive, valid = np.zeros(shape), np.zeros(shape)
        column = np.array([columns.index(str(name)) for name in rows["column"]], dtype=np.int64)
        places = np.ravel_multi_index((person, column), shape)
        np.add.at(positive.reshape(-1), places, rows["positive"].to_numpy(dtype=np.float64))
        np.add.at(valid.reshape(-1), places, rows["valid"].to_numpy(dtype=np.float64))
        owner = np.zeros(shape[0], dtype=np.int64)
        owner[person] = np.searchsorted(units, rows["unit"].to_numpy())
        member = (owner[None, :] == np.arange(len(units))[:, None]).astype(np.float64)
        there = (valid > 0).astype(np.float64)
        answers, n = member @ valid, member @ there
        with np.errstate(invalid="ignore", divide="ignore"):
            share = (member @ positive) / answers
            residual = np.nan_to_num((positive - share[owner] * valid) * (n / answers)[owner])
        covariance = _covariance(residual, there, member)
        return cls(units, columns, share, covariance, n.astype(np.int64))

    def combine(self, weights: Floats) -> tuple[Floats, Floats]:
        """Weighted sum of the columns and the variance of its error, shape (k,) each.

        Parameters
        ----------
        weights
            Shape (c,); a column with weight 0 may be missing.
        """
        used = np.flatnonzero(weights)
        w = weights[used]
        value = self.share[:, used] @ w
        own = self.covariance[:, used][:, :, used]
        return value, np.maximum(np.einsum("c,gcd,d->g", w, own, w), 0.0)


def _covariance(residual: Floats, there: Floats, member: Floats) -> Floats:
    """Covariance of shares by unit from residuals pooled over units, shape (k, c, c)."""
    both = np.einsum("gi,ic,id->gcd", member, there, there)
    spare = np.maximum(both - 1, 0).sum(axis=0)
    if not (np.diagonal(spare) > 0).any():
        raise EstimationError(
            "No unit has two respondents",
            where="shares by unit",
            todo="Errors of shares need units with at least two respondents.",
        )
    n = member @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        # Two columns without respondents in common have errors that are independent.
        pooled = np.where(spare > 0, (residual.T @ residual) / spare, 0.0)
        found = pooled * both / (n[:, :, None] * n[:, None, :])
    gone = n == 0
    found[gone[:, :, None] | gone[:, None, :]] = np.nan
    return np.asarray(found)
