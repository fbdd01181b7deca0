"""All kinds of inference on one combination of weekly effects, side by side."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.cluster_robust import Leverage, cr1, cr2, cr3, leverage
from effektspor.estimators.contrast import Contrast, contrast
from effektspor.estimators.moments import Floats
from effektspor.estimators.permutation import permutation_p, permuted_groups
from effektspor.estimators.stack import Stack
from effektspor.estimators.wild import Wild, draw_signs

METHODS = ("wild", "cr1", "cr2", "cr3", "randomisation")
FEWEST = 2  # clusters with a change in each group: with one, nothing varies within the group


@dataclass(frozen=True)
class Inference:
    """How uncertainty is computed.

    Attributes
    ----------
    confidence
        Level of intervals and bands.
    draws, seed
        Of the bootstrap and of the permutations.
    """

    confidence: float = 0.95
    draws: int = 9999
    seed: int = 1


@dataclass(frozen=True)
class Draws:
    """Random signs and groupings, the same for every combination of one set of clusters."""

    signs: Floats
    groups: Floats

    @classmethod
    def of(cls, stack: Stack, inference: Inference) -> "Draws":
        """Draw for the clusters of a stack."""
        return cls(
            draw_signs(len(stack.clusters), inference.draws, inference.seed),
            permuted_groups(stack.treated, inference.draws, inference.seed + 1),
        )


def infer(
    stack: Stack,
    weights: npt.ArrayLike,
    inference: Inference,
    draws: Draws | None = None,
) -> pd.DataFrame:
    """Estimate, standard error, interval and p-value of a combination by every method.

    Parameters
    ----------
    weights
        Shape (T,): weight of each week's effect.
    draws
        Left out, they are drawn anew; the same seed gives the same.

    Returns
    -------
    DataFrame
        One row per method of `METHODS`: method, estimate, se, df, ci_low, ci_high, p_value. The
        bootstrap and the permutations have no standard error of their own; the permutations have
        a p-value only. All but the estimate are missing where a group has fewer than two clusters
        with a change, all where the effect is not identified.
    """
    own = contrast(stack, weights)
    rows: list[tuple[str | float, ...]] = [(name, own.estimate, *[np.nan] * 5) for name in METHODS]
    if enough_clusters(stack, weights) and np.isfinite(own.estimate):
        draws = draws or Draws.of(stack, inference)
        rows = _rows(stack, weights, own, inference, draws)
    columns = ["method", "estimate", "se", "df", "ci_low", "ci_high", "p_value"]
    return pd.DataFrame(rows, columns=columns)


def enough_clusters(stack: Stack, weights: npt.ArrayLike) -> bool:
    """Whether each group has two clusters with a change in every week that has a weight."""
    used = np.asarray(weights, dtype=np.float64) != 0
    tells = stack.contributing[:, used]
    arms = [tells[chosen].sum(axis=0) for chosen in (stack.treated, ~stack.treated)]
    return bool(used.any() and min(arm.min() for arm in arms) >= FEWEST)


def _rows(
    stack: Stack, weights: npt.ArrayLike, own: Contrast, inference: Inference, draws: Draws
) -> list[tuple[str | float, ...]]:
    level, theta = inference.confidence, own.estimate
    wild = Wild.of(own, draws.signs)
    left_out = leverage(stack, weights, theta)
    robust = {
        "cr1": cr1(own),
        "cr2": cr2(left_out),
        "cr3": cr3(theta, left_out, own.clusters),
    }
    rows: list[tuple[str | float, ...]] = [
        ("wild", theta, np.nan, np.nan, *wild.interval(level), wild.p_value())
    ]
    for name, found in robust.items():
        ends = found.interval(theta, level)
        rows.append((name, theta, found.se, found.df, *ends, found.p_value(theta)))
    p_value = permutation_p(stack, weights, draws.groups)
    rows.append(("randomisation", theta, np.nan, np.nan, np.nan, np.nan, p_value))
    return rows


@dataclass(frozen=True)
class Concentration:
    """On how many clusters an estimate rests.

    Attributes
    ----------
    clusters, treated
        Clusters with a change in any week, and the treated of them.
    effective
        Effective number of clusters: (sum of information)^2 / sum of squares (Carter, Schnepel
        and Steigerwald 2017, for independent errors).
    effective_treated
        The same of the treated clusters' weights alone.
    largest_leverage
        Largest share of one cluster in the information on the effect.
    lowest, highest
        The estimate without the cluster whose absence lowers, or raises, it most.
    """

    clusters: int
    treated: int
    effective: float
    effective_treated: float
    largest_leverage: float
    lowest: float
    highest: float


def concentration(stack: Stack, weights: npt.ArrayLike) -> Concentration:
    """On how many clusters a combination of weekly effects rests; on none where no week counts."""
    used = np.asarray(weights, dtype=np.float64) != 0
    if not used.any():
        return Concentration(0, 0, *[float("nan")] * 5)
    own = contrast(stack, weights)
    tells = stack.contributing[:, used].any(axis=1)
    weight = stack.weight[:, used].mean(axis=1)
    left_out: Leverage = leverage(stack, weights, own.estimate)
    without = left_out.without[tells]
    known = without[np.isfinite(without)]
    return Concentration(
        int(tells.sum()),
        int((tells & stack.treated).sum()),
        _effective(own.information),
        _effective(weight[stack.treated]),
        float(own.information.max() / own.reach) if own.reach > 0 else float("nan"),
        float(known.min()) if len(known) else float("nan"),
        float(known.max()) if len(known) else float("nan"),
    )


def _effective(weight: Floats) -> float:
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares > 0 else float("nan")
