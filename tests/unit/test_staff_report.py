"""Artefacts, sentences and tables of the survey of staff, from made-up answers to the reader."""

import json
import re

import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, PUBLISHED, ROOT, STUDY, run_group, write_tables
from staff_waves import staff_waves

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.report.brf2019 import staff, staff_print
from effektspor.report.findings import read_catalogue, tell
from effektspor.report.labels import load_labels
from effektspor.report.material import Material
from effektspor.report.prose import check_catalogue_numbers, check_prose_numbers, read_constants

TABLES = {"survey_fidelity": "fidelity", "survey_change": "change",
          "survey_reliability": "reliability", "fidelity_comparison": "comparison",
          "fidelity_margins": "margins"}  # fmt: skip
BUILDERS = {
    "tbl-survey": staff.total, "tbl-survey-roles": staff.roles,
    "tbl-survey-municipalities": staff.municipalities, "tbl-reliability": staff.reliability,
    "tbl-survey-print": staff_print.differences, "tbl-survey-weights": staff_print.weights,
}  # fmt: skip


def make(folder, answers, *, synthetic=True):
    """Run the commands from answers to artefacts, with the published ones beside."""
    folder.mkdir(parents=True, exist_ok=True)
    answers.to_parquet(folder / "answers.parquet")
    mark = folder / "survey.json"
    mark.write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    outputs = {name: folder / f"{name}.csv" for name in TABLES}
    assert main([
        "fidelity-survey", "--answers", str(folder / "answers.parquet"), "--mark", str(mark),
        "--settings", json.dumps({"estimation": {"draws": 199}}),
        "--municipalities", str(ROOT / "data/codes/municipalities.csv"),
        "--published", str(PUBLISHED),
        *[p for name, path in outputs.items() for p in (f"--out-{TABLES[name]}", str(path))],
    ]) == 0  # fmt: skip
    paths = write_tables(folder / "tables")
    for group in ("fidelity", "cohort", "effects"):
        assert run_group(group, paths, folder, mark) == 0
    assert main([
        "artefacts", "--group", "survey_fidelity", "--settings",
        json.dumps({"extract_date": "2019-04-01"}),
        *[p for name, path in outputs.items()
          for p in (f"--in-{name.replace('_', '-')}", str(path))],
        "--in-mark", str(mark), "--in-plan", str(PLAN),
        "--out-json", str(folder / "survey_fidelity.artefacts.json"),
        "--out-dir", str(folder / "survey_fidelity"),
    ]) == 0  # fmt: skip
    artefacts = read_artefacts(sorted(folder.glob("*.artefacts.json")))
    catalogue = {
        **{k: v for k, v in read_catalogue(STUDY / "findings.da.yml").items()
           if k in {"default", "absent"}},
        **read_catalogue(STUDY / "findings_fidelitet.da.yml"),
    }  # fmt: skip
    words = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))
    folders = [path for path in folder.iterdir() if path.is_dir()]
    labels = load_labels(ROOT / "reports/shared", "da")
    return Material(artefacts, tell(catalogue, artefacts), words, labels, folders)


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    return make(tmp_path_factory.mktemp("staff"), staff_waves(persons=160))


def cells(markdown):
    return [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<td.*?</td>", markdown)]


@pytest.mark.parametrize("name", list(BUILDERS))
def test_tables_are_written_and_each_cell_says_something(material, name):
    written = BUILDERS[name](material)
    assert f"#{name}" in written
    found = cells(written)
    assert len(found) > 8
    assert all(cell.strip() for cell in found)
    assert "nan" not in written.lower().replace("finan", "")


def test_colour_comes_with_shape_and_word(material):
    written = BUILDERS["tbl-survey-municipalities"](material)
    marked = re.findall(r'<td class="center mark-(\w+)".*?</td>', written)
    assert set(marked) >= {"green"}
    for mark, sign, word in (("green", "●", "op"), ("yellow", "▲", "uændret")):
        for cell in re.findall(rf'<td class="center mark-{mark}".*?</td>', written):
            assert sign in cell
            assert word in cell


def test_own_numbers_are_marked_synthetic_and_the_print_is_not(material):
    for key, artefact in material.artefacts.items():
        if key.startswith("survey_fidelity.weights."):
            assert not artefact.synthetic
            assert artefact.basis == "recomputed"
        elif key.startswith("survey_fidelity"):
            assert artefact.synthetic
            assert artefact.basis in {"calibration", "simulation"}
    assert material.artefacts["survey_fidelity.total.belief.slut"].basis == "simulation"
    assert material.artefacts["survey_fidelity.total.cv.slut"].basis == "calibration"
    for name in ("survey", "survey_print", "survey_weights"):
        assert "beregnet på syntetiske data" in material.sentences[f"{name}_subtitle"]


def test_real_answers_are_called_real(tmp_path):
    real = make(tmp_path, staff_waves(persons=120), synthetic=False)
    own = {key: a for key, a in real.artefacts.items() if key.startswith("survey_fidelity")}
    assert not any(a.synthetic for a in own.values())
    assert {a.basis for a in own.values()} == {"register", "recomputed"}
    said = " ".join(real.sentences.values())
    assert "yntetisk" not in said


def test_sentences_repeat_the_tables(material):
    rows = material.data("survey_fidelity.changes")
    own = rows[(rows["level"] == "municipality") & (rows["element"] != "belief")]
    sure = int(((own["ci_low"] > 0) | (own["ci_high"] < 0)).sum())
    headline = material.sentences["survey_municipalities_headline"]
    assert headline == f"{sure} af {len(own)} ændringer i kommunerne har interval uden nul"
    total = rows[(rows["level"] == "total") & (rows["element"] == "belief")].iloc[0]
    assert total["ci_low"] > 0
    assert "er steget fra" in material.sentences["survey_belief"]


def test_belief_that_stands_still_is_not_told_as_a_rise(tmp_path):
    answers = staff_waves(persons=120)
    first = answers[answers["wave"] == 1]
    still = pd.concat([first, first.assign(wave=3), answers[answers["wave"] == 2]])
    told = make(tmp_path, still.astype({"wave": "int8"})).sentences
    assert "har ikke ændret sig sikkert" in told["survey_belief"]
    assert told["survey_headline"] == "Fideliteten er samlet set uændret"


def test_hidden_cells_are_told_and_never_written(tmp_path):
    answers = staff_waves(persons=160)
    answers.loc[answers["role"] == "mentor", "role"] = "caseworker"
    answers.loc[answers["respondent"].isin(["r1", "r2"]), "role"] = "mentor"
    hidden = make(tmp_path, answers)
    written = staff.roles(hidden)
    assert "færre end 5" in written
    assert "skjult" in written
    assert "ikke vist" in written
    compared = staff_print.differences(hidden)
    assert "færre end 5" in compared
    weights = hidden.data("survey_fidelity.weights")
    assert weights.loc[weights["part"] == "mentor", "own"].isna().all()
    assert weights["own"].isna().sum() >= 4  # the complement in both waves too


def test_no_number_in_the_texts_is_without_an_artefact():
    constants = read_constants(STUDY / "constants.yml")
    for name in ("_fidelitet_egen.qmd", "_fidelitet_kommuner.qmd"):
        check_prose_numbers((STUDY / name).read_text(encoding="utf-8"), constants, name)
    check_catalogue_numbers(read_catalogue(STUDY / "findings_fidelitet.da.yml"), constants, "x")


def test_the_sections_take_in_every_table():
    texts = "".join(
        (STUDY / name).read_text(encoding="utf-8")
        for name in ("_fidelitet_egen.qmd", "_fidelitet_kommuner.qmd")
    )
    for name in BUILDERS:
        assert f"_partials/{name}.md" in texts
        assert f"[@{name}]" in texts
