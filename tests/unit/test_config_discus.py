"""Settings of a trial and of a desk research: dates, files, and messages that name the key."""

import copy
from pathlib import Path

import pytest
import yaml

from effektspor.calendar import column_of_week, iso_week
from effektspor.config.discus2007 import Discus2007
from effektspor.config.discus2011 import Discus2011
from effektspor.config.load import load_config
from effektspor.config.trial import Fees
from effektspor.errors import ConfigError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def raw():
    return yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))


def changed(raw, study, path, value):
    new = copy.deepcopy(raw)
    place = new["studies"][study]
    *way, last = path.split(".")
    for part in way:
        place = place.setdefault(part, {})
    place[last] = value
    return new


def test_weeks_of_a_trial_reach_behind_the_long_wait_and_to_the_later_status(raw):
    found = load_config(raw).studies["discus2007"]
    assert isinstance(found, Discus2007)
    assert iso_week(found.start_week) == (2005, 39)  # 1 October 2005 is a Saturday
    assert iso_week(found.end_week) == (2006, 39)
    assert iso_week(found.status_week) == (2007, 13)
    # 117 weeks before the start: 78 of the long wait, and half as many before it.
    assert column_of_week(found.register_weeks[0]) == "y_0327"
    assert found.start_years == [2005]


def test_a_desk_research_needs_no_registers(raw):
    found = load_config(raw).studies["discus2011"]
    assert isinstance(found, Discus2011)
    assert found.data.simulate is None
    assert not hasattr(found.data, "dream")


def test_the_fee_of_one_person_is_a_quarter_fixed():
    fees = Fees()
    assert fees.clarification / fees.total == 0.25


@pytest.mark.parametrize(
    ("study", "path", "value", "said"),
    [
        ("discus2007", "project_end", "2005-01-01", "must ascend"),
        ("discus2007", "status_date", "2006-05-01", "must ascend"),
        ("discus2007", "national_months", [12, 8], "national_months must ascend"),
        ("discus2007", "data.extract_date", "2006-12-31", "must not lie before status_date"),
        ("discus2007", "data.population.years", [2006], "population.years must hold 2005"),
        ("discus2007", "data.simulate.last_year", 2006, "simulate.last_year"),
        ("discus2007", "waiting.long_weeks", 156, "one and a half long waits"),
        ("discus2007", "data.trial.persons.path", "x.sav", "must end in forsoegspersoner.sav"),
        ("discus2007", "data.trial.jobs.path", "fleksjob.dta", "must end in fleksjob.sav"),
        ("discus2007", "data.dream.path", "x.csv", "must end in .dta"),
        ("discus2007", "data.trial.person", {"path": "x"}, "did you mean persons?"),
        ("discus2007", "fees.second_job_months", 2, "must be more than first_job_months"),
        ("discus2007", "fees.bonus", 2, "discus2007.fees.bonus: unknown key"),
        ("discus2007", "randomisation.draws", 10, "randomisation.draws"),
        ("discus2011", "data.simulate", {"seed": 1}, "data.simulate"),
        ("discus2011", "data.dream", {"path": "x"}, "data.dream: unknown key"),
        ("discus2011", "grading.least_share", 0.4, "grading.least_share"),
        ("discus2011", "data.finding", "x.csv", "did you mean findings?"),
    ],
)
def test_a_wrong_key_is_named_as_it_is_written(raw, study, path, value, said):
    with pytest.raises(ConfigError) as error:
        load_config(changed(raw, study, path, value))
    assert said in str(error.value)
    assert f"{study}.{study}" not in str(error.value)
