r"""Placebo pairs of start years before the project, and how large a drift the effect survives.

Each pair is the difference in differences of the later year's starts against the earlier's, all of
it before the project: follow-up ends with the last week before it. What is not nought there is a
drift of the groups apart that the project cannot have made. The joint test takes the largest
t-statistic of all pairs, its distribution from the bootstrap with one sign per municipality over
all pairs, so that what they have in common (each inner year is in two of them) is carried.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from effektspor.config.design import Cohorts
from effektspor.config.diagnostics import Diagnostics
from effektspor.config.window import cap_weeks
from effektspor.estimators.contrast import contrast
from effektspor.estimators.infer import enough_clusters
from effektspor.estimators.moments import Cells, Floats
from effektspor.estimators.sensitivity import RelativeMagnitude
from effektspor.estimators.stack import Stack
from effektspor.estimators.wild import TIE, Wild, draw_signs
from effektspor.estimators.yearly import CALENDAR, year_pair
from effektspor.evaluations.diagnostics import words
from effektspor.evaluations.diagnostics.finding import Finding, Series
from effektspor.evaluations.diagnostics.numbers import (
    Engine,
    Number,
    both_cohorts,
    mean_weights,
    measure,
)
from effektspor.evaluations.diagnostics.rules import (
    Verdict,
    breakdown,
    gap_limits,
    joint,
    near_zero,
)


@dataclass(frozen=True)
class Pair:
    """Two consecutive years of start before the project, with what its test needs."""

    years: tuple[int, int]
    cells: Cells
    stack: Stack
    weights: Floats


def pairs_of(yearly: pd.DataFrame, series: Series, cohorts: Cohorts, engine: Engine) -> list[Pair]:
    """Consecutive pairs of the placebo years and the earlier cohort's first year.

    Parameters
    ----------
    yearly
        `YEARLY_MOMENTS`.
    """
    years = [*cohorts.placebo_years, cohorts.pre.first_year] if cohorts.placebo_years else []
    found = []
    for earlier, later in pairwise(years):
        weeks = min(cap_weeks(cohorts, earlier), cap_weeks(cohorts, later))
        rows = year_pair(yearly, CALENDAR, [earlier], [later], weeks)
        cells = both_cohorts(rows, series.outcome, series.denominator)
        if cells is None:
            continue
        stack = Stack.of(cells, engine.weighting)
        weights = mean_weights(cells, stack, engine.smallest_group)
        found.append(Pair((earlier, later), cells, stack, weights))
    return found


def placebo_findings(
    pairs: Sequence[Pair],
    series: Series,
    main: Cells,
    cohorts: Cohorts,
    settings: Diagnostics,
    engine: Engine,
) -> list[Finding]:
    """Each pair, all together, and the drift that the effect survives.

    A pair is judged beside the effect over its own weeks: early weeks have small shares, and a gap
    there is small beside an effect that mostly lies in later ones.

    Parameters
    ----------
    main
        Cells of the study's own cohorts.
    """
    if not cohorts.placebo_years:
        return _not_evaluated(series, settings)
    effects = {pair.years: effect_over(main, pair, engine) for pair in pairs}
    limits = {years: gap_limits(settings, effect) for years, effect in effects.items()}
    none = gap_limits(settings, Number())
    rule = words.rule("gap", settings, "gap", words.EFFECT_UNIT)
    signs = shared_signs(pairs, engine)
    known = {pair.years: (pair, drawn) for pair, drawn in zip(pairs, signs, strict=True)}
    years = [*cohorts.placebo_years, cohorts.pre.first_year]
    findings = []
    for both in pairwise(years):
        gap = Number()
        if both in known:
            pair, drawn = known[both]
            gap = measure(pair.stack, pair.weights, engine.inference, drawn)
        # Without an effect there is nothing that a gap could be small beside.
        known_effect = both in effects and effects[both].known
        verdict = near_zero(gap if known_effect else Number(), limits.get(both, none))
        name = "placebo_{}_{}".format(*both)
        findings.append(
            Finding(
                series, name, words.label("placebo", *both), gap,
                str(limits.get(both, none)), rule, verdict,
            )
        )  # fmt: skip
    gaps = {
        both: finding.number.estimate
        for both, finding in zip(pairwise(years), findings, strict=True)
    }
    worst = max(gaps, key=lambda both: abs(gaps[both]) if np.isfinite(gaps[both]) else -1.0)
    largest, at_worst = gaps[worst], limits.get(worst, none)
    p_value = joint_p(pairs, signs)
    together = joint([f.verdict for f in findings], largest, p_value, at_worst)
    findings.append(
        Finding(
            series, "placebo_joint", words.label("placebo_joint"),
            Number(estimate=largest, p_value=p_value), str(at_worst),
            words.rule("joint", settings, "gap", words.EFFECT_UNIT), together,
        )
    )  # fmt: skip
    return findings + _sensitivity(gaps, effects, series, cohorts, settings)


def effect_over(main: Cells, pair: Pair, engine: Engine) -> Number:
    """The study's mean weekly effect over the weeks of a pair."""
    stack = Stack.of(main, engine.weighting)
    weeks = pair.stack.weeks[pair.weights > 0]
    weights = mean_weights(main, stack, engine.smallest_group) * np.isin(main.weeks, weeks)
    total = weights.sum()
    return measure(stack, weights / total, engine.inference) if total else Number()


def joint_p(pairs: Sequence[Pair], signs: Sequence[Floats]) -> float:
    """P-value of the largest absolute t-statistic of all pairs; NaN where none can be tested."""
    observed, drawn = 0.0, None
    for pair, own_signs in zip(pairs, signs, strict=True):
        own = contrast(pair.stack, pair.weights)
        if not enough_clusters(pair.stack, pair.weights) or not own.plain_se > 0:
            continue
        statistics = np.abs(Wild.of(own, own_signs).statistics())
        observed = max(observed, abs(own.estimate) / own.plain_se)
        drawn = statistics if drawn is None else np.maximum(drawn, statistics)
    if drawn is None:
        return float("nan")
    # As of a single test, the observed statistic counts as one of the draws.
    farther = int((drawn >= observed * (1 - TIE)).sum())
    return (1 + farther) / (1 + len(drawn))


def shared_signs(pairs: Sequence[Pair], engine: Engine) -> list[Floats]:
    """The same draw of a municipality in every pair."""
    everyone = np.unique(np.concatenate([[0], *(pair.stack.clusters for pair in pairs)]))
    signs = draw_signs(len(everyone), engine.inference.draws, engine.inference.seed)
    return [signs[:, np.searchsorted(everyone, pair.stack.clusters)] for pair in pairs]


def _sensitivity(
    gaps: dict[tuple[int, int], float],
    effects: dict[tuple[int, int], Number],
    series: Series,
    cohorts: Cohorts,
    settings: Diagnostics,
) -> list[Finding]:
    """The least that the effect survives of any pair, each over its own weeks."""
    steps = cohorts.post.middle - cohorts.pre.middle
    each = [
        RelativeMagnitude.of(effect.estimate, (effect.low, effect.high), [gaps[years]], steps)
        for years, effect in effects.items()
        if effect.known and np.isfinite(gaps[years])
    ]
    nothing = RelativeMagnitude(*[float("nan")] * 4)
    found = min(each, key=lambda m: (m.breakdown_of_interval, m.breakdown), default=nothing)
    verdict = breakdown(found, settings)
    rule = words.rule("breakdown", settings)
    known = verdict.status != "not_evaluated"
    ends = found.robust_interval(settings.breakdown)
    threshold = f"{settings.breakdown:g}; {steps:g} years from cohort to cohort"
    ratio = Number(estimate=found.breakdown if known else float("nan"))
    robust = Number(found.estimate, low=ends[0], high=ends[1]) if known else Number()
    return [
        Finding(series, key, words.label(key), number, threshold, rule, verdict)
        for key, number in (("breakdown", ratio), ("robust_interval", robust))
    ]


def _not_evaluated(series: Series, settings: Diagnostics) -> list[Finding]:
    verdict = Verdict("not_evaluated", "no_placebo_years")
    rules = {
        "placebo_joint": words.rule("joint", settings, "gap", words.EFFECT_UNIT),
        "breakdown": words.rule("breakdown", settings),
        "robust_interval": words.rule("breakdown", settings),
    }
    return [
        Finding(series, key, words.label(key), Number(), "", rule, verdict)
        for key, rule in rules.items()
    ]
