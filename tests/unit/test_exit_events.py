"""Ends of a stay as the event: who has it, when, and that causes and risk count the same."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.codebook import read_codebook
from effektspor.cohort.events import event_weeks
from effektspor.cohort.state_list import cause_of_state, read_state_list, states_of
from effektspor.estimators.causes import EVENT, cause_counts, refuse_other_exits
from effektspor.estimators.survival import risk_table

ROOT = Path(__file__).resolve().parents[2]
LIST = read_state_list(ROOT / "data/codes/exit_states.csv")
STATES = states_of(LIST, read_codebook(ROOT / "data/codes/dream_codes.csv"), "jobafklaring")
LEFT_FOR = ("employment", "programme", "dead", "emigrated", "pension", "no_benefit", "employment")


def starts():
    """Seven starts in week 100: one is in the programme until follow-up ends with week 120."""
    end = np.array([104, 121, 106, 107, 108, 109, 121])
    end[6] = 120  # works in the last week of follow-up
    return pd.DataFrame(
        {
            "municipality": 101, "group": "participants", "cohort": "a", "post": False,
            "start_week": 100, "end_week": end, "last_week": 121,
            "event_week": [102, -1, -1, -1, -1, -1, -1], "exit_state": LEFT_FOR,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "weeks"),
    [
        ("internship", [102, -1, -1, -1, -1, -1, -1]),
        ("employment", [103, -1, -1, -1, -1, -1, 119]),
        ("exit", [103, -1, -1, -1, 107, 108, 119]),
    ],
)
def test_the_event_is_in_the_last_week_of_the_stay(event, weeks):
    assert event_weeks(event, starts(), STATES).tolist() == weeks


@pytest.mark.parametrize(
    ("event", "other"),
    [
        ("employment", {"dead_or_emigrated": 2, "other": 1, "pension": 1}),
        ("exit", {"dead_or_emigrated": 2}),
    ],
)
def test_every_stay_ends_once(event, other):
    cohort = starts()
    cohort["event_week"] = event_weeks(event, cohort, STATES)
    cohort["cause"] = cohort["exit_state"].map(cause_of_state(LIST))
    causes, risk = cause_counts(cohort), risk_table(cohort, 30)
    refuse_other_exits(causes, risk)
    counted = causes.groupby("cause")["events"].sum()
    assert counted.drop(EVENT).to_dict() == other
    assert counted[EVENT] + counted.drop(EVENT).sum() == len(cohort) - 1
    assert risk["events"].sum() == counted[EVENT]
    # Of those at risk in week 3 since the start, one has left for work when week 4 begins.
    assert risk.set_index("week").loc[[3, 4], "at_risk"].tolist() == [7, 6]
