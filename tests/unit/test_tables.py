"""Tables between stages refuse what they do not promise, and write whole files only."""

from pathlib import Path

import pandas as pd
import pytest

from effektspor.artefacts import Artefact, read_artefacts, write_artefacts
from effektspor.config.design import Background, Cohort, Cohorts, Programme
from effektspor.config.window import cohort_weeks, start_window, study_span
from effektspor.contract import tables_schema
from effektspor.errors import InputError, ReportError
from effektspor.tables import Column, Table, write_csv

TABLE = Table(
    "demo",
    "Demo",
    (Column("person", "int32", "person"), Column("code", "uint16", "code")),
    key=("person",),
)


def test_columns_come_in_the_declared_order_and_type():
    frame = TABLE.conform(pd.DataFrame({"code": [730.0], "extra": [1], "person": [3]}))
    assert list(frame.columns) == ["person", "code"]
    assert frame.dtypes.astype(str).tolist() == ["int32", "uint16"]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"person": [1]}, "Column 'code' is missing"),
        ({"person": [1, None], "code": [1, 2]}, "1 rows have no value"),
        ({"person": [1, 1], "code": [1, 2]}, "1 rows of the table repeat a key"),
    ],
)
def test_what_breaks_the_promise_is_refused(frame, said):
    with pytest.raises(InputError, match=said):
        TABLE.conform(pd.DataFrame(frame))


def test_a_failed_write_leaves_the_earlier_file(tmp_path):
    path = tmp_path / "demo.parquet"
    TABLE.write(pd.DataFrame({"person": [1], "code": [730]}), path)
    before = path.read_bytes()
    with pytest.raises(InputError):
        TABLE.write(pd.DataFrame({"person": [1]}), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["demo.parquet"]


def test_csv_is_the_same_for_differences_that_mean_nothing(tmp_path):
    for name, value in (("a", 0.1 + 0.2), ("b", 0.3)):
        write_csv(pd.DataFrame({"x": [value]}), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_schema_of_the_tables_follows_the_code():
    """Run `effektspor data-docs` when this fails."""
    path = Path(__file__).parents[2] / "workflow" / "schemas" / "tables.json"
    assert path.read_text(encoding="utf-8") == tables_schema()


def text(word):
    return {"da": word * 3, "en": word * 3}


FIELDS = {
    "id": "effect.hours", "kind": "number", "title": text("a"), "population": text("b"),
    "n": {"persons": 10}, "definition": text("c"), "unit": "share", "source": text("d"),
    "extract_date": "2019-04-01", "method": text("e"), "uncertainty": text("f"), "value": 0.5,
    "data_hash": "0" * 64, "disclosure": "aggregate", "basis": "simulation",
    "prespecified": True, "synthetic": True,
}  # fmt: skip


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "value"])
def test_an_artefact_that_lacks_anything_stops_the_build(tmp_path, field):
    path = tmp_path / "artefacts.json"
    write_artefacts(path, [Artefact.model_validate(FIELDS)])
    content = pd.read_json(path, typ="series")["artefacts"]
    del content[0][field]
    path.write_text(pd.Series({"artefacts": content}).to_json(), encoding="utf-8")
    with pytest.raises(ReportError, match="incomplete"):
        read_artefacts([path])


@pytest.mark.parametrize(
    "change",
    [
        {"value": None},
        {"value": float("nan")},
        {"ci_low": 0.1},
        {"kind": "table"},
        {"basis": "reproduced"},
        {"n": {}},
        {"surplus": 1},
    ],
)
def test_an_artefact_that_contradicts_itself_is_refused(change):
    with pytest.raises(ValueError, match="validation error"):
        Artefact.model_validate(FIELDS | change)


def test_two_artefacts_of_one_name_stop_the_build(tmp_path):
    for name in ("a.json", "b.json"):
        write_artefacts(tmp_path / name, [Artefact.model_validate(FIELDS)])
    with pytest.raises(ReportError, match="Two artefacts are called"):
        read_artefacts([tmp_path / "a.json", tmp_path / "b.json"])


def test_the_span_reaches_from_the_history_of_the_first_start_to_the_last_week():
    cohorts = Cohorts(
        pre=Cohort(id="2016", first_year=2016, last_year=2016),
        post=Cohort(id="2017-18", first_year=2017, last_year=2018),
    )
    span = study_span(cohorts, Programme(), Background())
    assert cohort_weeks(cohorts.pre, 104).start - span.start == 156
    assert span.stop == cohort_weeks(cohorts.post, 104).stop
    assert len(start_window(cohorts.pre, 104)) == 52
    assert len(start_window(cohorts.post, 104)) == 104
    assert study_span(cohorts, Programme(washout_weeks=200), Background()).start == span.start - 44
