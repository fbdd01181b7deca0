"""One course start too many or too few in any table stops the build."""

import pandas as pd
import pytest

from effektspor.cohort.reconcile import reconcile
from effektspor.errors import EstimationError

CELLS = [("participants", "2016", 3), ("comparison", "2016", 5),
         ("participants", "2017-18", 4), ("comparison", "2017-18", 6)]  # fmt: skip


def tables():
    """A study in which, in each cell, one start left, and one began in the last week."""
    rows = pd.DataFrame(CELLS, columns=["group", "cohort", "n"])
    counts = {f"{g}_{c.replace('-', '_')}": [n] for g, c, n in CELLS}
    attrition = pd.DataFrame({"id": ["stv"], "n_after": [rows["n"].sum()], **counts})
    baseline = pd.concat([rows.assign(covariate=name) for name in ("age", "female")])
    left = rows.assign(reason="left", n=1, n_started=1)
    stayed = rows.assign(reason="end_of_data", n=rows["n"] - 1, n_started=rows["n"] - 2)
    post = rows["cohort"] == "2017-18"
    risk = rows.assign(week=0, at_risk=rows["n"], post=post)
    week = rows[["group"]].assign(week=104, post=post, treated=rows["group"] == "participants")
    moments = pd.concat(
        [
            week.assign(outcome="hours", denominator="started", n=rows["n"] - 1),
            week.assign(outcome="hours", denominator="in_programme", n=rows["n"] - 1),
        ]
    )
    return {
        "attrition": attrition,
        "baseline": baseline,
        "follow_up": pd.concat([left, stayed], ignore_index=True),
        "risk": risk,
        "moments": moments.reset_index(drop=True),
    }


def test_tables_of_the_same_starts_pass():
    reconcile(**tables(), weeks=104)


@pytest.mark.parametrize(
    ("table", "row", "column", "where"),
    [
        ("attrition", 0, "participants_2016", "participants, 2016"),
        ("attrition", 0, "n_after", "all groups and cohorts"),
        ("baseline", 1, "n", "comparison, 2016"),
        ("follow_up", 0, "n", "all groups and cohorts"),
        ("risk", 3, "at_risk", "comparison, 2017-18"),
        ("moments", 2, "n", "participants, 2017-18, started in the last week"),
        ("moments", 5, "n", "comparison, 2016, in_programme in the last week"),
    ],
)
def test_one_start_more_in_any_table_is_refused(table, row, column, where):
    changed = tables()
    frame = changed[table].reset_index(drop=True)
    frame.loc[row, column] += 1
    changed[table] = frame
    with pytest.raises(EstimationError, match="differ in n") as caught:
        reconcile(**changed, weeks=104)
    assert caught.value.where == where
