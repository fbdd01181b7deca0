r"""Shrinkage of noisy effects towards their mean, with intervals that carry what is not known.

In the model :math:`y_i \sim N(\theta_i, v_i)`, :math:`\theta_i \sim N(\mu, \tau^2)`, given tau the
effect of unit i is normal with

.. math::

   E = B_i \hat\mu + (1 - B_i) y_i, \quad
   Var = (1 - B_i) v_i + B_i^2 Var(\hat\mu), \quad B_i = v_i / (v_i + \tau^2),

:math:`\hat\mu` the mean weighted by :math:`1 / (v_i + \tau^2)`: the second term is the uncertainty
of the mean. That of tau is carried by averaging over tau with its restricted likelihood as weight,
which is the posterior under flat priors of the mean and of tau (Rubin 1981; Gelman 2006). Intervals
are quantiles of that mixture. Putting one estimate of tau in its place would give intervals that
are too short, and of no length between units where the estimate is zero.
"""

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from effektspor.errors import EstimationError
from effektspor.estimators.meta import Units, restricted_likelihood

Floats = npt.NDArray[np.float64]
FEWEST_UNITS = 3  # with two, the weight of large tau does not fall off and nothing is proper
GRID = 801
REACH = 14.0  # what tau may be at most, in units of the effects' spread and noise
NEGLIGIBLE = 1e-6  # of the likelihood at its peak


class Posterior:
    """Effects of k units given each tau of a grid, and the weights of the grid.

    Parameters
    ----------
    effect, variance
        Shape (k,): effects and their sampling variances.
    shared_variance
        Variance of a number that was subtracted from every effect and is no part of `variance`;
        it is added to every interval.

    Raises
    ------
    EstimationError
        Where there are fewer than three units, or a variance is not above zero.
    """

    def __init__(self, effect: Floats, variance: Floats, shared_variance: float = 0.0) -> None:
        units = Units.of(effect, variance)
        if len(units.effect) < FEWEST_UNITS:
            raise EstimationError(
                f"{len(units.effect)} units are too few to shrink towards a common mean",
                where="shrinkage",
                todo=f"Give at least {FEWEST_UNITS} units.",
            )
        self.tau, self.weight = _tau_weights(units)
        total = units.variance + self.tau[:, None] ** 2  # (grid, k)
        precision = (1 / total).sum(axis=1)
        mean = (units.effect / total).sum(axis=1) / precision
        share = units.variance / total
        self._centre = share * mean[:, None] + (1 - share) * units.effect
        own = (1 - share) * units.variance + share**2 / precision[:, None]
        self._sd = np.sqrt(own + shared_variance)
        self._mean = mean[:, None]
        self._new_sd = np.sqrt(self.tau**2 + 1 / precision + shared_variance)[:, None]

    def mean(self) -> Floats:
        """Shrunken effects, shape (k,)."""
        return np.asarray(self.weight @ self._centre)

    def sd(self) -> Floats:
        """Their standard deviations, shape (k,)."""
        second = self.weight @ (self._sd**2 + self._centre**2)
        found: Floats = np.sqrt(second - self.mean() ** 2)
        return found

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Ends of the central intervals, shape (k,) each."""
        tails = (1 - confidence) / 2
        low = _quantiles(self.weight, self._centre, self._sd, tails)
        return low, _quantiles(self.weight, self._centre, self._sd, 1 - tails)

    def prediction(self, confidence: float) -> tuple[float, float]:
        """Central interval for the true effect of one more unit."""
        tails = (1 - confidence) / 2
        ends = [
            float(_quantiles(self.weight, self._mean, self._new_sd, level)[0])
            for level in (tails, 1 - tails)
        ]
        return ends[0], ends[1]


def _quantiles(weight: Floats, centre: Floats, sd: Floats, level: float) -> Floats:
    """Quantile of each column's mixture of normals; `weight` (grid,), the others (grid, m)."""

    def below(value: float, column: int) -> float:
        z = (value - centre[:, column]) / sd[:, column]
        return float(weight @ special.ndtr(z)) - level

    low, high = (centre - 12 * sd).min(axis=0), (centre + 12 * sd).max(axis=0)
    ends = [
        optimize.brentq(below, low[column], high[column], args=(column,), xtol=1e-12)
        for column in range(centre.shape[1])
    ]
    return np.array(ends)


def _tau_weights(units: Units) -> tuple[Floats, Floats]:
    """A grid of tau that holds all of its weight, and the weights, which add up to one."""
    reach = REACH * float(np.sqrt(np.var(units.effect) + units.variance.mean()))
    for _ in range(4):  # the first grid is coarse where the likelihood is narrow
        tau = np.linspace(0, reach, GRID)
        log = np.array([restricted_likelihood(units, value**2) for value in tau])
        likelihood = np.exp(log - log.max())
        last = int(np.flatnonzero(likelihood > NEGLIGIBLE)[-1])
        if last > GRID // 2:
            break
        reach = float(tau[last + 1])
    ends = np.ones(GRID)
    ends[[0, -1]] = 0.5  # trapezoid
    weight = likelihood * ends
    return tau, weight / weight.sum()
