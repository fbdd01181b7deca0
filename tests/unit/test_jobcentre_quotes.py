"""Comments of the job centres' survey from the file to their artefacts."""

import json

import pandas as pd
import pytest
from jobcentre_answers import CODES, SURVEYS

from effektspor.cli import main
from effektspor.evaluations.kl2016 import quotes
from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.kl2016.tables import read_tables
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.surveys.quotes.coding import CODINGS

EXAMPLE = SURVEYS / "jobcentre_quotes_example.csv"
CODING = CODINGS["kl2016"]
PLAN = Plan(study="kl2016", results=(PlannedResult(id="series.*", question="How many?"),))


def run(folder, path, *, synthetic):
    """Tables of the quotes in a file, and their artefacts by id."""
    (folder / "mark.json").write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    settings = json.dumps({"min_cell": 5, "evaluation": "kl2016"})
    assert main([
        "quotes", "--settings", settings, "--quotes", str(path), "--municipalities", str(CODES),
        "--mark", str(folder / "mark.json"), "--out", str(folder / "q.csv"),
        "--counts", str(folder / "c.csv"),
    ]) == 0  # fmt: skip
    tables = read_tables({"quotes": folder / "q.csv", "quotes_counts": folder / "c.csv"})
    study = Study("2016-01-01", synthetic=synthetic, plan=PLAN, collected={"jobcentres": "2016-03"})
    return tables["quotes"], {a.id: a for a in quotes.artefacts(tables, study)}


def test_the_example_has_all_themes_and_says_that_it_is_made(tmp_path):
    table, artefacts = run(tmp_path, EXAMPLE, synthetic=True)
    assert table["theme"].drop_duplicates().tolist() == list(CODING.themes)
    assert (table["made"] == 1).all()
    assert set(table["respondent"]) == {"job_centre"}
    assert "Opdigtede" in artefacts["quotes.table"].source.da
    assert artefacts["quotes.shown"].value == len(table) == len(pd.read_csv(EXAMPLE))


def test_a_comment_never_stands_beside_its_municipality(tmp_path):
    frame = pd.DataFrame({
        "theme": "meetings", "municipality": "Køge", "respondent_type": "job_centre",
        "quote": [f"Ord {n}." for n in range(8)], "source": [f"svar-{n}" for n in range(8)], "made": 0,
    })  # fmt: skip
    frame.to_csv(tmp_path / "own.csv", index=False)
    table, artefacts = run(tmp_path, tmp_path / "own.csv", synthetic=False)
    assert table["municipality"].isna().all()
    assert artefacts["quotes.municipality_hidden"].value == 8
    assert artefacts["quotes.table"].collected == ("2016-03",)
    assert "Bemærkninger i spørgeskemaet" in artefacts["quotes.table"].source.da
    assert not artefacts["quotes.table"].synthetic


def test_a_made_comment_does_not_pass_for_a_real_one(tmp_path, capsys):
    (tmp_path / "mark.json").write_text('{"synthetic": false}', encoding="utf-8")
    code = main([
        "quotes", "--settings", '{"min_cell": 5, "evaluation": "kl2016"}', "--quotes", str(EXAMPLE),
        "--municipalities", str(CODES), "--mark", str(tmp_path / "mark.json"),
        "--out", str(tmp_path / "q.csv"), "--counts", str(tmp_path / "c.csv"),
    ])  # fmt: skip
    message = capsys.readouterr().err
    assert code != 0
    assert "row 2" in message
    assert not any(text in message for text in pd.read_csv(EXAMPLE)["quote"])


@pytest.mark.parametrize("evaluation", sorted(CODINGS))
def test_a_coding_has_each_theme_and_type_once(evaluation):
    coding = CODINGS[evaluation]
    assert len(set(coding.themes)) == len(coding.themes)
    assert len(set(coding.types)) == len(coding.types)
