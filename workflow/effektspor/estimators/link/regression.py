r"""Meta-regression of unit effects on one exposure: REML, Knapp and Hartung.

.. math:: y_g = \alpha + \beta x_g + u_g + e_g, \quad u_g \sim N(0, \tau^2), \quad
   e \sim N(0, V + v_C J)

V is diagonal. :math:`v_C` is the variance of a number that was subtracted from every effect, such
as the mean of a comparison group; J is a matrix of ones. It moves all effects together, so it is
taken up by the constant: restricted likelihood, slope and the error of the slope do not contain it
(a contrast of effects does not), and it is added to the variance of the constant alone.

The share of the spread that the exposure accounts for is that of Raudenbush (2009), from the two
estimates of :math:`\tau^2`; with few units it is rough and may be 0 by its bound. Beside it stands how
well each effect is predicted from the other units (1 - PRESS / total): below 0 where the mean
predicts better than the exposure.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.meta import Pooled, pool

Floats = npt.NDArray[np.float64]
FEWEST_UNITS = 6
"""Leaving one out must leave a slope with an error that is worth its name."""
FLAT = 1e-9


@dataclass(frozen=True)
class Slope:
    """A slope and what it hangs on.

    Attributes
    ----------
    units
        Effects with an exposure.
    constant, constant_se
        At exposure 0; the error holds the variance that all effects share.
    slope, se, degrees, ci_low, ci_high, p_value
        Per unit of the exposure; t(k - 2).
    correlation
        Between effects and exposure, units weighted by 1 / (v + tau2 without exposure).
    r2, r2_predictive
        Share of tau2 accounted for, NaN where there is no spread; predictive share, may be negative.
    tau2
        Variance between units beside the exposure.
    leave_low, leave_high
        Smallest and largest slope when one unit at a time is left out.
    """

    units: int
    constant: float
    constant_se: float
    slope: float
    se: float
    degrees: int
    ci_low: float
    ci_high: float
    p_value: float
    correlation: float
    r2: float
    r2_predictive: float
    tau2: float
    leave_low: float
    leave_high: float


def regress(
    effect: Floats,
    variance: Floats,
    exposure: Floats,
    *,
    shared_variance: float = 0.0,
    confidence: float = 0.95,
) -> Slope:
    """Slope of effects on an exposure; units without an exposure are left out.

    Parameters
    ----------
    effect, variance, exposure
        Shape (k,): effects, their own sampling variances (without what they share), exposures.
    shared_variance
        Variance of what was subtracted from all effects.

    Raises
    ------
    EstimationError
        Where fewer than six units are left, or the exposure is the same in all of them.
    """
    y, v, x = complete(effect, variance, exposure)
    fit, plain = pool(y, v, x[:, None], confidence=confidence), pool(y, v, confidence=confidence)
    low, high = fit.interval()
    slopes, predicted, means = _left_out(y, v, x)
    weight = 1 / (v + plain.tau2)
    return Slope(
        units=len(y),
        constant=fit.mean,
        constant_se=float(np.sqrt(fit.covariance[0, 0] + shared_variance)),
        slope=float(fit.coefficients[1]),
        se=float(fit.se[1]),
        degrees=fit.degrees,
        ci_low=float(low[1]),
        ci_high=float(high[1]),
        p_value=slope_p(fit),
        correlation=weighted_correlation(x, y, weight),
        r2=max(0.0, 1 - fit.tau2 / plain.tau2) if plain.tau2 > 0 else float("nan"),
        r2_predictive=1 - float(weight @ (y - predicted) ** 2 / (weight @ (y - means) ** 2)),
        tau2=fit.tau2,
        leave_low=float(np.nanmin(slopes)),
        leave_high=float(np.nanmax(slopes)),
    )


def complete(effect: Floats, variance: Floats, exposure: Floats) -> tuple[Floats, Floats, Floats]:
    """The units that have an exposure; `EstimationError` where they are too few or all alike."""
    known = np.isfinite(exposure)
    y, v, x = effect[known], variance[known], exposure[known]
    if len(y) < FEWEST_UNITS:
        raise EstimationError(
            f"{len(y)} units have an exposure",
            where="regression of effects on an exposure",
            todo=f"At least {FEWEST_UNITS} are needed for a slope.",
        )
    if np.ptp(x) <= FLAT * max(1.0, float(np.abs(x).max())):
        raise EstimationError(
            "The exposure is the same in all units",
            where="regression of effects on an exposure",
            todo="Leave the exposure out.",
        )
    return y, v, x


def slope_p(fit: Pooled) -> float:
    """Two-sided p-value of the last coefficient, from t(k - p)."""
    return float(2 * stats.t.sf(abs(fit.coefficients[-1] / fit.se[-1]), fit.degrees))


def weighted_correlation(x: Floats, y: Floats, weight: Floats) -> float:
    """Correlation with weights, shape (k,) each."""
    share = weight / weight.sum()
    dx, dy = x - share @ x, y - share @ y
    return float(share @ (dx * dy) / np.sqrt((share @ dx**2) * (share @ dy**2)))


def _left_out(y: Floats, v: Floats, x: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope, prediction of the unit and mean without it, for each unit left out, shape (k,)."""
    found = []
    for gone in range(len(y)):
        keep = np.arange(len(y)) != gone
        if np.ptp(x[keep]) <= FLAT:  # the one unit that differed is left out
            found.append((np.nan, np.nan, np.nan))
            continue
        fit, plain = pool(y[keep], v[keep], x[keep, None]), pool(y[keep], v[keep])
        slope = float(fit.coefficients[1])
        found.append((slope, fit.mean + slope * float(x[gone]), plain.mean))
    slopes, predicted, means = np.array(found).T
    return slopes, predicted, means
