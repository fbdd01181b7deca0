"""Month by month against the targets: levels, bases, verdicts and what is withheld."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from effektspor.cli import main
from effektspor.evaluations.business_case.followup import Counted, followup_table, latest_table
from effektspor.evaluations.business_case.goals import Goal, goals_of
from effektspor.evaluations.business_case.targets import read_targets
from effektspor.evaluations.business_case.verdicts import STATES, verdict

SHIPPED = Path(__file__).parents[2] / "data" / "business_case"
MONTHS = ["2018-09", "2018-10", "2018-11"]
nan = float("nan")


def stocks(persons=(200, 186, 175)):
    rows = [
        (unit, month, state, n * more, "shown" if n * more >= 5 else "withheld")
        for month, n in zip(MONTHS, persons, strict=True)
        for unit, more in (("own", 1), ("region", 4))
        for state in ("jobafklaring", "job")
    ]
    table = pd.DataFrame(rows, columns=["unit", "month", "state", "persons", "shown"])
    table["persons"] = table["persons"].astype(float).mask(table["shown"] == "withheld")
    return table.assign(full_year=table["persons"].where(table["state"] == "jobafklaring"))


def durations(over=(120, 108, 100), of=200):
    rows = [
        ("own", month, band, float(n), float(of), "shown")
        for month, n in zip(MONTHS, over, strict=True)
        for band, n in (("over_1y", n), ("over_2y", n // 2), ("0", of - n))
    ]
    return pd.DataFrame(rows, columns=["unit", "month", "band", "persons", "of", "shown"])


def exits(job=(35, 37, 50), of=100):
    rows = [
        ("own", month, state, float(n), float(of), "shown")
        for month, jobs in zip(MONTHS, job, strict=True)
        for state, n in (("job", jobs), ("flexjob", 10), ("dagpenge", 13))
    ]
    return pd.DataFrame(rows, columns=["unit", "window_end", "destination", "n", "of", "shown"])


def status(months=MONTHS, **counts):
    measures = {"all": 200, "internship": 40, "wage": 20, "no_offer": 60} | counts
    rows = [
        (month, measure, float(n), 200.0, nan, "shown")
        for month in months
        for measure, n in measures.items()
        if n is not None
    ]
    return pd.DataFrame(rows, columns=["month", "measure", "n", "of", "share", "shown"])


def followed(**tables):
    given_ = {"stocks": stocks(), "durations": durations(), "exits": exits(), "status": status()}
    counted = Counted(**(given_ | tables), programme="jobafklaring", min_cell=5)
    goals = goals_of(read_targets(SHIPPED / "targets.csv"))
    return followup_table(goals, counted, MONTHS, 0.95)


def rows_of(table, target):
    return table[table["target"] == target].set_index("month")


def test_fewer_persons_are_fewer_than_the_registers_count_at_first():
    rows = rows_of(followed(), "fewer_persons")
    assert rows["value"].tolist() == [200, 186, 175]
    assert rows["short"].unique() == pytest.approx([186])
    assert rows["long"].unique() == pytest.approx([175])
    assert rows["state"].tolist() == ["not_met", "met_short", "met_long"]
    assert set(rows["unit"]) == {"persons"}
    assert rows[["low", "high", "of"]].isna().all(axis=None)


def test_shares_of_long_courses_meet_a_target_by_being_low():
    table = followed()
    rows = rows_of(table, "over_1y")
    assert rows["value"].tolist() == pytest.approx([0.60, 0.54, 0.50])
    assert rows["state"].tolist() == ["not_met", "met_short", "met_long"]
    two = rows_of(table, "over_2y")
    assert two["short"].isna().all(), "no target after a year"
    assert two["state"].tolist() == ["not_met", "on_way", "on_way"]


def test_shares_of_ended_courses_meet_a_target_by_being_high():
    rows = rows_of(followed(), "ordinary_job")
    assert rows["state"].tolist() == ["not_met", "on_way", "met_long"]
    assert rows[["n", "of"]].loc["2018-11"].tolist() == [50, 100]


def test_intervals_are_wilsons_by_scipy():
    for target in ("over_1y", "ordinary_job", "no_offer", "active_internship"):
        row = rows_of(followed(), target).loc["2018-10"]
        own = stats.binomtest(int(row["n"]), int(row["of"])).proportion_ci(0.95, "wilson")
        assert row[["low", "high"]].tolist() == pytest.approx([own.low, own.high])


def test_the_scheme_is_of_all_in_the_short_term_and_of_the_active_in_the_long():
    table = followed(status=status(internship=50))
    everybody = rows_of(table, "internship").loc["2018-09"]
    active = rows_of(table, "active_internship").loc["2018-09"]
    assert everybody[["n", "of", "value", "short"]].tolist() == [50, 200, 0.25, 0.25]
    assert np.isnan(everybody["long"])
    assert active[["n", "of", "long"]].tolist() == [50, 140, 0.30]
    assert np.isnan(active["short"])
    assert (everybody["state"], active["state"]) == ("met_short", "met_long")
    assert set(table.loc[table["target"] == "active_wage", "source"]) == {"status"}


def test_what_the_scheme_does_not_state_is_not_stated():
    table = followed(status=status(months=MONTHS[:2], wage=None))
    assert rows_of(table, "wage")["state"].tolist() == ["not_stated"] * 3
    assert rows_of(table, "no_offer")["state"].tolist()[2] == "not_stated"
    latest = latest_table(table).set_index("target")
    assert latest["month"].loc[["fewer_persons", "no_offer", "wage"]].tolist() == [
        "2018-11", "2018-10", "2018-11",
    ]  # fmt: skip
    assert list(latest.index) == list(dict.fromkeys(table["target"]))
    none = followed(status=status().iloc[:0])
    assert (none.loc[none["source"] == "status", "state"] == "not_stated").all()


def test_what_few_are_behind_is_withheld():
    table = exits()
    hidden = (table["destination"] == "flexjob") & (table["window_end"] == "2018-10")
    table.loc[hidden, ["n", "shown"]] = [nan, "withheld"]
    row = rows_of(followed(exits=table), "flexjob").loc["2018-10"]
    assert row["state"] == "withheld"
    assert row[["value", "low", "high", "n"]].isna().all()
    few = rows_of(followed(stocks=stocks((200, 3, 100))), "fewer_persons")
    assert few["state"].tolist() == ["not_met", "withheld", "met_long"]


@pytest.mark.parametrize(("no_offer", "internship"), [(156, 40), (158, 42), (197, 0)])
def test_of_the_active_neither_few_nor_a_rest_of_few_is_told(no_offer, internship):
    """44 active less 40, none less but none without; 42 of 42 tell of nobody; 3 active are few."""
    rows = rows_of(followed(status=status(no_offer=no_offer, internship=internship)),
                   "active_internship")  # fmt: skip
    told = no_offer == 158
    assert set(rows["state"]) == ({"met_long"} if told else {"withheld"})
    assert rows["n"].notna().all() == told


@given(
    st.sampled_from([1, -1]),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.3), st.floats(0, 0.3),
)  # fmt: skip
def test_verdicts_keep_their_order(sign, value, start, to_short, on_to_long):
    """A value that has moved further towards the target never has a worse verdict."""
    short = start + sign * to_short
    levels = (short, short + sign * on_to_long)
    goal = Goal("g", "over_1y", False, start, *levels, sign)
    order = {name: place for place, name in enumerate(STATES)}
    here, further = (
        order[verdict(goal, each, start, levels, hidden=False)]
        for each in (value, value + sign * 0.1)
    )
    assert further <= here
    assert verdict(goal, levels[1], start, levels, hidden=False) == "met_long"
    assert verdict(goal, nan, start, levels, hidden=False) == "not_stated"
    assert verdict(goal, value, start, levels, hidden=True) == "withheld"


def test_the_command_writes_both_tables_also_without_a_scheme(tmp_path):
    tables = {"stocks": stocks(), "durations": durations(), "exits": exits(), "status": status()}
    tables["status"] = tables["status"].iloc[:0]
    for name, table in tables.items():
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    task = {"as_of": "2018-09-01", "followed_until": "2018-10-31", "flow": {}, "confidence": 0.95,
            "disclosure": {"min_cell": 5}}  # fmt: skip
    paths = {name: tmp_path / f"{name}.csv" for name in (*tables, "followup", "latest")}
    paths |= {name: SHIPPED / f"{name}.csv" for name in ("targets", "baseline")}
    options = [str(part) for name, path in paths.items() for part in (f"--{name}", path)]
    assert main(["case-followup", "--settings", json.dumps(task), *options]) == 0
    table, latest = pd.read_csv(paths["followup"]), pd.read_csv(paths["latest"])
    assert set(table["month"]) == {"2018-09", "2018-10"}, "followed until October"
    assert set(latest["state"]) <= set(STATES)
    assert not latest["target"].duplicated().any()
