"""Raking against what it is known to end at, by another route, and where it cannot end."""

import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize
from scipy.special import logsumexp

from effektspor.errors import EstimationError
from effektspor.estimators.raking import effective_size, rake

SIZES = (3, 2, 4)


def sample(seed=1, n=300):
    """Units whose variables go together, and shares that differ from theirs."""
    rng = np.random.default_rng(seed)
    first = rng.choice(3, n, p=[0.5, 0.3, 0.2])
    second = (rng.random(n) < np.array([0.2, 0.5, 0.7])[first]).astype(int)
    third = (first + rng.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])) % 4
    targets = [np.array([0.3, 0.3, 0.4]), np.array([0.45, 0.55]), np.array([0.2, 0.35, 0.25, 0.2])]
    return np.column_stack([first, second, third]), targets


def shares(weights, codes, targets):
    return [
        np.bincount(codes[:, v], weights=weights, minlength=len(t)) / weights.sum()
        for v, t in enumerate(targets)
    ]


def smallest_weight(codes, targets):
    """The largest that the smallest weight can be where the shares are the targets, else -1.

    A linear program: nought means that some weights must vanish, which no raking reaches.
    """
    held = [codes[:, v] == k for v, target in enumerate(targets) for k in range(len(target))]
    n = len(codes)
    found = linprog(
        [*np.zeros(n), -1],
        A_ub=np.column_stack([-np.eye(n), np.ones(n)]), b_ub=np.zeros(n),
        A_eq=np.column_stack([np.array(held, dtype=float), np.zeros(len(held))]),
        b_eq=np.concatenate(targets), bounds=[(0, None)] * n + [(None, None)],
    )  # fmt: skip
    return found.x[-1] if found.status == 0 else -1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 400))
@example(512, 60)
def test_all_shares_are_the_targets_or_cannot_be(seed, n):
    codes, targets = sample(seed, n)
    try:
        weights = rake(codes, targets)
    except EstimationError:
        assert smallest_weight(codes, targets) < 1e-9
        return
    assert weights.mean() == pytest.approx(1)
    assert (weights > 0).all()
    for held, target in zip(shares(weights, codes, targets), targets, strict=True):
        np.testing.assert_allclose(held, target, atol=1e-9)


def test_the_weights_are_those_nearest_to_equal_ones():
    """The dual of the entropy problem, solved by a general optimiser."""
    codes, targets = sample()
    columns = np.column_stack(
        [codes[:, v] == k for v, size in enumerate(SIZES) for k in range(size)]
    )
    wanted = np.concatenate(targets)

    def dual(slopes):
        return logsumexp(columns @ slopes) - wanted @ slopes

    def slope(slopes):
        scores = columns @ slopes
        return columns.T @ np.exp(scores - logsumexp(scores)) - wanted

    found = minimize(dual, np.zeros(len(wanted)), jac=slope, method="BFGS", options={"gtol": 1e-9})
    scores = columns @ found.x
    np.testing.assert_allclose(
        rake(codes, targets), np.exp(scores - logsumexp(scores)) * len(codes), rtol=1e-5
    )


def test_r_fits_the_same_table():
    """`loglin` in R scales one table to the margins of another."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    codes, targets = sample()
    counts = np.zeros(SIZES)
    np.add.at(counts, tuple(codes.T), 1)
    margins = np.einsum("i,j,k->ijk", *targets) * len(codes)
    script = (
        "d <- scan(file('stdin'), quiet=TRUE)\n"
        "n <- length(d) / 2; dims <- c(3, 2, 4)\n"
        "f <- loglin(array(d[(n + 1):(2 * n)], dims), list(1, 2, 3), start = array(d[1:n], dims),\n"
        "  fit = TRUE, eps = 1e-10, iter = 1000, print = FALSE)\n"
        "cat(sprintf('%.12g', as.vector(f$fit)))"
    )
    both = np.concatenate([counts.ravel(order="F"), margins.ravel(order="F")])
    told = subprocess.run(
        [program, "-e", script], input="\n".join(map(repr, both.tolist())), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    fitted = np.array(told.stdout.split(), dtype=float).reshape(SIZES, order="F")
    ours = np.zeros(SIZES)
    np.add.at(ours, tuple(codes.T), rake(codes, targets))
    np.testing.assert_allclose(ours, fitted, atol=1e-6)


def test_equal_shares_leave_equal_weights():
    codes, _ = sample()
    own = [np.bincount(codes[:, v], minlength=size) / len(codes) for v, size in enumerate(SIZES)]
    np.testing.assert_allclose(rake(codes, own), 1)


def test_one_variable_is_the_ratio_of_shares():
    codes = np.array([[0], [0], [0], [1]])
    np.testing.assert_allclose(rake(codes, [np.array([0.5, 0.5])]), [2 / 3, 2 / 3, 2 / 3, 2])
    np.testing.assert_allclose(rake(codes, [np.array([1.0, 0.0])]), [4 / 3, 4 / 3, 4 / 3, 0])


def test_a_category_that_nobody_has_is_refused():
    with pytest.raises(EstimationError, match="Nobody has a category"):
        rake(np.array([[0], [0]]), [np.array([0.5, 0.5])])


def test_shares_that_contradict_each_other_are_refused():
    codes = np.array([[0, 0], [1, 1]])  # the two variables are one
    with pytest.raises(EstimationError, match="cannot be reached together"):
        rake(codes, [np.array([0.5, 0.5]), np.array([0.2, 0.8])])


def test_the_effective_size_is_that_of_equal_weights_at_most():
    assert effective_size(np.ones(50)) == pytest.approx(50)
    weights = rake(*sample())
    assert 1 < effective_size(weights) < 300
    # Kish: the variance of a weighted mean of independent values.
    assert effective_size(weights) == pytest.approx(1 / ((weights / weights.sum()) ** 2).sum())
