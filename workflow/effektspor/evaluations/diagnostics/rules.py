"""From numbers to pass, concern, fail or not evaluated.

A gap that is not significant is no evidence that there is none: it passes only if it is small and
its interval leaves no room for one that would matter (Bilinski and Hatfield 2018; Roth 2022). A gap
fails only if it is both significant and large. All between is a concern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.sensitivity import RelativeMagnitude
from effektspor.evaluations.diagnostics.numbers import Number

Status = Literal["pass", "concern", "fail", "not_evaluated"]


@dataclass(frozen=True)
class Verdict:
    """A status and the key of the words that say why."""

    status: Status
    why: str


@dataclass(frozen=True)
class Limits:
    """Sizes of a gap in its own unit.

    Attributes
    ----------
    small, large
        A gap up to `small` may pass, one above `large` may fail.
    bound
        A small gap passes only if its interval lies within plus or minus this.
    p_pass, alpha
        A small gap passes only from the first p-value on, a large one fails below the second.
    """

    small: float
    large: float
    bound: float
    p_pass: float
    alpha: float

    def times(self, factor: float) -> "Limits":
        """The same sizes in another unit."""
        sizes = (self.small * factor, self.large * factor, self.bound * factor)
        return Limits(*sizes, self.p_pass, self.alpha)

    def __str__(self) -> str:
        if not np.isfinite(self.small):
            return ""  # beside an effect that is not known
        return (
            f"small {self.small:.3g}; large {self.large:.3g}; bound {self.bound:.3g}; "
            f"p {self.p_pass:g}; alpha {self.alpha:g}"
        )


def gap_limits(settings: Diagnostics, effect: Number) -> Limits:
    """Limits of a placebo gap, beside the effect."""
    scale = effect.scale
    return Limits(
        settings.gap_small * scale, settings.gap_large * scale, settings.gap_bound * scale,
        settings.p_pass, settings.alpha,
    )  # fmt: skip


def difference_limits(settings: Diagnostics) -> Limits:
    """Limits of a standardised difference."""
    return Limits(
        settings.difference_small, settings.difference_large, settings.difference_large,
        settings.p_pass, settings.alpha,
    )  # fmt: skip


def inflow_limits(settings: Diagnostics) -> Limits:
    """Limits of a difference in log inflow."""
    return Limits(
        settings.inflow_small, settings.inflow_large, settings.inflow_large,
        settings.p_pass, settings.alpha,
    )  # fmt: skip


def near_zero(gap: Number, limits: Limits) -> Verdict:
    """Whether a gap is one that does not matter."""
    if not gap.known:
        return Verdict("not_evaluated", "too_few")
    size = abs(gap.estimate)
    farthest = max(abs(gap.low), abs(gap.high))
    if farthest <= limits.small:
        return Verdict("pass", "equivalent")
    if size > limits.large and gap.p_value < limits.alpha:
        return Verdict("fail", "large_and_significant")
    if size <= limits.small and gap.p_value >= limits.p_pass:
        if farthest <= limits.bound:
            return Verdict("pass", "small")
        return Verdict("concern", "imprecise")
    if gap.p_value < limits.alpha:
        return Verdict("concern", "significant")
    return Verdict("concern", "not_small")


def joint(parts: Sequence[Verdict], largest: float, p_value: float, limits: Limits) -> Verdict:
    """Whether several gaps together are such; `p_value` is adjusted for their number."""
    judged = [part.status for part in parts if part.status != "not_evaluated"]
    if not judged or not np.isfinite(p_value):
        return Verdict("not_evaluated", "too_few")
    if p_value < limits.alpha and abs(largest) > limits.large:
        return Verdict("fail", "joint_large_and_significant")
    if p_value < limits.alpha:
        return Verdict("concern", "joint_significant")
    if all(status == "pass" for status in judged) and p_value >= limits.p_pass:
        return Verdict("pass", "joint_small")
    return Verdict("concern", "joint_not_all")


def balance(largest: float, settings: Diagnostics) -> Verdict:
    """Whether the largest standardised difference in levels is small."""
    if not np.isfinite(largest):
        return Verdict("not_evaluated", "too_few")
    if abs(largest) <= settings.difference_small:
        return Verdict("pass", "balanced")
    if abs(largest) <= settings.difference_large:
        return Verdict("concern", "unbalanced")
    return Verdict("fail", "far_unbalanced")


def covariates(
    differences: Sequence[float], adjusted_p: Sequence[float], settings: Diagnostics
) -> Verdict:
    """Whether the composition changed alike; p-values are adjusted for their number."""
    pairs = [
        (abs(d), p) for d, p in zip(differences, adjusted_p, strict=True) if np.isfinite(d + p)
    ]
    if not pairs:
        return Verdict("not_evaluated", "too_few")
    if any(d > settings.difference_large and p < settings.alpha for d, p in pairs):
        return Verdict("fail", "composition_changed")
    small = all(d <= settings.difference_small for d, _ in pairs)
    if small and min(p for _, p in pairs) >= settings.p_pass:
        return Verdict("pass", "composition_alike")
    return Verdict("concern", "composition_unsure")


def stable(effect: Number, other: Number, settings: Diagnostics) -> Verdict:
    """Whether another specification gives an effect of about the same size."""
    if not (effect.known and other.known):
        return Verdict("not_evaluated", "too_few")
    change = abs(other.estimate - effect.estimate)
    if change <= settings.change_small * effect.scale:
        return Verdict("pass", "stable")
    outside = not other.low <= effect.estimate <= other.high
    if change > settings.change_large * effect.scale and outside:
        return Verdict("fail", "moved_far")
    return Verdict("concern", "moved")


def agrees(effect: Number, other: Number, settings: Diagnostics) -> Verdict:
    """Whether other weeks or another axis lead to the same conclusion on sign and significance."""
    if not (effect.known and other.known):
        return Verdict("not_evaluated", "too_few")
    both = [number.p_value < settings.alpha for number in (effect, other)]
    same_sign = effect.estimate * other.estimate > 0
    if all(both):
        return Verdict("pass", "confirmed") if same_sign else Verdict("fail", "opposite")
    if not any(both) and same_sign:
        return Verdict("concern", "neither")
    return Verdict("concern", "one_only" if any(both) else "signs_differ")


def breakdown(found: RelativeMagnitude, settings: Diagnostics) -> Verdict:
    """Whether the effect survives a violation as large as the largest placebo gap."""
    if not (np.isfinite(found.gap) and np.isfinite(found.estimate)):
        return Verdict("not_evaluated", "no_gaps")
    if found.low <= 0 <= found.high:  # nothing is claimed that a drift could explain away
        return Verdict("concern", "no_effect")
    if found.breakdown < settings.breakdown:
        return Verdict("fail", "breaks")
    if found.breakdown_of_interval > settings.breakdown:
        return Verdict("pass", "survives")
    return Verdict("concern", "survives_without_noise")


@dataclass(frozen=True)
class Basis:
    """On what an estimate rests.

    Attributes
    ----------
    effective_treated, leverage
        Effective number of treated clusters, and the largest share of one in the information.
    degrees
        Of the CR2 standard error.
    estimate, lowest, highest
        The effect with all clusters and its range when each is left out.
    """

    effective_treated: float
    leverage: float
    degrees: float
    estimate: float
    lowest: float
    highest: float


def few_clusters(found: Basis, settings: Diagnostics) -> Verdict:
    """Whether the estimate rests on enough clusters."""
    if not np.isfinite([found.effective_treated, found.degrees]).all():
        return Verdict("not_evaluated", "too_few")
    if found.degrees < settings.fewest_degrees:
        return Verdict("fail", "degrees")
    if not min(found.lowest * found.estimate, found.highest * found.estimate) > 0:
        return Verdict("concern", "one_decides")
    if found.leverage > settings.leverage:
        return Verdict("concern", "leverage")
    if found.effective_treated < settings.effective_treated:
        return Verdict("concern", "few")
    return Verdict("pass", "many")
