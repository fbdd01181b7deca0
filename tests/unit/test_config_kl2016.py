"""Settings of a study of KL's kind: dates, files, and messages that name the key as it is written."""

import copy
from pathlib import Path

import pytest
import yaml

from effektspor.calendar import column_of_week, iso_week
from effektspor.config.kl2016 import Kl2016
from effektspor.config.load import comparison_study, load_config
from effektspor.errors import ConfigError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def raw():
    return yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))


def study(raw, **changes):
    new = copy.deepcopy(raw)
    new["studies"]["kl2016"] |= changes
    return load_config(new).studies["kl2016"]


def test_the_weeks_are_those_of_the_dates(raw):
    found = study(raw)
    assert isinstance(found, Kl2016)
    # 31 December 2015 is in week 53 of 2015, and 1 January 2013 in week 1 of 2013.
    assert iso_week(found.as_of_week) == (2015, 53)
    assert iso_week(found.reform_week) == (2013, 1)
    assert column_of_week(found.register_weeks[0]) == "y_1201"  # 52 weeks of washout before it
    assert found.start_years == [2013, 2014, 2015]


def test_a_date_within_a_year_ends_the_weeks_before_it(raw):
    found = study(raw, as_of="2015-07-01")
    assert iso_week(found.as_of_week) == (2015, 27)  # 30 June 2015 is a Tuesday of week 27
    assert found.start_years == [2013, 2014, 2015]


def test_the_weeks_that_the_report_speaks_of_are_always_read_off(raw):
    found = study(raw, passive_weeks=[13], incidence_weeks=[26])
    assert found.passive_weeks == (13, 26, 52)
    assert found.incidence_weeks == (26, 52, 104, 156)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("as_of", "2012-01-01", "as_of must lie after the reform"),
        ("as_of", "2017-01-01", "population.years must hold [2016]"),
        ("before_year", 2016, "before_year must lie before survey_year"),
        ("passive_weeks", [52, 26], "passive_weeks must hold at least one week and ascend"),
        ("incidence_weeks", [], "incidence_weeks must hold at least one week"),
        ("company_activities", [], "company_activities"),
        ("company_activities", ["x"], "there is no activity x; allowed are passive, guidance"),
        ("company_activities", ["guidance", "guidance"], "each activity may stand once"),
        ("passive_activity", "idle", "there is no activity idle"),
        ("reforme", "2013-01-01", "did you mean reform?"),
        ("cohorts", {}, "studies.kl2016.cohorts: unknown key"),
        ("evaluation", "kl2017", "studies.kl2016.evaluation: must be one of brf2019, kl2016"),
        ("data.surveys.jobcentres.path", "x.sav", "must end in jobcentre.sav"),
        ("data.surveys.jobcentres", None, "jobcentres_before needs jobcentres"),
        ("data.surveys.staff", {"path": "x.sav"}, "data.surveys.staff: unknown key"),
        ("data.series.fulltime.path", "x.json", "must end in fuldtidspersoner.json"),
        ("data.series.fulltid", {"path": "x.json"}, "did you mean fulltime?"),
        ("data.simulate.last_year", 2014, "last_year must reach from a year before"),
        ("data.population.path", "bef.csv", "{year}"),
    ],
)
def test_a_wrong_key_is_named_as_it_is_written(raw, path, value, said):
    new = copy.deepcopy(raw)
    place = new["studies"]["kl2016"]
    *way, last = path.split(".")
    for part in way:
        place = place[part]
    place[last] = value
    with pytest.raises(ConfigError) as error:
        load_config(new)
    assert said in str(error.value)
    assert "kl2016.kl2016" not in str(error.value)


def test_a_study_without_evaluation_is_asked_for_one(raw):
    del raw["studies"]["kl2016"]["evaluation"]
    with pytest.raises(ConfigError, match=r"evaluation: must be one of brf2019, kl2016"):
        load_config(raw)


def test_what_needs_two_cohorts_refuses_another_kind_of_study(raw):
    config = load_config(raw)
    assert comparison_study(config, "brf2019").evaluation == "brf2019"
    for name in ("kl2016", "nothing"):
        with pytest.raises(ConfigError, match="There is no study"):
            comparison_study(config, name)
