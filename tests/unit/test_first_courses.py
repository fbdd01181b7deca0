"""First courses since a date: small histories by hand, and a reading week by week."""

import pytest
from course_people import (
    ABROAD,
    BACK,
    BOOK,
    COMPANY,
    DEAD,
    FLEXJOB,
    GUIDANCE,
    HELP,
    INTERN,
    LEDIG,
    PASSIVE,
    PENSION,
    REFORM,
    SICK,
    SUBSIDY,
    read_courses,
    rules_of,
    week_of_day,
    weeks_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.calendar import iso_week
from effektspor.cohort.course_activity import activity_codes, activity_counts
from effektspor.errors import ConfigError

WEEKS = 30
LAST = REFORM + WEEKS - 1


def one(*runs, **programme):
    """The first course of one person whose runs fill the weeks before the reform and after."""
    life = weeks_of(*runs)
    assert len(life) == BACK + WEEKS
    table = read_courses([life], rules_of(LAST, **programme)).courses
    return table.iloc[0] if len(table) else None


def test_a_course_between_two_benefits():
    row = one((HELP, BACK + 3), (PASSIVE, 12), (PENSION, 15))
    assert (row["start_week"], row["end_week"]) == (REFORM + 3, REFORM + 15)
    assert (row["origin"], row["exit"], row["state_now"]) == ("kontanthjaelp", "pension", "pension")
    assert row["completed"]
    assert not row["in_course_now"]
    assert row["activity_now"] == "none"


@pytest.mark.parametrize(
    ("gap", "length", "end"),
    [(0, 4, None), (SICK, 4, None), (0, 5, 10), (SICK, 5, 10), (HELP, 1, 10)],
)
def test_a_gap_within_a_course(gap, length, end):
    row = one((0, BACK), (PASSIVE, 10), (gap, length), (GUIDANCE, 20 - length))
    assert row["end_week"] == REFORM + (WEEKS if end is None else end)
    # The later course is no part of the first, yet the person is in a course now.
    assert row["in_course_now"]
    assert row["activity_now"] == "other"
    assert row["completed"] == (end is not None)


@pytest.mark.parametrize("gap", [0, SICK])
@pytest.mark.parametrize("length", range(1, 8))
def test_a_gap_open_in_the_last_week_counts_as_in_the_course(gap, length):
    row = one((0, BACK), (INTERN, WEEKS - length), (gap, length))
    assert row["in_course_now"] == (length <= 4)
    assert row["completed"] == (length > 4)
    assert row["activity_now"] == ("other" if length <= 4 else "none")


@pytest.mark.parametrize("length", range(1, 8))
def test_no_way_out_is_known_sooner_than_another(length):
    row = one((0, BACK), (PASSIVE, WEEKS - length), (PENSION, length))
    assert not row["in_course_now"]
    assert row["completed"] == (length > 4)
    assert row["exit"] == ("pension" if length > 4 else "programme")
    assert row["state_now"] == "pension"


def test_sickness_that_is_counted_apart_delays_what_is_known():
    runs = (0, BACK), (PASSIVE, WEEKS - 8), (PENSION, 8)
    assert one(*runs)["completed"]
    assert not one(*runs, bridge_family_weeks=4)["completed"]
    assert one(*runs, bridge_family_weeks=3)["completed"]


def test_death_after_a_bridged_gap_ends_the_course():
    row = one((SICK, BACK), (PASSIVE, 5), (0, 3), (DEAD, 22))
    assert (row["exit"], row["end_week"]) == ("dead", REFORM + 5)
    row = one((SICK, BACK), (PASSIVE, 5), (0, 5), (DEAD, 20))
    assert (row["exit"], row["state_now"]) == ("no_benefit", "dead")
    assert one((SICK, BACK), (PASSIVE, 5), (ABROAD, 25))["exit"] == "emigrated"


@pytest.mark.parametrize(
    ("after", "exit_"),
    [
        ([(0, 1), (PENSION, 29)], "pension"),
        ([(0, 4), (LEDIG, 26)], "ledighedsydelse"),
        ([(SICK, 2), (FLEXJOB, 28)], "flexjob"),
        ([(SICK, 1), (0, 2), (HELP, 1), (0, 26)], "kontanthjaelp"),
        ([(0, 5), (PENSION, 25)], "no_benefit"),
        ([(SICK, 2), (0, 28)], "no_benefit"),
        ([(SICK, 30)], "sygedagpenge"),
        ([(0, 2), (SICK, 28)], "sygedagpenge"),
    ],
)
def test_the_exit_is_where_the_gap_after_the_course_leads(after, exit_):
    life = weeks_of((HELP, BACK), (PASSIVE, 10), *after)
    row = read_courses([life], rules_of(REFORM + 39)).courses.iloc[0]
    assert row["completed"]
    assert (row["exit"], row["end_week"]) == (exit_, REFORM + 10)


def test_the_origin_of_a_course_as_old_as_the_weeks_read_is_unknown():
    row = one((PASSIVE, 20), (FLEXJOB, 20))
    assert (row["origin"], row["began_before"]) == ("unknown", True)
    assert one((0, 3), (PASSIVE, 37))["origin"] == "unknown"
    assert one((0, 4), (PASSIVE, 36))["origin"] == "no_benefit"
    assert one((HELP, 1), (0, 1), (PASSIVE, 38))["origin"] == "kontanthjaelp"


@pytest.mark.parametrize(
    ("before", "origin"),
    [
        ([(HELP, 7), (0, 3)], "kontanthjaelp"),
        ([(HELP, 6), (0, 4)], "no_benefit"),
        ([(LEDIG, 8), (SICK, 2)], "sygedagpenge"),
        ([(SICK, 9), (720, 1)], "kontanthjaelp"),
        ([(785, 10)], "sygedagpenge"),
        ([(651, 10)], "other_benefit"),
    ],
)
def test_the_origin_is_the_last_benefit_within_four_weeks(before, origin):
    assert one(*before, (PASSIVE, WEEKS))["origin"] == origin


def test_a_course_from_before_the_reform_is_marked():
    row = one((HELP, 2), (PASSIVE, 20), (FLEXJOB, 18))
    assert row["began_before"]
    assert row["end_week"] == REFORM + 12
    assert one((PASSIVE, 4), (HELP, 36)) is None  # over before the reform
    row = one((PASSIVE, 2), (HELP, 8), (PASSIVE, 30))
    assert not row["began_before"]
    assert row["start_week"] == REFORM


def test_the_age_is_that_in_the_week_after_the_course():
    rules = rules_of(week_of_day("2013-07-28"))
    life = weeks_of((0, BACK), (PASSIVE, 10), (PENSION, 20))
    # The course ends with week 10 of 2013; the next Monday is 11 March.
    birth = ["1973-03-11", "1973-03-12", None]
    found = read_courses([life] * 3, rules, birth).courses
    assert found["age"].tolist() == [40, 39, -1]


def test_the_last_week_of_a_year_with_53_weeks():
    last = week_of_day("2015-12-31")
    assert iso_week(last) == (2015, 53)
    assert last - REFORM == 156
    life = weeks_of((0, BACK), (PASSIVE, 152), (PENSION, 5))
    row = read_courses([life], rules_of(last)).courses.iloc[0]
    assert row["completed"]
    assert row["end_week"] - row["start_week"] == 152
    later = read_courses([[*life, PENSION]], rules_of(last + 1)).courses.iloc[0]
    assert later["completed"]
    earlier = read_courses([life[:-1]], rules_of(last - 1)).courses.iloc[0]
    assert not earlier["completed"]


def test_an_activity_is_not_both_passive_and_at_a_company():
    with pytest.raises(ConfigError, match="both"):
        activity_codes(BOOK, "ressourceforloeb", COMPANY[0], COMPANY)


def led_to(life, end, limit):
    """Code in the first week after a course that no gap could hold, week by week."""
    for gap, code in enumerate(life[end:], start=1):
        if code not in (0, SICK) or gap > limit:
            return code
    return None


def by_week(life, reform, limit):
    """The first course read week by week, without runs: (start, end, in a course at the end)."""
    programme = {PASSIVE, GUIDANCE, SUBSIDY, INTERN}
    courses, start, end, gap = [], None, None, 0
    for week, code in enumerate(life):
        if code in programme:
            if start is None:
                start = week
            end, gap = week + 1, 0
        elif start is not None:
            gap += 1
            if code not in (0, SICK) or gap > limit:
                courses.append((start, end))
                start, gap = None, 0
    if start is not None:
        courses.append((start, len(life)))
    since = [course for course in courses if course[1] > reform]
    return (*since[0], since[-1][1] == len(life)) if since else None


lives = st.lists(
    st.lists(
        st.sampled_from([0, 0, PASSIVE, PASSIVE, INTERN, GUIDANCE, SUBSIDY, SICK, HELP, PENSION]),
        min_size=40, max_size=40,
    ).map(lambda life: [code for code in life for _ in range(2)][:40]),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(lives, st.integers(0, 6), st.integers(0, 12))
def test_courses_agree_with_a_reading_week_by_week(drawn, bridge, back):
    last = REFORM + 40 - back - 1
    rules = rules_of(last, bridge_weeks=bridge)
    found = read_courses(drawn, rules)
    table = found.courses.set_index("person")
    expected = {n: by_week(life, back, bridge) for n, life in enumerate(drawn)}
    assert set(table.index) == {n for n, course in expected.items() if course}
    first = REFORM - back
    seen: dict[tuple[int, str], int] = {}
    for n, row in table.iterrows():
        start, end, now = expected[n]
        assert (row["start_week"] - first, row["end_week"] - first) == (start, end)
        assert row["in_course_now"] == now
        assert row["completed"] == (39 - (end - 1) > bridge)
        assert row["began_before"] == (start < back)
        if row["completed"]:
            names = {
                0: "no_benefit",
                SICK: "sygedagpenge",
                HELP: "kontanthjaelp",
                PENSION: "pension",
            }
            assert row["exit"] == names[led_to(drawn[n], end, bridge)]
        for week in range(start, end) if start >= back else ():
            kind = {PASSIVE: "passive", SUBSIDY: "company", INTERN: "company"}
            key = (week - start, kind.get(drawn[n][week], "other"))
            seen[key] = seen.get(key, 0) + 1
    span = range(first, last + 1)
    counts = activity_counts(found.courses, found.codes, span, rules.activities)
    assert counts.set_index(["week", "activity"])["n"].to_dict() == seen
