"""Open series as artefacts: every level of every group, counts of what was read, honest marks."""

from datetime import date
from types import SimpleNamespace

import pytest
import yaml

from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.kl2016.series import artefacts, figure_data
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables, records
from effektspor.report.danish import MINUS
from effektspor.report.findings import read_catalogues, tell
from effektspor.report.kl2016 import series
from effektspor.series.levels import Window, levels
from series_files import ROOT, awards, ingest, jobindsats, statbank, stocks

CAUSES = ("Psykiske lidelser", "Bevægeapparatsygdomme", "Andre sygdomme", "Uoplyst")
END = date(2016, 1, 1)
WINDOW = Window(date(2013, 1, 1), END)
CATALOGUE = read_catalogues(ROOT / "reports" / "kl2016", "da")
ALWAYS = {name: CATALOGUE[name] for name in ("default", "absent")}
PLAN = Plan(study="kl2016", results=(PlannedResult(id="series.*.ratio", question="Half?"),))
HEADER = ("OMRÅDE", "ÅRSAG", "TID", "INDHOLD")


def cause(at, label):
    """Awards of a quarter: 400 mental before the reform and 100 after, the others 90 and 80."""
    after = at >= 8
    if label == CAUSES[0]:
        return 100 if after else 400
    return 95 if label == "Uoplyst" and after else 80 if after else 90


def made(name, path, *, synthetic=True, window=WINDOW):
    found = ingest(name, path, synthetic=False)
    tables = Tables(
        {"series": found.series, "series_levels": levels(found.series, window),
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


def told(found):
    """The sentences that choose their variant by the series alone."""
    catalogue = {
        name: finding
        for name, finding in CATALOGUE.items()
        if (finding.of in found or f"not_evaluated.{finding.of}" in found)
        and "{printed." not in str(finding)
    }
    return tell({**ALWAYS, **catalogue}, found)


@pytest.mark.parametrize(
    ("rush", "words"), [(0, "ingen klar ophobning"), (1000, "1.000 flere end i den højeste")]
)
def test_a_rush_is_told_only_where_there_is_one(tmp_path, rush, words):
    rows = awards(value=lambda at, label: 500 + (at == 7) * rush // 5)
    found, _ = made("awards_age", statbank(tmp_path / "a.csv", rows))
    assert words in told(found)["awards_rush"]
    assert found["series.awards_age.total.usual"].value == 2500


def test_periods_are_named_by_the_length_of_the_series(tmp_path):
    for periods, word in ((None, "pr. kvartal"), ([str(y) for y in range(2009, 2016)], "pr. år")):
        found, _ = made("awards_age", statbank(tmp_path / "a.csv", awards(periods)))
        assert word in told(found)["awards_level"]
        subtitle = CATALOGUE["fig_awards_age_subtitle"]
        assert word in tell({**ALWAYS, "subtitle": subtitle}, found)["subtitle"]


def test_rows_of_a_series_stand_under_its_name_and_period(tmp_path):
    found, tables = made("awards_age", statbank(tmp_path / "a.csv", awards()))
    shown = []
    material = SimpleNamespace(
        words=yaml.safe_load((ROOT / "reports/kl2016/words.da.yml").read_text(encoding="utf-8")),
        artefacts=found,
        rows=lambda key: records(tables["series_levels"]),
        say=lambda name: name,
        table=lambda *given, **_: shown.extend(given[4]) or "",
    )
    series.levels(material)
    assert shown[0].label == "Nye førtidspensioner efter alder, pr. kvartal"


def test_changes_are_told_without_minus_and_other_causes_by_themselves(tmp_path, causes):
    sentences = told(causes)
    assert "300 færre tilkendelser pr. kvartal" in sentences["causes_text"]
    assert sentences["causes_rest"] == "For de øvrige årsager under ét er der 15 færre pr. kvartal."
    rows = stocks(
        value=lambda at, label: 9000.0 - 10 * at if label == "Førtidspension" else 50 + at
    )
    found, _ = made("fulltime", jobindsats(tmp_path / "f.json", rows))
    sentences |= told(found)
    assert sentences["fulltime_pension"] == "På førtidspension er der 360 færre."
    assert sentences["fulltime_unemployment"] == "På ledighedsydelse er der 36 flere."
    assert "intet tal for dem lige før" in sentences["fulltime_courses"]
    assert not [text for text in sentences.values() if MINUS in text]


def test_a_benefit_from_before_a_later_reform_is_compared_with_then(tmp_path):
    found, _ = made(
        "fulltime", jobindsats(tmp_path / "f.json", stocks()), window=Window(date(2014, 1, 1), END)
    )
    assert told(found)["fulltime_courses"].endswith("24 flere end lige før reformen.")


def test_totals_that_differ_are_told(tmp_path):
    rows = awards()
    assert (
        "ingen egen total"
        in told(made("awards_age", statbank(tmp_path / "a.csv", rows))[0])[
            "series_totals_awards_age"
        ]
    )
    rows += [["Hele landet", "I alt", "2013K1", "999"]]
    found, _ = made("awards_age", statbank(tmp_path / "a.csv", rows))
    assert "I 1 af 1 perioder" in told(found)["series_totals_awards_age"]
    assert "not_evaluated.series.awards_age.divisions_differ" in found


def test_definitions_say_what_is_counted_and_not_how(causes, tmp_path):
    stock, _ = made("fulltime", jobindsats(tmp_path / "f.json", stocks()))
    figures = causes["figure.awards_cause"], stock["figure.fulltime"]
    assert "bevilget førtidspension" in figures[0].definition.da
    assert "halvdelen" in figures[1].definition.da
    methods = {figure.method.da for figure in figures}
    assert not {each.definition.da for each in (*causes.values(), *stock.values())} & methods
    for key in ("series.table", "series.quality.table"):
        assert causes[key].definition != causes["figure.awards_cause"].definition


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
