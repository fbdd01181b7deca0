r"""Worlds drawn on municipality cells: counts of persons and of events, week by week.

Municipality g has the share :math:`p_{g0t} = m_{0t} L_g` in the earlier and
:math:`p_{g1t} = (m_{1t} + \tau_t S_g) L_g C_g` in the later cohort. :math:`L_g` and :math:`C_g` are
log-normal with mean 1 and larger in small municipalities, :math:`S_g` is the strength of the
programme, 0 outside the participating municipalities, and all three are drawn anew in each world.
Trends are parallel in levels in expectation, :math:`m_{1t} - m_{0t}` being the same in both groups,
so that the effect of a municipality is :math:`\tau_t E[S_g]` in the mean of worlds: there is no
identification bias, and what an interval misses is the fault of the interval.

Persons enter, leave and change state one by one: the counts of a cell are binomial in each week,
and the state of a person is a Markov chain with the share of the cell and the measured correlation
from week to week. No cell is normally distributed, and small ones have few events or none.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.moments import Cells, Floats
from effektspor.evaluations.recovery.calibration import Calibration, Series
from effektspor.simulate.parameters import MunicipalVariation, Parameters

QUANTILES = 4000  # points by which the mean strength of a municipality is computed


@dataclass(frozen=True)
class Places:
    """The municipalities: real sizes and groups, arrays of shape (G,).

    Attributes
    ----------
    share
        Share of all course starts.
    factor
        Of the standard deviations of municipal effects: small municipalities deviate more.
    """

    code: npt.NDArray[np.int64]
    share: Floats
    treated: npt.NDArray[np.bool_]
    factor: Floats

    @classmethod
    def of(cls, parameters: Parameters) -> "Places":
        """The municipalities of the simulator."""
        return cls.from_table(parameters.places, parameters.municipalities)

    @classmethod
    def from_table(cls, places: pd.DataFrame, variation: MunicipalVariation) -> "Places":
        """From columns code, population_thousands_approx and participant."""
        thousands = places["population_thousands_approx"].to_numpy(dtype=np.float64)
        factor = np.sqrt(variation.reference_thousands / thousands)
        return cls(
            places["code"].to_numpy(dtype=np.int64),
            thousands / thousands.sum(),
            places["participant"].to_numpy() == 1,
            np.minimum(factor, variation.largest_factor),
        )


@dataclass(frozen=True)
class World:
    """One series of one world.

    Attributes
    ----------
    cells
        Counts: what estimators see.
    expected, own
        Shape (G, T): effect of each municipality in the mean of worlds and in this world; 0 in the
        comparison municipalities and in a world without effect.
    """

    cells: Cells
    expected: Floats
    own: Floats


class Generator:
    """Draws worlds of one series.

    Parameters
    ----------
    calibration
        Starts of the two cohorts.
    series
        Curves and deviations.
    places
        Municipalities.
    """

    def __init__(self, calibration: Calibration, series: Series, places: Places) -> None:
        self._starters, self._series, self._places = calibration.starters, series, places
        self._weeks = len(series.curves)
        raw = self._shape(_normal_scores(QUANTILES)).mean(axis=1)
        weight = places.share * places.treated
        self._scale = 1 / ((weight * raw).sum() / weight.sum())
        self._mean_strength = np.where(places.treated, raw * self._scale, 0.0)

    def draw(self, rng: np.random.Generator, *, effect: bool) -> World:
        """One world, with the programme or without."""
        series, places = self._series, self._places
        groups, draws = len(places.code), rng.standard_normal((3, len(places.code)))
        level = _log_normal(draws[0], series.level_sd * places.factor)
        change = _log_normal(draws[1], series.change_sd * places.factor)
        strength = np.where(places.treated, self._shape(draws[2][:, None])[:, 0], 0) * self._scale
        tau = series.curve("effect") if effect else np.zeros(self._weeks)
        share = np.zeros((groups, 2, self._weeks))
        base = self._base()
        share[:, 0] = base[:, 0] * level[:, None]
        own = strength[:, None] * tau * (level * change)[:, None]
        share[:, 1] = base[:, 1] * (level * change)[:, None] + own
        n, y = self._count(rng, np.clip(share, 0.0, 1.0))
        nothing = np.zeros((groups, 2, self._weeks, 0))
        cells = Cells(
            places.code, places.treated, np.arange(1, self._weeks + 1), n, y, y.copy(),
            nothing, nothing, np.zeros((groups, 2, self._weeks, 0, 0)),
        )  # fmt: skip
        return World(cells, self._mean_strength[:, None] * tau, own)

    def _shape(self, scores: Floats) -> Floats:
        """Effect of each municipality at a strength, before scaling: (G, draws)."""
        how = self._series.strength
        sd = how.sd * self._places.factor[:, None]
        strength = np.clip(1 + sd * scores, how.low, how.high)
        shaped: Floats = np.expm1(how.convexity * strength) / how.convexity
        return shaped

    def _base(self) -> Floats:
        """Mean share without the programme, (G, 2, T): the same change in both groups."""
        comparison = self._series.by_cohort("comparison")
        before = self._series.curve("participants_pre")
        participants = np.stack([before, before + comparison[1] - comparison[0]])
        base: Floats = np.where(
            self._places.treated[:, None, None], np.maximum(participants, 0), comparison
        )
        return base

    def _count(self, rng: np.random.Generator, share: Floats) -> tuple[Floats, Floats]:
        """Persons and events of each cell and week, (G, 2, T), given the share of the cell."""
        entering = self._series.by_cohort("entering") * np.array(self._starters)[:, None]
        entrants = rng.poisson(self._places.share[:, None, None] * entering)
        leaving = self._series.by_cohort("leaving")
        keep, begin = transitions(share, self._series.persistence)
        inside = np.zeros(share.shape[:2], dtype=np.int64)
        outside = np.zeros_like(inside)
        n, y = np.zeros(share.shape), np.zeros(share.shape)
        for week in range(self._weeks):
            inside = rng.binomial(inside, 1 - leaving[:, week])
            outside = rng.binomial(outside, 1 - leaving[:, week])
            stay = rng.binomial(inside, keep[..., week])
            start = rng.binomial(outside, begin[..., week])
            fresh = rng.binomial(entrants[..., week], share[..., week])
            outside = outside - start + inside - stay + entrants[..., week] - fresh
            inside = stay + start + fresh
            n[..., week], y[..., week] = inside + outside, inside
        return n, y


def transitions(share: Floats, persistence: float) -> tuple[Floats, Floats]:
    """Weekly chances to stay in the state and to begin it, so that the share is kept exactly.

    Parameters
    ----------
    share
        Shape (..., T).
    persistence
        Correlation from one week to the next where the share does not change.

    Returns
    -------
    tuple
        Both of the shape of `share`; those of a week lead into it. Where the share falls faster
        than persons leave the state by themselves, nobody begins and more leave.
    """
    before = np.concatenate([np.zeros_like(share[..., :1]), share[..., :-1]], axis=-1)
    keep = persistence + (1 - persistence) * share
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        begin = np.where(before < 1, (share - before * keep) / (1 - before), 0.0)
        keep = np.where(begin < 0, np.where(before > 0, share / before, 0.0), keep)
    return np.clip(keep, 0, 1), np.clip(begin, 0, 1)


def _log_normal(scores: Floats, sd: Floats) -> Floats:
    """Log-normal with mean 1."""
    found: Floats = np.exp(scores * sd - sd**2 / 2)
    return found


def _normal_scores(points: int) -> Floats:
    """Standard normal quantiles in the middle of equal shares, (1, points)."""
    scores: Floats = stats.norm.ppf((np.arange(points) + 0.5) / points)[None, :]
    return scores
