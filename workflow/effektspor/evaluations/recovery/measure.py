"""Measure the numbers of the cell worlds from worlds of persons.

Curves are means over worlds. How much a municipality's own deviation of rates moves its share, and
its strength its effect, comes from regressions of the municipalities' shares on the deviations that
the simulator drew. The correlation between weeks is that of persons of the comparison group.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from effektspor.config.simulation import SimulationSettings
from effektspor.estimators.moments import Floats
from effektspor.evaluations.recovery.calibration import Calibration, Series, Strength
from effektspor.evaluations.recovery.persistence import persistence
from effektspor.simulate.estimand import contrast
from effektspor.simulate.outcomes import PAIRS
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.tally import POST, PRE, Tally
from effektspor.simulate.world import count_study

ROOT_SEED = 2_000_000  # worlds of the calibration: far from those that are judged
LATE = slice(52, None)  # weeks of the second year: where municipalities differ most
SERIES = (("internship", "in_programme"), ("hours", "started"))


def measure(settings: SimulationSettings, parameters: Parameters, worlds: int) -> Calibration:
    """Simulate worlds of persons and measure.

    Parameters
    ----------
    settings
        Size of the register.
    worlds
        Number of worlds; 200 give the effect of a week a standard error of about 0.1 points.
    """
    sums = _Sums()
    for number in range(worlds):
        sums.add(count_study(settings, parameters, (ROOT_SEED, number)))
    together = persistence(settings, parameters, (ROOT_SEED, worlds))
    return Calibration(
        source={
            "measured_from": "worlds of the person simulator (simulate/world.py)",
            "worlds": worlds,
            "seed": ROOT_SEED,
            "starters": settings.starters,
            "parameters_sha256": parameters.sha256,
            "correlation_by_weeks_apart": {
                "|".join(pair): {lag: round(float(value), 3) for lag, value in row.items()}
                for pair, row in together.items()
            },
        },
        starters=sums.starters(),
        series=tuple(sums.series(pair, parameters, together[pair]) for pair in SERIES),
    )


class _Sums:
    """What is kept of each world."""

    def __init__(self) -> None:
        self.worlds: list[Tally] = []

    def add(self, counts: Tally) -> None:
        self.worlds.append(counts)

    def _mean(self, part: str, cohort: int, pair: int) -> Floats:
        """Mean over worlds by municipality and week, (G, T)."""
        mean: Floats = np.mean([getattr(w, part)[cohort, pair] for w in self.worlds], axis=0)
        return mean

    def starters(self) -> tuple[float, float]:
        """Mean number of starts that any week shows, by cohort."""
        started = PAIRS.index(("hours", "started"))
        inside = PAIRS.index(("internship", "in_programme"))
        both = []
        for cohort in (PRE, POST):
            begun = self._mean("n", cohort, started).sum(axis=0)
            # Those who start in the last week are in the programme but not yet counted as started.
            last = _entering(self._mean("n", cohort, inside).sum(axis=0), begun)[-1]
            both.append(float(round(begun[-1] + max(last, 0.0), 1)))
        return both[0], both[1]

    def series(
        self, pair: tuple[str, str], parameters: Parameters, together: dict[int, float]
    ) -> Series:
        place = PAIRS.index(pair)
        curves = self._curves(place, inside=pair[1] == "in_programme")
        variation = parameters.municipalities
        level, change = ("level", "change") if place == 0 else ("hours_level", "hours_change")
        sds = (
            (variation.level_sd, variation.change_sd)
            if place == 0
            else (variation.hours_level_sd, variation.hours_change_sd)
        )
        moves = [self._response(place, level, PRE), self._response(place, change, POST)]
        bound = variation.strength_bound
        low, high = (1 - bound, 1 + bound) if place == 0 else (0.0, 2.0)
        return Series(
            outcome=pair[0],
            denominator=pair[1],
            persistence=round(_weekly(together), 4),
            level_sd=round(float(sds[0] * moves[0]), 4),
            change_sd=round(float(sds[1] * moves[1]), 4),
            strength=Strength(
                sd=variation.strength_sd, low=low, high=high, convexity=self._convexity(place, low, high)
            ),
            curves=curves,
        )  # fmt: skip

    def _curves(self, pair: int, *, inside: bool) -> pd.DataFrame:
        treated = self.worlds[0].world.effects.treated
        weeks = self.worlds[0].weeks
        curves: dict[str, Any] = {"week": np.arange(1, weeks + 1)}
        started = PAIRS.index(("hours", "started"))
        for cohort, name in ((PRE, "pre"), (POST, "post")):
            n = self._mean("n", cohort, pair).sum(axis=0)
            begun = self._mean("n", cohort, started).sum(axis=0)
            entering = _entering(n, begun) if inside else np.diff(begun, prepend=0.0)
            stayed = n - entering
            leaving = np.r_[0.0, 1 - stayed[1:] / np.maximum(n[:-1], 1)] if inside else 0 * n
            curves[f"entering_{name}"] = entering / self.starters()[cohort]
            curves[f"leaving_{name}"] = np.clip(leaving, 0, 1)
        shares = {
            (cohort, group): self._mean("events", cohort, pair)[treated == group].sum(axis=0)
            / np.maximum(self._mean("n", cohort, pair)[treated == group].sum(axis=0), 1e-9)
            for cohort in (PRE, POST)
            for group in (False, True)
        }
        curves["comparison_pre"], curves["comparison_post"] = (
            shares[PRE, False],
            shares[POST, False],
        )
        curves["participants_pre"] = shares[PRE, True]
        on_off = np.array([contrast(world)[pair] for world in self.worlds])
        curves["effect"] = np.nan_to_num(on_off).mean(axis=0)  # nobody has started: no effect
        return pd.DataFrame(curves)

    def _response(self, pair: int, deviation: str, cohort: int) -> float:
        """Percentage change of a comparison municipality's share per per cent of its rates."""
        x, y, weight = [], [], []
        for world, rows in self._late(pair, cohort):
            effects = world.world.effects
            own = getattr(effects, deviation)
            if cohort == POST:
                own = own + getattr(effects, deviation.replace("change", "level"))
            keep = ~effects.treated & (rows[0] > 0)
            x.append(np.expm1(own[keep]))
            y.append(rows[1][keep] / rows[0][keep])
            weight.append(rows[0][keep])
        return _slope(np.concatenate(x), np.concatenate(y), np.concatenate(weight))

    def _convexity(self, pair: int, low: float, high: float) -> float:
        """Shape of the effect in the strength, by least squares over a grid."""
        s, effect, weight = [], [], []
        for world in self.worlds:
            treated = world.world.effects.treated
            n, off_n = world.n[POST, pair], world.n_off[pair]
            with np.errstate(invalid="ignore", divide="ignore"):
                on_off = world.events[POST, pair] / n - world.events_off[pair] / off_n
            late = np.nan_to_num(on_off)[:, LATE].mean(axis=1)
            s.append(np.clip(world.world.effects.strength[treated], low, high))
            effect.append(late[treated])
            weight.append(n[treated][:, LATE].mean(axis=1))
        strength, size = np.concatenate(s), np.concatenate(weight)
        target = np.concatenate(effect)
        loss = {}
        for kappa in np.arange(0.01, 1.5, 0.01):
            shape = np.expm1(kappa * strength) / kappa
            scale = (size * shape * target).sum() / (size * shape**2).sum()
            loss[round(float(kappa), 2)] = float((size * (target - scale * shape) ** 2).sum())
        return min(loss, key=lambda kappa: loss[kappa])

    def _late(self, pair: int, cohort: int) -> Iterator[tuple[Tally, tuple[Floats, Floats]]]:
        """For each world, the events expected at the mean share and those seen, late, (G,)."""
        treated = self.worlds[0].world.effects.treated
        n = self._mean("n", cohort, pair)[~treated].sum(axis=0)
        mean = self._mean("events", cohort, pair)[~treated].sum(axis=0) / np.maximum(n, 1e-9)
        for world in self.worlds:
            expected = (world.n[cohort, pair] * mean)[:, LATE].sum(axis=1)
            yield world, (expected, world.events[cohort, pair][:, LATE].sum(axis=1))


def _entering(n: Floats, begun: Floats) -> Floats:
    """Starts of each week: those counted as started in the next; the last week's as before it."""
    entering = np.diff(begun, append=np.nan)
    if np.isclose(entering[-2], 0.0, atol=0.5):
        entering[-1] = 0.0
    else:
        entering[-1] = entering[-2]
    entering[0] = n[0]
    return entering


def _slope(x: Floats, y: Floats, weight: Floats) -> float:
    x = x - np.average(x, weights=weight)
    return float((weight * x * (y - np.average(y, weights=weight))).sum() / (weight * x**2).sum())


def _weekly(together: dict[int, float]) -> float:
    """One correlation a week whose powers have the mean of those measured up to half a year."""
    lags = [lag for lag in together if 0 < lag <= 26]
    return float(np.mean([together[lag] ** (1 / lag) for lag in lags]))
