"""Size and coverage in drawn worlds whose truth is known: the reason for the intervals that are used."""

import numpy as np
import pytest

from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.differences import newcombe
from effektspor.estimators.randomised.exact import fisher, randomisation
from effektspor.estimators.randomised.interaction import interaction
from effektspor.estimators.randomised.score import difference_interval, ratio_interval

WORLDS = 400
APART = np.array([0.1, 0.15, 0.2, 0.5])


def drawn(rng, treated, control, size=30):
    return Blocks.of(
        rng.binomial(size, treated), [size] * 4, rng.binomial(size, control), [size] * 4
    )


def bound(share, worlds=WORLDS):
    """Three and a half standard errors of a share of the worlds."""
    return 3.5 * np.sqrt(share * (1 - share) / worlds)


@pytest.mark.parametrize("effect", [0.0, 0.12])
def test_the_score_interval_over_blocks_covers_as_often_as_it_says(effect):
    rng = np.random.default_rng(2007)
    hits, plain, ratios = 0, 0, 0
    for _ in range(WORLDS):
        blocks = drawn(rng, APART + effect, APART)
        low, high = difference_interval(blocks, 0.95)
        hits += low <= effect <= high
        low, high = newcombe(blocks, 0.95)
        plain += low <= effect <= high
        low, high = ratio_interval(blocks, 0.95)
        ratios += low <= 1 + effect / APART.mean() <= high
    assert hits / WORLDS == pytest.approx(0.95, abs=bound(0.95))
    assert ratios / WORLDS > 0.95 - bound(0.95)
    # Newcombe's knows no blocks: too wide where they differ, never too narrow.
    assert plain >= hits


def test_exact_tests_keep_their_level_and_blocks_gain_power():
    rng = np.random.default_rng(7)
    rejected = {"null": [0, 0], "effect": [0, 0]}
    for name, effect in (("null", 0.0), ("effect", 0.12)):
        for _ in range(WORLDS):
            blocks = drawn(rng, APART + effect, APART)
            rejected[name][0] += randomisation(blocks).p <= 0.05
            rejected[name][1] += fisher(blocks).p <= 0.05
    assert max(rejected["null"]) / WORLDS < 0.05 + bound(0.05)
    assert rejected["effect"][0] > rejected["effect"][1]


@pytest.mark.parametrize("main", [0.0, 0.25])
def test_the_interaction_keeps_its_level_also_where_the_arm_has_an_effect(main):
    rng = np.random.default_rng(11)
    base = np.array([0.1, 0.15, 0.25, 0.4])
    rejected, covered = 0, 0
    for world in range(WORLDS):
        n, m = rng.binomial(30, 0.45, 4), rng.binomial(30, 0.45, 4)
        part = Blocks.of(rng.binomial(n, base + main), n, rng.binomial(m, base), m)
        rest = Blocks.of(
            rng.binomial(30 - n, base + 0.1 + main), 30 - n,
            rng.binomial(30 - m, base + 0.1), 30 - m,
        )  # fmt: skip
        found = interaction(part, rest, confidence=0.95, draws=499, seed=world)
        rejected += found.p <= 0.05
        covered += found.low <= 0 <= found.high
    assert rejected / WORLDS < 0.05 + bound(0.05)
    assert covered / WORLDS == pytest.approx(0.95, abs=bound(0.95))
