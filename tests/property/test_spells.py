"""Spells and weeks are inverse, whatever the history."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from effektspor.registers.spells import to_weeks
from plain_spells import to_spells

histories = hnp.arrays(
    np.uint16,
    st.tuples(st.integers(1, 6), st.integers(1, 40)),
    elements=st.sampled_from([0, 0, 730, 810, 817, 890]),
)


@given(histories, st.integers(0, 2000), st.integers(0, 50))
def test_decoding_gives_the_history_back(codes, first_week, first_person):
    spells = to_spells(codes, first_week, first_person)
    persons = np.arange(first_person, first_person + len(codes), dtype=np.int32)
    span = range(first_week, first_week + codes.shape[1])
    assert (to_weeks(spells, persons, span) == codes).all()


@given(histories)
def test_spells_are_longest_runs_and_do_not_overlap(codes):
    spells = to_spells(codes, 100)
    assert spells["weeks"].sum() == (codes > 0).sum()
    assert (spells["weeks"] > 0).all()
    after = spells.shift(-1)
    same = spells["person"] == after["person"]
    ends = spells["first_week"] + spells["weeks"]
    assert (ends[same] <= after.loc[same, "first_week"]).all()
    touching = same & (ends == after["first_week"])
    assert (spells.loc[touching, "code"] != after.loc[touching, "code"]).all()


@given(histories, st.integers(-5, 45), st.integers(0, 45))
def test_a_part_of_the_weeks_is_the_part_of_the_history(codes, start, length):
    spells = to_spells(codes, 0)
    span = range(max(start, 0), max(start, 0) + length)
    got = to_weeks(spells, np.arange(len(codes), dtype=np.int32), span)
    whole = np.zeros((len(codes), 100), dtype=np.uint16)
    whole[:, : codes.shape[1]] = codes
    assert (got == whole[:, span.start : span.stop]).all()


def test_persons_that_are_not_asked_for_are_left_out():
    codes = np.array([[810, 810], [730, 0], [0, 817]], dtype=np.uint16)
    got = to_weeks(to_spells(codes, 0), np.array([0, 2], dtype=np.int32), range(2))
    assert (got == codes[[0, 2]]).all()
    assert to_weeks(to_spells(codes, 0), np.array([], dtype=np.int32), range(2)).shape == (0, 2)
