r"""Event study over the years of start: whether the gap between the groups was stable before.

.. math:: \bar y_{gct} = \alpha_{gt} + \lambda_{ct} + \sum_{c \ne r} \tau_c\,treated_g\,1(year = c) + e

on cells of municipality g, year of start c and week t, weights n; r is the reference year. Leads
are years before r, lags those after. All years should have the same weeks: where a year lacks the
weeks in which another's effect is large, the other's one effect does not fit the weeks that are
left, and the misfit is laid on the year itself.

From the sums of cells: with :math:`M_{gt} = diag(n) - nn'/N` over the years, :math:`A_t` its sum
over all municipalities and :math:`T_t` over the treated, the year effects of each week are swept
out by :math:`T_t - T_t A_t^+ T_t`, and the weeks add up (Frisch, Waugh and Lovell).

Intervals are those of the jackknife over municipalities, CR3 (MacKinnon, Nielsen and Webb 2023),
from t with one degree less than the municipalities of the smaller group: with few treated ones
they, and not all municipalities, decide how well a variance is known.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.moments import Floats
from effektspor.estimators.panel.years import Years

METHOD = "jackknife over municipalities (CR3), t of the smaller group"
SMALLEST = 1e-10  # below this share of the largest eigenvalue a direction is not identified
KNOWN = 1e-6  # an effect that mixes in more than this of others is not identified


def event_study(years: Years, reference: int, confidence: float) -> pd.DataFrame:
    """Effect of each year of start against the reference year.

    Returns
    -------
    DataFrame
        One row per year: year, estimate, se, df, ci_low, ci_high, reference, first_week, last_week,
        method. The reference year is nought without uncertainty; a year without a contrast, and
        all where the reference year has none, are missing.
    """
    sums = EventSums.of(years, reference)
    estimate, se = sums.estimate, sums.jackknife_se()
    arms = [int((sums.telling & group).sum()) for group in (years.treated, ~years.treated)]
    df = min(arms) - 1
    reach = float(stats.t.ppf((1 + confidence) / 2, df)) * se if df > 0 else se * np.nan
    se = se if df > 0 else se * np.nan
    at_reference = years.years == reference
    return pd.DataFrame(
        {
            "year": years.years,
            "estimate": np.where(at_reference, 0.0, estimate),
            "se": np.where(at_reference, np.nan, se),
            "df": df,
            "ci_low": np.where(at_reference, np.nan, estimate - reach),
            "ci_high": np.where(at_reference, np.nan, estimate + reach),
            "reference": at_reference,
            "first_week": years.weeks.min(initial=years.weeks.max(initial=0)),
            "last_week": years.weeks.max(initial=0),
            "method": METHOD,
        }
    )


@dataclass(frozen=True)
class EventSums:
    """What the event study needs of each municipality and week.

    Attributes
    ----------
    gram, score
        Shapes (G, T, Y, Y) and (G, T, Y): the year dummies' cross-products, and those with the
        outcome, after the municipality's mean of the week is swept out.
    treated
        Shape (G,).
    free
        Shape (Y,): years other than the reference.
    """

    gram: Floats
    score: Floats
    treated: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, years: Years, reference: int) -> "EventSums":
        """Sweep out the municipality's mean of each week."""
        n, y = years.n.transpose(0, 2, 1), years.y.transpose(0, 2, 1)
        persons = n.sum(axis=2, keepdims=True)
        share = n / np.where(persons > 0, persons, 1)
        gram = n[..., None] * np.eye(n.shape[2]) - n[..., None] * share[..., None, :]
        score = y - share * y.sum(axis=2, keepdims=True)
        return cls(gram, score, years.treated, years.years != reference)

    @cached_property
    def telling(self) -> npt.NDArray[np.bool_]:
        """Municipalities with persons of two years in a week, shape (G,)."""
        found: npt.NDArray[np.bool_] = (
            np.diagonal(self.gram, axis1=2, axis2=3).max(axis=(1, 2), initial=0) > 0
        )
        return found

    @cached_property
    def totals(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Sums over municipalities: gram of all and of the treated, score of all and of treated."""
        chosen = self.treated
        return (
            self.gram.sum(axis=0), self.gram[chosen].sum(axis=0),
            self.score.sum(axis=0), self.score[chosen].sum(axis=0),
        )  # fmt: skip

    @cached_property
    def estimate(self) -> Floats:
        """Effect of each year, shape (Y,); NaN at the reference and where not identified."""
        effect: Floats = self._solve(*(total[None] for total in self.totals))[0]
        return effect

    def jackknife_se(self) -> Floats:
        """Standard error of each year, shape (Y,), from leaving out each telling municipality."""
        keep = np.flatnonzero(self.telling)
        mine = self.treated[keep][:, None, None]
        gram, score = self.gram[keep], self.score[keep]
        without = self._solve(
            self.totals[0] - gram, self.totals[1] - gram * mine[..., None],
            self.totals[2] - score, self.totals[3] - score * mine,
        )  # fmt: skip
        clusters = len(keep)
        apart = ((without - self.estimate) ** 2).sum(axis=0)
        se: Floats = np.sqrt((clusters - 1) / clusters * apart) if clusters else apart * np.nan
        return se

    def sandwich_se(self) -> Floats:
        """Clustered standard errors without a small-sample factor, for comparison; shape (Y,)."""
        every, treated, score, _ = self.totals
        inverse = _inverse(every)
        effect = np.where(np.isfinite(self.estimate), self.estimate, 0.0)
        by_week = np.einsum("tij,tj->ti", inverse, score - treated @ effect)
        fitted = by_week[None] + self.treated[:, None, None] * effect
        rest = self.score - np.einsum("gtij,gtj->gti", self.gram, fitted)
        swept = np.einsum("tij,tjk,gtk->gi", treated, inverse, rest)
        meat = (rest.sum(axis=1) * self.treated[:, None] - swept)[:, self.free]
        information = (treated - treated @ inverse @ treated).sum(axis=0)
        bread = _inverse(information[np.ix_(self.free, self.free)])
        se: Floats = np.full(len(self.free), np.nan)
        se[self.free] = np.sqrt(np.diagonal(bread @ meat.T @ meat @ bread))
        return se

    def _solve(self, every: Floats, treated: Floats, score: Floats, own: Floats) -> Floats:
        """Effects from sums of shapes (B, T, Y, Y) and (B, T, Y), for B sets of municipalities."""
        half = treated @ _inverse(every)
        information = (treated - half @ treated).sum(axis=1)[:, self.free][:, :, self.free]
        right = (own - np.einsum("btij,btj->bti", half, score)).sum(axis=1)[:, self.free]
        inverse = _inverse(information)
        found = np.einsum("bij,bj->bi", inverse, right)
        # What the information says of an effect must be the effect itself, or it is not known.
        back = inverse @ information
        known = np.abs(back - np.eye(back.shape[-1])).max(axis=-1, initial=0) < KNOWN
        effect = np.full((len(right), len(self.free)), np.nan)
        effect[:, self.free] = np.where(known, found, np.nan)
        return effect


def _inverse(matrices: Floats) -> Floats:
    inverse = np.linalg.pinv(matrices, rcond=SMALLEST, hermitian=True)
    return np.asarray(inverse, dtype=np.float64)
