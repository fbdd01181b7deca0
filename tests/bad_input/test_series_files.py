"""Open series with defects: one clear message with file, column and row, or a gap that is counted."""

import json

import pytest

from effektspor.cli import main
from effektspor.config.series import Series
from effektspor.errors import InputError
from effektspor.series.groups import read_groups
from series_files import ROOT, awards, ingest, jobindsats, quarters, statbank, stocks

ONE_CELL = {
    "class": "dataset", "id": ["Tid"], "size": [1], "value": [3],
    "dimension": {"Tid": {"category": {"index": ["2013"]}}},
}  # fmt: skip
"""A whole JSON-stat of one cell."""


def refused(name, path, *words, **options):
    """The message of an ingest that must stop."""
    with pytest.raises(InputError) as caught:
        ingest(name, path, **options)
    message = str(caught.value)
    for word in (path.name, *words):
        assert word in message, message
    return message


def changed(at, column, text):
    rows = awards()
    rows[at][column] = text
    return rows


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", ("empty",)),
        ("<!DOCTYPE html><html><body>Login</body></html>", ("web page",)),
        ('\n <html lang="da">', ("web page",)),
        ('{"columns": ["Periode"], "rows": [["2013M01"', ("no whole JSON", "line 1")),
        ('{"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Tabellen findes ikke"}', ("error message",)),
        ('[{"Variables": [], "Data": []}]', ("version 2",)),
        ('{"rows": []}', ("no layout",)),
        ("[1, 2]", ("no layout",)),
        ('{"columns": 5, "rows": []}', ("no layout",)),
        ('{"columns": [], "rows": []}', ("no layout",)),
        ('{"columns": ["a", "b"], "rows": 5}', ("no layout",)),
        ('{"columns": ["a", "b"], "rows": []}', ("no rows",)),
        ("[" * 100_000, ("no layout",)),
        ('{"a":' * 100_000, ("no layout",)),
        *((json.dumps(ONE_CELL | broken), ("no layout",)) for broken in (
            {"value": 7}, {"value": "7"}, {"value": [[7]]}, {"value": [{"a": 7}]}, {"id": [["Tid"]]},
            {"id": [], "size": []}, {"size": 1}, {"size": ["x"]}, {"size": [1e999]}, {"status": 7},
            {"dimension": {"Tid": 5}}, {"dimension": {"Tid": {"category": {"index": 5}}}},
            {"id": ["Tid", "tid"], "size": [1, 1],
             "dimension": {key: {"category": {"index": ["2013"]}} for key in ("Tid", "tid")}},
        )),
        ('{"columns": ["a", "a"], "rows": [[1, 2]]}', ("two columns of one name",)),
        ('{"columns": ["a", "b"], "rows": [[1, 2], [1]]}', ("row 2",)),
        ('{"columns": ["a", "b"], "rows": [[1, {"c": 2}]]}', ("no layout",)),
        ("OMRÅDE,ALDER,TID,INDHOLD\nHele landet,x,2013K1,3\n", ("single column", "semicolons")),
        ("OMRÅDE;ALDER;TID;INDHOLD\n", ("no rows",)),
        ('OMRÅDE;ALDER;TID;INDHOLD\nHele landet;"18-29 år;2013K1;3\n', ("quote",)),
    ],
)  # fmt: skip
def test_what_is_no_data_is_called_by_name(tmp_path, content, words):
    path = tmp_path / "serie.csv"
    path.write_text(content, encoding="utf-8")
    refused("awards_age", path, *words)


def test_a_missing_file_says_how_to_get_it(tmp_path):
    with pytest.raises(InputError, match="does not exist") as caught:
        ingest("awards_age", tmp_path / "nowhere.csv")
    assert "fetch-series" in caught.value.todo


def test_a_row_that_is_cut_off_is_named(tmp_path):
    path = statbank(tmp_path / "a.csv", awards())
    path.write_bytes(path.read_bytes()[:-12])
    refused("awards_age", path, "row 101", "fields instead of 4")


@pytest.mark.parametrize(
    ("column", "name"), [(1, "alder"), (2, "tid"), (3, "indhold")]
)  # fmt: skip
def test_a_missing_column_is_named_with_its_key(tmp_path, column, name):
    header = ["OMRÅDE", "ALDER", "TID", "INDHOLD"]
    header[column] = "X"
    path = statbank(tmp_path / "a.csv", awards(), header)
    refused("awards_age", path, name, "data.series.awards_age.variables")


@pytest.mark.parametrize("text", ["mange", "-5", "1e400", "3 pct.", "1;2".replace(";", "/")])
def test_a_cell_that_is_no_count_is_named_by_row_and_not_repeated(tmp_path, text):
    path = statbank(tmp_path / "a.csv", changed(6, 3, text))
    message = refused("awards_age", path, "column indhold, row 8", "no count")
    assert text not in message.partition("where:")[0]


def test_points_that_may_be_decimals_or_thousands_stop(tmp_path):
    rows = awards(quarters(2015, 2015), value=lambda at, label: "1.234")
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "decimals or thousands")
    # In JSON numbers are what they are.
    found = ingest("fulltime", jobindsats(tmp_path / "f.json", stocks(value=lambda at, _: 1.234)))
    assert found.series["value"].unique().tolist() == [1.234]


def test_an_unknown_label_is_named(tmp_path):
    path = statbank(tmp_path / "a.csv", changed(7, 1, "25-34 år"))
    refused("awards_age", path, "'25-34 år'", "row 9", "data.series.awards_age.groups")


def test_labels_of_two_groupings_in_one_period_stop(tmp_path):
    rows = [*awards(), ["Hele landet", "25-29 år", "2013K1", "4"]]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "2013Q1", "different groupings")


def test_overlapping_ages_in_one_period_stop(tmp_path):
    rows = [*awards(), ["Hele landet", "20-29 år", "2013K1", "4"]]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "2013Q1", "counted twice")


def test_a_group_without_rows_is_named(tmp_path):
    rows = [row for row in awards() if row[1] != "30-39 år"]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "age_30_39", "no rows")


def test_a_label_that_means_nothing_then_stops(tmp_path):
    rows = [*stocks(), ["2012M03", "Hele landet", "Ressourceforløb", 4.0]]
    refused("fulltime", jobindsats(tmp_path / "f.json", rows), "2012M03", "mean nothing then")


@pytest.mark.parametrize("area", ["Hundested", "999", "Region Midt og Kommune X"])
def test_merged_and_unknown_municipalities_are_named(tmp_path, area):
    rows = [["København", *row[1:]] for row in awards()] + [[area, *row[1:]] for row in awards()]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), area, "row 102", "column område")


def test_regions_alone_are_not_the_country(tmp_path):
    rows = [["Region Nordjylland", *row[1:]] for row in awards()]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "Region Nordjylland", "Hele landet")


def test_mixed_lengths_of_periods_stop(tmp_path):
    refused(
        "awards_age", statbank(tmp_path / "a.csv", [*awards(), *awards(["2014"])]),
        "quarter, year", "column tid",
    )  # fmt: skip


def test_words_for_periods_stop_with_the_row(tmp_path):
    path = statbank(tmp_path / "a.csv", changed(3, 2, "1. kvartal 2013"))
    refused("awards_age", path, "column tid, row 5", "2013K1")


def test_two_values_in_one_period_stop_with_both_rows(tmp_path):
    rows = [*awards(), ["Hele landet", "18-29 år", "2011K1", "77"]]
    message = refused("awards_age", statbank(tmp_path / "a.csv", rows), "row 2, 102")
    assert "77" not in message


def test_a_further_variable_without_total_stops(tmp_path):
    rows = [
        [*row[:2], sex, *row[2:]]
        for row in awards(quarters(2015, 2015))
        for sex in ("Mænd", "Kvinder")
    ]
    path = statbank(tmp_path / "a.csv", rows, ("OMRÅDE", "ALDER", "KØN", "TID", "INDHOLD"))
    refused("awards_age", path, "column køn", "no total")


def test_a_copied_synthetic_file_is_not_taken_as_real(tmp_path):
    rows = [["Hele landet (syntetisk)", *row[1:]] for row in awards()]
    refused("awards_age", statbank(tmp_path / "a.csv", rows), "synthetic", "presents them as real")


def test_the_mark_of_the_folder_decides_too(tmp_path):
    (tmp_path / "SYNTHETIC.json").write_text('{"synthetic": true}', encoding="utf-8")
    refused("awards_age", statbank(tmp_path / "a.csv", awards()), "presents them as real")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("benefits,Fleksjob,flexjob,2,", "benefits,Fleksjob,flexjob,to,", ("row 3", "order")),
        ("2013-01-01", "1. januar 2013", ("row 5", "valid_from")),
        ("benefits,Fleksjob,flexjob", "benefits,Førtidspension,flexjob", ("row 3", "twice")),
        ("benefits,Fleksjob,flexjob,2,", "benefits,Fleksjob,pension,2,", ("row 3", "two names")),
        ("label,group,order", "label,gruppe,order", ("lacks the columns group",)),
    ],
)
def test_a_broken_list_of_groups_says_where(tmp_path, old, new, words):
    text = (ROOT / "data/series/fulltime.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "groups.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_groups(path)
    for word in words:
        assert word in str(caught.value)


def test_tables_by_group_and_paths_by_group_belong_together():
    with pytest.raises(ValueError, match="a table by group"):
        Series.model_validate({"fulltime": {"path": "a.json", "table": {"pension": "y10a02"}}})
    with pytest.raises(ValueError, match="a table by group"):
        Series.model_validate({"fulltime": {"path": "a_{group}.json", "table": "y10a02"}})


@pytest.mark.parametrize(
    "given",
    [
        {"base_url": "https://api.example/v3?token=abc"},
        {"base_url": "https://api.example/v3#abc"},
        {"query": {"api_key": "abc"}},
        {"query": {"Access-Token": "abc"}},
        {"query": {"auth": "abc"}},
        {"query": {"PassWord": "abc"}},
        {"query": {"header": "Bearer abc"}},
    ],
)
def test_a_secret_in_the_config_is_refused(given):
    with pytest.raises(ValueError, match=r"secret|pattern"):
        Series.model_validate({"fulltime": {"path": "a.json", **given}})


def test_variables_of_the_interfaces_are_no_secrets():
    query = {"period.M": "*", "mgroup.*": "*", "NØGLETAL": "*", "OMRÅDE": "000", "Tid": "*"}
    found = Series.model_validate({"fulltime": {"path": "a.json", "query": query}})
    assert found.fulltime.query == query


def test_the_command_gives_one_message(tmp_path, capsys):
    task = {
        "series": {"fulltime": {"path": str(tmp_path / "f.json")}},
        "synthetic": False, "reform": "2013-01-01", "as_of": "2016-01-01",
    }  # fmt: skip
    options = [
        f"--{name}={tmp_path / name}" for name in ("series", "table", "levels", "quality", "report")
    ]
    code = main([
        "ingest-series", "--settings", json.dumps(task),
        "--municipalities", str(ROOT / "data/codes/municipalities.csv"), *options,
    ])  # fmt: skip
    assert code == InputError.exit_code
    assert "does not exist" in capsys.readouterr().err
    assert not (tmp_path / "table").exists()
