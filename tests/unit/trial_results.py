"""Result tables of a made trial, as the commands write them: for tests of artefacts and reports."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from trial_frames import END, START, trial

from effektspor.cohort.waiting.tables import MONTHS, PEOPLE, SELF_SUPPORT, SICKNESS, UNKNOWN
from effektspor.config.trial import Fees, Randomisation, Waiting
from effektspor.evaluations.trial.baseline import baseline_table
from effektspor.evaluations.trial.break_even import break_even_table
from effektspor.evaluations.trial.composition import composition_table
from effektspor.evaluations.trial.costs import Draws, sums_of_arms
from effektspor.evaluations.trial.counts import trial_counts
from effektspor.evaluations.trial.durability import durability_table
from effektspor.evaluations.trial.fee_tables import fee_table
from effektspor.evaluations.trial.fees import readings
from effektspor.evaluations.trial.flow import flow_table
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.job_profiles import jobs_table
from effektspor.evaluations.trial.labels import read_variables
from effektspor.evaluations.trial.likeness import likeness
from effektspor.evaluations.trial.municipalities import municipality_table
from effektspor.evaluations.trial.national import national_table
from effektspor.evaluations.trial.outcome_values import Trial
from effektspor.evaluations.trial.outcomes import outcome_table
from effektspor.evaluations.trial.panel import panel_effects, panel_table
from effektspor.evaluations.trial.power import power_table, smaller_arm
from effektspor.evaluations.trial.profiles import profiles_table
from effektspor.evaluations.trial.spans import Window
from effektspor.evaluations.trial.status import END as AT_END
from effektspor.evaluations.trial.status import LATER, status_table
from effektspor.evaluations.trial.subgroups import subgroup_table
from effektspor.evaluations.trial.time_effects import time_effects
from effektspor.evaluations.trial.times import time_table
from effektspor.evaluations.trial.variables import made, with_made
from effektspor.published import read_published

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "trial"
WINDOW, MONTHS_COMPARED = Window.of(START, END), (8, 12)


def people_of(persons, others=300, seed=11):
    """The persons of a trial and some of the country in the register, and where they are."""
    rng = np.random.default_rng(seed)
    n = len(persons) + others
    inside = np.arange(n) < len(persons)
    people = pd.DataFrame(
        {
            "id": np.arange(n),
            "person": [*persons["person"], *[""] * others],
            "group": np.where(inside, "trial", "national"),
            "arm": [*persons["arm"], *[""] * others],
            "place": [*persons["place"], *[""] * others],
            "wait_weeks": rng.integers(26, 200, n).astype(float),
            "age": rng.integers(25, 60, n).astype(float),
            "woman": rng.integers(0, 2, n),
            "non_western": (rng.random(n) < 0.1).astype(int),
            "origin": rng.choice([SICKNESS, SELF_SUPPORT, UNKNOWN], n),
        }
    )
    states = ["flexjob", "ledighedsydelse", "disability_pension"]
    months = pd.DataFrame(
        [
            (i, month, rng.choice(states, p=[0.2, 0.7, 0.1]))
            for i in range(n)
            for month in range(19)
        ],
        columns=["id", "month", "state"],
    )
    return PEOPLE.conform(people.astype({"woman": "Int8"})), MONTHS.conform(months)


@cache
def results(min_cell=5, per_arm=30):
    """Tables by name, of four municipalities."""
    persons, jobs = trial(per_arm)
    people, months = people_of(persons)
    how = Inference(0.95, Randomisation(draws=999), min_cell)
    whole = Trial(persons, jobs, people, months, WINDOW, MONTHS_COMPARED)
    described = made(persons, 78)
    variables = with_made(
        read_variables([DATA / "persons.csv", DATA / "jobs.csv"], DATA / "scales.csv")
    )
    sums = {
        reading.name: sums_of_arms(
            persons, jobs, WINDOW, Fees(), reading, Draws(199, 1, how.confidence)
        )
        for reading in readings(Fees())
    }
    like = likeness(people, 78)
    return {
        "trial_national": national_table(like, months, MONTHS_COMPARED, how),
        "trial_composition": composition_table(like, min_cell),
        "trial_status": status_table(persons, people, months, {AT_END: 12, LATER: 18}, min_cell),
        "trial_counts": trial_counts(read_published(ROOT / "data" / "published"), 0.95),
        "trial_flow": flow_table(persons, people, min_cell),
        "trial_baseline": baseline_table(described, variables, min_cell),
        "trial_profiles": profiles_table(described, variables, how),
        "trial_jobs": jobs_table(jobs, variables, how),
        "trial_outcomes": outcome_table(whole, how),
        "trial_municipalities": municipality_table(whole, how),
        "trial_subgroups": subgroup_table(whole, Waiting(), how),
        "trial_power": power_table(smaller_arm(persons), how),
        "trial_times": time_table(persons, jobs, WINDOW, how),
        "trial_time_effects": time_effects(persons, jobs, WINDOW, how),
        "trial_durability": durability_table(jobs, WINDOW, how),
        "trial_panel": panel_table(persons, jobs, WINDOW, how),
        "trial_panel_effects": panel_effects(persons, jobs, WINDOW, how),
        "trial_fees": fee_table(sums, Fees(), how=Draws(199, 1, 0.95), min_cell=min_cell),
        "trial_break_even": break_even_table(sums, Fees(), Draws(199, 1, 0.95), min_cell),
        "practice": pd.read_csv(DATA / "practice.csv"),
    }
