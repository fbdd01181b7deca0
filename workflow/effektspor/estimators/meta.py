r"""Random-effects meta-analysis: the spread of effects around their mean, beyond their own noise.

.. math:: y_i = x_i'\beta + u_i + e_i, \quad u_i \sim N(0, \tau^2), \quad e_i \sim N(0, v_i)

with known sampling variances :math:`v_i`. The variance between units is estimated by restricted
maximum likelihood (REML, Fisher scoring), by DerSimonian and Laird (1986, DL) or by Paule and
Mandel (1982, PM), its interval by inverting the generalised Q statistic (Viechtbauer 2007). The
mean's interval is that of Knapp and Hartung (2003), from t(k - p); the prediction interval is that
of Higgins, Thompson and Spiegelhalter (2009) with the same variance and degrees of freedom.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
Method = Literal["REML", "DL", "PM"]
TOLERANCE = 1e-12  # of tau^2, relative to the variances at hand


@dataclass(frozen=True)
class Units:
    """Effects of k units.

    Attributes
    ----------
    effect, variance
        Shape (k,): effects and their sampling variances, all above zero.
    design
        Shape (k, p): columns of the mean; one column of ones for a plain mean.
    """

    effect: Floats
    variance: Floats
    design: Floats

    @classmethod
    def of(cls, effect: Floats, variance: Floats, moderators: Floats | None = None) -> "Units":
        """Check and arrange effects; a constant is put before the moderators, shape (k, q).

        Raises
        ------
        EstimationError
            Where there are too few units, or a variance is not above zero.
        """
        y, v = np.asarray(effect, dtype=float), np.asarray(variance, dtype=float)
        ones = np.ones((len(y), 1))
        x = ones if moderators is None else np.column_stack([ones, moderators])
        if len(y) < x.shape[1] + 1:
            raise EstimationError(
                f"{len(y)} units are too few for a spread around {x.shape[1]} coefficients",
                where="random-effects meta-analysis",
                todo="Give at least one unit more than there are coefficients.",
            )
        if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
            raise EstimationError(
                "An effect is missing or a sampling variance is not above zero",
                where="random-effects meta-analysis",
                todo="Leave out units without an effect, and pool variances of small units.",
            )
        return cls(y, v, x)

    def projection(self, tau2: float) -> Floats:
        """P = W - W X (X'W X)^-1 X'W with W = diag(1 / (v + tau2)), shape (k, k)."""
        weight = 1 / (self.variance + tau2)
        wx = weight[:, None] * self.design
        return np.diag(weight) - wx @ np.linalg.solve(self.design.T @ wx, wx.T)

    def q(self, tau2: float) -> float:
        """Generalised Q statistic: weighted squares around the fitted mean."""
        return float(self.effect @ self.projection(tau2) @ self.effect)

    @property
    def degrees(self) -> int:
        """Degrees of freedom, k - p."""
        return int(self.design.shape[0] - self.design.shape[1])


@dataclass(frozen=True)
class Pooled:
    """The mean of the effects and their spread.

    Attributes
    ----------
    coefficients, covariance
        Shapes (p,) and (p, p), the latter with the factor of Knapp and Hartung.
    tau2, tau2_low, tau2_high
        Variance between units and its interval.
    q, degrees, p_value
        Cochran's Q, its degrees of freedom and the p-value of "no spread beyond the noise".
    method
        How tau2 was estimated.
    confidence
        Level of all intervals.
    """

    coefficients: Floats
    covariance: Floats
    tau2: float
    tau2_low: float
    tau2_high: float
    q: float
    degrees: int
    p_value: float
    method: str
    confidence: float

    @property
    def mean(self) -> float:
        """The constant: the mean effect where there are no moderators."""
        return float(self.coefficients[0])

    @property
    def se(self) -> Floats:
        """Standard errors of the coefficients, shape (p,)."""
        return np.sqrt(np.diag(self.covariance))

    def interval(self) -> tuple[Floats, Floats]:
        """Intervals of the coefficients from t(k - p)."""
        reach = self.quantile * self.se
        return self.coefficients - reach, self.coefficients + reach

    def prediction(self, further_variance: float = 0.0) -> tuple[float, float]:
        """Interval for the true effect of one more unit.

        Parameters
        ----------
        further_variance
            Variance of what all units share and the model does not know, added to that of the mean.
        """
        spread = self.tau2 + float(self.covariance[0, 0]) + further_variance
        reach = self.quantile * float(np.sqrt(spread))
        return self.mean - reach, self.mean + reach

    @property
    def quantile(self) -> float:
        """Quantile of t(k - p) at the level of the intervals."""
        return float(stats.t.ppf((1 + self.confidence) / 2, self.degrees))


def pool(
    effect: Floats,
    variance: Floats,
    moderators: Floats | None = None,
    *,
    method: Method = "REML",
    confidence: float = 0.95,
) -> Pooled:
    """Estimate mean and spread of effects.

    Parameters
    ----------
    effect, variance
        Shape (k,): effects in any unit and their sampling variances, in its square.
    moderators
        Shape (k, q), or None for a plain mean.

    Raises
    ------
    EstimationError
        Where there are too few units, or a variance is not above zero.
    """
    units = Units.of(effect, variance, moderators)
    tau2 = {"REML": _reml, "DL": _dersimonian_laird, "PM": _paule_mandel}[method](units)
    weight = 1 / (units.variance + tau2)
    bread = np.linalg.inv(units.design.T @ (weight[:, None] * units.design))
    coefficients = bread @ (units.design.T @ (weight * units.effect))
    low, high = _profile(units, confidence)
    q = units.q(0.0)
    return Pooled(
        coefficients=coefficients,
        covariance=bread * units.q(tau2) / units.degrees,
        tau2=tau2,
        tau2_low=low,
        tau2_high=high,
        q=q,
        degrees=units.degrees,
        p_value=float(stats.chi2.sf(q, units.degrees)),
        method=method,
        confidence=confidence,
    )


def restricted_likelihood(units: Units, tau2: float) -> float:
    """Log restricted likelihood of the variance between units, up to a constant."""
    total = units.variance + tau2
    information = units.design.T @ (units.design / total[:, None])
    return -0.5 * float(
        np.log(total).sum() + np.linalg.slogdet(information)[1] + units.q(tau2)
    )  # fmt: skip


def _reml(units: Units) -> float:
    # The likelihood may have more than one peak: start from the best of a coarse grid.
    largest = float(np.var(units.effect) + units.variance.mean())
    starts = np.concatenate([[0.0], largest * np.geomspace(1e-4, 10, 40)])
    tau2 = float(max(starts, key=lambda start: restricted_likelihood(units, start)))
    for _ in range(200):
        p = units.projection(tau2)
        py = p @ units.effect
        step = float(py @ py - np.trace(p)) / float((p * p).sum())
        new = max(tau2 + step, 0.0)
        while restricted_likelihood(units, new) < restricted_likelihood(units, tau2) - TOLERANCE:
            new = (new + tau2) / 2
        if abs(new - tau2) <= TOLERANCE * largest:
            return new
        tau2 = new
    return tau2


def _dersimonian_laird(units: Units) -> float:
    p = units.projection(0.0)
    # E(Q) = k - p + tau^2 tr(P): solved for tau^2.
    return float(max(0.0, (units.q(0.0) - units.degrees) / np.trace(p)))


def _paule_mandel(units: Units) -> float:
    return _solve_q(units, units.degrees)


def _profile(units: Units, confidence: float) -> tuple[float, float]:
    tails = (1 - confidence) / 2
    low, high = stats.chi2.ppf([1 - tails, tails], units.degrees)
    return _solve_q(units, float(low)), _solve_q(units, float(high))


def _solve_q(units: Units, target: float) -> float:
    """The tau2 at which the generalised Q equals a value; 0 where it is below it already."""
    if units.q(0.0) <= target:
        return 0.0
    top = float(units.variance.max())
    while units.q(top) > target:
        top *= 4
    root: float = optimize.brentq(
        lambda tau2: units.q(tau2) - target, 0.0, top, xtol=TOLERANCE * top, rtol=1e-14
    )
    return root
