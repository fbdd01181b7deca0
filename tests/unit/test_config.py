"""Settings: one model, errors that help, documents that do not drift."""

import copy
import re
from pathlib import Path

import pytest
import yaml

from effektspor.config.load import load_config, read_config
from effektspor.config.pages import schema_text, settings_page
from effektspor.errors import ConfigError

ROOT = Path(__file__).parents[2]
BEFORE = (2013, 2014, 2015)


@pytest.fixture
def raw():
    return yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))


def changed(raw, path, value):
    """A copy of the config with one key set."""
    new = copy.deepcopy(raw)
    place = new
    *way, last = path.split(".")
    for part in way:
        place = place[part]
    place[last] = value
    return new


def test_the_config_that_comes_along_is_valid():
    config = read_config(ROOT / "config.yaml")
    assert list(config.studies) == [
        "brf2019",
        "kl2016",
        "discus2007",
        "discus2011",
        "hedensted2019",
    ]
    assert len(config.studies["brf2019"].municipalities.participants) == 17


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("studies.brf2019.programme.washout_week", 52, "did you mean washout_weeks"),
        ("reprot", {}, "did you mean report"),
        ("report.renderer", "qarto", "'auto', 'quarto' or 'embedded', given 'qarto'"),
        ("studies.brf2019.cohorts.pre.first_year", 2017, "last_year is before first_year"),
        ("studies.brf2019.data.hours.path", "bfl.dta", "the simulator writes a file a year"),
        ("studies.brf2019.data.dream.path", "dream.csv", "must end in .dta"),
        ("studies.brf2019.data.surveys.staff.path", "other.sav", "must end in medarbejdere.sav"),
        ("studies.brf2019.data.surveys.municipality_key", "k.csv", "must end in kommunenoegle.csv"),
        ("studies.brf2019.data.surveys.municipality_key", None, "must end in kommunenoegle.csv"),
        ("studies.brf2019.data.surveys.staff", None, "survey of the staff, which is left out"),
        ("studies.brf2019.data.surveys.later.collected", "2018-13", "later.collected"),
        ("studies.brf2019.data.surveys.later.population", "n.csv", "for the survey of the staff"),
        ("studies.brf2019.data.surveys.later.invited", 0, "greater than or equal to 1"),
        ("studies.brf2019.data.surveys.staff.path", "s{year}.sav", "file a year"),
        ("studies.brf2019.estimation.reference_week", 105, "after the last week"),
        ("studies.brf2019.disclosure.min_cell", 0, "greater than or equal to 1, given 0"),
        ("studies.brf2019.municipalities.excluded", [101], "both participants and excluded"),
        ("studies.brf2019.data.dream.variables.week", "y_(", "not a regular expression"),
        ("studies", {}, "at least 1"),
        ("studies.brf2019.data.hours.years", [*BEFORE, 2016, 2018], "must hold [2017]"),
        ("studies.brf2019.data.population.years", [*BEFORE, 2016, 2017], "must hold [2018]"),
        ("studies.brf2019.data.hours.years", [2016, 2017, 2018], "must hold [2013, 2014, 2015]"),
        ("studies.brf2019.cohorts.placebo_years", [2014, 2013], "must ascend"),
        ("studies.brf2019.cohorts.placebo_years", [2015, 2016], "before the first year of pre"),
        ("studies.brf2019.cohorts.placebo_through", None, "is needed with placebo_years"),
        ("studies.brf2019.cohorts.placebo_through", "2014-11", "within the years of the starts"),
        ("studies.brf2019.cohorts.placebo_through", "2016-13", "match pattern"),
        ("studies.brf2019.follow_up", {"exit_weeks": [52, 26]}, "must ascend"),
        (
            "studies.brf2019.data.hours.years",
            [2016, 2017, 2018, 2016],
            "2016 stands more than once",
        ),
        ("studies.brf2019.data.population.years", [2018] * 3, "2018 stands more than once"),
        ("studies.brf2019.data.simulate.last_year", 2015, "must not lie before 2018"),
        ("studies.brf2019.data.stv.path", "stv{year}.csv", "{year} is for sources"),
        ("studies.brf2019.data.dream.path", "dream{year}.dta", "{year} is for sources"),
        ("studies.brf2019.data.extract_date", "2019-02-31", "a date of the calendar, YYYY-MM-DD"),
        ("studies.brf2019.report_date", "2026-13-01", "a date of the calendar, YYYY-MM-DD"),
        ("studies.brf2019.data.dream.variables.industry", "^branche_", "two groups"),
        ("studies.brf2019.data.dream.variables.municipality", "^nykom", "one group"),
        (
            "studies.brf2019.data.dream.variables.municipality",
            "^nykom(",
            "not a regular expression",
        ),
        ("studies.brf2019.cohorts.pre.id", "foer", "tells of 2016 and 2017-18"),
        ("studies.brf2019.cohorts.post.first_year", 2016, "must end before those of post begin"),
    ],
)
def test_errors_name_the_key_what_was_given_and_what_is_allowed(raw, path, value, said):
    with pytest.raises(ConfigError) as caught:
        load_config(changed(raw, path, value), source="my.yaml")
    message = str(caught.value)
    assert said in message
    assert path.rsplit(".", 1)[0].split(".")[-1] in message
    assert "where: my.yaml" in message


def test_years_are_kept_in_order(raw):
    years = changed(raw, "studies.brf2019.data.hours.years", [2018, *BEFORE, 2016, 2017])
    assert load_config(years).studies["brf2019"].data.hours.years == tuple(range(2013, 2019))


POPULATION = {"years": [*BEFORE, 2016, 2017, 2018]}


@pytest.mark.parametrize(
    "path",
    ["bef", "bef/*.csv", "bef/year=2016/a.csv", "bef.parquet", "bef/part-?.dta", "bef/year={year}"],
)
def test_folders_may_say_the_year_of_the_population(raw, path):
    del raw["studies"]["brf2019"]["data"]["simulate"]
    given = changed(raw, "studies.brf2019.data.population", POPULATION | {"path": path})
    assert load_config(given).studies["brf2019"].data.population.path == path


@pytest.mark.parametrize("path", ["bef.csv", "in/BEF.SAS7BDAT"])
def test_one_file_of_the_population_needs_a_variable_of_the_year(raw, path):
    del raw["studies"]["brf2019"]["data"]["simulate"]
    given = changed(raw, "studies.brf2019.data.population", POPULATION | {"path": path})
    with pytest.raises(ConfigError, match="must name the variable of the year"):
        load_config(given)
    variables = {"variables": {"year": "aar"}}
    assert load_config(
        changed(raw, "studies.brf2019.data.population", POPULATION | {"path": path} | variables)
    )


def test_a_missing_key_is_named(raw):
    del raw["studies"]["brf2019"]["cohorts"]
    with pytest.raises(ConfigError, match=r"studies\.brf2019\.cohorts: is missing"):
        load_config(raw)


def test_every_wrong_key_is_reported_at_once(raw):
    raw["reprot"] = {}
    raw["compute"]["thread"] = 2
    with pytest.raises(ConfigError) as caught:
        load_config(raw)
    assert "reprot" in str(caught.value)
    assert "threads" in str(caught.value)


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "studies: [\n"])
def test_files_that_are_no_config_are_refused(tmp_path, content):
    path = tmp_path / "study.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"study\.yaml"):
        read_config(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        read_config(tmp_path / "none.yaml")


def test_schema_and_page_follow_the_model():
    """Run `effektspor settings-docs` when this fails."""
    schema = ROOT / "workflow" / "schemas" / "config.schema.json"
    assert schema.read_text(encoding="utf-8") == schema_text()
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_every_setting_is_explained():
    rows = [line for line in settings_page().splitlines() if re.match(r"\| `\w+` \|", line)]
    assert len(rows) > 60
    assert not [row for row in rows if row.rstrip("| ").endswith("|") or row.endswith("|  |")]
