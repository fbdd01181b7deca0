"""Effects of the draw: who counts in which outcome, what is withheld, and the command."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_frames import END, OTHER, OWN, START, WINDOW, jobs_of, persons_of, trial

from effektspor.cli import main
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.config.trial import Randomisation, Waiting
from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.exact import randomisation
from effektspor.estimators.randomised.score import difference_interval
from effektspor.evaluations.discus2007.columns import TRIAL_COLUMNS
from effektspor.evaluations.trial.durability import durability_table
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.municipalities import municipality_table
from effektspor.evaluations.trial.outcome_values import Trial
from effektspor.evaluations.trial.outcomes import outcome_table
from effektspor.evaluations.trial.power import power_table
from effektspor.evaluations.trial.subgroups import subgroup_table
from effektspor.trial.tables import JOBS, PERSONS

OPEN = Inference(0.95, Randomisation(draws=999), 1)
STRICT = Inference(0.95, Randomisation(draws=999), 5)


def registered(persons, in_job=lambda number: number % 4 == 0):
    """Register rows of the persons: in a flexjob at both months where the rule says so."""
    people = pd.DataFrame({
        "id": range(len(persons)), "person": persons["person"], "group": "trial",
        "arm": persons["arm"], "place": persons["place"], "wait_weeks": 40.0, "age": 50.0,
        "woman": 1, "non_western": 0, "origin": "unknown",
    })  # fmt: skip
    months = pd.DataFrame(
        [
            (number, month, "flexjob" if in_job(number) else "ledighedsydelse")
            for number in range(len(persons))
            for month in (8, 12)
        ],
        columns=["id", "month", "state"],
    )
    return PEOPLE.conform(people), MONTHS.conform(months)


def trial_of(persons, jobs, **rule):
    return Trial(persons, jobs, *registered(persons, **rule), WINDOW, (8, 12))


def row_of(table, outcome, scope="all"):
    (row,) = table[(table["outcome"] == outcome) & (table["scope"] == scope)].to_dict("records")
    return row


def test_the_primary_outcome_is_counted_by_the_arm_drawn():
    persons, jobs = trial()
    row = row_of(outcome_table(trial_of(persons, jobs), OPEN), "flexjob_end")
    held = persons["end_status"] == "flexjob"
    other = persons["arm"] == OTHER
    assert (row["n_other_actor"], row["of_other_actor"]) == ((held & other).sum(), 120)
    assert row["n_municipality"] == (held & ~other).sum()
    blocks = Blocks.of_units(held, other, persons["place"])
    assert row["difference"] == pytest.approx(held[other].mean() - held[~other].mean())
    assert (row["diff_low"], row["diff_high"]) == difference_interval(blocks, 0.95)
    assert (row["p_randomisation"], row["draws"]) == (randomisation(blocks).p, 0)
    assert row["primary"]
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((row["difference"],) * 2)


def test_a_job_that_a_municipality_created_for_the_other_arm_does_not_count():
    persons = persons_of(end_status=["flexjob"] * 12 + ["ledighedsydelse"] * 228)
    rows = [(number, 20, None) for number in range(11)]
    jobs = jobs_of(persons, [*rows, (11, 30, None, ("created_by", OWN))])
    table = outcome_table(trial_of(persons, jobs), OPEN)
    found = {
        each: row_of(table, each) for each in ("flexjob_end", "flexjob_counted", "flexjob_ever")
    }
    assert [row["n_other_actor"] for row in found.values()] == [12, 11, 12]
    created = row_of(table, "jobs_created")
    assert (created["n_other_actor"], created["unit"]) == (11, "jobs")


def test_jobs_are_not_persons():
    persons = persons_of()
    twice = [(number, 10, 60) for number in range(8)] + [(number, 90, None) for number in range(8)]
    row = row_of(outcome_table(trial_of(persons, jobs_of(persons, twice)), OPEN), "jobs_created")
    assert (row["n_other_actor"], row["share_other_actor"]) == (16, pytest.approx(16 / 120))
    assert row["draws"] == 999
    assert np.isnan([row["p_exact"], row["low_other_actor"]]).all()
    assert row["diff_low"] < row["difference"] < row["diff_high"]


def test_a_job_that_ended_is_no_job_at_the_end():
    persons = persons_of(end_status=["flexjob"] * 6 + ["ledighedsydelse"] * 234)
    jobs = jobs_of(persons, [(n, 5, None if n < 6 else 100) for n in range(14)])
    table = outcome_table(trial_of(persons, jobs), OPEN)
    assert row_of(table, "flexjob_end")["n_other_actor"] == 6
    assert row_of(table, "flexjob_ever")["n_other_actor"] == 14


def test_answers_are_of_those_who_answered_and_bounds_of_all():
    answered = ["yes", "yes", "no"] * 80
    persons = persons_of(answered_after=answered, satisfied=["very", "neither", "very"] * 80)
    row = row_of(outcome_table(trial_of(persons, jobs_of(persons, [])), OPEN), "satisfied")
    assert (row["of_other_actor"], row["asked_other_actor"]) == (80, 120)
    assert row["share_other_actor"] == pytest.approx(0.5)
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((-1 / 3, 1 / 3))


def test_months_are_those_of_the_register():
    persons = persons_of()
    other = (persons["arm"] == OTHER).to_numpy()
    given = trial_of(persons, jobs_of(persons, []), in_job=lambda number: bool(other[number]))
    table = outcome_table(given, OPEN)
    row = row_of(table, "flexjob_month_8")
    assert (row["difference"], row["n_municipality"]) == (1, 0)
    assert row["p_randomisation"] < 1e-30
    absent = Trial(persons, given.jobs, given.people, given.months.iloc[:0], WINDOW, (8, 12))
    row = row_of(outcome_table(absent, OPEN), "flexjob_month_8")
    assert (row["of_all"], row["method"]) == (0, "not evaluated")
    assert (row["bound_low"], row["bound_high"]) == (-1, 1)


def test_the_best_place_is_that_of_the_municipal_arm():
    persons = persons_of()
    own = persons.index[(persons["arm"] == OWN) & (persons["place"] == "C")][:15]
    others = [
        *persons.index[persons["arm"] == OTHER][::5],
        *persons.index[persons["arm"] == OWN][::6],
    ]
    jobs = jobs_of(persons, [(int(n), 10, None) for n in {*own, *others}])
    given = trial_of(persons, jobs)
    table, places = outcome_table(given, OPEN), municipality_table(given, OPEN)
    assert places.loc[places["best"], "place"].tolist() == ["C"]
    best, named = (row_of(table, "jobs_created", f"without_{each}") for each in ("best", "C"))
    numbers = ["n_all", "difference", "diff_low", "diff_high", "p_randomisation"]
    assert [best[each] for each in numbers] == [named[each] for each in numbers]
    (line,) = places[places["best"]].to_dict("records")
    assert line["without_difference"] == pytest.approx(best["difference"])
    assert line["p_without"] == pytest.approx(best["p_randomisation"], abs=0.06)  # of 999 draws
    assert best["of_municipality"] == 90


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.03, 0.97))
def test_no_shown_row_gives_few_persons_away(seed, share):
    persons, jobs = trial(share=share, seed=seed)
    given_trial = trial_of(persons, jobs)
    table = outcome_table(given_trial, STRICT)
    shown = table[table["state"] == "shown"]
    for outcome, rows in shown[shown["unit"] == "persons"].groupby("outcome"):
        by_scope = rows.set_index("scope")
        for arm in (OTHER, OWN):
            n, of = by_scope[f"n_{arm}"], by_scope[f"of_{arm}"]
            told = [n, of - n, by_scope[f"asked_{arm}"] - of]
            told += [count["all"] - count.drop("all") for count in told if "all" in count]
            for count in told:
                assert not count.between(1, 4).any(), (outcome, arm)
    hidden = table[table["state"] == "withheld"]
    assert hidden[["n_all", "share_municipality", "difference", "p_exact"]].isna().all(axis=None)
    places = municipality_table(given_trial, STRICT)
    told = places[places["state"] == "shown"]
    # Of a place: with a job less in one at the end, and jobs less persons with one.
    by_place = told.set_index("place")
    for outcome, sign in (("flexjob_end", 1), ("flexjob_counted", 1), ("jobs_created", -1)):
        rows = shown[shown["outcome"] == outcome].set_index("scope")
        for arm in (OTHER, OWN):
            for place, with_job in by_place[f"n_{arm}"].items():
                if {"all", f"without_{place}"} <= set(rows.index):
                    own = rows.loc["all", f"n_{arm}"] - rows.loc[f"without_{place}", f"n_{arm}"]
                    assert not 1 <= sign * (with_job - own) <= 4, (outcome, arm, place)
    for arm in (OTHER, OWN):
        assert not told[f"n_{arm}"].between(1, 4).any()
    # Where a sum is known, a single place could be told from it.
    assert (places["state"] == "withheld").sum() != 1


def test_what_follows_from_jobs_and_persons_of_an_arm_is_told_and_of_a_place_is_not():
    persons = persons_of()
    # Six of each arm in each place get a job; in place A that of two persons of an arm has ended.
    rows = [
        (int(n), 10, 100 if place == "A" and count < 2 else None)
        for (place, _), own in persons.groupby(["place", "arm"])
        for count, n in enumerate([*own.index[:9]])
    ]
    jobs = jobs_of(persons, rows)
    held = persons["person"].isin(jobs.loc[jobs["end"].isna(), "person"])
    persons["end_status"] = np.where(held, "flexjob", "ledighedsydelse")
    table = outcome_table(trial_of(persons, jobs), STRICT)
    assert row_of(table, "flexjob_ever")["n_other_actor"] == 36
    assert row_of(table, "flexjob_end")["n_other_actor"] == 34
    assert row_of(table, "flexjob_end", "without_A")["state"] == "withheld"
    lines = durability_table(jobs, WINDOW, STRICT).set_index(["arm", "quantity"])
    assert lines.loc[(OTHER, "truncated_mean"), "ended"] == 2
    few = jobs_of(persons, [(n, 10, None if n < 3 else 100) for n in range(20)])
    lines = durability_table(few, WINDOW, STRICT).set_index(["arm", "quantity"])
    assert np.isnan(lines.loc[(OTHER, "truncated_mean"), "ended"])


def test_a_trial_in_one_municipality_has_nobody_left_without_it():
    given = trial_of(*trial(places=1))
    row = row_of(outcome_table(given, OPEN), "flexjob_end", "without_best")
    assert (row["of_all"], row["method"]) == (0, "not evaluated")
    assert np.isnan([row["difference"], row["bound_low"]]).all()
    assert len(municipality_table(given, OPEN)) == 1


def test_a_pension_that_would_tell_of_the_few_others_is_withheld():
    statuses = ["disability_pension"] * 9 + ["moved"] * 2 + ["ledighedsydelse"] * 19
    persons = persons_of(end_status=statuses * 8)
    given = trial_of(persons, jobs_of(persons, []))
    assert row_of(outcome_table(given, STRICT), "disability_pension_end")["state"] == "shown"
    few = persons.assign(
        end_status=persons["end_status"].where(persons.index < 31, "ledighedsydelse")
    )
    table = outcome_table(trial_of(few, given.jobs), STRICT)
    assert row_of(table, "disability_pension_end")["state"] == "withheld"


def test_interactions_are_corrected_together_and_the_unknown_do_not_belong():
    persons, jobs = trial()
    persons.loc[:19, "origin"] = None
    table = subgroup_table(trial_of(persons, jobs), Waiting(), OPEN)
    planned = table[table["prespecified"]].drop_duplicates("subgroup")
    assert planned["subgroup"].tolist() == ["long_wait", "origin_sickness", "motivated_before"]
    assert (planned["p_holm"] >= planned["p_interaction"]).all()
    assert table.loc[table["subgroup"] == "women", "p_holm"].isna().all()
    sums = table.groupby("subgroup")[["of_other_actor", "of_municipality"]].sum().sum(axis=1)
    assert sums.to_dict() == {
        "long_wait": 240, "origin_sickness": 240, "motivated_before": 240, "women": 240,
    }  # fmt: skip
    rows = table[table["subgroup"] == "origin_sickness"].set_index("level")
    assert (
        rows.loc["yes", "of_other_actor"]
        == ((persons["origin"] == "sickness") & (persons["arm"] == OTHER)).sum()
    )
    for _, rows in table.groupby("subgroup"):
        yes, no = rows["difference"]
        assert rows["interaction"].tolist() == pytest.approx([yes - no] * 2)
        assert (rows["interaction"] <= rows["interaction_high"]).all()


def test_an_effect_on_some_only_is_found_as_an_interaction():
    persons = persons_of()
    sick = persons["origin"] == "sickness"
    held = np.where(sick & (persons["arm"] == OTHER), persons.index % 5 < 4, persons.index % 5 == 0)
    persons = persons.assign(end_status=np.where(held, "flexjob", "ledighedsydelse"))
    table = subgroup_table(trial_of(persons, jobs_of(persons, [])), Waiting(), OPEN)
    row = table[table["subgroup"] == "origin_sickness"].iloc[0]
    assert row["interaction_low"] > 0.2
    assert row["p_interaction"] == pytest.approx(1 / 1000)
    assert row["p_holm"] == pytest.approx(3 / 1000)


def test_a_subgroup_of_few_is_withheld_with_its_complement():
    persons, jobs = trial()
    persons["origin"] = ["sickness"] * 6 + ["other"] * 234
    table = subgroup_table(trial_of(persons, jobs), Waiting(), STRICT)
    rows = table[table["subgroup"] == "origin_sickness"]
    assert set(rows["state"]) == {"withheld"}
    assert rows[["n_other_actor", "of_other_actor", "interaction", "p_holm"]].isna().all(axis=None)


def test_power_says_what_the_trial_could_show():
    table = power_table(120, OPEN)
    found = table[table["kind"] == "detectable"].set_index(["base_share", "target_power"])
    assert found["power_exact"].tolist() == pytest.approx(
        found.index.get_level_values(1).tolist(), abs=1e-4
    )
    assert (found["low"] > 0).all()  # such a difference, once seen, is beyond nought
    curve = table[table["kind"] == "curve"]
    for _, rows in curve.groupby("base_share"):
        assert rows["power_exact"].is_monotonic_increasing
    small = power_table(20, OPEN)
    assert small[small["kind"] == "detectable"]["difference"].min() > found["difference"].max()


def test_the_command_writes_the_four_tables(tmp_path):
    persons, jobs = trial()
    people, months = registered(persons)
    for table, frame, name in (
        (PERSONS, persons, "persons"), (JOBS, jobs, "jobs"),
        (PEOPLE, people, "people"), (MONTHS, months, "months"),
    ):  # fmt: skip
        table.write(frame, tmp_path / f"{name}.parquet")
    task = {
        "project_start": START, "project_end": END, "status_date": "2007-04-01",
        "national_months": [8, 12], "waiting": {}, "randomisation": {"draws": 999},
        "confidence": 0.95, "disclosure": {"min_cell": 5},
    }  # fmt: skip
    inputs = [
        option
        for name in ("persons", "jobs", "people", "months")
        for option in (f"--{name}", str(tmp_path / f"{name}.parquet"))
    ]
    outputs = ("outcomes", "municipalities", "subgroups", "power")
    files = {name: tmp_path / f"trial_{name}.csv" for name in outputs}
    options = [option for name in outputs for option in (f"--{name}", str(files[name]))]
    assert main(["trial-effects", "--settings", json.dumps(task), *inputs, *options]) == 0
    first = {name: path.read_bytes() for name, path in files.items()}
    for name, path in files.items():
        columns = pd.read_csv(path).columns
        assert set(TRIAL_COLUMNS[f"trial_{name}"]) <= set(columns)
        assert "municipality" not in columns  # its number is never told
    assert main(["trial-effects", "--settings", json.dumps(task), *inputs, *options]) == 0
    assert {name: path.read_bytes() for name, path in files.items()} == first
