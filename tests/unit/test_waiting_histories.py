"""Waits before a day and states after it, against a reading week by week that is plain to follow."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.calendar import iso_week, monday_of_week, week_number, weeks_in_year
from effektspor.codebook import read_codebook
from effektspor.cohort.waiting.histories import monthly_states, waits
from effektspor.cohort.waiting.people import Paths, read_histories, refuse_few
from effektspor.cohort.waiting.rules import month_weeks, rules_of
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.config.trial import Waiting
from effektspor.errors import InputError
from effektspor.registers.buckets import BucketWriter, bucket_of_hash, hash_of
from effektspor.registers.dream import PERSONS as DREAM_PERSONS
from effektspor.registers.population import POPULATION
from effektspor.registers.spells import SPELLS
from trial_files import read as read_trial

BOOK = read_codebook(Path("data/codes/dream_codes.csv"))
START, STATUS = "2005-10-01", "2007-04-01"
FIRST, LAST = week_number(2003, 27), week_number(2007, 13)
SPAN = range(FIRST, LAST + 1)
RULES = rules_of(BOOK, Waiting(), SPAN, START, STATUS)
AT = RULES.start_column
LY, SICK, FLEX, HELP, PENSION, REHAB, DEAD, GONE = 740, 890, 771, 130, 783, 760, 999, 997
STATE = {
    0: "self_support", LY: "ledighedsydelse", 745: "ledighedsydelse", SICK: "sickness",
    FLEX: "flexjob", 774: "flexjob", HELP: "social_assistance", PENSION: "disability_pension",
    REHAB: "rehabilitation", DEAD: "dead", GONE: "emigrated", 881: "other", 998: "other",
}  # fmt: skip


def plain_wait(codes, bridge=4):
    """Weeks of waiting behind the start and what came before, week by week; None if none."""
    if STATE[codes[AT]] != "ledighedsydelse":
        return 0, "unknown", False
    begin, gap = AT, 0
    for week in range(AT - 1, -1, -1):
        if STATE[codes[week]] == "ledighedsydelse":
            begin, gap = week, 0
        elif codes[week] in (0, SICK) and gap < bridge:
            gap += 1
        else:
            break
    if begin == 0:
        return AT - begin, "unknown", True
    for week in range(begin - 1, max(begin - 53, -1), -1):
        if codes[week]:
            state = STATE[codes[week]]
            return AT - begin, "other" if state in ("dead", "emigrated") else state, True
    return AT - begin, "self_support" if begin >= 52 else "unknown", True


def plain_months(codes):
    """State on the same day of each month, day by day from the calendar."""
    states = []
    for month in range(19):
        year, number = divmod(2005 * 12 + 9 + month, 12)
        day = date(year, number + 1, 1)
        week = next(w for w in SPAN if day - monday_of_week(w) < timedelta(days=7))
        state = STATE[codes[week - FIRST]]
        if DEAD in codes[AT : week - FIRST + 1]:
            state = "dead"
        states.append("other" if state == "rehabilitation" else state)
    return states


def line(*runs):
    """Weekly codes of runs (code, weeks); the last run is as long as is left."""
    codes = [code for code, weeks in runs for _ in range(weeks or len(SPAN))]
    return np.array(codes[: len(SPAN)] + [0] * (len(SPAN) - len(codes)), dtype=np.uint16)


@st.composite
def histories(draw):
    runs = draw(
        st.lists(
            st.tuples(
                st.sampled_from([0, LY, LY, LY, 745, SICK, FLEX, HELP, REHAB, 881]),
                st.integers(1, 40),
            ),
            min_size=6,
            max_size=40,
        )
    )
    return line(*runs, (draw(st.sampled_from([0, LY, FLEX, DEAD, GONE, PENSION])), None))


@settings(max_examples=150, deadline=None)
@given(st.lists(histories(), min_size=1, max_size=6))
def test_any_history_is_read_as_week_by_week(lines):
    codes = np.array(lines)
    found = waits(codes, RULES)
    months = monthly_states(codes, RULES)
    for row, own in enumerate(lines):
        weeks, origin, waiting = plain_wait(own.tolist())
        assert found.loc[row, "wait_weeks"] == weeks
        assert found.loc[row, "origin"] == origin
        assert bool(found.loc[row, "waits"]) is waiting
        assert months[row].tolist() == plain_months(own.tolist())


CASES = {
    # What comes before the start week (a week of waiting itself), and the weeks of the wait.
    "unbroken": ([(HELP, AT - 30), (LY, None)], 30, "social_assistance"),
    "a gap of four weeks": ([(FLEX, AT - 40), (LY, 20), (0, 4), (LY, None)], 40, "flexjob"),
    "a gap of five weeks": ([(FLEX, AT - 40), (LY, 20), (0, 5), (LY, None)], 15, "ledighedsydelse"),
    "sick for four weeks": ([(REHAB, AT - 40), (LY, 9), (SICK, 4), (LY, None)], 40, "rehabilitation"),
    "blank and sick together": (
        [(REHAB, AT - 40), (LY, 9), (SICK, 3), (0, 2), (LY, None)], 26, "sickness",
    ),
    "a flexjob of one week": ([(HELP, AT - 40), (LY, 9), (FLEX, 1), (LY, None)], 30, "flexjob"),
    "nothing in the year before": ([(HELP, 5), (0, AT - 35), (LY, None)], 30, "self_support"),
    "a benefit more than a year before": (
        [(HELP, 5), (0, 52), (LY, None)], AT - 57, "self_support",
    ),
    "too little is read to know": ([(0, 51), (LY, None)], AT - 51, "unknown"),
    "since before the first week": ([(LY, None)], AT, "unknown"),
    "not waiting": ([(LY, AT), (FLEX, None)], 0, "unknown"),
    "on sick leave in the week of the start": ([(LY, AT), (SICK, 1), (LY, None)], 0, "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_hand_made_waits(case):
    runs, weeks, origin = CASES[case]
    found = waits(line(*runs)[None, :], RULES).iloc[0]
    assert (found["wait_weeks"], found["origin"]) == (weeks, origin)
    assert bool(found["waits"]) is (weeks > 0)


def test_the_wait_does_not_know_the_future():
    past = line((HELP, AT - 30), (LY, 31), (FLEX, None))
    other = line((HELP, AT - 30), (LY, 31), (0, 3), (LY, None))
    found = waits(np.array([past, other]), RULES)
    assert found["wait_weeks"].tolist() == [30, 30]


def test_the_year_of_53_weeks_counts_all_of_them():
    assert weeks_in_year(2004) == 53
    since = week_number(2004, 40)
    codes = line((HELP, since - FIRST), (LY, None))
    # 14 weeks of 2004 from week 40 on, and 38 of 2005 before that of 1 October, which is week 39.
    assert iso_week(RULES.months[0]) == (2005, 39)
    assert waits(codes[None, :], RULES).loc[0, "wait_weeks"] == 14 + 38


def test_months_are_the_same_day_and_end_with_the_status():
    weeks = month_weeks(START, STATUS)
    assert len(weeks) == 19
    assert iso_week(weeks[12]) == (2006, 39)  # Sunday 1 October 2006
    assert iso_week(weeks[18]) == (2007, 13)
    assert len(month_weeks("2004-01-31", "2004-04-29")) == 3  # 31 January, 29 February, 31 March
    assert len(month_weeks(START, "2007-03-31")) == 18


def test_the_dead_stay_dead():
    codes = line((LY, AT + 20), (DEAD, 1), (0, None))
    states = monthly_states(codes[None, :], RULES)[0].tolist()
    assert states[:5] == ["ledighedsydelse"] * 5
    assert states[5:] == ["dead"] * 14


# --- from register tables ---

PEOPLE_OF = {
    # Key: weekly codes. T: in the trial, N: in the country.
    "P000000000": line((HELP, AT - 50), (LY, AT), (FLEX, None)),
    "P000000001": line((LY, None)),
    "P000000002": line((SICK, AT - 10), (LY, None)),  # a wait that is too short, but drawn
    "N000000001": line((HELP, AT - 30), (LY, None)),
    "N000000002": line((HELP, AT - 26), (LY, None)),
    "N000000003": line((HELP, AT - 25), (LY, None)),  # too short
    "N000000004": line((LY, AT), (FLEX, None)),  # not waiting any more
    "N000000005": line((HELP, None)),
    "N000000006": line((REHAB, AT - 60), (LY, 90), (DEAD, None)),
}


def written(folder, people=PEOPLE_OF):
    """Register tables of people, as ingest writes them."""
    import pyarrow as pa

    pnr = list(people)
    bucket = bucket_of_hash(hash_of(pa.array(pnr)))
    persons = pd.DataFrame({"person": range(len(pnr)), "bucket": bucket, "pnr": pnr})
    spells = []
    for number, codes in enumerate(people.values()):
        breaks = np.flatnonzero(np.diff(codes.astype(int))) + 1
        for run in np.split(np.arange(len(codes)), breaks):
            if codes[run[0]]:
                spells.append((number, bucket[number], codes[run[0]], FIRST + run[0], len(run)))
    spells = pd.DataFrame(spells, columns=["person", "bucket", "code", "first_week", "weeks"])
    known = [key for key in pnr if key != "N000000002"]
    population = pd.DataFrame(
        {
            "pnr": known,
            "bucket": bucket_of_hash(hash_of(pa.array(known))),
            "year": 2005,
            "female": 1,
            "birth_date": pd.Timestamp("1960-10-01"),
            "married": 0,
            "non_western": 0,
        }
    )
    later = population.assign(year=2006, female=0)
    paths = Paths(folder / "persons.parquet", folder / "spells.parquet", folder / "bef.parquet")
    for table, frame, path in (
        (DREAM_PERSONS, persons, paths.persons),
        (SPELLS, spells, paths.spells),
        (POPULATION, pd.concat([later, population]), paths.population),
    ):
        with BucketWriter(table, path, memory_mb=500) as writer:
            writer.add(table.conform(frame))
    return paths


@pytest.fixture(name="drawn")
def drawn_persons(tmp_path):
    return read_trial(tmp_path / "trial")[0].persons


def test_the_trial_is_linked_and_the_country_is_who_waited_as_long(tmp_path, drawn):
    found = read_histories(written(tmp_path), drawn, RULES, 0.1, memory_mb=500)
    people = PEOPLE.conform(found.people).set_index("id")
    trial = people[people["group"] == "trial"]
    assert trial["person"].tolist() == ["P000000000", "P000000001", "P000000002"]
    own = drawn.set_index("person").loc[trial["person"]]
    assert trial["arm"].tolist() == own["arm"].tolist()
    assert trial["place"].tolist() == own["place"].tolist()
    assert trial["wait_weeks"].tolist() == [50, AT, 10]
    country = people[people["group"] == "national"]
    assert country["wait_weeks"].tolist() == [30, 26, 60]
    assert (country["person"] == "").all()
    assert (country["arm"] == "").all()
    # Background as on the last 1 January before the start.
    assert people["age"].dropna().unique().tolist() == [45]
    assert people["woman"].dropna().unique().tolist() == [1]
    assert country["age"].isna().tolist() == [False, True, False]
    months = MONTHS.conform(found.months)
    assert len(months) == 6 * 19
    states = months.pivot(index="id", columns="month", values="state")
    for key, codes in PEOPLE_OF.items():
        if key in trial["person"].tolist():
            at = trial.index[trial["person"] == key][0]
            assert states.loc[at].tolist() == plain_months(codes.tolist())


def test_results_do_not_depend_on_memory(tmp_path, drawn):
    paths = written(tmp_path)
    small = read_histories(paths, drawn, RULES, 0.1, memory_mb=250)
    large = read_histories(paths, drawn, RULES, 0.1, memory_mb=4000)
    pd.testing.assert_frame_equal(small.people, large.people)
    pd.testing.assert_frame_equal(small.months, large.months)


def test_a_person_without_background_keeps_that_of_the_trials_file(tmp_path, drawn):
    paths = written(tmp_path)
    without = pd.read_parquet(paths.population).query("pnr != 'P000000001'")
    without.to_parquet(paths.population, index=False)
    people = read_histories(paths, drawn, RULES, 0.1, memory_mb=500).people
    own = people.set_index("person").loc["P000000001"]
    assert own["age"] == drawn.set_index("person").loc["P000000001", "age"]
    assert own["woman"] == 1


def test_too_few_links_stop(tmp_path, drawn):
    with pytest.raises(
        InputError, match=r"Of 24 persons of the trial, 3 are in DREAM: 12.5 per cent"
    ):
        read_histories(written(tmp_path), drawn, RULES, 0.5, memory_mb=500)
    with pytest.raises(InputError, match="asks for 0"):
        refuse_few(0, 5, 0.0)
    refuse_few(1, 19, 0.5)
    refuse_few(10, 20, 0.5)
