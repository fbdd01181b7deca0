"""Tables of courses at a date: what they count, hide, and say of those who have not left yet."""

import numpy as np
import pandas as pd
import pytest
from course_people import (
    BACK,
    DEAD,
    FLEXJOB,
    HELP,
    INTERN,
    LEDIG,
    PASSIVE,
    PENSION,
    REFORM,
    SICK,
    STATES,
    read_courses,
    rules_of,
    weeks_of,
)
from scipy.stats import binomtest

from effektspor.cohort.course_activity import activity_counts
from effektspor.cohort.first_courses import FIRST_COURSES
from effektspor.evaluations.courses.activity import activity_table
from effektspor.evaluations.courses.ages import ages_table
from effektspor.evaluations.courses.counts import counts_table
from effektspor.evaluations.courses.exits import exits_table
from effektspor.evaluations.courses.incidence import incidence_curves
from effektspor.evaluations.courses.origins import origins_table

WEEKS = 60
HOW = (0.95, 1)


@pytest.fixture(scope="module")
def tables():
    """Ten persons: six have left, one has left just now, three are in a course."""
    lives = [
        weeks_of((HELP, BACK), (PASSIVE, 20), (PENSION, 40)),
        weeks_of((HELP, BACK), (PASSIVE, 20), (PENSION, 40)),
        weeks_of((SICK, BACK), (PASSIVE, 53), (PENSION, 7)),
        weeks_of((SICK, BACK), (INTERN, 30), (0, 10), (FLEXJOB, 20)),
        weeks_of((0, BACK), (PASSIVE, 10), (LEDIG, 10), (FLEXJOB, 40)),
        weeks_of((0, BACK), (PASSIVE, 10), (HELP, 5), (INTERN, 45)),  # left, and is back
        weeks_of((HELP, BACK), (PASSIVE, 57), (PENSION, 3)),  # left too lately to be known
        weeks_of((HELP, BACK), (PASSIVE, 30), (INTERN, 30)),
        weeks_of((HELP, BACK), (PASSIVE, 60)),
        weeks_of((HELP, BACK + 30), (PASSIVE, 28), (0, 2)),
    ]
    birth = ["1960-01-01", "1990-01-01", "1970-01-01", *["1980-01-01"] * 7]
    rules = rules_of(REFORM + WEEKS - 1)
    found = read_courses(lives, rules, birth)
    span = range(REFORM - BACK, REFORM + WEEKS)
    reading = (26, 52, 58, 70)
    activity = activity_table(
        activity_counts(found.courses, found.codes, span, rules.activities), reading, *HOW
    )
    curves = incidence_curves(found.courses, rules.known_stop, (52,), *HOW, smallest_at_risk=1)
    exits = exits_table(found.courses, curves, STATES, (52, 156), *HOW)
    return {
        "counts": counts_table(found.courses, 0, activity, rules.known_stop, reading, *HOW),
        "exits": exits,
        "origins": origins_table(found.courses, STATES, *HOW),
        "ages": ages_table(found.courses, exits, curves, *HOW),
        "activity": activity,
        "curves": curves,
        "courses": found.courses,
    }


def test_counts_by_hand(tables):
    counts = tables["counts"].set_index("quantity")
    pairs = {name: (row["n"], row["base"]) for name, row in counts.iterrows()}
    assert pairs.pop("ever_started")[0] == 10
    assert pairs.pop("in_course_now")[0] == 4
    assert pairs.pop("completed") == (6, 10)
    assert pairs.pop("passive_now") == (1, 4)
    assert pairs.pop("company_now") == (2, 4)
    # Week 26: of the ten six are still there and could be followed so long.
    assert pairs.pop("passive_26") == (5, 6)
    assert pairs.pop("company_26") == (1, 6)
    assert pairs.pop("passive_52") == (3, 4)
    assert pairs.pop("company_52") == (1, 4)
    assert pairs.pop("passive_58") == (1, 2)
    assert pairs.pop("company_58") == (1, 2)
    for name in ("passive_70", "company_70"):  # nobody could be followed so long
        n, base = pairs.pop(name)
        assert pd.isna(n)
        assert base == 0
    assert pairs.pop("followed")[0] == 10
    assert pairs.pop("began_before")[0] == 0
    assert not pairs
    assert counts.loc["completed", "share"] == pytest.approx(0.6)
    low, high = binomtest(6, 10).proportion_ci(0.95, "wilson")
    assert counts.loc["completed", ["ci_low", "ci_high"]].tolist() == pytest.approx([low, high])


def test_exits_by_hand(tables):
    exits = tables["exits"].set_index("way")
    n = exits["n"][exits["n"] > 0].to_dict()
    assert n == {
        "pension": 3, "self_support": 1, "ledighedsydelse": 1, "kontanthjaelp": 1,
    }  # fmt: skip
    assert exits["completed_share"].sum() == pytest.approx(1)
    assert exits["state_now_share"].sum() == pytest.approx(1)
    now = exits["now_n"][exits["now_n"] > 0].to_dict()
    assert now == {"pension": 3, "flexjob": 2, "programme": 1}
    assert exits["base"].unique().tolist() == [6]
    assert exits["incidence_156"].isna().all()
    assert exits.loc["dead", "incidence_52"] == 0


def test_origins_by_hand(tables):
    origins = tables["origins"].set_index("origin")
    assert origins["n"].to_dict() == {"self_support": 2, "kontanthjaelp": 2, "sygedagpenge": 2}
    assert origins["all_n"].to_dict() == {"self_support": 2, "kontanthjaelp": 6, "sygedagpenge": 2}
    assert origins["share"].sum() == pytest.approx(1)
    assert origins["all_share"].sum() == pytest.approx(1)


def test_an_origin_that_a_text_speaks_of_has_a_row_where_nobody_has_it(tables):
    table = origins_table(tables["courses"], STATES, *HOW, ("ledighedsydelse", "sygedagpenge"))
    found = table.set_index("origin")
    assert found.loc["ledighedsydelse", ["n", "share", "all_n"]].tolist() == [0, 0, 0]
    kept = found.drop(index="ledighedsydelse").reset_index()
    assert kept.equals(tables["origins"].astype(kept.dtypes))


def test_ages_and_durations_by_hand(tables):
    ages = tables["ages"].set_index(["measure", "group"])["n"]
    assert ages["pension_age"].to_dict() == {
        "under_30": 1, "30_39": 0, "40_49": 1, "50_over": 1, "unknown": 0, "over_40": 2,
    }  # fmt: skip
    bases = tables["ages"].set_index(["measure", "group"])["base"]["pension_duration"]
    assert ages["pension_duration"].to_dict() == {"under_1y": 2, "over_1y": 1}
    assert bases.to_dict() == {"under_1y": 5, "over_1y": 1}


def test_without_dates_of_birth_there_are_no_ages(tables):
    found = ages_table(tables["courses"].assign(age=-1), tables["exits"], tables["curves"], *HOW)
    assert set(found["measure"]) == {"pension_duration"}


def test_incidence_counts_those_who_are_still_there(tables):
    # Known until week 55 of 60. Nine of ten could be followed for 52 weeks, and four have left for
    # a pension or by another way before; the tenth is censored after 25 weeks.
    curves = tables["curves"]
    at = curves[curves["week"] == 52].set_index("way")["incidence"]
    left = 1.0
    expected = dict.fromkeys(at.index, 0.0)
    for way, at_risk, events in (
        ("ledighedsydelse", 10, 1), ("kontanthjaelp", 10, 1), ("pension", 8, 2), ("self_support", 5, 1),
    ):  # fmt: skip
        expected[way] += left * events / at_risk
        if way != "ledighedsydelse":  # the two of week 10 leave together
            left *= 1 - (2 if way == "kontanthjaelp" else events) / at_risk
    assert at.to_dict() == pytest.approx(expected)


def test_nobody_has_left():
    rules = rules_of(REFORM + 9)
    found = read_courses([weeks_of((HELP, BACK), (PASSIVE, 10))] * 3, rules)
    curves = incidence_curves(found.courses, rules.known_stop, (52,), *HOW)
    exits = exits_table(found.courses, curves, STATES, (52,), *HOW)
    assert exits["n"].sum() == 0
    assert exits[["completed_share", "incidence_52"]].isna().all(axis=None)
    assert ages_table(found.courses, exits, curves, *HOW)["share"].isna().all()


def world(persons, weeks, seed):
    """Courses with weekly rates: pension 0.010 and flexjob 0.002 in the first year, 0.002 and 0.010 after."""
    rng = np.random.default_rng(seed)
    start = rng.integers(0, weeks, persons)
    rates = np.where(np.arange(weeks)[:, None] < 52, [0.010, 0.002], [0.002, 0.010])
    left = np.full(persons, weeks)
    way = np.full(persons, "programme", dtype=object)
    for week, (pension, flexjob) in enumerate(rates):
        draw = rng.random(persons)
        here = left == weeks
        leaving = here & (draw < pension + flexjob)
        way[leaving] = np.where(draw[leaving] < pension, "pension", "flexjob")
        left[leaving] = week + 1
    end = np.minimum(start + left, weeks)
    completed = (start + left) <= weeks - 5
    table = pd.DataFrame(
        {
            "person": range(persons), "bucket": 0, "start_week": REFORM + start,
            "end_week": REFORM + end, "began_before": False, "completed": completed,
            "origin": "kontanthjaelp", "exit": np.where(completed, way, "programme"),
            "state_now": "pension", "in_course_now": end == weeks, "activity_now": "none", "age": -1,
        }
    )  # fmt: skip
    stay = np.concatenate([[1.0], np.cumprod(1 - rates.sum(axis=1))])
    truth = np.cumsum(stay[:-1, None] * rates, axis=0)
    return FIRST_COURSES.conform(table), truth


def test_shares_of_the_completed_are_those_of_early_leavers():
    weeks, inside, drawn = 157, 0, 20
    for seed in range(drawn):
        courses, truth = world(4000, weeks, seed)
        curves = incidence_curves(courses, REFORM + weeks - 5, (104,), 0.95, 5)
        exits = exits_table(courses, curves, STATES, (104,), 0.95, 5).set_index("way")
        low, high = (exits[f"incidence_104_{end}"] for end in ("low", "high"))
        for column, way in enumerate(("pension", "flexjob")):
            inside += low[way] <= truth[103, column] <= high[way]
    assert inside >= 34  # of 40 intervals that should hold the truth in 95 of 100 cases
    # In the long run pension and flexjob share those who leave nearly evenly; most of those who have
    # left by the date went on a pension.
    among_leavers = truth[-1, 0] / truth[-1].sum()
    assert 0.45 < among_leavers < 0.55
    assert exits.loc["pension", "ci_low"] > among_leavers + 0.05
    assert exits.loc["pension", "completed_share"] > 1.5 * exits.loc["pension", "incidence_104"]


def test_a_curve_is_told_while_enough_are_followed():
    courses, _ = world(400, 157, 3)
    curves = incidence_curves(courses, REFORM + 152, (150,), 0.95, 5)
    assert curves["at_risk"].min() >= 50
    assert 150 not in set(curves["week"])


def test_the_dead_are_counted_by_their_way():
    lives = [weeks_of((HELP, BACK), (PASSIVE, 20), (0, 3), (DEAD, 37))]
    rules = rules_of(REFORM + WEEKS - 1)
    found = read_courses(lives, rules).courses
    exits = exits_table(
        found, incidence_curves(found, rules.known_stop, (), *HOW), STATES, (), *HOW
    )
    assert exits.set_index("way")["n"]["dead"] == 1
