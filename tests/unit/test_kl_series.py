"""Open series as artefacts: every level of every group, counts of what was read, honest marks."""

from datetime import date

import pytest

from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.kl2016.series import artefacts, figure_data
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables
from effektspor.series.levels import Window, levels
from series_files import awards, ingest, jobindsats, statbank, stocks

CAUSES = ("Psykiske lidelser", "Bevægeapparatsygdomme", "Andre sygdomme", "Uoplyst")
WINDOW = Window(date(2013, 1, 1), date(2016, 1, 1))
PLAN = Plan(study="kl2016", results=(PlannedResult(id="series.*.ratio", question="Half?"),))
HEADER = ("OMRÅDE", "ÅRSAG", "TID", "INDHOLD")


def cause(at, label):
    """Awards of a quarter: 400 mental before the reform and 100 after, the others 90 and 80."""
    after = at >= 8
    if label == CAUSES[0]:
        return 100 if after else 400
    return 95 if label == "Uoplyst" and after else 80 if after else 90


def made(name, path, *, synthetic=True):
    found = ingest(name, path, synthetic=False)
    tables = Tables(
        {"series": found.series, "series_levels": levels(found.series, WINDOW),
         "series_quality": found.ledger},
        "0" * 64,
    )  # fmt: skip
    study = Study("2016-02-01", synthetic, PLAN)
    return {each.id: each for each in artefacts(tables, study)}, tables


@pytest.fixture
def causes(tmp_path):
    rows = awards(labels=CAUSES, value=cause)
    return made("awards_cause", statbank(tmp_path / "a.csv", rows, HEADER))[0]


def test_each_cause_has_its_levels(causes):
    value = {key: each.value for key, each in causes.items()}
    assert value["series.awards_cause.mental.before"] == 400
    assert value["series.awards_cause.mental.ratio"] == 0.25
    assert value["series.awards_cause.mental.change"] == -300
    assert value["series.awards_cause.total.before"] == 670
    # The three others together: 270 before, 255 after.
    assert value["series.awards_cause.others.change"] == -15
    assert value["series.awards_cause.others.ratio"] == pytest.approx(255 / 270)
    # One of them has risen.
    assert value["series.awards_cause.others.falling"] == 2
    assert causes["series.awards_cause.others.falling"].basis == "calibration"
    ratio = causes["series.awards_cause.mental.ratio"]
    assert (ratio.unit, ratio.prespecified) == ("ratio", True)
    assert not causes["series.awards_cause.mental.change"].prespecified


def test_a_stock_changes_from_the_last_month_before_the_reform(tmp_path):
    found, tables = made("fulltime", jobindsats(tmp_path / "f.json", stocks()))
    flexjob = found["series.fulltime.flexjob.change"]
    assert (flexjob.value, flexjob.unit) == (36, "full_time_persons")
    assert flexjob.basis == "calibration"
    assert found["series.fulltime.total.change"].value == 4 * 1047.5 - 3 * 1011.5
    assert found["figure.fulltime"].n["resource_course"] == 36
    assert figure_data(tables).keys() == {
        "series.csv", "series_levels.csv", "series_quality.csv",
    }  # fmt: skip


def test_what_is_not_known_is_a_mark_and_not_a_number(tmp_path):
    rows = [row for row in awards(labels=CAUSES, value=cause) if row[1:3] != [CAUSES[1], "2015K3"]]
    found, _ = made("awards_cause", statbank(tmp_path / "a.csv", rows, HEADER))
    assert "series.awards_cause.total.change" not in found
    assert "not_evaluated.series.awards_cause.total.change" in found
    assert "not_evaluated.series.awards_cause.others.change" in found
    assert "not_evaluated.series.awards_cause.others.falling" in found
    assert found["series.awards_cause.mental.change"].value == -300
    assert found["series.awards_cause.gaps"].value == 1


def test_real_series_name_interface_table_and_day(tmp_path):
    found, tables = made("fulltime", jobindsats(tmp_path / "f.json", stocks()), synthetic=False)
    told = found["series.fulltime.flexjob.change"]
    assert told.basis == "register"
    assert "Åbne serier" in told.source.da
    ledger = tables["series_quality"]
    ledger[["source", "table", "downloaded"]] = ["jobindsats", "ptv_a02", "2016-01-20"]
    study = Study("2016-02-01", False, PLAN)
    told = {each.id: each for each in artefacts(tables, study)}["figure.fulltime"]
    assert told.source.da == "Jobindsats (ptv_a02), hentet 20.1.2016; egne beregninger."
    assert not told.from_registers
