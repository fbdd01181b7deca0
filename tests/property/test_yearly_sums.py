"""Sums by year of start are those of all rows, on both axes and in any shards."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.estimators.static import STATIC, add_static, cells_of_static, static_sums
from effektspor.estimators.yearly import YearlySums, add_yearly, year_pair
from effektspor.estimators.yearly_risk import add_yearly_risk, yearly_risk

SERIES = [("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme")]
YEAR = 10  # weeks
CALENDAR = 2 * YEAR


@st.composite
def worlds(draw):
    """Starts of three years; the last two are one cohort, whose calendar ends with the data."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(1, 25))
    year = rng.integers(0, 3, n)
    home = rng.integers(101, 105, n)
    begin = YEAR * year
    starts = pd.DataFrame(
        {
            "start": rng.permutation(100)[:n] - 50,
            "municipality": home,
            "group": np.where(home == 101, "participants", "comparison"),
            "treated": home == 101,
            "year": 2013 + year,
            "year_week": begin,
            "first_week": np.where(year == 2, YEAR, begin),
            "start_week": begin + rng.integers(0, YEAR, n),
        }
    )
    starts["last_week"] = starts["first_week"] + CALENDAR
    length = starts["last_week"] - starts["start_week"]
    rows = starts.loc[starts.index.repeat(length)].reset_index(drop=True)
    rows["since"] = rows.groupby("start").cumcount()
    rows["week"] = rows["start_week"] + rows["since"] - rows["first_week"] + 1
    rows["started"] = rows["since"] > 0
    for name in ("in_programme", "internship", "hours"):
        rows[name] = rng.random(len(rows)) < 0.6
    return starts, rows


def summed(starts, rows):
    sums = YearlySums(starts, SERIES, CALENDAR)
    sums.add(rows[["start", "week", "started", "in_programme", "internship", "hours"]])
    return sums.frame()


@settings(deadline=None, max_examples=40)
@given(worlds(), st.integers(1, 3))
def test_sums_are_those_of_all_rows(drawn, shards):
    starts, rows = drawn
    found = add_yearly(
        summed(starts[starts["start"] % shards == n], rows[rows["start"] % shards == n])
        for n in range(shards)
        if (starts["start"] % shards == n).any()
    )
    absolute = rows["first_week"] + rows["week"] - 1
    weeks = {"calendar": absolute - rows["year_week"] + 1, "since_start": rows["since"] + 1}
    for outcome, denominator in SERIES:
        for axis, week in weeks.items():
            among = rows.assign(week=week)[rows[denominator]]
            cells = ["municipality", "treated", "year", "week"]
            expected = among.groupby(cells)[outcome].agg(["size", "sum"]).reset_index()
            own = found.query("outcome == @outcome and denominator == @denominator")
            own = own[own["axis"] == axis].sort_values(cells)
            assert own[[*cells, "n", "y"]].to_numpy().tolist() == expected.to_numpy().tolist()
            assert (own["yy"] == own["y"]).all()


@settings(deadline=None, max_examples=40)
@given(worlds())
def test_a_pair_of_years_has_the_sums_of_its_years(drawn):
    yearly = summed(*drawn)
    pair = year_pair(yearly, "calendar", [2013], [2014, 2015], 7)
    own = yearly.query("axis == 'calendar' and week <= 7")
    assert pair["n"].sum() == own["n"].sum()
    assert pair.loc[pair["post"], "y"].sum() == own.loc[own["year"] > 2013, "y"].sum()


@settings(deadline=None, max_examples=40)
@given(worlds(), st.integers(5, 35), st.integers(1, 3))
def test_risk_tables_by_year(drawn, last_before, shards):
    starts, _ = drawn
    end = np.minimum(starts["start_week"] + 7, starts["last_week"])
    starts = starts.assign(end_week=end, event_week=starts["start_week"] + 3)
    parts = [starts[starts["start"] % shards == n] for n in range(shards)]
    risk = add_yearly_risk(yearly_risk(part, 20, last_before, 2014) for part in parts if len(part))
    full, before = (risk[risk["scope"] == scope] for scope in ("full", "before"))
    first = full[full["week"] == 0].groupby("year")["at_risk"].sum()
    assert first.to_dict() == starts.groupby("year").size().to_dict()
    assert full["events"].sum() == (starts["event_week"] < starts["last_week"]).sum()
    seen = starts[(starts["year"] <= 2014) & (starts["start_week"] <= last_before)]
    assert before.loc[before["week"] == 0, "at_risk"].sum() == len(seen)
    in_time = (seen["event_week"] <= last_before) & (seen["event_week"] < seen["last_week"])
    assert before["events"].sum() == in_time.sum()
    none = yearly_risk(starts, 20, None, 2014)
    assert set(none["scope"]) == {"full"}


@settings(deadline=None, max_examples=40)
@given(worlds(), st.integers(1, 3))
def test_static_sums(drawn, shards):
    starts, _ = drawn
    rng = np.random.default_rng(len(starts))
    age, seen = rng.integers(18, 65, len(starts)), rng.integers(-1, 2, len(starts))

    def of(chosen):
        return static_sums(starts[chosen], {"age": age[chosen], "state": seen[chosen]})

    parts = [of((starts["start"] % shards == n).to_numpy()) for n in range(shards)]
    found = add_static(parts)
    keys = ["municipality", "treated", "year"]
    for name, value in (("age", age), ("state", seen)):
        known = starts.assign(value=value)[value >= 0]
        sums = known.groupby(keys)["value"].agg(["size", "sum", lambda v: (v**2).sum()])
        own = found[(found["variable"] == name) & (found["n"] > 0)].set_index(keys).sort_index()
        assert own[["n", "y", "yy"]].to_numpy().tolist() == sums.to_numpy().tolist()
    cells = cells_of_static(found, "age", [2013], [2014, 2015])
    assert cells.n.sum() == len(starts)
    assert cells.y[:, 1].sum() == age[starts["year"] > 2013].sum()


def test_nobody_has_no_sums():
    empty = pd.DataFrame({"municipality": [], "treated": [], "year": []})
    assert STATIC.conform(static_sums(empty, {"age": np.array([], dtype=np.int64)})).empty
