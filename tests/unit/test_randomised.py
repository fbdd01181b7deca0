"""Two arms: intervals and p-values against published answers, other code and full enumeration."""

import json
import shutil
import subprocess
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import confint_proportions_2indep

from effektspor.errors import EstimationError
from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.differences import mantel_haenszel, newcombe, sato_variance
from effektspor.estimators.randomised.draws import drawn_p, mean_differences, redraw
from effektspor.estimators.randomised.exact import fisher, randomisation, treated_sum
from effektspor.estimators.randomised.interaction import interaction
from effektspor.estimators.randomised.margins import Margins, p_range
from effektspor.estimators.randomised.power import Design, normal_power
from effektspor.estimators.randomised.score import difference_interval, ratio_interval

# Newcombe (1998), table II: counts, Miettinen and Nurminen's interval, his own (method 10).
NEWCOMBE = [
    ((56, 70, 48, 80), (0.0528, 0.3382), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1700, 0.8406), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0342, 0.8534), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0326, 0.1933), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1658, 0.2844), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2879, 0.2879), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.7156, 1.0000), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6636, 1.0000), (0.6075, 1.0000)),
]
FOUR = Blocks.of([9, 6, 7, 8], [30] * 4, [15, 8, 6, 6], [30] * 4)


@pytest.mark.parametrize(("counts", "score", "squares"), NEWCOMBE)
def test_intervals_are_the_published_ones(counts, score, squares):
    blocks = Blocks.of(*counts)
    assert difference_interval(blocks, 0.95) == pytest.approx(score, abs=5.1e-5)
    assert newcombe(blocks, 0.95) == pytest.approx(squares, abs=5.1e-5)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (9, 10, 3, 10), (30, 120, 35, 120)])
def test_ratio_and_fisher_are_those_of_other_code(counts):
    a, n, b, m = counts
    theirs = confint_proportions_2indep(*counts, compare="ratio", method="score")
    assert ratio_interval(Blocks.of(*counts), 0.95) == pytest.approx(theirs, rel=1e-6)
    table = [[a, n - a], [b, m - b]]
    assert fisher(Blocks.of(*counts)).p == pytest.approx(stats.fisher_exact(table).pvalue)
    # Barnard's test does not condition on the margin; it lies near, and below.
    barnard = stats.barnard_exact(table).pvalue
    assert fisher(Blocks.of(*counts)).mid_p == pytest.approx(barnard, rel=0.25, abs=0.01)


def test_over_blocks_weights_are_those_of_mantel_and_haenszel():
    blocks = Blocks.of([3, 10, 0], [12, 20, 9], [5, 4, 1], [7, 31, 11])
    tables = [
        [[a, n - a], [b, m - b]]
        for a, n, b, m in zip(
            blocks.treated_events, blocks.treated, blocks.control_events, blocks.control,
            strict=True,
        )
    ]  # fmt: skip
    theirs = StratifiedTable([np.array(table, dtype=float) for table in tables])
    assert blocks.ratio == pytest.approx(theirs.riskratio_pooled)
    # The score at nought is that of the conditional test: nearly its p-value.
    assert randomisation(blocks).mid_p == pytest.approx(theirs.test_null_odds().pvalue, rel=0.2)


R = """
counts <- matrix(c(3,12,5,7, 10,20,4,31, 0,9,1,11), ncol = 4, byrow = TRUE)
tables <- array(apply(counts, 1, function(r) c(r[1], r[3], r[2] - r[1], r[4] - r[3])), c(2, 2, 3))
exact <- function(side) mantelhaen.test(tables, exact = TRUE, alternative = side)$p.value
found <- list(greater = exact("greater"), less = exact("less"),
              fisher = fisher.test(matrix(c(30, 35, 90, 85), 2))$p.value,
              power = power.prop.test(n = 120, p1 = .23, p2 = .4, strict = TRUE)$power)
if (requireNamespace("metafor", quietly = TRUE)) {
  fit <- metafor::rma.mh(ai = counts[,1], n1i = counts[,2], ci = counts[,3], n2i = counts[,4],
                         measure = "RD")
  found$mh <- c(fit$beta, fit$se^2)
}
cat("{", paste0('"', names(found), '":[', sapply(found, function(x)
  paste(sprintf("%.14g", x), collapse = ",")), "]", collapse = ","), "}")
"""


def test_r_gives_the_same():
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", R], capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    blocks = Blocks.of([3, 10, 0], [12, 20, 9], [5, 4, 1], [7, 31, 11])
    first, chance = treated_sum(((12, 7, 8), (20, 31, 14), (9, 11, 1)))
    at = int(blocks.treated_events.sum()) - first
    assert chance[at:].sum() == pytest.approx(theirs["greater"][0])
    assert chance[: at + 1].sum() == pytest.approx(theirs["less"][0])
    assert fisher(Blocks.of(30, 120, 35, 120)).p == pytest.approx(theirs["fisher"][0])
    assert normal_power(Design(120), 0.23, 0.4) == pytest.approx(theirs["power"][0], rel=1e-9)
    if "mh" in theirs:
        assert (blocks.difference, sato_variance(blocks)) == pytest.approx(theirs["mh"])


def enumerated(blocks):
    """P-value over every way to draw the arms of named units, and its mid-p."""
    rows = list(zip(
        blocks.treated_events, blocks.treated, blocks.control_events, blocks.control, strict=True
    ))  # fmt: skip
    observed, w = blocks.difference, blocks.weights / blocks.weights.sum()
    choices = []
    for a, n, b, m in rows:
        y = np.array([1] * (a + b) + [0] * (n + m - a - b))
        choices.append([
            y[list(chosen)].mean() - np.delete(y, list(chosen)).mean()
            for chosen in combinations(range(n + m), n)
        ])  # fmt: skip
    drawn = np.array([sum(w * each) for each in product(*choices)])
    beyond = np.abs(drawn) > abs(observed) + 1e-9
    alike = np.abs(np.abs(drawn) - abs(observed)) <= 1e-9
    return beyond.mean() + alike.mean(), beyond.mean() + alike.mean() / 2


@pytest.mark.parametrize(
    "blocks",
    [
        Blocks.of([2, 1], [3, 3], [1, 0], [3, 3]),
        Blocks.of([2, 0], [2, 4], [1, 2], [4, 2]),
        Blocks.of([1, 2, 0], [2, 2, 1], [0, 1, 1], [2, 3, 2]),
        Blocks.of([3], [4], [0], [5]),
    ],
)
def test_the_draw_is_counted_as_if_every_allocation_were_written_down(blocks):
    found = randomisation(blocks)
    assert (found.p, found.mid_p) == pytest.approx(enumerated(blocks))


def test_draws_come_near_the_exact_p():
    treated = np.repeat([1, 0] * 4, 30)
    block = np.repeat(np.arange(4), 60)
    event = np.concatenate([
        np.arange(30) < count
        for pair in zip(FOUR.treated_events, FOUR.control_events, strict=True) for count in pair
    ])  # fmt: skip
    assert Blocks.of_units(event, treated, block).treated_events.tolist() == [9, 6, 7, 8]
    drawn = redraw(treated, block, 20_000, 1)
    for label in range(4):
        assert (drawn[:, block == label].sum(axis=1) == 30).all()
    statistics = mean_differences(event, drawn, block)
    observed = mean_differences(event, treated, block)[0]
    assert observed == pytest.approx(FOUR.difference)
    assert drawn_p(observed, statistics) == pytest.approx(randomisation(FOUR).p, abs=0.012)
    assert (redraw(treated, block, 50, 1) == redraw(treated, block, 50, 1)).all()
    assert (redraw(treated, block, 50, 1) != redraw(treated, block, 50, 2)).any()


def test_the_range_over_tables_is_that_of_all_of_them():
    margins = Margins(3, 4, 4, 5, 6, known=3, most=True)
    p = [
        randomisation(Blocks.of(a, [4] * 3, b, [4] * 3)).p
        for a in product(range(5), repeat=3) if sum(a) == 5
        for b in product(range(5), repeat=3) if sum(b) == 6 and b[0] == 3 and max(b) == 3
    ]  # fmt: skip
    found = p_range(margins)
    assert (found.low.p, found.high.p) == pytest.approx((min(p), max(p)))
    assert p_range(Margins(1, 120, 120, 30, 35)).low.p == fisher(Blocks.of(30, 120, 35, 120)).p
    with pytest.raises(EstimationError, match="No table"):
        p_range(Margins(2, 4, 4, 9, 1))


counts = st.integers(1, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tables = st.lists(st.tuples(counts, counts), min_size=1, max_size=4).map(
    lambda rows: Blocks.of(*(
        [row[arm][part] for row in rows] for arm, part in ((0, 0), (0, 1), (1, 0), (1, 1))
    ))
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(tables)
def test_arms_can_be_exchanged_and_intervals_hold_their_estimate(blocks):
    other = blocks.swapped()
    low, high = difference_interval(blocks, 0.95)
    assert -1 <= low <= blocks.difference + 1e-9 <= high + 2e-9 <= 1 + 3e-9
    assert difference_interval(other, 0.95) == pytest.approx((-high, -low), abs=1e-7)
    wide = difference_interval(blocks, 0.99)
    assert wide[0] <= low + 1e-9
    assert wide[1] >= high - 1e-9
    low, high = ratio_interval(blocks, 0.95)
    flipped = ratio_interval(other, 0.95)
    assert low <= high
    if low > 0:
        assert flipped[1] == pytest.approx(1 / low, rel=1e-6)
    if np.isfinite(blocks.ratio):
        assert low <= blocks.ratio * (1 + 1e-9) <= high * (1 + 2e-9)
    for test in (fisher, randomisation):
        found, mirrored = test(blocks), test(other)
        assert 0 < found.mid_p <= found.p <= 1
        assert found.p == pytest.approx(mirrored.p)
    low, high = mantel_haenszel(blocks, 0.95)
    assert low <= blocks.difference <= high


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(9, 20)), min_size=1, max_size=4))
def test_equal_arms_give_nought_and_one(rows):
    events, size = (list(each) for each in zip(*rows, strict=True))
    blocks = Blocks.of(events, size, events, size)
    assert blocks.difference == 0
    assert randomisation(blocks).p == pytest.approx(1)
    low, high = difference_interval(blocks, 0.95)
    assert low == pytest.approx(-high, abs=1e-8)
    again = interaction(blocks, blocks, confidence=0.95, draws=199, seed=1)
    assert (again.value, again.p) == (0, 1)


def test_alike_blocks_are_one_large_one_for_the_estimate():
    one, four = Blocks.of(36, 120, 28, 120), Blocks.of([9] * 4, [30] * 4, [7] * 4, [30] * 4)
    assert four.difference == pytest.approx(one.difference)
    assert difference_interval(four, 0.95) == pytest.approx(
        difference_interval(one, 0.95), abs=4e-3
    )
    assert FOUR.without(0).together.treated.tolist() == [90]


@pytest.mark.parametrize(
    "counts", [(5, 4, 1, 4), (-1, 4, 1, 4), (0, 0, 1, 4), ([1, 0], [2, 0], [0, 1], [0, 3])]
)
def test_impossible_counts_are_refused(counts):
    with pytest.raises(EstimationError):
        Blocks.of(*counts)


def test_a_block_of_one_arm_says_nothing():
    assert Blocks.of([1, 3], [2, 3], [1, 0], [4, 0]).treated.tolist() == [2]


def test_blocks_that_cancel_give_nought_and_no_sign():
    # Of these shares the plain weighted mean is 2e-17.
    blocks = Blocks.of([7, 6, 8], [30] * 3, [5, 1, 15], [30] * 3)
    assert blocks.difference == 0
    assert blocks.swapped().difference == 0
    assert Blocks.of([1], [10**6], [0], [10**6]).difference == pytest.approx(1e-6)
