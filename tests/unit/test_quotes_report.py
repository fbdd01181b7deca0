"""Coded quotes from the file to the report."""

import json

import pandas as pd
import pytest
from brf_tables import PLAN, ROOT, STUDY
from report_sample import DANGER, THEME

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.report.brf2019 import quotes
from effektspor.report.brf2019.sections import SECTIONS
from effektspor.report.config_file import read_yaml
from effektspor.report.findings import read_catalogues, tell
from effektspor.report.labels import load_labels
from effektspor.report.material import Material
from effektspor.report.sections import replacements
from effektspor.surveys.quotes.coding import CODINGS, PERSON, STAFF

EXAMPLE = ROOT / "data" / "surveys" / "quotes_example.csv"
CODES = ROOT / "data" / "codes" / "municipalities.csv"
FRAME = ("default", "absent", "no_quotes", "quotes_intro", "quotes_named")


def run(folder, path=EXAMPLE, *, synthetic=True, min_cell=5):
    """Artefacts of the quotes in a file, and the folder of their data."""
    folder.mkdir(parents=True, exist_ok=True)
    mark, out = folder / "mark.json", folder / "out"
    mark.write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    assert main([
        "quotes", "--settings", json.dumps({"min_cell": min_cell, "evaluation": "brf2019"}),
        "--quotes", str(path),
        "--municipalities", str(CODES), "--mark", str(mark), "--out", str(folder / "q.csv"),
        "--counts", str(folder / "c.csv"),
    ]) == 0  # fmt: skip
    assert main([
        "artefacts", "--group", "quotes", "--settings", '{"extract_date": "2019-04-01"}',
        "--in-quotes", str(folder / "q.csv"), "--in-quotes-counts", str(folder / "c.csv"),
        "--in-mark", str(mark), "--in-plan", str(PLAN), "--out-json", str(folder / "q.json"),
        "--out-dir", str(out),
    ]) == 0  # fmt: skip
    return read_artefacts([folder / "q.json"]), out


def material(artefacts, folder, sentences=None):
    words = read_yaml(STUDY / "words.da.yml")
    return Material(artefacts, sentences or {}, words, load_labels(THEME, "da"), [folder])


def told(artefacts):
    catalogue = read_catalogues(STUDY, "da")
    return tell({name: catalogue[name] for name in FRAME}, artefacts)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return run(tmp_path_factory.mktemp("quotes"))


def test_every_made_example_says_so_wherever_it_shows(example):
    partials = quotes.build(material(*example))
    shown = "\n".join(partials.values())
    assert shown.count("»") == shown.count("(opdigtet eksempel)") == 21
    assert all("»" in text for text in partials.values())
    assert "Opdigtede" in example[0]["quotes.table"].source.da
    assert "opdigtede" in told(example[0])["quotes_intro"]
    assert example[0]["quotes.table"].synthetic


def test_the_example_names_no_municipality_and_pools_the_few(example):
    table = pd.read_csv(example[1] / "quotes.csv")
    assert table["municipality"].isna().all()
    assert set(table["respondent"]) == {"staff", "caseworker", "consultant", "citizen"}
    assert "5 citater har derfor fået en bredere betegnelse" in told(example[0])["quotes_named"]
    assert "ingen af de citater, der er kodet med en kommune" in told(example[0])["quotes_named"]


def test_themes_and_types_all_have_a_place_and_a_word():
    words = read_yaml(STUDY / "words.da.yml")
    coding = CODINGS["brf2019"]
    assert sorted(quotes.THEMES.values()) == sorted(coding.themes)
    assert {f"quote_{name}" for name in (*coding.types, STAFF, PERSON)} <= set(words)


def test_what_was_said_stands_beside_its_municipality_where_enough_share_it(tmp_path):
    rows = [("citizen", "Køge", f"int-{n}", "citizen") for n in range(5)]
    rows += [("citizen", "Holbæk", f"int-{n}", "citizen") for n in range(5, 10)]
    rows += [("citizen", "Vejen", "int-10", "citizen")]
    frame = pd.DataFrame(rows, columns=["respondent_type", "municipality", "source", "theme"])
    frame["quote"] = [f"Ord {n}." for n in range(len(frame))]
    frame.assign(made=0).to_csv(tmp_path / "own.csv", index=False)
    artefacts, out = run(tmp_path, tmp_path / "own.csv", synthetic=False)
    partial = quotes.build(material(artefacts, out))["citater-borgere"]
    assert "opdigtet" not in partial
    # Vejen alone is not told, and Holbæk with it, for one citizen would be the rest.
    assert "Vejen" not in partial
    assert "Holbæk" not in partial
    assert partial.count("*Borger, Køge*") == 5
    assert not artefacts["quotes.table"].synthetic
    assert "egne interview" in told(artefacts)["quotes_intro"]
    assert artefacts["quotes.municipality_hidden"].value == 6


def test_words_of_a_quote_cannot_become_markup(tmp_path):
    frame = pd.read_csv(EXAMPLE)
    frame.loc[0, "quote"] = f"Tegn som {DANGER}".replace("@", "at")
    frame["names_checked"] = 1
    frame.to_csv(tmp_path / "own.csv", index=False)
    partial = quotes.build(material(*run(tmp_path, tmp_path / "own.csv")))["citater-ledelse"]
    assert r"\#1 \$2 \*3\*" in partial
    assert r"\<5\>" in partial


def test_a_theme_without_quotes_says_so_and_a_study_without_any_says_it_once(example, tmp_path):
    few = pd.read_csv(EXAMPLE).query("theme != 'belief'")
    few.to_csv(tmp_path / "own.csv", index=False)
    partials = quotes.build(material(*run(tmp_path, tmp_path / "own.csv")))
    assert partials["citater-belief"] == "Ingen citater er kodet til temaet.\n"
    none = material({}, example[1], told({}))
    assert {text.strip() for text in quotes.build(none).values()} == {""}
    everything = tell(
        {name: f for name, f in read_catalogues(STUDY, "da").items() if name.startswith("no_")}
        | {name: read_catalogues(STUDY, "da")[name] for name in ("default", "absent")},
        {},
    )
    assert "ingen kodede citater" in replacements(SECTIONS, {}, everything)["_citater.qmd"]
