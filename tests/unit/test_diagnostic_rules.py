"""Every branch of every rule: what passes, is a concern, fails or is not evaluated."""

import math

import pytest

from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.sensitivity import RelativeMagnitude
from effektspor.evaluations.diagnostics import rules, words
from effektspor.evaluations.diagnostics.numbers import Number
from effektspor.evaluations.diagnostics.rules import Basis, Limits, Verdict

SETTINGS = Diagnostics()
LIMITS = Limits(small=1.0, large=2.0, bound=4.0, p_pass=0.1, alpha=0.05)


def number(estimate, low, high, p_value):
    return Number(estimate, (high - low) / 4, low, high, p_value)


@pytest.mark.parametrize(
    ("gap", "status", "why"),
    [
        (Number(), "not_evaluated", "too_few"),
        (
            number(0.4, 0.1, 0.8, 0.01),
            "pass",
            "equivalent",
        ),  # significant, but nothing that matters
        (number(0.5, -2.5, 3.5, 0.7), "pass", "small"),
        (number(0.5, -6.0, 7.0, 0.9), "concern", "imprecise"),  # not significant is not enough
        (number(0.0, -math.inf, math.inf, 1.0), "concern", "imprecise"),
        (number(0.9, -0.1, 1.9, 0.07), "concern", "not_small"),
        (number(1.5, 0.2, 2.8, 0.03), "concern", "significant"),
        (number(0.9, 0.1, 1.7, 0.03), "concern", "significant"),
        (number(3.0, -1.0, 7.0, 0.2), "concern", "not_small"),
        (number(3.0, 1.0, 5.0, 0.01), "fail", "large_and_significant"),
        (number(-3.0, -5.0, -1.0, 0.01), "fail", "large_and_significant"),
    ],
)
def test_a_gap(gap, status, why):
    assert rules.near_zero(gap, LIMITS) == Verdict(status, why)


PASS, CONCERN = Verdict("pass", "small"), Verdict("concern", "imprecise")
UNKNOWN = Verdict("not_evaluated", "too_few")


@pytest.mark.parametrize(
    ("parts", "largest", "p_value", "status", "why"),
    [
        ([UNKNOWN, UNKNOWN], math.nan, math.nan, "not_evaluated", "too_few"),
        ([PASS, UNKNOWN, PASS], 0.5, 0.4, "pass", "joint_small"),
        ([PASS, CONCERN], 0.5, 0.4, "concern", "joint_not_all"),
        ([PASS, PASS], 0.9, 0.07, "concern", "joint_not_all"),
        ([PASS, CONCERN], 1.5, 0.03, "concern", "joint_significant"),
        ([PASS, CONCERN], -3.0, 0.03, "fail", "joint_large_and_significant"),
    ],
)
def test_several_gaps_together(parts, largest, p_value, status, why):
    assert rules.joint(parts, largest, p_value, LIMITS) == Verdict(status, why)


@pytest.mark.parametrize(
    ("largest", "status"),
    [(0.1, "pass"), (-0.2, "concern"), (0.25, "concern"), (-0.3, "fail"), (math.nan, "not_evaluated")],
)  # fmt: skip
def test_balance(largest, status):
    assert rules.balance(largest, SETTINGS).status == status


@pytest.mark.parametrize(
    ("sizes", "p_values", "status"),
    [
        ([0.02, -0.09], [1.0, 0.4], "pass"),
        ([0.02, -0.15], [1.0, 0.4], "concern"),
        ([0.02, -0.09], [1.0, 0.06], "concern"),
        ([0.02, -0.3], [1.0, 0.2], "concern"),
        ([0.02, -0.3], [1.0, 0.01], "fail"),
        ([math.nan], [math.nan], "not_evaluated"),
    ],
)
def test_composition(sizes, p_values, status):
    assert rules.covariates(sizes, p_values, SETTINGS).status == status


EFFECT = number(4.0, 2.0, 6.0, 0.001)
WEAK = number(1.0, -1.0, 3.0, 0.4)


@pytest.mark.parametrize(
    ("effect", "other", "status", "why"),
    [
        (EFFECT, number(3.2, 1, 5, 0.01), "pass", "stable"),
        (EFFECT, number(2.5, 1, 4.5, 0.01), "concern", "moved"),
        (EFFECT, number(1.0, -3, 5, 0.6), "concern", "moved"),  # far, but too imprecise to tell
        (EFFECT, number(1.0, 0.5, 1.5, 0.01), "fail", "moved_far"),
        (WEAK, number(1.4, -1, 3, 0.3), "pass", "stable"),  # beside a weak effect its noise counts
        (EFFECT, Number(), "not_evaluated", "too_few"),
        (Number(), EFFECT, "not_evaluated", "too_few"),
    ],
)
def test_another_specification(effect, other, status, why):
    assert rules.stable(effect, other, SETTINGS) == Verdict(status, why)


@pytest.mark.parametrize(
    ("effect", "other", "status", "why"),
    [
        (EFFECT, number(1.0, 0.5, 1.5, 0.01), "pass", "confirmed"),
        (EFFECT, number(-1.0, -1.5, -0.5, 0.01), "fail", "opposite"),
        (EFFECT, WEAK, "concern", "one_only"),
        (EFFECT, number(-1.0, -3, 1, 0.4), "concern", "one_only"),
        (WEAK, number(0.5, -3, 4, 0.7), "concern", "neither"),
        (WEAK, number(-0.5, -3, 2, 0.7), "concern", "signs_differ"),
        (WEAK, Number(), "not_evaluated", "too_few"),
    ],
)
def test_the_same_conclusion(effect, other, status, why):
    assert rules.agrees(effect, other, SETTINGS) == Verdict(status, why)


@pytest.mark.parametrize(
    ("interval", "gaps", "status"),
    [
        ((2.0, 6.0), [0.5, -1.0, math.nan], "pass"),
        ((2.0, 6.0), [0.5, -3.0], "concern"),
        ((2.0, 6.0), [5.0], "fail"),
        ((2.0, 6.0), [0.0], "pass"),
        ((-1.0, 9.0), [0.0], "concern"),
        ((-1.0, 9.0), [9.0], "concern"),  # no effect is claimed
        ((2.0, 6.0), [math.nan], "not_evaluated"),
        ((2.0, 6.0), [], "not_evaluated"),
    ],
)
def test_breakdown(interval, gaps, status):
    found = RelativeMagnitude.of(4.0, interval, gaps)
    assert rules.breakdown(found, SETTINGS).status == status


def test_breakdown_by_hand():
    """An effect of -4 beside a drift of at most 1 a year, one and a half years apart."""
    found = RelativeMagnitude.of(-4.0, (-6.0, -2.0), [0.5, -1.0], steps=1.5)
    assert found.breakdown == pytest.approx(4 / 1.5)
    assert found.breakdown_of_interval == pytest.approx(2 / 1.5)
    assert found.robust_interval(1.0) == pytest.approx((-7.5, -0.5))
    low, high = found.robust_interval(found.breakdown_of_interval)
    assert (low, high) == pytest.approx((-8.0, 0.0))


@pytest.mark.parametrize(
    ("basis", "status", "why"),
    [
        (Basis(12, 0.3, 14, 4, 3, 5), "pass", "many"),
        (Basis(5.5, 0.3, 9, 4, 3, 5), "concern", "few"),
        (Basis(12, 0.6, 9, 4, 3, 5), "concern", "leverage"),
        (Basis(12, 0.3, 9, 4, -1, 5), "concern", "one_decides"),
        (Basis(12, 0.3, 9, -4, -5, -3), "pass", "many"),
        (Basis(2, 0.9, 1.5, 4, 3, 5), "fail", "degrees"),
        (Basis(1, 0.9, math.nan, 4, 3, 5), "not_evaluated", "too_few"),
    ],
)
def test_clusters(basis, status, why):
    assert rules.few_clusters(basis, SETTINGS) == Verdict(status, why)


def test_p_values_are_adjusted_as_holm_says():
    adjusted = holm([0.01, 0.04, math.nan, 0.03, 0.5])
    assert adjusted[:2] == pytest.approx([0.04, 0.09])
    assert math.isnan(adjusted[2])
    assert adjusted[3:] == pytest.approx([0.09, 0.5])
    assert holm([]) == []


def test_gaps_are_judged_beside_the_effect_or_its_noise():
    assert rules.gap_limits(SETTINGS, EFFECT).small == pytest.approx(1.0)
    assert rules.gap_limits(SETTINGS, WEAK).large == pytest.approx(1.0)


def test_every_reason_has_words_and_every_rule_prints_its_thresholds():
    reasons = {
        constant
        for function in (
            rules.near_zero, rules.joint, rules.balance, rules.covariates, rules.stable,
            rules.agrees, rules.breakdown, rules.few_clusters,
        )
        for constant in function.__code__.co_consts
        if isinstance(constant, str) and constant in words.WHY
    }  # fmt: skip
    assert len(reasons) > 25
    for key in words.RULES:
        prefix = {"gap": "gap", "joint": "gap", "stable": "change"}.get(key, "difference")
        shown = words.rule(key, SETTINGS, prefix, words.SD_UNIT)
        assert "{" not in shown.da + shown.en
        assert any(character.isdigit() for character in shown.en)
    assert "0,25 af effekten" in words.rule("gap", SETTINGS, "gap", words.EFFECT_UNIT).da
    assert "0.25 of the effect" in words.rule("gap", SETTINGS, "gap", words.EFFECT_UNIT).en


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"gap_small": 0.6}, "gap_small must be below gap_large"),
        ({"gap_bound": 0.3}, "gap_bound must not be below gap_large"),
        ({"p_pass": 0.01}, "p_pass must not be below alpha"),
    ],
)
def test_thresholds_out_of_order_are_refused(settings, said):
    with pytest.raises(ValueError, match=said):
        Diagnostics(**settings)
