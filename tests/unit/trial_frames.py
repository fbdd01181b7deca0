"""A made trial in memory: persons and jobs as the ingest writes them."""

import numpy as np
import pandas as pd

from effektspor.evaluations.trial.spans import Window
from effektspor.trial.tables import JOBS, PERSONS

START, END = "2005-10-01", "2006-10-01"
WINDOW = Window.of(START, END)
OTHER, OWN = "other_actor", "municipality"
NEVER = pd.NaT


def persons_of(per_arm=30, places=4, seed=3, **given):
    """Persons of a trial, as many in each arm of each place; `given` replaces columns."""
    rng = np.random.default_rng(seed)
    n = 2 * per_arm * places
    place = np.repeat(np.arange(places), 2 * per_arm)
    frame = pd.DataFrame(
        {
            "person": [f"p{i:05d}" for i in range(n)],
            "municipality": (101 + place).astype("int16"),
            "place": [chr(65 + i) for i in place],
            "arm": np.tile(np.repeat([OTHER, OWN], per_arm), places),
            "birth_date": pd.Timestamp("1955-06-01"),
            "age": rng.integers(25, 60, n).astype(float),
            "sex": rng.choice(["man", "woman"], n, p=[0.3, 0.7]),
            "non_western": rng.choice(["no", "yes"], n, p=[0.9, 0.1]),
            "school": rng.choice(["none", "some"], n),
            "grounds": rng.choice(["physical", "mental", "both"], n, p=[0.8, 0.1, 0.1]),
            "labour_market_20y": rng.choice(["no", "yes"], n, p=[0.4, 0.6]),
            "origin": rng.choice(["sickness", "wage", "other"], n, p=[0.5, 0.3, 0.2]),
            "earlier_flexjob": rng.choice(["no", "yes"], n, p=[0.7, 0.3]),
            "hours_able": rng.choice(["under_10", "half", "over_half"], n, p=[0.3, 0.5, 0.2]),
            "wait_months": rng.integers(6, 40, n).astype(float),
            "answered_before": "yes",
            "right_solution_before": rng.choice(["yes", "no", "dont_know"], n, p=[0.6, 0.3, 0.1]),
            "activity_before": rng.choice(["no", "yes"], n),
            "offered_before": rng.choice(["no", "yes"], n),
            "answered_after": rng.choice(["no", "yes"], n, p=[0.2, 0.8]),
            "right_solution_after": rng.choice(["yes", "no", "dont_know"], n, p=[0.6, 0.3, 0.1]),
            "activity_after": rng.choice(["no", "yes"], n, p=[0.15, 0.85]),
            "offered_after": rng.choice(["no", "yes"], n),
            "satisfied": rng.choice(["very", "satisfied", "neither", "dissatisfied"], n),
            "thrives": "yes",
            "talks": rng.integers(0, 9, n).astype(float),
            "courses": rng.integers(0, 3, n).astype(float),
            "clarifications": rng.integers(0, 2, n).astype(float),
            "work_trials": rng.integers(0, 3, n).astype(float),
            "first_work_trial": NEVER,
            "returned": NEVER,
            "end_status": "ledighedsydelse",
            "ly_distance": rng.choice(["toward_flexjob", "stuck", "sick", "toward_pension"], n),
        }
    )
    return PERSONS.conform(frame.assign(**given))


def jobs_of(persons, rows):
    """Jobs: (row of the person, day of the project on which it starts, last day or None, more)."""
    frame = pd.DataFrame(
        [
            {
                "job": number,
                "person": persons.loc[row, "person"],
                "start": WINDOW.start + pd.Timedelta(days=first),
                "end": NEVER if last is None else WINDOW.start + pd.Timedelta(days=last),
                "employees": 12.0,
                "sector": "private",
                "subsidy": "two_thirds",
                "created_by": persons.loc[row, "arm"],
                "trial_before": "yes",
                "same_place": "no",
                "arm": persons.loc[row, "arm"],
                "place": persons.loc[row, "place"],
                **dict(more),
            }
            for number, (row, first, last, *more) in enumerate(rows, start=1)
        ],
        columns=[column.name for column in JOBS.columns if column.name != "counted"],
    ).assign(counted=lambda jobs: jobs["created_by"] == jobs["arm"])
    dates = {"start": "datetime64[ns]", "end": "datetime64[ns]"}
    return JOBS.conform(frame.astype(dates | {"counted": bool}))


def trial(per_arm=30, places=4, share=0.3, seed=5):
    """Persons and jobs drawn at random: a share gets a job, some of which end."""
    persons = persons_of(per_arm, places)
    rng = np.random.default_rng(seed)
    rows = []
    for row in np.flatnonzero(rng.random(len(persons)) < share):
        first = int(rng.integers(0, 360))
        last = first + int(rng.integers(10, 300))
        rows.append((int(row), first, last if rng.random() < 0.4 else None))
    jobs = jobs_of(persons, rows)
    lasting = jobs["end"].isna() | (jobs["end"] >= WINDOW.end)
    employed = persons["person"].isin(jobs.loc[lasting, "person"])
    return persons.assign(
        end_status=persons["end_status"].mask(employed, "flexjob"),
        ly_distance=persons["ly_distance"].mask(employed, None),
    ), jobs
