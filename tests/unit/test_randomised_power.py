"""Power: enumeration against all tables, simulation and what must hold."""

import numpy as np
import pytest
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.randomised.power import (
    Design,
    detectable,
    exact_power,
    needed,
    normal_power,
)


def in_full(n, control, treated, alpha=0.05):
    """Every table, tested by scipy."""
    pmf = [stats.binom.pmf(np.arange(n + 1), n, share) for share in (treated, control)]
    return sum(
        pmf[0][a] * pmf[1][b]
        for a in range(n + 1)
        for b in range(n + 1)
        if stats.fisher_exact([[a, n - a], [b, n - b]]).pvalue <= alpha
    )


@pytest.mark.parametrize(
    ("n", "control", "treated"), [(8, 0.2, 0.7), (13, 0.5, 0.1), (9, 0.3, 1.0)]
)
def test_exact_power_is_that_of_all_tables(n, control, treated):
    assert exact_power(Design(n), control, treated) == pytest.approx(in_full(n, control, treated))


def test_it_is_the_part_of_drawn_trials_that_reject():
    rng = np.random.default_rng(7)
    n, worlds = 60, 1500
    a, b = rng.binomial(n, 0.4, worlds), rng.binomial(n, 0.2, worlds)
    rejects = [
        stats.fisher_exact([[x, n - x], [y, n - y]]).pvalue <= 0.05
        for x, y in zip(a.tolist(), b.tolist(), strict=True)
    ]
    power = exact_power(Design(n), 0.2, 0.4)
    assert np.mean(rejects) == pytest.approx(power, abs=3.5 * np.sqrt(0.25 / worlds))


def test_the_test_keeps_its_level_and_lies_below_the_normal_one():
    for share in (0.05, 0.15, 0.3, 0.5):
        assert exact_power(Design(120), share, share) <= 0.05
    assert exact_power(Design(120), 0.23, 0.4) < normal_power(Design(120), 0.23, 0.4)
    assert exact_power(Design(120), 0.4, 0.23) == pytest.approx(
        exact_power(Design(120), 0.23, 0.4), abs=1e-12
    )


def test_what_is_detectable_has_the_power_asked_for():
    design = Design(120)
    difference = detectable(design, 0.15, 0.8)
    assert exact_power(design, 0.15, 0.15 + difference) == pytest.approx(0.8, abs=1e-5)
    assert detectable(design, 0.15, 0.9) > difference
    assert np.isnan(detectable(Design(3), 0.5, 0.8))


def test_as_many_as_needed_and_no_fewer():
    n = needed(0.2, 0.4, 0.8)
    assert exact_power(Design(int(n)), 0.2, 0.4) >= 0.8 > exact_power(Design(int(n) - 1), 0.2, 0.4)
    # Fleiss, Levin and Paik (2003), table A.4, with continuity correction: 91 per arm.
    assert abs(n - 91) <= 3
    assert needed(0.2, 0.2, 0.8) == np.inf
    assert needed(0.2, 0.201, 0.8) > 1e6


@pytest.mark.parametrize(("n", "alpha"), [(0, 0.05), (10, 0.0), (10, 1.0)])
def test_a_design_that_is_none_is_refused(n, alpha):
    with pytest.raises(EstimationError, match="Power needs"):
        Design(n, alpha)
