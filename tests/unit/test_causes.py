"""Ends of the stay by cause stand where the risk table has their starts at risk."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.errors import EstimationError
from effektspor.estimators.causes import add_causes, cause_counts, refuse_other_exits
from effektspor.estimators.survival import RISK, risk_table

LAST = 30


@st.composite
def stays(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(1, 40))
    start = rng.integers(0, LAST - 1, n)
    end = np.minimum(start + rng.integers(1, LAST, n), LAST)
    event = np.where(rng.random(n) < 0.4, rng.integers(start, end), -1)
    later = rng.random(n) < 0.5
    return pd.DataFrame(
        {
            "municipality": rng.integers(101, 104, n), "group": "comparison",
            "cohort": np.where(later, "b", "a"), "post": later, "start_week": start,
            "end_week": end, "event_week": event, "last_week": LAST,
            "cause": rng.choice(["pension", "other"], n),
        }
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(stays(), st.integers(1, 3))
def test_causes_and_risk_table_count_the_same_starts(cohort, shards):
    parts = [cohort[cohort.index % shards == n] for n in range(shards)]
    causes = add_causes(cause_counts(part) for part in parts)
    pd.testing.assert_frame_equal(causes, cause_counts(cohort))
    risk = RISK.conform(risk_table(cohort, LAST))
    refuse_other_exits(causes, risk)
    ended = (cohort["event_week"] >= 0) | (cohort["end_week"] < LAST)
    assert causes["events"].sum() == ended.sum()
    # In each week those with the event and those who end are among those at risk.
    cells = ["municipality", "cohort", "week"]
    leaving = causes.groupby(cells)["events"].sum()
    assert (leaving <= risk.set_index(cells)["at_risk"].reindex(leaving.index)).all()


def test_other_numbers_are_refused():
    cohort = pd.DataFrame(
        {
            "municipality": 101, "group": "comparison", "cohort": "a", "post": False,
            "start_week": 0, "end_week": [9, 9], "event_week": [3, -1], "last_week": LAST,
            "cause": "pension",
        }
    )  # fmt: skip
    causes, risk = cause_counts(cohort), risk_table(cohort, LAST)
    refuse_other_exits(causes, risk)
    assert causes[["week", "cause"]].to_numpy().tolist() == [[3, "internship"], [8, "pension"]]
    for row in (0, 1):
        wrong = causes.copy()
        wrong.loc[row, "events"] += 1
        with pytest.raises(EstimationError, match="different course starts"):
            refuse_other_exits(wrong, risk)
