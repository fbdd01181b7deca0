"""Flow, background, groups and jobs: counts by hand, labels, and nothing of few given away."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_frames import OTHER, OWN, jobs_of, persons_of, trial

from effektspor.config.trial import Randomisation
from effektspor.errors import InputError
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.trial import printed_items
from effektspor.evaluations.trial.baseline import baseline_table
from effektspor.evaluations.trial.crossing import ALL_GROUPS, crossed, nested
from effektspor.evaluations.trial.flow import flow_table
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.job_profiles import jobs_table, size_of
from effektspor.evaluations.trial.labels import read_variables
from effektspor.evaluations.trial.profiles import profiles_table
from effektspor.evaluations.trial.variables import made, with_made
from effektspor.published import read_published

ROOT = Path(__file__).resolve().parents[2]
BOOKS = [ROOT / "data/trial/persons.csv", ROOT / "data/trial/jobs.csv"]
SCALES = ROOT / "data/trial/scales.csv"
VARIABLES = with_made(read_variables(BOOKS, SCALES))
EVERY = Inference(0.95, Randomisation(), 1)
MASKED = Inference(0.95, Randomisation(), 5)
LONG = 78


def ended(persons, seed=1):
    """The persons with an end status of each kind."""
    rng = np.random.default_rng(seed)
    kinds = ["flexjob", "ledighedsydelse", "disability_pension", "moved"]
    status = rng.choice(kinds, len(persons), p=[0.24, 0.6, 0.07, 0.09])
    distance = persons["ly_distance"].where(status == "ledighedsydelse")
    return persons.assign(end_status=status, ly_distance=distance)


def test_the_flow_counts_everybody_once_at_each_step():
    persons = persons_of().assign(returned=pd.NaT)
    persons.loc[persons.index[:7], "returned"] = pd.Timestamp("2006-02-01")
    persons.loc[persons.index[90:110], "end_status"] = "moved"
    people = pd.DataFrame({"group": "trial", "arm": persons["arm"]})
    people.loc[len(people)] = ["national", ""]
    table = flow_table(persons, people, 1).set_index(["step", "arm"])["n"]
    assert table["provided", "all"] == table["analysed", "all"] == 240
    assert table["returned", OTHER] == 7
    assert table["returned", OWN] == 0
    assert table["in_register", "all"] == 240
    for step in ("moved", "followed_to_end", "answered_after"):
        assert table[step, OTHER] + table[step, OWN] == table[step, "all"]
    for arm in ("all", OTHER, OWN):
        assert table["moved", arm] + table["followed_to_end", arm] == table["randomised", arm]


def test_few_at_a_step_are_withheld_in_each_arm_that_tells_them():
    persons = persons_of()
    persons.loc[[0, 1, 60, 31, 32, 33, 34, 91], "end_status"] = "moved"  # three and five
    people = pd.DataFrame({"group": "trial", "arm": persons["arm"]})
    table = flow_table(persons, people, 5).set_index(["step", "arm"])
    for step in ("moved", "followed_to_end"):
        assert table.loc[(step, OTHER), "state"] == "withheld"
        assert table.loc[(step, OWN), "state"] == "withheld"
        assert table.loc[(step, "all"), "state"] == "shown"
    assert table.loc[("returned", "all"), "n"] == 0


def test_background_by_hand():
    persons = made(persons_of(), LONG)
    persons.loc[persons.index[:9], "school"] = None
    table = baseline_table(persons, VARIABLES, 1).set_index(["variable", "value"])
    row, known = table.loc[("school", "none")], persons.dropna(subset="school")
    p = known[known["arm"] == OTHER]["school"].eq("none").mean()
    q = known[known["arm"] == OWN]["school"].eq("none").mean()
    assert row["level_other_actor"] == pytest.approx(p)
    assert row["of_other_actor"] == 111
    assert row["missing_other_actor"] == 9
    assert row["smd"] == pytest.approx((p - q) / np.sqrt((p * (1 - p) + q * (1 - q)) / 2))
    age = table.loc[("age", "")]
    a, b = (persons.loc[persons["arm"] == arm, "age"] for arm in (OTHER, OWN))
    assert age["smd"] == pytest.approx((a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2))
    assert age["sd_all"] == pytest.approx(persons["age"].std())
    assert not [name for name in table if name == "p" or name.startswith("p_")]


def test_what_is_made_of_other_variables():
    persons = persons_of(
        1, 1, age=[49.0, 50.0], wait_months=[17.9, 18.0], work_trials=[0.0, np.nan]
    )
    persons["hours_able"] = ["over_half", None]
    persons["satisfied"] = ["neither", "very"]
    found = made(persons, LONG)
    assert found["age_fifties"].tolist() == ["no", "yes"]
    assert found["long_wait"].tolist() == ["no", "yes"]
    assert found["work_trial"].iloc[0] == "no"
    assert found["work_trial"].isna().tolist() == [False, True]
    assert found["max_half_time"].isna().tolist() == [False, True]
    assert found["satisfied_any"].tolist() == ["no", "yes"]
    assert found["activities"].isna().tolist() == [False, True]


def test_profiles_by_hand():
    persons = made(ended(persons_of()), LONG)
    table = profiles_table(persons, VARIABLES, EVERY).set_index(["group", "variable", "value"])
    table = table.sort_index()
    assert table.index.is_unique
    waiting = persons[persons["end_status"] == "ledighedsydelse"]
    row = table.loc[("ledighedsydelse", "origin", "sickness")]
    share = waiting["origin"].eq("sickness").mean()
    assert row["share"] == pytest.approx(share)
    assert row[["low", "high"]].tolist() == pytest.approx(
        [float(e) for e in wilson(share, len(waiting), 0.95)]
    )
    unwilling = persons[persons["right_solution_before"] == "no"]
    row = table.loc[("not_right_before", "end_status", "ledighedsydelse")]
    assert row["share"] == pytest.approx(unwilling["end_status"].eq("ledighedsydelse").mean())
    assert row["of"] == len(unwilling)
    stuck = waiting[waiting["ly_distance"] == "stuck"]
    assert table.loc[("stuck", "work_trial", "no"), "share"] == pytest.approx(
        stuck["work_trial"].eq("no").mean()
    )
    arms = table.loc[("ledighedsydelse", "arm")]["share"]
    assert arms.sum() == pytest.approx(1)
    held = persons[(persons["end_status"] == "flexjob") & (persons["arm"] == OTHER)]
    assert table.loc[("flexjob_other_actor", "talks", ""), "mean"] == pytest.approx(
        held["talks"].mean()
    )
    assert (
        table.loc[("all", "activity_after", "yes"), "of"] == persons["activity_after"].notna().sum()
    )


@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("ab"), st.booleans()), max_size=60)
)
@settings(max_examples=120, deadline=None)
def test_no_withheld_count_follows_from_those_that_are_shown(rows):
    frame = pd.DataFrame(rows, columns=["value", "group", "part"])
    groups = frame["group"]
    halves = {
        f"a{half}": (groups == "a") & (frame["part"].astype(bool) == bool(half)) for half in (0, 1)
    }
    parts = {ALL_GROUPS: [{name: groups == name for name in "ab"}], "a": [halves]}
    cells = nested(frame["value"], parts, "xyz", 5)
    lines = [[(group, value) for value in "xyz"] for group in (ALL_GROUPS, "a", "b", "a0", "a1")]
    for value in "xyz":
        lines.append([(ALL_GROUPS, value), ("a", value), ("b", value)])
        lines.append([("a", value), ("a0", value), ("a1", value)])
    for line in lines:
        hidden = [cells[key] for key in line if cells[key].withheld]
        shown = [cells[key].n for key in line if not cells[key].withheld]
        assert len(hidden) != 1
        assert all(n == 0 or n >= 5 for n in shown)
    assert set(cells) == {key for line in lines for key in line}


def test_a_cross_table_has_its_sums():
    values = pd.Series(["x"] * 9 + ["y"] * 8 + [None] * 3)
    groups = pd.Series(["a", "b"] * 10)
    cells = crossed(values, groups, ["x", "y"], ["a", "b"], 1)
    assert cells["a", "x"].n + cells["b", "x"].n == cells[ALL_GROUPS, "x"].n == 9
    assert cells[ALL_GROUPS, "y"].of == 17
    assert crossed(values[:0], groups[:0], ["x"], ["a"], 5)["a", "x"].of == 0


def test_sizes_have_their_limits():
    assert size_of(pd.Series([0, 9, 10, 49, 50, 5000.0])).tolist() == [
        "under_10", "under_10", "10_49", "10_49", "50_and_more", "50_and_more",
    ]  # fmt: skip
    assert size_of(pd.Series([np.nan])).isna().all()


def test_jobs_by_hand():
    persons = persons_of()
    employees = [5, 20, 80, 7, 200]
    rows = [
        (i, i, None, ("employees", float(employees[i % 5])), ("sector", "public" if i % 4 == 0 else "private"),
         ("subsidy", "half" if i % 3 else "two_thirds"))
        for i in range(60)
    ]  # fmt: skip
    rows[0] = (0, 0, None, ("created_by", OWN))
    jobs = jobs_of(persons, rows)
    table = jobs_table(jobs, VARIABLES, EVERY).set_index(["arm", "variable", "value"]).sort_index()
    counted = jobs[jobs["counted"]]
    private = counted[counted["sector"] == "private"]
    small = private[private["employees"] < 50]
    assert table.loc[("all", "small_private", "yes"), "share"] == pytest.approx(len(small) / 59)
    assert table.loc[("all", "smallest_of_small_private", "yes"), "share"] == pytest.approx(
        (small["employees"] < 10).mean()
    )
    own = counted[counted["created_by"] == OTHER]
    assert table.loc[(OTHER, "subsidy", "half"), "n"] == (own["subsidy"] == "half").sum()
    assert table.loc[(OTHER, "subsidy", "half"), "of"] == len(own) == 29
    sizes = table.loc[("all", "size_private")]
    assert sizes["n"].sum() == sizes["of"].iloc[0] == len(private)


def test_sizes_of_few_tell_nothing_of_each_other():
    persons, jobs = trial(share=0.35)
    rng = np.random.default_rng(3)
    for _ in range(40):
        jobs["employees"] = rng.choice([3.0, 20.0, 90.0], len(jobs))
        jobs["sector"] = rng.choice(["private", "public"], len(jobs), p=[0.75, 0.25])
        table = jobs_table(jobs, VARIABLES, MASKED)
        assert ((table["n"].dropna() == 0) | (table["n"].dropna() >= 5)).all()
        wide = table.set_index(["arm", "variable", "value"])["state"].eq("withheld").sort_index()
        for arm in ("all", OTHER, OWN):
            for sector in ("private", "public"):
                assert wide.loc[(arm, f"size_{sector}")].sum() != 1
            pair = wide[[(arm, "size_private", "under_10"), (arm, "size_private", "10_49")]].sum()
            assert pair != 1 or wide[arm, "small_private", "yes"]
    assert len(persons) == 240


@pytest.mark.parametrize("rows", [[], [(0, 3, None)]])
def test_no_job_or_one(rows):
    persons = persons_of()
    table = jobs_table(jobs_of(persons, rows), VARIABLES, MASKED)
    assert len(table) > 20
    assert not (table["n"] == 1).any()


def test_withheld_rows_of_all_tables_have_no_numbers():
    persons = made(ended(persons_of(per_arm=9)), LONG)
    profiles = profiles_table(persons, VARIABLES, MASKED)
    hidden = profiles["state"] == "withheld"
    assert hidden.any()
    assert profiles.loc[hidden, ["n", "share", "low", "high", "mean", "sd"]].isna().all(axis=None)
    shown = profiles.loc[~hidden, "n"].dropna()
    assert ((shown == 0) | (shown >= 5)).all()
    base = baseline_table(persons, VARIABLES, MASKED.min_cell)
    for arm in (OTHER, OWN, "all"):
        counts = base[f"n_{arm}"].dropna()
        assert ((counts == 0) | (counts >= 5)).all()


def test_labels_come_from_the_codebook():
    persons = made(persons_of(), LONG)
    table = baseline_table(persons, VARIABLES, 5).set_index(["variable", "value"])
    assert table.loc[("sex", "woman"), "label_da"] == "Køn: kvinde"
    assert table.loc[("earlier_flexjob", "yes"), "label_en"] == "Employed in a flexjob before"
    assert ("earlier_flexjob", "no") not in table.index
    assert table[["label_da", "label_en"]].ne("").all(axis=None)


def test_every_printed_item_exists_and_has_a_row():
    known = set(read_published(ROOT / "data/published").query("source == 'discus2007'")["item_id"])
    persons = made(ended(persons_of(per_arm=60)), LONG)
    jobs = jobs_of(persons, [(i, i, None) for i in range(0, 300, 3)])
    for table, items in (
        (baseline_table(persons, VARIABLES, 5), printed_items.BASELINE),
        (profiles_table(persons, VARIABLES, MASKED), printed_items.PROFILES),
        (jobs_table(jobs, VARIABLES, MASKED), printed_items.JOBS),
    ):
        named = [item for text in items.values() for item in text.split()]
        assert set(named) <= known
        assert sorted(item for text in table["printed_item"] for item in text.split()) == sorted(
            named
        )
    groups = [printed_items.BASELINE, printed_items.PROFILES, printed_items.JOBS]
    for one, other in combinations(groups, 2):
        both = [{i for text in each.values() for i in text.split()} for each in (one, other)]
        assert not both[0] & both[1]


def test_a_codebook_that_is_no_codebook_is_told(tmp_path):
    path = tmp_path / "persons.csv"
    path.write_text("name,label\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="codebook"):
        read_variables([path], SCALES)
