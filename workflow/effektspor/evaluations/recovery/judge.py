"""What every method of inference says in one world: p-values at what is true, and at no effect.

A 95 % interval holds a value where the test of that value has a p-value of at least 5 %. Testing
the truth is therefore the same as looking whether the interval holds it, and needs no inversion.
Two truths are kept: the mean effect at the weights of the study over worlds whose municipal effects
are drawn anew, and the mean effect of the very municipalities of the world.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.cluster_robust import Robust, cr1, cr2, cr3, leverage
from effektspor.estimators.contrast import Contrast, contrast
from effektspor.estimators.curves import Block, block_weights, evaluated_weeks
from effektspor.estimators.infer import Draws, Inference
from effektspor.estimators.moments import Floats
from effektspor.estimators.permutation import permutation_p
from effektspor.estimators.stack import EFFECT, Stack, Weighting
from effektspor.estimators.wild import Wild
from effektspor.evaluations.recovery.worlds import World

WEIGHTINGS: tuple[Weighting, ...] = ("persons", "municipalities")
NULLS = ("expected", "own", "zero")


@dataclass(frozen=True)
class Truths:
    """True weekly effects at the weights of a stack, shape (T,): in the mean of worlds, and here."""

    expected: Floats
    own: Floats

    @classmethod
    def of(cls, world: World, stack: Stack) -> "Truths":
        """Weigh the municipalities' effects as the estimator does; 0 where there is no weight."""
        weight = stack.weight * stack.treated[:, None]
        total = weight.sum(axis=0)
        share = weight / np.where(total > 0, total, 1)
        return cls((share * world.expected).sum(axis=0), (share * world.own).sum(axis=0))


@dataclass(frozen=True)
class Task:
    """How a world is judged: as the study's settings say, but for the number of draws."""

    inference: Inference
    smallest_group: int
    blocks: tuple[Block, ...]


def judge(world: World, task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Estimates and p-values of the endpoints, and what holds of the curve, by weighting.

    Returns
    -------
    tuple of DataFrame
        Endpoints: weighting, endpoint, method, estimate, expected, own, p_expected, p_own, p_zero,
        width. Curve: weighting, scope (evaluated: weeks as the study evaluates them;
        thin_too: also those with few events in a group and cohort), method, weeks, held (share of evaluated weeks whose interval holds
        the expected effect), all_held, all_own, any_effect (an interval without 0).
    """
    endpoints, curves = [], []
    draws: Draws | None = None
    for weighting in WEIGHTINGS:
        stack = Stack.of(world.cells, weighting)
        draws = draws or Draws.of(stack, task.inference)
        evaluated = evaluated_weeks(world.cells, stack, task.smallest_group)
        truths = Truths.of(world, stack)
        for block in task.blocks:
            weights = block_weights(stack, evaluated, block)
            table = _endpoint(stack, weights, truths, task.inference, draws)
            table.insert(0, "weighting", weighting)
            table.insert(1, "endpoint", block.name)
            endpoints.append(table)
        thin = evaluated_weeks(world.cells, stack, task.smallest_group, fewest_events=0)
        scopes = {"evaluated": evaluated, "thin_too": thin}
        table = _curve(stack, scopes, truths, task.inference, draws)
        table.insert(0, "weighting", weighting)
        curves.append(table)
    return pd.concat(endpoints, ignore_index=True), pd.concat(curves, ignore_index=True)


def _endpoint(
    stack: Stack, weights: Floats, truths: Truths, inference: Inference, draws: Draws
) -> pd.DataFrame:
    """One row per method."""
    own = contrast(stack, weights)
    theta = own.estimate
    nulls = np.array([weights @ truths.expected, weights @ truths.own, 0.0])
    left_out = leverage(stack, weights, theta)
    robust = {"cr1": cr1(own), "cr2": cr2(left_out), "cr3": cr3(theta, left_out, own.clusters)}
    wild = Wild.of(own, draws.signs)
    p_values = {"wild": [wild.p_value(null) for null in nulls]}
    p_values |= {
        name: [found.p_value(theta - null) for null in nulls] for name, found in robust.items()
    }
    p_values["randomisation"] = [
        permutation_p(shifted(stack, tau), weights, draws.groups)
        for tau in (truths.expected, truths.own, np.zeros(len(weights)))
    ]
    widths = {name: _width(found, inference.confidence) for name, found in robust.items()}
    rows = [
        (method, theta, *nulls[:2], *found, widths.get(method, np.nan))
        for method, found in p_values.items()
    ]
    names = ["method", "estimate", "expected", "own", *(f"p_{null}" for null in NULLS), "width"]
    return pd.DataFrame(rows, columns=names)


def shifted(stack: Stack, tau: Floats) -> Stack:
    """The stack as it would be had every treated person's outcome been lower by `tau`, (T,)."""
    return replace(stack, score=stack.score - stack.gram[..., EFFECT] * tau[:, None])


def _curve(
    stack: Stack,
    scopes: Mapping[str, npt.NDArray[np.bool_]],
    truths: Truths,
    inference: Inference,
    draws: Draws,
) -> pd.DataFrame:
    """Pointwise intervals by two methods, and the simultaneous band, against the true curve."""
    weeks = np.flatnonzero(np.any(list(scopes.values()), axis=0))
    tests = [_Week.of(stack, int(week), truths, draws) for week in weeks]
    rows = []
    alpha = 1 - inference.confidence
    for scope, inside in scopes.items():
        chosen = [test for test, week in zip(tests, weeks, strict=True) if inside[week]]
        away = np.array([test.away for test in chosen])
        usual = np.array([test.cr1_reach(inference.confidence) for test in chosen])
        largest = np.max([test.statistics for test in chosen], axis=0)
        band = float(np.quantile(largest, inference.confidence))
        holds = {
            "wild": np.array([test.p_values for test in chosen]) >= alpha,
            "cr1": away <= usual[:, None],
            "band": away <= band,
        }
        rows += [(scope, name, len(chosen), *_held(inner)) for name, inner in holds.items()]
    names = ["scope", "method", "weeks", "held", "all_held", "all_own", "any_effect"]
    return pd.DataFrame(rows, columns=names)


@dataclass(frozen=True)
class _Week:
    """One week's tests of the expected effect, the world's own and none.

    Attributes
    ----------
    contrast
        The week's effect.
    p_values
        Of the wild bootstrap, one for each null.
    away
        Distance of the estimate from each null in plain standard errors.
    statistics
        Absolute bootstrapped t-statistics under no effect, as the study's band takes them, (B,).
    """

    contrast: Contrast
    p_values: list[float]
    away: list[float]
    statistics: Floats

    @classmethod
    def of(cls, stack: Stack, week: int, truths: Truths, draws: Draws) -> "_Week":
        own = contrast(stack.at(np.arange(len(stack.weeks)) == week), [1.0])
        wild = Wild.of(own, draws.signs)
        nulls = (float(truths.expected[week]), float(truths.own[week]), 0.0)
        gaps, se = [abs(own.estimate - null) for null in nulls], own.plain_se
        away = [gap / se if se > 0 else (0.0 if gap == 0 else np.inf) for gap in gaps]
        statistics = np.abs(wild.statistics()) if se > 0 else np.zeros(len(draws.signs))
        return cls(own, [wild.p_value(null) for null in nulls], away, statistics)

    def cr1_reach(self, confidence: float) -> float:
        """Half the usual interval in plain standard errors."""
        own = self.contrast
        return float(np.sqrt(own.factor)) * _t_quantile(confidence, own.clusters - 1)


@cache
def _t_quantile(confidence: float, df: int) -> float:
    return float(stats.t.ppf((1 + confidence) / 2, df))


def _held(inside: npt.NDArray[np.bool_]) -> tuple[float, bool, bool, bool]:
    """From whether each week's interval holds the expected effect, its own and none, (weeks, 3)."""
    expected, own, none = (bool(inside[:, column].all()) for column in range(len(NULLS)))
    return float(inside[:, 0].mean()), expected, own, not none


def _width(robust: Robust, confidence: float) -> float:
    return float(2 * stats.t.ppf((1 + confidence) / 2, robust.df) * robust.se)
