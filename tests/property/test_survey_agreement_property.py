"""Tables of agreeing answers: whole numbers that meet margins wherever some table does."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.simulate.surveys.agreement import (
    Margins,
    agreeing,
    largest_miss,
    margin_sums,
    printable,
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Valid answers, and a table of agreeing ones."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    valid = rng.integers(0, draw(st.integers(1, 60)) + 1, shape)
    return valid, rng.binomial(valid, rng.random(shape))


@given(tables())
@settings(max_examples=60, deadline=None)
def test_printed_margins_of_a_real_table_are_met(table: tuple[np.ndarray, np.ndarray]) -> None:
    valid, real = table
    sums = margin_sums(valid)
    printed = np.round(100 * margin_sums(real) / np.maximum(sums, 1))
    margins = Margins(printed[: len(valid)], printed[len(valid) : -1], float(printed[-1]))
    found = agreeing(valid, margins, 0.5)
    assert found.shape == valid.shape
    assert (found >= 0).all()
    assert (found <= valid).all()
    assert largest_miss(valid, found, margins) <= 0.5 + 1e-9


@given(tables(), st.integers(0, 100), st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_margins_that_contradict_each_other_still_give_a_table(
    table: tuple[np.ndarray, np.ndarray], rows: int, columns: int
) -> None:
    valid, _ = table
    margins = Margins(np.full(len(valid), rows), np.full(valid.shape[1], columns), 50.0)
    found = agreeing(valid, margins, 0.49)
    assert (found >= 0).all()
    assert (found <= valid).all()


def test_a_contradiction_is_shared_and_no_margin_misses_by_more_than_it_must() -> None:
    """Rows say 40, columns 60, 1,000 answers each: the best that can be is ten points off."""
    valid = np.full((2, 2), 500)
    margins = Margins(np.full(2, 40.0), np.full(2, 60.0), 50.0)
    assert largest_miss(valid, agreeing(valid, margins, 0.49), margins) <= 10.5


@given(st.integers(1, 400), st.integers(0, 100))
def test_a_share_can_be_printed_if_and_only_if_some_count_rounds_to_it(
    valid: int, percent: int
) -> None:
    possible = any(abs(100 * count / valid - percent) <= 0.49 for count in range(valid + 1))
    assert printable(valid, percent, 0.49) == possible
