"""Sums by change are the sums of all rows, in whatever portions they come."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.estimators.cell_sums import CLUSTER, CellSums, pair

NAMES = ["age", "female"]
SERIES = [("internship", "inside"), ("hours", "inside"), ("hours", "started")]


@st.composite
def people(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    persons, weeks = draw(st.integers(1, 20)), draw(st.integers(1, 12))
    municipality = rng.integers(101, 104, persons)
    cohort = pd.DataFrame(
        {
            "start": rng.permutation(100)[:persons],
            "municipality": municipality,
            "group": np.where(municipality == 101, "participants", "comparison"),
            "post": rng.random(persons) < 0.5,
            "age": rng.integers(18, 65, persons),
            "female": rng.integers(0, 2, persons),
        }
    )
    rows = cohort[["start"]].merge(pd.DataFrame({"week": np.arange(1, weeks + 1)}), how="cross")
    for name in ("inside", "started", "internship"):
        rows[name] = rng.random(len(rows)) < 0.6
    rows["hours"] = rng.integers(0, 64 * 40, len(rows)) / 64  # not only yes and no
    return cohort, rows[rng.random(len(rows)) < 0.9], weeks


def plain(cohort, rows, outcome, denominator):
    """The same sums, row by row."""
    rows = rows[rows[denominator]].merge(cohort, on="start")
    rows["treated"] = rows["group"] == "participants"
    y = rows[outcome].astype(float)
    sums = rows[[*CLUSTER, "week"]].assign(n=1.0, y=y, yy=y**2)
    for i, a in enumerate(NAMES):
        sums[f"x_{a}"], sums[f"xy_{a}"] = rows[a].astype(float), rows[a] * y
        for b in NAMES[i:]:
            sums[pair(a, b)] = rows[a].astype(float) * rows[b]
    return sums.groupby([*CLUSTER, "week"]).sum()


@settings(max_examples=50)
@given(people(), st.integers(1, 4))
def test_sums_are_those_of_all_rows(drawn, portions):
    cohort, rows, weeks = drawn
    sums = CellSums(cohort, SERIES, NAMES, weeks)
    for part in range(portions):
        sums.add(rows[rows["start"] % portions == part])
    found = sums.frame()
    for outcome, denominator in SERIES:
        expected = plain(cohort, rows, outcome, denominator)
        own = found[(found["outcome"] == outcome) & (found["denominator"] == denominator)]
        own = own.set_index([*CLUSTER, "week"])[expected.columns].sort_index()
        assert own.index.tolist() == expected.index.tolist()
        assert (own.to_numpy() == expected.to_numpy()).all()


def test_nobody_gives_no_cells():
    cohort = pd.DataFrame({n: [] for n in ("start", "municipality", "group", "post", *NAMES)})
    sums = CellSums(cohort, SERIES, NAMES, 10)
    sums.add(
        pd.DataFrame({n: [] for n in ("start", "week", "inside", "started", "internship", "hours")})
    )
    assert sums.frame().empty
