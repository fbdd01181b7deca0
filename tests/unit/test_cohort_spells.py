"""Starts, ends and events of named persons whose weeks are written out.

A person's history: P programme (810), I internship (817), S sickness (890), K kontanthjælp (730),
D death (999), "." no benefit.
"""

import numpy as np
import pytest

from effektspor.cohort.courses import course_table, spell_ends
from effektspor.cohort.spells import ProgrammeCodes, first_events, first_starts

LETTERS = {"P": 810, "I": 817, "S": 890, "K": 730, "D": 999, ".": 0}


def table(*codes):
    lookup = np.zeros(1000, dtype=bool)
    lookup[list(codes)] = True
    return lookup


LOOKUP = ProgrammeCodes(table(810, 817), table(817), table(890), bridge_weeks=4)


def history(text):
    return np.array([[LETTERS[letter] for letter in text.replace(" ", "")]], dtype=np.uint16)


@pytest.mark.parametrize(
    ("name", "weeks", "start"),
    [
        ("starts in the window", "KKKK KKPP PPPP", 6),
        ("was in the programme within the washout", "KKPK KKPP PPPP", -1),
        ("was in it just before the washout", "KPKK KKPP PPPP", 6),
        ("is in it when the window begins", "KKKK PPPP PPPP", 4),
        ("starts again after a short gap", "KKKK PP.P PPPP", 4),
        ("has been in it since before the window", "KKKP PPPP PPPP", -1),
        ("starts after the window", "KKKK KKKK KKPP", -1),
        ("starts with an internship", "KKKK KIPP PPPP", 5),
        ("never starts", "KKKK SSSS ....", -1),
    ],
)
def test_starts(name, weeks, start):
    found = first_starts(history(weeks), LOOKUP.programme, washout=4, window=range(4, 9))
    assert found[0] == start, name


@pytest.mark.parametrize(
    ("name", "weeks", "end"),
    [
        ("stays", "PPPP PPPP PPPP", 12),
        ("leaves for kontanthjælp", "PPPP KKKK KKKK", 4),
        ("returns within four blank weeks", "PP.. ..PP KKKK", 8),
        ("returns after five blank weeks", "PP.. ...P PPPP", 2),
        ("is sick for four weeks", "PPSS SSPP KKKK", 8),
        ("is sick for five weeks", "PPSS SSSP PPPP", 2),
        ("mixes blank weeks and sickness in one gap", "PPS. S.PP KKKK", 8),
        ("leaves by a gap that kontanthjælp ends", "PP.. KPPP PPPP", 2),
        ("leaves for good after a gap", "PPPP .... ....", 4),
        ("is in a gap when the data end", "PPPP PPPP PP..", 12),
        ("dies", "PPPP PDDD DDDD", 5),
        ("has two gaps", "PP..PP....PP", 12),
    ],
)
def test_ends(name, weeks, end):
    assert spell_ends(history(weeks), np.array([0]), LOOKUP)[0] == end, name


APART = ProgrammeCodes(
    table(810, 817), table(817), table(890), bridge_weeks=4, bridge_family_weeks=6
)


@pytest.mark.parametrize(
    ("name", "weeks", "end"),
    [
        ("is sick for six weeks", "PPSS SSSS PPKK", 10),
        ("is sick for seven weeks", "PPSS SSSS SPPP", 2),
        ("is sick for six weeks and blank for four", "PPSS SSSS .... PKKK", 13),
        ("is blank for five weeks", "PP.. ...P PPPP", 2),
        ("is sick for six weeks when the data end", "PPPP PPSS SSSS", 12),
        ("is sick for seven weeks when the data end", "PPPP PSSS SSSS", 5),
        ("takes another benefit in between", "PPSK SPPP PPPP", 2),
    ],
)
def test_ends_where_sickness_is_counted_apart(name, weeks, end):
    assert spell_ends(history(weeks), np.array([0]), APART)[0] == end, name


def test_courses_count_what_they_bridge():
    codes = history("KPP. SPPK KKKK KIPP PP..")
    courses = course_table(codes, np.array([7], dtype=np.int32), range(100, 120), LOOKUP)
    assert courses.to_dict("records") == [
        {
            "person": 7, "start_week": 101, "end_week": 107, "programme_weeks": 4,
            "bridged_blank_weeks": 1, "bridged_family_weeks": 1, "open_end": False,
        },
        {
            "person": 7, "start_week": 113, "end_week": 120, "programme_weeks": 5,
            "bridged_blank_weeks": 2, "bridged_family_weeks": 0, "open_end": True,
        },
    ]  # fmt: skip


def test_who_is_never_in_the_programme_has_no_course():
    codes = history("KKKK .... SSSS")
    none = course_table(codes, np.array([0], dtype=np.int32), range(12), LOOKUP)
    assert none.empty
    with pytest.raises(ValueError, match="outside the programme"):
        spell_ends(codes, np.array([3]), LOOKUP)


@pytest.mark.parametrize(
    ("name", "weeks", "event"),
    [
        ("has an internship later", "PPPI IIPP", 3),
        ("begins with one", "IIPP PPPP", 0),
        ("has none", "PPPP PPPP", -1),
        ("has one after the spell", "PPKI IIII", -1),
        ("has one after a bridged gap", "PP..IIPP", 4),
    ],
)
def test_events(name, weeks, event):
    codes, start = history(weeks), np.array([0])
    end = spell_ends(codes, start, LOOKUP)
    assert first_events(codes, start, end, LOOKUP.event)[0] == event, name


def test_many_persons_at_once_equal_one_by_one():
    rng = np.random.default_rng(1)
    codes = rng.choice([0, 810, 817, 890, 730], p=[0.2, 0.4, 0.1, 0.2, 0.1], size=(300, 40))
    codes = codes.astype(np.uint16)
    starts = rng.integers(0, 30, 300)
    codes[np.arange(300), starts] = 810
    together = spell_ends(codes, starts, LOOKUP)
    alone = [spell_ends(codes[i : i + 1], starts[i : i + 1], LOOKUP)[0] for i in range(300)]
    assert together.tolist() == alone


def test_data_that_do_not_reach_back_over_the_washout_are_refused():
    with pytest.raises(ValueError, match="washout"):
        first_starts(history("KKKKPP"), LOOKUP.programme, washout=5, window=range(4, 6))
