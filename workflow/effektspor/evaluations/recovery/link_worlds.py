r"""Worlds in which fidelity goes with the effect by a set strength: one week, municipality cells.

As in `worlds`, with one difference: the strength of participating municipality g is drawn from

.. math:: z_g = \sqrt{R^2}\, f_g + \sqrt{1 - R^2}\, u_g,

f being the standardised mean of the published end values of six core elements, centred so that the
strength that persons meet stays 1 on average, and u standard normal. Which published profile is
that of g is dealt out in each world, as in the simulator. Persons of one week are drawn at once,
since no test of the link looks at another week.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import ConfigError
from effektspor.estimators.moments import Cells, Floats
from effektspor.evaluations.recovery.calibration import Calibration, Series
from effektspor.evaluations.recovery.worlds import Places


@dataclass(frozen=True)
class LinkWorld:
    """One world.

    Attributes
    ----------
    cells
        Counts of one week, numbered 1.
    strength
        Shape (k,): of the participating municipalities, in the order of their numbers.
    profile
        Shape (k,): rows of the published values that belong to them.
    """

    cells: Cells
    strength: Floats
    profile: npt.NDArray[np.int64]


class LinkGenerator:
    """Draws worlds.

    Parameters
    ----------
    calibration, series
        Starts of the two cohorts; curves and deviations of one series.
    places
        Municipalities.
    levels
        Published end values by municipality number (index), one column per element.
    week
        Week of the curves.

    Attributes
    ----------
    index
        Shape (k,): what the strengths follow before it is centred, in the order of the published
        municipalities' numbers.

    Raises
    ------
    ConfigError
        Where a participating municipality has no published values.
    """

    def __init__(
        self,
        calibration: Calibration,
        series: Series,
        places: Places,
        levels: pd.DataFrame,
        week: int,
    ) -> None:
        self._series, self._places, self._week = series, places, week
        codes = places.code[places.treated]
        if not set(codes) <= set(levels.index):
            raise ConfigError(
                "A participating municipality has no published fidelity",
                where="link worlds",
                todo="Give values of all municipalities that participate in the simulator.",
            )
        self.levels = levels.loc[np.sort(codes)]
        place = week - 1
        stays = 1 - series.by_cohort("leaving")[:, : place + 1]
        # Who enters in a week is still there if none of the later weeks takes him.
        survive = np.cumprod(stays[:, ::-1], axis=1)[:, ::-1]
        survive = np.concatenate([survive[:, 1:], np.ones((2, 1))], axis=1)
        there = (series.by_cohort("entering")[:, : place + 1] * survive).sum(axis=1)
        self._persons = places.share[:, None] * np.array(calibration.starters) * there
        self.index = self._fidelity()
        self._rank = np.argsort(np.argsort(places.code[places.treated]))

    def _fidelity(self) -> Floats:
        """Standardised index of the published values, in the order of municipality numbers."""
        values = self.levels.to_numpy(dtype=np.float64)
        index = ((values - values.mean(axis=0)) / values.std(axis=0)).mean(axis=1)
        standardised: Floats = (index - index.mean()) / index.std()
        return standardised

    def centred(self, profile: npt.NDArray[np.int64]) -> Floats:
        """Index of each municipality's profile, shape (k,), in the order of their numbers."""
        treated = self._places.treated
        order = np.argsort(self._places.code[treated])
        weight = (self._places.share * self._places.factor)[treated][order]
        index = self.index[profile]
        centred: Floats = index - weight @ index / weight.sum()
        return centred

    def draw(self, rng: np.random.Generator, r2: float) -> LinkWorld:
        """One world in which fidelity accounts for a share `r2` of the strengths' variance."""
        series, places, place = self._series, self._places, self._week - 1
        groups, treated = len(places.code), places.treated
        profile = rng.permutation(len(self.index))
        scores = rng.standard_normal((3, groups))
        z = scores[2]
        z[treated] = np.sqrt(r2) * self.centred(profile)[self._rank] + np.sqrt(1 - r2) * z[treated]
        how = series.strength
        strength = np.clip(1 + how.sd * places.factor * z, how.low, how.high)
        shaped = np.where(treated, np.expm1(how.convexity * strength), 0.0)
        shaped /= float(places.share @ shaped / places.share[treated].sum())
        level, change = (
            np.exp(score * sd * places.factor - (sd * places.factor) ** 2 / 2)
            for score, sd in zip(scores[:2], (series.level_sd, series.change_sd), strict=True)
        )
        comparison = series.by_cohort("comparison")[:, place]
        before = float(series.curve("participants_pre")[place])
        own = np.array([before, max(before + comparison[1] - comparison[0], 0.0)])
        share = np.where(treated[:, None], own, comparison) * level[:, None]
        share[:, 1] += float(series.curve("effect")[place]) * shaped * level
        share[:, 1] *= change
        n = rng.poisson(self._persons).astype(np.float64)
        y = rng.binomial(n.astype(np.int64), np.clip(share, 0, 1)).astype(np.float64)
        order = np.argsort(places.code)
        cells = _one_week(places.code[order], treated[order], n[order], y[order])
        return LinkWorld(cells, shaped[order][treated[order]], profile)


def _one_week(codes: np.ndarray, treated: np.ndarray, n: Floats, y: Floats) -> Cells:
    """Counts of shape (G, 2) as cells of one week without covariates."""
    groups = len(codes)
    none = np.zeros((groups, 2, 1, 0))
    return Cells(
        codes, treated, np.array([1]), n[..., None], y[..., None], y[..., None], none, none,
        np.zeros((groups, 2, 1, 0, 0)),
    )  # fmt: skip
