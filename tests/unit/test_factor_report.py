"""The factor analyses in the report: sentences follow the numbers, tables hold what was computed."""

import json

import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, ROOT, STUDY, make_artefacts, write_tables
from bs4 import BeautifulSoup
from report_sample import THEME
from staff_answers import CODEBOOK, staff_answers

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.report import danish, style
from effektspor.report.brf2019 import factor_cells, factors, municipal, progression, staff
from effektspor.report.findings import read_catalogues, tell
from effektspor.report.labels import load_labels
from effektspor.report.material import Material
from effektspor.report.scree_figure import scree_figure
from effektspor.surveys.tables import ANSWERS

TABLES = ("suitability", "eigenvalues", "loadings", "correlations")


def staff_artefacts(folder, answers, *, synthetic=True):
    """Answers to artefacts by the two commands."""
    folder.mkdir(parents=True, exist_ok=True)
    ANSWERS.write(answers, folder / "answers.parquet")
    (folder / "mark.json").write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    assert main([
        "factors", "--settings", '{"estimation": {"draws": 99}}',
        "--answers", str(folder / "answers.parquet"), "--codebook", str(CODEBOOK),
        *(part for name in TABLES for part in (f"--{name}", str(folder / f"efa_{name}.csv"))),
    ]) == 0  # fmt: skip
    assert main([
        "artefacts", "--group", "factors", "--settings", '{"extract_date": "2019-04-01"}',
        *(part for name in TABLES for part in (f"--in-efa-{name}", str(folder / f"efa_{name}.csv"))),
        "--in-mark", str(folder / "mark.json"), "--in-plan", str(PLAN),
        "--out-json", str(folder / "factors.artefacts.json"), "--out-dir", str(folder / "factors"),
    ]) == 0  # fmt: skip
    return folder


def material(staff, base):
    artefacts = {**base[0], **read_artefacts([staff / "factors.artefacts.json"])}
    words = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))
    folders = [staff / "factors", *(path for path in base[1].iterdir() if path.is_dir())]
    told = tell(read_catalogues(STUDY, "da"), artefacts)
    return Material(artefacts, told, words, load_labels(THEME, "da"), folders)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("factors")
    return make_artefacts(write_tables(folder / "t"), folder / "o"), folder / "o"


@pytest.fixture(scope="module")
def filled(base, tmp_path_factory):
    folder = tmp_path_factory.mktemp("staff")
    return material(staff_artefacts(folder, staff_answers(500, between=0.3)), base)


def cells(markdown):
    rows = BeautifulSoup(markdown, "html.parser").find("tbody").find_parent("table").find_all("tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


def test_the_table_shows_all_loadings_and_no_other_number(filled):
    loadings = filled.data("factors.table")
    rows = [row for row in cells(factors.loadings(filled)) if len(row) > 3]
    body = rows[-28:]
    assert [row[0] for row in body] == list(dict.fromkeys(loadings["label_da"]))
    wide = loadings.pivot(index="item", columns="factor", values="loading")
    first = wide.loc[loadings["item"].iloc[0]]
    assert [float(text.replace(",", ".").replace("−", "-")) for text in body[0][1:-2]] == [
        pytest.approx(value, abs=0.0051) for value in first
    ]


def test_sentences_say_what_the_numbers_are(filled):
    said = filled.sentences
    assert "500 ledere og medarbejdere" in said["factors_answers"]
    assert "har fælles, giver det 8" in said["factors_number"]
    assert "Belief står for sig selv" in said["factors_belief"]
    assert "Ingen udsagn er Heywood-tilfælde" in said["factors_warning"]
    assert "strukturen lagt ind" in said["factors_made"]
    assert "nok til fælles" in said["factors_fit"]


def test_a_heywood_case_is_a_warning(base, tmp_path):
    folder = staff_artefacts(tmp_path, staff_answers(300))
    table = pd.read_csv(folder / "efa_suitability.csv")
    table.loc[table["quantity"] == "heywood", "value"] = 2
    table.to_csv(folder / "efa_suitability.csv", index=False)
    assert main([
        "artefacts", "--group", "factors", "--settings", '{"extract_date": "2019-04-01"}',
        *(part for name in TABLES for part in (f"--in-efa-{name}", str(folder / f"efa_{name}.csv"))),
        "--in-mark", str(folder / "mark.json"), "--in-plan", str(PLAN),
        "--out-json", str(folder / "factors.artefacts.json"), "--out-dir", str(folder / "factors"),
    ]) == 0  # fmt: skip
    said = material(folder, base).sentences["factors_warning"]
    assert said.startswith("Advarsel: løsningen er umulig for 2 udsagn")


def test_the_expected_findings_stand_beside_those_of_worlds_whose_answers_have_errors(filled):
    summary = pd.read_csv(ROOT / "data/recovery/link_summary.csv")
    hits = summary[(summary["r2"] == 0.5) & (summary["quantity"] == "hits")]["value"].item()
    assert filled.artefacts["recovery.link.half.hits"].value == pytest.approx(hits)
    assert danish.number(hits, 1) in filled.say("link_expected_recovery")
    assert "link_expected_recovery" in (STUDY / "_sammenhaeng.qmd").read_text(encoding="utf-8")


def test_own_calculations_on_printed_shares_say_so_and_rank_nobody(filled):
    for key in ("municipal.table", "municipal.loadings", "municipal.index"):
        assert "Egne beregninger" in filled.notes(key, "", "").source
    assert "rangordne" in filled.say("tbl_municipal_index_guide")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.002, 0.4, "−0,002 til 0,40"),
        (0.004, 0.4, "0,004 til 0,40"),
        (-0.2, 0.0, "−0,20 til 0,00"),
    ],
)
def test_the_end_of_an_interval_shows_its_side_of_nought(low, high, told):
    assert factor_cells.span(low, high) == told
    assert progression._span(low, high).replace("\u00a0", " ") == told
    line = {"ci_low": 100 * low, "ci_high": 100 * high}
    assert staff._interval(line).split(" til ")[0] == danish.signed(
        100 * low, 1 if abs(low) < 0.005 else 0
    )


def test_artificial_worlds_have_no_date_of_a_register_extract(filled):
    """They come from a summary that stands with the code, made before any register was read."""
    worlds, own = filled.notes("few_rows.table", "", ""), filled.notes("factors.table", "", "")
    assert "Udtræk" not in worlds.source + own.source
    assert "DREAM" not in worlds.source
    recovery = [each for key, each in filled.artefacts.items() if key.startswith("recovery.")]
    assert recovery
    assert not any(each.from_registers for each in recovery)


def test_too_few_answers_leave_the_section_out_and_the_figure_says_so(base, tmp_path):
    folder = staff_artefacts(tmp_path, staff_answers(40))
    found = material(folder, base)
    assert "factors.table" not in found.artefacts
    assert "not_evaluated.factors.kmo" in found.artefacts
    assert "factors_answers" not in found.sentences
    assert found.say("fig_scree_headline") == "Antallet af faktorer er ikke vurderet"
    eigen = pd.read_csv(folder / "factors" / "efa_eigenvalues.csv")
    with style.drawing("x"):
        figure = scree_figure(eigen, found.words, synthetic=True)
    drawn = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert drawn == ["ikke vurderet", "ikke vurderet"]


def test_artefacts_of_answers_are_marked_synthetic_and_those_of_municipalities_published(filled):
    kinds = {
        key: (each.synthetic, each.disclosure)
        for key, each in filled.artefacts.items()
        if key.startswith(("factors.", "municipal."))
    }
    assert kinds["factors.table"] == (True, "aggregate")
    assert kinds["municipal.table"] == (False, "published")
    for key, kind in kinds.items():
        assert kind == kinds[f"{key.split('.')[0]}.table"], key


def test_the_figure_has_a_dot_per_eigenvalue_and_the_mark(filled):
    eigen = filled.data("figure.scree")
    with style.drawing("x"):
        figure = scree_figure(eigen, filled.words, synthetic=True)
    solid = next(line for line in figure.axes[1].lines if line.get_label() == "scree_kept")
    common = eigen[eigen["criterion"] == "common"]
    assert len(solid.get_xdata()) == common["kept"].sum() == 8
    assert [text.get_text() for text in figure.texts] == ["SYNTETISKE DATA"]


def test_municipal_tables_name_the_published_municipalities_and_only_one_factor(filled):
    index = cells(municipal.index(filled))
    assert sum(row[0] == "Ringkøbing-Skjern" for row in index) == 1
    assert len([row for row in index if len(row) == 5 and row[0] != "Kommune"]) == 17
    loadings = cells(municipal.loadings(filled))
    assert len([row for row in loadings if len(row) == 9]) == 7
    everything = " ".join(filled.say(name) for name in filled.sentences if name.startswith("muni"))
    assert "To faktorer" in everything
    assert "RMSEA" not in everything


def test_the_sentence_on_the_common_factor_follows_the_test(filled):
    assert filled.artefacts["municipal.slut.first_eigenvalue.p"].value < 0.05
    assert filled.say("municipal_common").startswith("Andelene ved slut har noget til fælles.")
    assert filled.say("tbl_municipal_headline") == "Kommunernes andele har noget til fælles"
    assert filled.say("municipal_followup").startswith("Opfølgning, det ene element")
