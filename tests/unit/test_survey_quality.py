"""The ledgers of surveys in the report: all rows accounted for, small counts hidden."""

import json

import pandas as pd
import pytest

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.errors import EstimationError
from effektspor.registers.quality import Ledger
from effektspor.tables import write_csv
from survey_files import ROOT


def ledger(survey, **counts):
    kept = Ledger()
    for check, count in counts.items():
        kept.step(check, survey, f"{survey}.sav", None, count)
    return kept.frame()


def artefacts(folder, parts):
    """Artefacts and the table's data, through the commands that the workflow calls."""
    paths = []
    for number, part in enumerate(parts):
        paths.append(folder / f"{number}.csv")
        write_csv(part, paths[-1])
    joined = folder / "survey_quality.csv"
    mark = folder / "mark.json"
    mark.write_text(json.dumps({"synthetic": True}), encoding="utf-8")
    assert main(["survey-quality", "--parts", *map(str, paths), "--quality", str(joined)]) == 0
    code = main(
        ["artefacts", "--group", "survey_quality",
         "--settings", '{"extract_date": "2019-04-01", "min_cell": 5}',
         "--in-survey-quality", str(joined), "--in-mark", str(mark),
         "--in-plan", str(ROOT / "docs/plan-brf2019.md"),
         "--out-json", str(folder / "out.json"), "--out-dir", str(folder / "data")]
    )  # fmt: skip
    if code:
        raise EstimationError("stopped", where="artefacts", todo="")
    return read_artefacts([folder / "out.json"]), pd.read_csv(folder / "data/survey_quality.csv")


def test_rows_of_all_surveys_are_summed_and_synthetic_ones_marked(tmp_path):
    found, lines = artefacts(
        tmp_path,
        [
            ledger("staff", read=400, same_answers=10, not_participant=20, scale_recoded=900),
            ledger("later", read=2000, dont_know=70),
        ],
    )
    values = {key: artefact.value for key, artefact in found.items()}
    assert values["survey_quality.rows_read"] == 2400
    assert values["survey_quality.rows_merged"] == 10
    assert values["survey_quality.rows_set_aside"] == 20
    assert values["survey_quality.cells_repaired"] == 900
    assert values["survey_quality.sources"] == 2
    assert all(artefact.synthetic for artefact in found.values())
    left = lines[lines["check"] == "rows_out"].set_index("source")["n_affected"]
    assert left.to_dict() == {"staff": 370, "later": 2000}
    assert not any(artefact.from_registers for artefact in found.values())
    assert "dream" not in found["survey_quality.table"].source.en.lower()


def test_few_rows_are_hidden_but_not_a_few_waves(tmp_path):
    found, lines = artefacts(tmp_path, [ledger("staff", read=400, same_answers=2, wave_absent=1)])
    counts = lines.set_index("check")["n_affected"]
    assert pd.isna(counts["same_answers"])
    assert pd.isna(counts["rows_out"])
    assert counts["wave_absent"] == 1
    assert found.get("survey_quality.rows_merged") is None or (
        found["survey_quality.rows_merged"].value is None
    )


def test_a_ledger_that_does_not_add_up_stops(tmp_path):
    broken = ledger("staff", read=400, same_answers=10)
    broken.loc[1, "n_after"] = 395
    with pytest.raises(EstimationError):
        artefacts(tmp_path, [broken])
