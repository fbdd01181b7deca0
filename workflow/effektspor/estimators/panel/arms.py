r"""Difference between randomised arms in a panel of persons by period, with linearmodels.

.. math:: y_{it} = \sum_b \tau_b\,arm_i\,1(t \in b) + \mu_{g(i)t} + e_{it},

clustered by person. The effects of block x period hold those of blocks and of periods, so that an
effect of one period is the mean of the differences within blocks, block :math:`g` weighted by
:math:`n_{g1} n_{g0} / (n_{g1} + n_{g0})`: the difference of the arms' shares where all blocks are
divided alike. The arm does not change, so that effects of persons would absorb it; random effects
of persons (`random_effects`) are the other way to let a person's periods go together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from linearmodels.panel import PanelOLS, RandomEffects
from scipy import stats

from effektspor.estimators.moments import Floats

PANEL = "linearmodels PanelOLS, block x period absorbed, clustered by person"
RANDOM = "linearmodels RandomEffects of persons, block and period in it, clustered by person"


@dataclass(frozen=True)
class ArmEffects:
    """Effects by block of periods.

    Attributes
    ----------
    estimate
        Shape (B,); missing where no block of persons has both arms.
    covariance
        Shape (B, B), clustered by person, with factors for few clusters and for absorbed effects.
    df
        Degrees of freedom of t: persons less blocks of persons less one.
    """

    estimate: Floats
    covariance: Floats
    df: int

    def combine(self, weights: npt.ArrayLike, confidence: float) -> dict[str, float]:
        """Estimate, se, ci_low, ci_high and p of a weighted sum of the effects.

        The p-value is missing where nothing varies.
        """
        w = np.asarray(weights, dtype=np.float64)
        # Beyond twelve decimals there is only the order of sums; + 0 for no "-0".
        value = round(float(w @ self.estimate), 12) + 0.0
        se = float(np.sqrt(max(float(w @ self.covariance @ w), 0.0)))
        reach = float(stats.t.ppf((1 + confidence) / 2, self.df)) * se
        p = 2 * float(stats.t.sf(abs(value) / se, self.df)) if se > 0 else float("nan")
        return {
            "estimate": value, "se": se, "ci_low": value - reach, "ci_high": value + reach, "p": p,
        }  # fmt: skip


def arm_effects(
    outcome: npt.ArrayLike,
    arm: npt.ArrayLike,
    block: npt.ArrayLike,
    periods: Sequence[Sequence[int]],
) -> ArmEffects:
    """Fit one effect for each block of periods, all in one regression.

    Parameters
    ----------
    outcome
        Shape (N, T): every person in every period.
    arm
        Shape (N,): whether the person was drawn to arm 1.
    block
        Shape (N,): persons were drawn within these.
    periods
        Places of the periods of each block, from 0; other periods are left out.
    """
    y, drawn = np.asarray(outcome, dtype=np.float64), np.asarray(arm, dtype=np.float64)
    used = sorted(place for each in periods for place in each)
    rows = _rows(y[:, used], drawn, block, used)
    if not _identified(drawn, block):
        return _unknown(len(periods))
    unit = rows.groupby(["block", "period"]).ngroup()
    panel = rows.assign(unit=unit, row=rows["person"]).set_index(["unit", "row"])
    exog = pd.DataFrame(
        {f"effect_{b}": panel["arm"] * panel["period"].isin(own) for b, own in enumerate(periods)}
    )
    fit = PanelOLS(panel["y"], exog.astype(np.float64), entity_effects=True).fit(
        cov_type="clustered", clusters=panel["person"], debiased=False, group_debias=True
    )
    return ArmEffects(fit.params.to_numpy(), fit.cov.to_numpy(), _df(block))


def random_effects(outcome: npt.ArrayLike, arm: npt.ArrayLike, block: npt.ArrayLike) -> ArmEffects:
    """One effect over all periods, persons having random effects; parameters as of `arm_effects`."""
    y, drawn = np.asarray(outcome, dtype=np.float64), np.asarray(arm, dtype=np.float64)
    if not _identified(drawn, block) or not y.std():
        return _unknown(1)
    rows = _rows(y, drawn, block, range(y.shape[1]))
    panel = rows.set_index(["person", "period"], drop=False)
    levels = [
        pd.get_dummies(panel[name], prefix=name, drop_first=drop)
        for name, drop in (("block", False), ("period", True))
    ]
    exog = pd.concat([panel["arm"], *levels], axis=1).astype(np.float64)
    fit = RandomEffects(panel["y"], exog).fit(
        cov_type="clustered", cluster_entity=True, debiased=False, group_debias=True
    )
    found = np.array([[float(fit.cov.loc["arm", "arm"])]])
    return ArmEffects(np.array([float(fit.params["arm"])]), found, _df(block))


def _rows(y: Floats, arm: Floats, block: npt.ArrayLike, periods: Sequence[int]) -> pd.DataFrame:
    """One row per person and period."""
    persons, many = y.shape
    return pd.DataFrame(
        {
            "person": np.repeat(np.arange(persons), many),
            "period": np.tile(np.asarray(periods), persons),
            "block": np.repeat(np.asarray(block), many),
            "arm": np.repeat(arm, many),
            "y": y.reshape(-1),
        }
    )


def _identified(arm: Floats, block: npt.ArrayLike) -> bool:
    """Whether some block has persons of both arms."""
    by_block = pd.Series(arm).groupby(np.asarray(block))
    return len(arm) > 0 and bool((by_block.nunique() == 2).any())


def _df(block: npt.ArrayLike) -> int:
    blocks = np.asarray(block)
    return len(blocks) - len(np.unique(blocks)) - 1


def _unknown(effects: int) -> ArmEffects:
    return ArmEffects(np.full(effects, np.nan), np.full((effects, effects), np.nan), 1)
