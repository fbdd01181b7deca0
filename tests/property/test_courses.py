"""Courses cover the programme weeks and what they bridge, whatever the history."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from effektspor.cohort.courses import course_table, find_courses, spell_ends
from effektspor.cohort.spells import ProgrammeCodes
from effektspor.registers.spells import to_weeks
from plain_spells import to_spells

PROGRAMME, SICK, OTHER = 810, 890, 730


def table(*codes):
    lookup = np.zeros(1000, dtype=bool)
    lookup[list(codes)] = True
    return lookup


histories = hnp.arrays(
    np.uint16,
    st.tuples(st.integers(1, 5), st.integers(1, 45)),
    elements=st.sampled_from([0, 0, PROGRAMME, PROGRAMME, 817, SICK, OTHER]),
)
lookups = st.builds(
    ProgrammeCodes,
    st.just(table(810, 817)),
    st.just(table(817)),
    st.just(table(SICK)),
    st.integers(0, 6),
    st.none() | st.integers(0, 6),
)


def end_week_by_week(codes, start, lookup):
    """The rule read out week by week, for one person: column after the course's last week."""
    blank = sick = 0
    end = start
    for week in range(start, len(codes)):
        if lookup.programme[codes[week]]:
            blank = sick = 0
            end = week + 1
            continue
        blank += codes[week] == 0
        sick += codes[week] == SICK
        apart = lookup.bridge_family_weeks
        short = (
            blank + sick <= lookup.bridge_weeks
            if apart is None
            else blank <= lookup.bridge_weeks and sick <= apart
        )
        if codes[week] not in (0, SICK) or not short:
            return end
    return len(codes)


@given(histories, lookups)
def test_courses_are_those_of_reading_week_by_week(codes, lookup):
    expected = []
    for row, weeks in enumerate(codes):
        reached = 0
        for week in range(len(weeks)):
            if week >= reached and lookup.programme[weeks[week]]:
                reached = end_week_by_week(weeks, week, lookup)
                expected.append((row, week, reached))
    found = find_courses(codes, lookup)
    assert list(found[["row", "start", "end"]].itertuples(index=False, name=None)) == expected


@given(histories, lookups)
def test_courses_hold_all_programme_weeks_and_count_the_rest(codes, lookup):
    found = find_courses(codes, lookup)
    covered = np.zeros(codes.shape, dtype=int)
    for c in found.itertuples():
        covered[c.row, c.start : c.end] += 1
        own = codes[c.row, c.start : c.end]
        assert c.programme_weeks == lookup.programme[own].sum()
        assert c.bridged_blank_weeks == (own == 0).sum()
        assert c.bridged_family_weeks == (own == SICK).sum()
        assert c.end - c.start == (
            c.programme_weeks + c.bridged_blank_weeks + c.bridged_family_weeks
        )
        assert lookup.programme[own[0]]
        assert c.open_end == (c.end == codes.shape[1])
    assert covered.max() <= 1
    assert (covered[lookup.programme[codes]] == 1).all()
    assert found["programme_weeks"].sum() == lookup.programme[codes].sum()


@given(histories, lookups)
def test_a_spell_ends_where_its_course_does(codes, lookup):
    inside = lookup.programme[codes]
    codes, inside = codes[inside.any(axis=1)], inside[inside.any(axis=1)]
    starts = inside.argmax(axis=1)
    ends = spell_ends(codes, starts, lookup)
    alone = [
        end_week_by_week(weeks, start, lookup) for weeks, start in zip(codes, starts, strict=True)
    ]
    assert ends.tolist() == alone


@given(histories, lookups)
def test_bridging_leaves_every_spell_of_the_register_as_it_was(codes, lookup):
    persons = np.arange(len(codes), dtype=np.int32)
    span = range(100, 100 + codes.shape[1])
    spells = to_spells(codes, span.start)
    before = spells.copy()
    courses = course_table(to_weeks(spells, persons, span), persons, span, lookup)
    assert spells.equals(before)
    spells = spells[lookup.programme[spells["code"]]]
    held = spells.merge(courses, on="person")
    inside = (held["first_week"] >= held["start_week"]) & (
        held["first_week"] + held["weeks"] <= held["end_week"]
    )
    assert inside.sum() == len(spells)
