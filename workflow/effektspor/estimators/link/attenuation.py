r"""Errors in the exposure pull a slope towards nought: how much, and the slope without it.

With an exposure :math:`x_g + w_g`, the error :math:`w_g` independent with variance :math:`\sigma_g^2`,
least squares with weights :math:`\omega_g` estimates :math:`\lambda \beta`, where

.. math:: \lambda = 1 - \frac{\sum \omega_g \sigma_g^2}{\sum \omega_g} \Big/ S_\omega^2

is the reliability of the exposure between units, :math:`S_\omega^2` its observed variance (Fuller
1987, section 1.2). The corrected slope is :math:`\hat\beta / \lambda`. Its interval carries the
uncertainty of :math:`\lambda` by the delta method, :math:`Var(\lambda) = 2 (1 - \lambda)^2 / (k - 1)`,
that of a variance of normal exposures. The test of no link needs no correction: where there is
none, errors do not make one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.estimators.link.regression import Slope

Floats = npt.NDArray[np.float64]
LOWEST_RELIABILITY = 0.3
"""Below it more than two thirds of what differs between units is error: no correction helps."""


@dataclass(frozen=True)
class Corrected:
    """Reliability of the exposure and the slope corrected for it; NaN where it is too low."""

    reliability: float
    slope: float
    ci_low: float
    ci_high: float


def reliability(exposure: Floats, error_variance: Floats, weight: Floats) -> float:
    """Share of the variance between units that is not error; negative where errors exceed it."""
    share = weight / weight.sum()
    k = len(exposure)
    observed = float(share @ (exposure - share @ exposure) ** 2) * k / (k - 1)
    return 1 - float(share @ error_variance) / observed


def correct(
    slope: Slope, exposure: Floats, error_variance: Floats, weight: Floats, confidence: float
) -> Corrected:
    """Correct a slope for errors of its exposure.

    Parameters
    ----------
    slope
        Of the same units.
    exposure, error_variance, weight
        Shape (k,): exposures, variances of their errors, weights of the regression.
    """
    ratio = reliability(exposure, error_variance, weight)
    if not ratio >= LOWEST_RELIABILITY:
        return Corrected(ratio, float("nan"), float("nan"), float("nan"))
    corrected = slope.slope / ratio
    unsure = 2 * (1 - ratio) ** 2 / (slope.units - 1)
    se = float(np.sqrt(slope.se**2 / ratio**2 + slope.slope**2 * unsure / ratio**4))
    reach = float(stats.t.ppf((1 + confidence) / 2, slope.degrees)) * se
    return Corrected(ratio, corrected, corrected - reach, corrected + reach)
