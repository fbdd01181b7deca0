"""What was made, measured in the tables that are written: the values of the targets."""

import numpy as np
import pandas as pd

from effektspor.simulate.span import Span
from effektspor.simulate.trial.parameters import ARMS, TrialParameters
from effektspor.simulate.trial.window import PRINTED_MONTHS, Window

_LONG = 18  # months
_SHORT_ARM = {"other_actor": "other_actors", "municipality": "municipalities"}
_SMALL, _SMALLEST = 50, 10  # employees


def made_values(
    persons: pd.DataFrame,
    jobs: pd.DataFrame,
    codes: np.ndarray,
    parameters: TrialParameters,
    window: Window,
    span: Span,
) -> dict[str, float]:
    """Values by target.

    Parameters
    ----------
    codes
        Benefit codes of the persons in their order, shape (weeks, persons).
    """
    arm = persons.set_index("person")["arm"]
    jobs = jobs.assign(arm=jobs["person"].map(arm))
    jobs["counted"] = jobs["arm"] == jobs["created_by"]
    end = pd.Timestamp(window.end)
    found = _status(persons)
    found |= _population(persons, window)
    found |= _survey(persons)
    found |= _jobs(jobs[jobs["counted"]], persons, end, parameters.jobs.month_days)
    found |= _employed(persons, jobs, end)
    found |= _profiles(persons)
    found["created.not_counted"] = float((~jobs["counted"]).sum())
    employed = [parameters.codes["flexjob"], parameters.codes["flexjob_sick"]]
    for month in PRINTED_MONTHS:
        week = window.week_of(window.month_day(month), span)
        found[f"flexjob.{month}m"] = 100 * float(np.isin(codes[week], employed).mean())
    return found


def _status(persons: pd.DataFrame) -> dict[str, float]:
    status, distance = persons["end_status"], persons["ly_distance"]
    waiting = persons[status == "ledighedsydelse"]
    found = {f"status.{name}": float(n) for name, n in status.value_counts().items()}
    found |= {f"distance.{name}": float(n) for name, n in distance.value_counts().items()}
    found["status.rest"] = len(persons) - sum(
        found[f"status.{name}"] for name in ("flexjob", "ledighedsydelse", "disability_pension")
    )
    for arm in ARMS:
        found[f"waiting.{arm}"] = _share(waiting["arm"] == arm)
    non_western = persons[persons["non_western"] == "yes"]
    found["non_western"] = float(len(non_western))
    found["non_western.waiting"] = _share(non_western["end_status"] == "ledighedsydelse")
    return found


def _population(persons: pd.DataFrame, window: Window) -> dict[str, float]:
    age = _age(persons["birth_date"], window)
    able = persons["hours_able"].dropna()
    return {
        "population.women": _share(persons["sex"] == "woman"),
        "population.physical": _share(persons["grounds"] == "physical"),
        "population.school": _share(persons["school"] == "none"),
        "population.labour_market": _share(persons["labour_market_20y"] == "yes"),
        "population.sickness": _share(persons["origin"].dropna() == "sickness"),
        "population.earlier": _share(persons["earlier_flexjob"] == "yes"),
        "population.half_time": _share(able != "over_half"),
        "population.fifties": _share((age >= 50) & (age < 60)),
        "population.long_wait": _share(persons["wait_months"] >= _LONG),
    }


def _survey(persons: pd.DataFrame) -> dict[str, float]:
    found = {}
    for when in ("before", "after"):
        for item in ("activity", "offered"):
            found[f"{item}.{when}"] = _share(persons[f"{item}_{when}"].dropna() == "yes")
        no = persons[persons[f"right_solution_{when}"] == "no"]
        found[f"not_right.{when}"] = _share(no["end_status"] == "ledighedsydelse")
    return found


def _jobs(
    jobs: pd.DataFrame, persons: pd.DataFrame, end: pd.Timestamp, month_days: float
) -> dict[str, float]:
    found = {}
    last = jobs["end"].fillna(end)
    months = (last.where(last < end, end) - jobs["start"]).dt.days / month_days
    for arm in ARMS:
        mine = jobs["arm"] == arm
        found[f"created.{arm}"] = float(mine.sum())
        found[f"half_subsidy.{arm}"] = float((jobs["subsidy"][mine] == "half").sum())
        found[f"months.{arm}"] = float(months[mine].mean())
    small = (jobs["sector"] == "private") & (jobs["employees"] < _SMALL)
    found["small"] = _share(small)
    found["smallest"] = _share(jobs["employees"][small] < _SMALLEST)
    places = jobs["person"].map(persons.set_index("person")["municipality"])
    own = jobs["arm"] == "municipality"
    best = places[own].value_counts().max()
    of = int((persons["arm"] == "municipality").sum() / persons["municipality"].nunique())
    found["best_municipality"] = 100 * float(best) / of
    return found


def _employed(persons: pd.DataFrame, jobs: pd.DataFrame, end: pd.Timestamp) -> dict[str, float]:
    """Those in a job that counts at the end of the project."""
    last = jobs[jobs["counted"] & (jobs["end"].isna() | (jobs["end"] >= end))]
    mine = persons[persons["person"].isin(last["person"])]
    found = {"employed.counted": float(len(mine))}
    for arm in ARMS:
        rows, key = mine[mine["arm"] == arm], _SHORT_ARM[arm]
        found[f"employed.sickness.{key}"] = _share(rows["origin"].dropna() == "sickness")
        found[f"employed.long_wait.{key}"] = _share(rows["wait_months"] > _LONG)
        satisfied = rows["satisfied"].dropna().isin(["very", "satisfied"])
        found[f"employed.satisfied.{key}"] = _share(satisfied)
        for when in ("before", "after"):
            right = rows[f"right_solution_{when}"].dropna() == "yes"
            found[f"employed.right_{when}.{key}"] = _share(right)
    return found


def _profiles(persons: pd.DataFrame) -> dict[str, float]:
    pension = persons[persons["end_status"] == "disability_pension"]
    stuck = persons[persons["ly_distance"] == "stuck"]
    actors = persons[persons["arm"] == "other_actor"]
    away = (actors["end_status"] == "disability_pension") | (
        actors["ly_distance"] == "toward_pension"
    )
    return {
        "pension.both": _share(pension["grounds"] == "both"),
        "stuck.no_trial": _share(stuck["work_trials"] == 0),
        "clarified_away": _share(away),
    }


def _share(which: pd.Series) -> float:
    return 100 * float(which.mean())


def _age(birth: pd.Series, window: Window) -> pd.Series:
    start = window.start
    before = (birth.dt.month > start.month) | (
        (birth.dt.month == start.month) & (birth.dt.day > start.day)
    )
    age: pd.Series = start.year - birth.dt.year - before.astype(int)
    return age
