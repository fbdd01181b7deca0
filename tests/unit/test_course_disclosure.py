"""What an attacker learns who holds all printed tables of courses together: no cell of few persons.

Each printed number is one linear equation in the cells behind the tables. A cell of few persons is given
away where the equations leave it one value only. The attacker also gets from a step of a curve, with the
number at risk, exactly how many left in it.
"""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from course_people import REFORM, STATES
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from effektspor.cohort.first_courses import FIRST_COURSES
from effektspor.evaluations.courses.activity import activity_table
from effektspor.evaluations.courses.ages import AGES, OVER_40, ages_table
from effektspor.evaluations.courses.counts import counts_table
from effektspor.evaluations.courses.exits import exits_table
from effektspor.evaluations.courses.incidence import hide_ways, incidence_curves
from effektspor.evaluations.courses.origins import origins_table
from effektspor.evaluations.courses.points import points
from effektspor.evaluations.courses.ways import way_of

LAST = REFORM + 120
STOP = LAST - 4
READING = (26, 52)
KINDS = ("passive", "company", "other")


def crowd(rows):
    """`FIRST_COURSES` and weekly activity of (start, weeks, way, later way, origin, kind, age)."""
    table = pd.DataFrame(rows, columns=["start", "weeks", "way", "later", "origin", "kind", "age"])
    start = REFORM + table["start"]
    end = np.minimum(start + table["weeks"], LAST + 1)
    completed = end <= STOP
    # An end too late to be known is one that has just happened, or none.
    now = np.where(completed, table["later"] == "programme", end > LAST)
    courses = pd.DataFrame(
        {
            "person": range(len(table)), "bucket": 0, "start_week": start, "end_week": end,
            "began_before": False, "completed": completed, "origin": table["origin"],
            "exit": np.where(completed, table["way"], "programme"),
            "state_now": np.where(completed, table["later"], "programme"), "in_course_now": now,
            "activity_now": np.where(now, table["kind"], "none"), "age": table["age"],
        }
    )  # fmt: skip
    length = (end - start).to_numpy()
    weeks = np.concatenate([np.arange(n) for n in length])
    kinds = np.repeat(table["kind"].to_numpy(), length)
    counts = pd.DataFrame({"week": weeks, "activity": kinds, "n": 1})
    counts = counts.groupby(["week", "activity"], as_index=False)["n"].sum()
    return FIRST_COURSES.conform(courses), counts


def printed(courses, counts, least):
    """All tables as the command writes them."""
    how = (0.95, least)
    activity = activity_table(counts, READING, *how)
    curves = incidence_curves(courses, STOP, READING, *how, smallest_at_risk=1)
    exits = exits_table(courses, curves, STATES, READING, *how)
    shown = hide_ways(curves, exits)
    return {
        "counts": counts_table(courses, 0, activity, STOP, READING, *how),
        "activity": activity, "curves": shown, "exits": exits,
        "origins": origins_table(courses, STATES, *how),
        "ages": ages_table(courses, exits, shown, *how),
    }  # fmt: skip


class Attack:
    """Cells with their true counts, and what is told of sums of them."""

    def __init__(self):
        self.truth, self.place, self.told = [], {}, []

    def cell(self, *name, n):
        self.place[name] = len(self.truth)
        self.truth.append(n)

    def of(self, *start, where=lambda name: True):
        return [
            at for name, at in self.place.items() if name[: len(start)] == start and where(name)
        ]

    def say(self, cells, n):
        """A printed sum of cells; nothing where it is withheld. What is printed must be true."""
        if not pd.isna(n):
            assert sum(self.truth[at] for at in cells) == n
            self.told.append((dict.fromkeys(cells, 1.0), float(n)))

    def same(self, cells, others):
        """Two sums that count the same persons."""
        assert sum(self.truth[at] for at in cells) == sum(self.truth[at] for at in others)
        row = dict.fromkeys(cells, 1.0)
        for at in others:
            row[at] = row.get(at, 0.0) - 1.0
        self.told.append((row, 0.0))

    def given_away(self, least):
        """Names of cells of few that the equations leave one value only."""
        rows = np.zeros((len(self.told), len(self.truth)))
        for line, (row, _) in enumerate(self.told):
            rows[line, list(row)] = list(row.values())
        right, names = np.array([n for _, n in self.told]), list(self.place)
        found = []
        for at, n in enumerate(self.truth):
            if 0 < n < least:
                ends = []
                for sign in (1, -1):
                    goal = np.zeros(len(self.truth))
                    goal[at] = sign
                    end = linprog(goal, A_eq=rows, b_eq=right, method="highs")
                    ends.append(sign * end.fun if end.status == 0 else -sign * np.inf)
                if ends[1] - ends[0] < 1e-6:
                    found.append(names[at])
        return found


def attack(courses, counts, tables):
    """Cells behind the tables, and each printed number as an equation."""
    a = Attack()
    done = courses[courses["completed"]]
    way, later = way_of(done["exit"]), way_of(done["state_now"])
    length = done["end_week"].to_numpy(int) - done["start_week"].to_numpy(int)
    lately = ~courses["completed"] & ~courses["in_course_now"]
    still = ~courses["completed"] & courses["in_course_now"]
    late = courses["start_week"] >= STOP
    exits, origins, ages = tables["exits"], tables["origins"], tables["ages"]
    curves, activity = tables["curves"], tables["activity"]
    said = tables["counts"].set_index("quantity")["n"]

    # Who left by way, week of the course and (pensions) age; who is where now; who came from where.
    cuts = sorted({0, 52, *curves["week"], 200})
    for name in exits["way"]:
        for low, high in pairwise(cuts):
            n = ((way == name).to_numpy() & (length > low) & (length <= high)).sum()
            a.cell("left", name, low, high, n=n)
        a.cell("now", name, n=(later == name).sum())
        a.cell("out", name, n=(way == name).sum())
        a.same(a.of("out", name), a.of("left", name))
    if "programme" not in set(exits["way"]):
        a.cell("now", "programme", n=0)
        a.say(a.of("now", "programme"), 0)
    came = way_of(courses["origin"])
    for name in origins["origin"]:
        for is_done in (True, False):
            n = ((came == name) & (courses["completed"] == is_done)).sum()
            a.cell("came", name, is_done, n=n)
    for group, _, _, low, high in AGES:
        n = ((way == "pension") & (done["age"] >= low) & (done["age"] < high)).sum()
        a.cell("age", group, n=n)
    a.cell("done", n=len(done))
    a.cell("not_done", n=len(courses) - len(done))
    a.cell("lately", n=lately.sum())
    a.cell("still", n=still.sum())
    a.cell("unfollowed", n=late.sum())
    a.cell("followed_on", n=len(courses) - len(done) - late.sum())
    for kind in KINDS:
        n = (courses.loc[courses["in_course_now"], "activity_now"] == kind).sum()
        a.cell("kind", kind, n=n)
    for part in (a.of("out"), a.of("now"), a.of("came", where=lambda name: name[2])):
        a.same(part, a.of("done"))
    a.same(a.of("came", where=lambda name: not name[2]), a.of("not_done"))
    a.same(a.of("age"), a.of("out", "pension"))
    a.same([*a.of("lately"), *a.of("still")], a.of("not_done"))
    a.same([*a.of("unfollowed"), *a.of("followed_on")], a.of("not_done"))
    a.same([*a.of("still"), *a.of("now", "programme")], a.of("kind"))

    every = [*a.of("done"), *a.of("not_done")]
    a.say(every, said["ever_started"])
    a.say(a.of("done"), said["completed"])
    a.say(a.of("kind"), said["in_course_now"])
    a.say([*a.of("done"), *a.of("followed_on")], said["followed"])
    for kind in ("passive", "company"):
        a.say(a.of("kind", kind), said[f"{kind}_now"])
    for row in exits.to_dict("records"):
        a.say(a.of("out", row["way"]), row["n"])
        a.say(a.of("done"), row["base"])
        a.say(a.of("now", row["way"]), row["now_n"])
    for row in origins.to_dict("records"):
        a.say(a.of("came", row["origin"], True), row["n"])
        a.say(a.of("done"), row["base"])
        a.say(a.of("came", row["origin"]), row["all_n"])
        a.say(every, row["all_base"])
    for row in ages.to_dict("records"):
        if row["measure"] == "pension_age":
            groups = OVER_40 if row["group"] == "over_40" else (row["group"],)
            a.say([at for group in groups for at in a.of("age", group)], row["n"])
            a.say(a.of("out", "pension"), row["base"])
        else:
            short = row["group"] == "under_1y"
            of_length = lambda name, short=short: (name[3] <= 52) == short  # noqa: E731
            a.say(a.of("left", "pension", where=of_length), row["n"])
            a.say(a.of("left", where=of_length), row["base"])
    for name, curve in curves.groupby("way"):
        change = curve[curve["incidence"].diff().gt(1e-12)]["week"]
        from_week = 0
        for week in change:  # the attacker counts who left between two changes of the curve
            cells = a.of("left", name, where=lambda n, f=from_week, w=week: f <= n[2] and n[3] <= w)
            a.say(cells, sum(a.truth[at] for at in cells))
            from_week = week

    # Who is in a course by weeks since the start: what is left from one row to the next.
    total = counts.groupby("week")["n"].sum()
    at_week = counts.set_index(["week", "activity"])["n"]
    weeks = sorted({0, *(int(week) for week in activity["week"])})
    for week in weeks:
        for kind in KINDS:
            a.cell("at", week, kind, n=int(at_week.get((week, kind), 0)))
    for week, following in pairwise(weeks):
        a.cell("gone", week, n=int(total.get(week, 0) - total.get(following, 0)))
        a.same(a.of("at", week), [*a.of("at", following), *a.of("gone", week)])
    a.same(a.of("at", 0), every)
    for row in activity.to_dict("records"):
        a.say(a.of("at", row["week"]), row["in_course"])
        for kind in KINDS:
            a.say(a.of("at", row["week"], kind), row[kind])
    return a


people = st.lists(
    st.tuples(
        st.integers(0, 119), st.integers(1, 130),
        st.sampled_from(["pension", "pension", "flexjob", "no_benefit", "dead"]),
        st.sampled_from(["pension", "flexjob", "no_benefit", "programme"]),
        st.sampled_from(["kontanthjaelp", "kontanthjaelp", "sygedagpenge", "no_benefit"]),
        st.sampled_from(KINDS), st.sampled_from([-1, 22, 35, 45, 55]),
    ),
    min_size=1, max_size=60,
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(people, st.integers(2, 6))
def test_no_cell_of_few_follows_from_all_tables_together(rows, least):
    courses, counts = crowd(rows)
    found = attack(courses, counts, printed(courses, counts, least))
    assert found.given_away(least) == []


@pytest.mark.parametrize("seed", range(3))
def test_no_cell_of_few_follows_in_a_larger_crowd(seed):
    rng = np.random.default_rng(seed)
    rows = [
        (
            int(rng.integers(0, 119)), int(rng.geometric(0.02)),
            rng.choice(["pension", "flexjob", "ledighedsydelse", "no_benefit", "dead"],
                       p=[0.5, 0.1, 0.17, 0.2, 0.03]),
            rng.choice(["pension", "flexjob", "programme"], p=[0.7, 0.28, 0.02]),
            rng.choice(["kontanthjaelp", "sygedagpenge", "no_benefit", "flexjob"],
                       p=[0.6, 0.3, 0.08, 0.02]),
            rng.choice(KINDS, p=[0.7, 0.15, 0.15]), int(rng.integers(18, 65)),
        )
        for _ in range(400)
    ]  # fmt: skip
    courses, counts = crowd(rows)
    tables = printed(courses, counts, 5)
    assert attack(courses, counts, tables).given_away(5) == []
    # Yet most is told.
    assert tables["exits"]["n"].sum() > 0.8 * courses["completed"].sum()
    assert tables["exits"].set_index("way")["incidence_52"].notna()["pension"]
    assert len(tables["activity"].dropna()) >= 10


def test_few_flexjobs_among_the_completed_do_not_follow_from_the_ages():
    rows = [(0, 30, way, "pension", "kontanthjaelp", "passive", 45)
            for way in ["flexjob"] * 3 + ["pension"] * 6]  # fmt: skip
    rows += [(0, 130, "pension", "pension", "kontanthjaelp", "passive", 45)] * 20
    tables = printed(*crowd(rows), 5)
    assert tables["exits"].set_index("way")["n"][["pension", "flexjob"]].isna().all()
    assert tables["ages"][["n", "base"]].isna().all(axis=None)


def test_one_long_course_does_not_follow_from_the_bases():
    rows = [(0, weeks, "pension", "pension", "kontanthjaelp", "passive", 45)
            for weeks in [30] * 8 + [80] + [130] * 20]  # fmt: skip
    ages = printed(*crowd(rows), 5)["ages"].set_index("measure")
    assert ages.loc["pension_duration", ["n", "base"]].isna().all(axis=None)


def test_the_completed_are_withheld_in_all_tables_where_few_are_left():
    rows = [(0, weeks, "pension", "pension", "kontanthjaelp", "passive", 45)
            for weeks in [60] * 50 + [90] * 50 + [130] * 3]  # fmt: skip
    tables = printed(*crowd(rows), 5)
    assert pd.isna(tables["counts"].set_index("quantity")["n"]["completed"])
    for name in ("exits", "origins"):
        assert tables[name][["n", "base"]].isna().all(axis=None)


def test_few_who_left_just_now_do_not_follow_where_nobody_has_completed():
    rows = [(0, 130, "pension", "pension", "kontanthjaelp", "passive", 45)] * 30
    courses, counts = crowd([*rows, (0, 119, *rows[0][2:]), (0, 119, *rows[0][2:])])
    tables = printed(courses, counts, 5)
    assert tables["counts"].set_index("quantity")["n"]["completed"] == 0
    assert attack(courses, counts, tables).given_away(5) == []


def test_steps_of_few_are_put_together_and_the_curve_is_flat_between():
    weeks = [6] * 2 + [10] * 4 + [30] * 10 + [58] * 2
    rows = [(0, each, "pension", "pension", "kontanthjaelp", "passive", 45) for each in weeks]
    rows += [(0, 130, "flexjob", "pension", "kontanthjaelp", "passive", 45)] * 80
    courses, _ = crowd(rows)
    curve = incidence_curves(courses, STOP, (26, 52), 0.95, 5).set_index("week")
    steps = curve["incidence"].drop_duplicates()
    assert steps.index.tolist() == [0, 12, 60]  # two of the 18 leave last: 16 may not be told
    assert steps.tolist() == pytest.approx([0, 6 / 98, 18 / 98])
    assert curve.loc[[8, 32, 52], "merged"].all()
    assert not curve.loc[[4, 26, 60], "merged"].any()
    assert set(curve["at_risk"] % 5) == {0}


counted = st.lists(st.integers(0, 9), min_size=1, max_size=30)


@given(counted, st.integers(1, 7), st.sets(st.integers(0, 30)))
def test_no_two_points_lie_few_apart(steps, least, wanted):
    so_far = dict(enumerate(np.cumsum(steps).tolist()))
    assume(sum(steps) == 0 or sum(steps) >= least)  # else the curve is not told at all
    kept = points(so_far, sorted(wanted), (0, sum(steps)), least)
    told = [0, *(so_far[week] for week in kept), sum(steps)]
    assert kept == sorted(kept)
    assert all(d == 0 or d >= least for d in np.diff(told))
    if least == 1:
        assert kept == list(so_far)
