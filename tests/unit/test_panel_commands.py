"""The commands of the panel: from tables to tables, and which weeks of which year count."""

import json

import numpy as np
import pandas as pd
import pytest
from people import WEEKS, cell_moments, course_starts

from effektspor.cli import main
from effektspor.cohort.build import COHORT
from effektspor.commands.panel import common_weeks
from effektspor.config.design import Cohorts
from effektspor.errors import EstimationError
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.yearly import YEARLY_MOMENTS

SERIES = ("internship", "in_programme")
COHORTS = {
    "pre": {"id": "early", "first_year": 2016, "last_year": 2016},
    "post": {"id": "late", "first_year": 2017, "last_year": 2018},
    "weeks": WEEKS,
}
SETTINGS = {
    "outcomes": [{"outcome": SERIES[0], "denominator": SERIES[1]}],
    "cohorts": COHORTS,
    "estimation": {"reference_week": 4, "smallest_group": 5, "blocks": [[1, 3], [4, 6]]},
}


def yearly(years, weeks, axis="calendar"):
    """Moments of invented years of start; each municipality has each year."""
    rng = np.random.default_rng(2)
    rows = [
        (*SERIES, axis, 101 + g, g < 6, year, week, 50, int(rng.binomial(50, 0.3)))
        for g in range(20)
        for year in years
        for week in range(1, weeks[year] + 1)
    ]
    names = [column.name for column in YEARLY_MOMENTS.columns][:-1]
    frame = pd.DataFrame(rows, columns=names)
    return YEARLY_MOMENTS.conform(frame.assign(yy=frame["y"]))


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Two shards whose starts have the same numbers, as those of a study may."""
    folder = tmp_path_factory.mktemp("panel")
    cohort, outcomes = course_starts()
    MOMENTS.write(cell_moments(cohort, outcomes, [SERIES], ["age", "female"]), folder / "m.parquet")
    years = {2016: WEEKS, 2017: WEEKS, 2018: 3}
    YEARLY_MOMENTS.write(yearly(years, years), folder / "y.parquet")
    cohort["cohort"] = np.where(cohort["post"], "late", "early")
    for column in COHORT.columns:
        if column.name not in cohort:
            cohort[column.name] = 0 if column.dtype != "str" else "left"
    for shard in (0, 1):
        mine = cohort["start"] % 2 == shard
        rows = outcomes[outcomes["start"] % 2 == shard].assign(start=lambda r: r["start"] // 2)
        part = cohort[mine].assign(start=lambda r: r["start"] // 2)
        other = part[:5].assign(start=[9000, 9001, 9002, 9003, 9004], cohort="2013")
        pd.concat([part, other]).to_parquet(folder / f"c{shard}.parquet", index=False)
        rows.to_parquet(folder / f"o{shard}.parquet", index=False, row_group_size=1500)
    return folder


def run_persons(tables, moments="m.parquet"):
    given = {"moments": [moments], "out": ["persons.csv"]}
    given |= {"cohort-parts": ["c0.parquet", "c1.parquet"]}
    given |= {"outcome-parts": ["o0.parquet", "o1.parquet"]}
    paths = [
        part
        for key, files in given.items()
        for part in (f"--{key}", *(str(tables / f) for f in files))
    ]
    return main(["panel-persons", "--settings", json.dumps(SETTINGS), *paths])


def test_from_tables_to_tables(tables):
    assert run_persons(tables) == 0
    names = {"moments": "m.parquet", "yearly": "y.parquet", "persons": "persons.csv"}
    names |= {"panel": "panel.csv", "event-study": "event.csv"}
    given = [part for key, name in names.items() for part in (f"--{key}", str(tables / name))]
    assert main(["panel", "--settings", json.dumps(SETTINGS), *given]) == 0
    panel = pd.read_csv(tables / "panel.csv")
    assert panel["model"].tolist() == [
        "static", "block_1", "block_2", "weekly_largest_difference", "event_2017", "event_2018",
        "persons_week", "persons_total", "persons_week_adjusted", "persons_total_adjusted",
    ]  # fmt: skip
    assert panel["difference"].abs().max() < 1e-10
    event = pd.read_csv(tables / "event.csv")
    assert event["year"].tolist() == [2016, 2017, 2018]
    assert event["reference"].tolist() == [True, False, False]
    assert (event["last_week"] == 3).all()
    static = panel.set_index("model").loc["event_2017"]
    assert event.loc[1, "estimate"] == pytest.approx(static["estimate_moments"])


def test_other_persons_than_those_of_the_moments_stop_the_run(tables, capsys):
    cohort, outcomes = course_starts(seed=1)
    other = cell_moments(cohort, outcomes, [SERIES], ["age", "female"])
    MOMENTS.write(other, tables / "other.parquet")
    assert run_persons(tables, "other.parquet") == EstimationError.exit_code
    assert "differ" in capsys.readouterr().err


def test_all_years_have_the_same_weeks():
    rows = yearly(range(2013, 2019), dict.fromkeys(range(2013, 2018), 104) | {2018: 52})
    rows = pd.concat([rows, rows.assign(axis="since_start")])
    plain = Cohorts.model_validate(COHORTS | {"weeks": 104})
    found = common_weeks(rows, plain)
    assert set(found["axis"]) == {"calendar"}
    assert found.groupby("year")["week"].max().tolist() == [52] * 6
    capped = COHORTS | {"placebo_years": (2013, 2014, 2015), "placebo_through": "2016-06"}
    found = common_weeks(rows, Cohorts.model_validate(capped | {"weeks": 104}))
    assert found.groupby("year")["week"].max().nunique() == 1
    assert 25 <= found["week"].max() <= 27
    assert common_weeks(rows[:0], plain).empty
