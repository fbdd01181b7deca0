"""Rate ratios of years before the project, and without overlap with it."""

import json

import pandas as pd
import pytest
from event_times import WEEKS, starts

from effektspor.cli import main
from effektspor.estimators.hazard.rate_checks import rate_checks
from effektspor.estimators.hazard.rate_ratio import rate_ratios
from effektspor.estimators.infer import Inference
from effektspor.estimators.yearly_risk import YEARLY_RISK, yearly_risk

FEW = Inference(draws=99)
CUT = 25


@pytest.fixture(scope="module")
def yearly():
    parts = []
    for year in (2014, 2015, 2016):
        cohort = starts(persons=2500, ratio=1.0, seed=year)
        parts.append(cohort.assign(year=year, post=False))
    later = starts(seed=9)
    parts.append(later[later["post"]].assign(year=2017))
    return yearly_risk(pd.concat(parts), WEEKS, CUT, 2016)


def test_pairs_of_years_and_the_cut_of_the_earlier_cohort(yearly):
    table = rate_checks(yearly, [2016], [2017, 2018], FEW)
    assert list(table["id"].unique()) == ["placebo_2014_2015", "placebo_2015_2016", "overlap_cut"]
    assert list(table["inference"][:4]) == ["wild", "cr1", "cr3", "randomisation"]
    heads = table[table["inference"] == "wild"].set_index("id")
    for name in ("placebo_2014_2015", "placebo_2015_2016"):
        assert heads.loc[name, "ci_low"] < 1 < heads.loc[name, "ci_high"]
    assert heads.loc["overlap_cut", "estimate"] > 1.2


def test_a_pair_is_the_rate_ratio_of_its_years(yearly):
    pair = yearly[(yearly["scope"] == "before") & yearly["year"].isin([2014, 2015])]
    direct = rate_ratios(
        pair.assign(post=pair["year"] == 2015, cohort=pair["year"].astype(str)), FEW, ()
    )
    own = rate_checks(yearly, [2016], [2017], FEW).iloc[0]
    assert own["estimate"] == direct.iloc[0]["estimate"]
    assert own["ci_low"] == direct.iloc[0]["ci_low"]


def test_a_year_without_events_is_left_empty(yearly):
    silent = yearly.copy()
    silent.loc[silent["year"] == 2014, "events"] = 0
    table = rate_checks(silent, [2016], [2017], FEW)
    assert table.loc[table["id"] == "placebo_2014_2015", "estimate"].isna().all()
    assert table.loc[table["id"] == "placebo_2015_2016", "estimate"].notna().all()


def test_a_study_without_earlier_years_has_no_rows(tmp_path, yearly):
    YEARLY_RISK.write(yearly[yearly["scope"] == "full"], tmp_path / "yearly.parquet")
    cohorts = {"pre": {"id": "2016", "first_year": 2016, "last_year": 2016},
               "post": {"id": "2017", "first_year": 2017, "last_year": 2017}}  # fmt: skip
    settings = json.dumps({"cohorts": cohorts, "estimation": {"draws": 99}})
    code = main(["rate-checks", "--settings", settings, "--yearly-risk",
                 str(tmp_path / "yearly.parquet"), "--checks", str(tmp_path / "c.csv")])  # fmt: skip
    assert code == 0
    assert pd.read_csv(tmp_path / "c.csv").empty
