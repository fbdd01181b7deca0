"""Settings of a study of any programme: short configs, what follows, and what is refused."""

import copy

import pytest
import yaml

from effektspor.config.load import load_config
from effektspor.errors import ConfigError

SHORT = """
studies:
  ny:
    evaluation: programme
    name: Nye veje i kontanthjælp
    data:
      extract_date: "2017-03-01"
      dream: {path: dream.dta}
      hours: {path: "bfl{year}.dta"}
      population: {path: "bef{year}.csv"}
    programme: {family: kontanthjaelp}
    cohorts:
      pre: {id: "2014", first_year: 2014, last_year: 2014}
      post: {id: "2015-16", first_year: 2015, last_year: 2016}
      placebo_years: [2012, 2013]
    municipalities: {participants: [101, 147, 153]}
"""
INTERNSHIP = ("internship", "in_programme")
HOURS = [("hours", "started"), ("hours", "in_programme")]


def study(**changes):
    """The short study with some keys set, `__` between the parts; None leaves one out."""
    raw = copy.deepcopy(yaml.safe_load(SHORT))
    for path, value in changes.items():
        *way, last = path.split("__")
        place = raw["studies"]["ny"]
        for part in way:
            place = place.setdefault(part, {})
        if value is None:
            del place[last]
        else:
            place[last] = value
    return load_config(raw).studies["ny"]


def series(found):
    return [(outcome.outcome, outcome.denominator) for outcome in found.outcomes]


def test_a_short_config_says_what_follows():
    found = study()
    assert found.data.hours.years == (2012, 2013, 2014, 2015, 2016)
    assert found.data.population.years == (2012, 2013, 2014, 2015, 2016)
    assert found.cohorts.placebo_through == "2014-12"
    assert series(found) == [INTERNSHIP, *HOURS]
    assert found.programme.event == "internship"
    # Nobody comes from the programme into it: the washout leaves such starts out.
    assert found.background.origin_families == ("sygedagpenge",)


def test_a_family_without_activities_has_hours_and_work():
    found = study(programme__family="jobafklaring")
    assert series(found) == HOURS
    assert found.programme.event == "employment"


def test_fewer_weeks_cut_what_is_read_off():
    found = study(cohorts__weeks=60)
    assert found.estimation.reference_week == 60
    assert found.estimation.blocks == ((1, 26), (27, 52), (53, 60))
    assert found.follow_up.exit_weeks == (26, 52)


def test_what_is_said_stays():
    found = study(
        programme={"family": "kontanthjaelp", "event": "exit", "bridge_families": ["dagpenge"]},
        estimation={"reference_week": 40},
        outcomes=[{"outcome": "hours", "denominator": "started"}],
    )
    assert found.programme.event == "exit"
    assert found.programme.bridge_families == ("dagpenge",)
    assert found.estimation.reference_week == 40
    assert series(found) == HOURS[:1]


def test_settings_survive_being_handed_on():
    found = study()
    assert type(found).model_validate(found.model_dump(mode="json")) == found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programme__family": "kontanthjelp"}, "did you mean kontanthjaelp?"),
        ({"programme__family": None}, "programme.family: is missing"),
        ({"programme__familly": "x"}, "did you mean family?"),
        (
            {"programme": {"family": "jobafklaring", "event": "internship"}},
            "jobafklaring has no codes of programme.event_activities",
        ),
        ({"cohorts__weeks": 200}, "extract_date lies before the cohorts' last week"),
        ({"data__extract_date": "2016-12-01"}, "extract_date lies before"),
        ({"name": "<b>"}, "name: may hold letters"),
        ({"name": None}, "name: is missing"),
        ({"data__hours__years": [2014]}, "data.hours.years must hold [2012, 2013, 2015, 2016]"),
        ({"data__simulate": {"first_year": 2013}}, "data.simulate.first_year and last_year"),
        ({"data__simulate": {"file_format": "csv"}}, "must end in .csv"),
        ({"data__simulate": {}, "data__stv": {"path": "stv.csv"}}, "stv must be left out"),
        ({"data__surveys": {}}, "data.surveys: unknown key"),
        ({"outcomes": []}, "outcomes must hold at least one"),
        ({"cohorts__pre": {"id": "a", "first_year": 2015, "last_year": 2014}}, "before first_year"),
        ({"cohorts": 3}, "studies.ny.cohorts"),
        ({"estimation": []}, "studies.ny.estimation"),
    ],
)
def test_what_is_wrong_is_named(changes, said):
    with pytest.raises(ConfigError) as caught:
        study(**changes)
    assert said in str(caught.value)
    assert "years: " not in str(caught.value)  # nothing is said of what follows from a wrong key
