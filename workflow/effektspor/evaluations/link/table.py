"""The table of slopes: each exposure with its test, alone and in its family, and what it hangs on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.heterogeneity import Changes
from effektspor.estimators.link.attenuation import correct
from effektspor.estimators.link.permutation import permute
from effektspor.estimators.link.power import power
from effektspor.estimators.link.regression import FEWEST_UNITS, regress
from effektspor.estimators.link.shares import Shares
from effektspor.estimators.meta import pool
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Weighting
from effektspor.evaluations.link.exposures import ALONE, FAMILY, Exposure, family_of

Floats = npt.NDArray[np.float64]
LINK_COLUMNS = [
    "exposure", "measure", "family", "unit", "k", "constant", "slope", "se", "df", "ci_low",
    "ci_high", "p_value", "p_permutation", "p_family", "correlation", "r2", "r2_predictive", "tau2",
    "leave_low", "leave_high", "reliability", "slope_corrected", "corrected_low", "corrected_high",
]  # fmt: skip
POWER_SHARES = (0.0, 0.25, 0.5, 0.75)
POWER_WORLDS = 40_000
POWER_COLUMNS = ["r2", "exposures", "expected_hits", "p_any", "p_all", "worlds"]


@dataclass(frozen=True)
class Effects:
    """Effects of the participating municipalities.

    Attributes
    ----------
    units
        Shape (k,): municipality numbers, for joining only.
    effect, variance
        Shape (k,): fractions; the variance is the municipality's own.
    shared_variance
        Of the comparison municipalities' mean change, which is part of every effect.
    fewest
        Shape (k,): persons of the smaller cohort.
    """

    units: npt.NDArray[np.int64]
    effect: Floats
    variance: Floats
    shared_variance: float
    fewest: Floats

    @classmethod
    def of(cls, cells: Cells, week: int, weighting: Weighting) -> "Effects":
        """Changes of participants less the comparison municipalities' mean change, at one week.

        Raises
        ------
        EstimationError
            Where nobody is there in the week, or the outcome does not vary.
        """
        if week not in cells.weeks:
            raise EstimationError(
                f"There are no persons in week {week}",
                where="link of effects and fidelity",
                todo="Choose a week of the follow-up as estimation.reference_week.",
            )
        own = Changes.of(cells, cells.treated, week, weighting)
        other = Changes.of(cells, ~cells.treated, week, weighting)
        if min(len(own.change), len(other.change)) < FEWEST_UNITS or not (own.variance > 0).all():
            raise EstimationError(
                "There are too few municipalities, or nobody has the outcome",
                where="link of effects and fidelity",
                todo=f"{FEWEST_UNITS} municipalities in each group need persons in both cohorts.",
            )
        shift, shared = other.mean()
        return cls(own.clusters, own.change - shift, own.variance, shared, own.fewest)

    def with_shares(self, shares: Shares) -> tuple["Effects", Shares]:
        """Both of the municipalities that are in both, in the order of their numbers."""
        both = np.intersect1d(self.units, shares.units)
        mine, theirs = (np.searchsorted(units, both) for units in (self.units, shares.units))
        return (
            Effects(both, self.effect[mine], self.variance[mine], self.shared_variance,
                    self.fewest[mine]),
            Shares(both, shares.columns, shares.share[theirs], shares.covariance[theirs],
                   shares.respondents[theirs]),
        )  # fmt: skip


def link_table(
    effects: Effects, found: Sequence[Exposure], *, confidence: float, draws: int, seed: int
) -> pd.DataFrame:
    """One row per exposure, `LINK_COLUMNS`; an exposure that too few municipalities have has none.

    Slopes and their intervals are the change of the effect (fraction) per step of the exposure.
    """
    usable = [each for each in found if _usable(each)]
    tests = _tests(effects, usable, draws, seed)
    rows = []
    for each in usable:
        slope = regress(
            effects.effect, effects.variance, each.value,
            shared_variance=effects.shared_variance, confidence=confidence,
        )  # fmt: skip
        known = np.isfinite(each.value)
        weight = 1 / (effects.variance[known] + slope.tau2)
        fixed = correct(slope, each.value[known], each.error_variance[known], weight, confidence)
        alone, family = tests[each.name, each.measure]
        rows.append((
            each.name, each.measure, each.family, each.unit, slope.units, slope.constant,
            slope.slope, slope.se, slope.degrees, slope.ci_low, slope.ci_high, slope.p_value,
            alone, family, slope.correlation, slope.r2, slope.r2_predictive, slope.tau2,
            slope.leave_low, slope.leave_high, max(fixed.reliability, 0.0), fixed.slope, fixed.ci_low,
            fixed.ci_high,
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=LINK_COLUMNS)


def power_table(
    effects: Effects, found: Sequence[Exposure], *, confidence: float, seed: int
) -> pd.DataFrame:
    """What the primary family can show in these municipalities, by the strength of the link.

    It rests on the exposures, on the noise of the effects and on how far they differ in all; never
    on how effects and exposures go together. Without rows where effects do not differ beyond noise:
    there is then nothing that an exposure could account for.
    """
    family = [each for each in family_of(found, FAMILY) if _usable(each)]
    empty = pd.DataFrame(columns=POWER_COLUMNS)
    if not family:
        return empty
    known = _all_known(family)
    if known.sum() < FEWEST_UNITS:
        return empty
    tau2 = pool(effects.effect[known], effects.variance[known]).tau2
    if tau2 <= 0:
        return empty
    values = np.column_stack([each.value[known] for each in family])
    index = ((values - values.mean(axis=0)) / values.std(axis=0)).mean(axis=1)
    return power(
        values, [each.name for each in family], index, effects.variance[known], tau2,
        shares=POWER_SHARES, worlds=POWER_WORLDS, seed=seed, alpha=1 - confidence,
    )  # fmt: skip


def _tests(
    effects: Effects, usable: Sequence[Exposure], draws: int, seed: int
) -> Mapping[tuple[str, str], tuple[float, float]]:
    """P-values by permutation, alone and in the family; the latter NaN where there is none."""
    groups = [[each] for each in family_of(usable, ALONE)]
    groups += [
        family_of(usable, name) for name in dict.fromkeys(e.family for e in usable if e.family)
    ]
    tests: dict[tuple[str, str], tuple[float, float]] = {}
    for group in groups:
        known = _all_known(group)
        if known.sum() < FEWEST_UNITS:
            tests |= {(each.name, each.measure): (np.nan, np.nan) for each in group}
            continue
        effect, variance = effects.effect[known], effects.variance[known]
        values = np.column_stack([each.value[known] for each in group])
        tau2 = pool(effect, variance).tau2
        p = permute(effect, variance, tau2, values, draws=draws, seed=seed)
        for place, each in enumerate(group):
            family = float(p.p_family[place]) if each.family else float("nan")
            tests[each.name, each.measure] = (float(p.p_value[place]), family)
    return tests


def _usable(exposure: Exposure) -> bool:
    known = exposure.value[np.isfinite(exposure.value)]
    return len(known) >= FEWEST_UNITS and float(np.ptp(known)) > 0


def _all_known(group: Sequence[Exposure]) -> npt.NDArray[np.bool_]:
    values = np.array([each.value for each in group])
    return np.asarray(np.isfinite(values).all(axis=0))
