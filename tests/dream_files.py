"""A small DREAM file in several formats, its ingest, and how a refusal must look."""

import json
from pathlib import Path

import pandas as pd
import pyreadstat

from effektspor.calendar import column_of_week, week_number
from effektspor.cli import main
from effektspor.registers.dream import EMPLOYMENT, PERSONS
from effektspor.registers.quality import read_quality
from effektspor.registers.spells import SPELLS

ROOT = Path(__file__).parents[1]
FIRST, LAST = week_number(2015, 50), week_number(2016, 4)
WEEKS = [column_of_week(week) for week in range(FIRST, LAST + 1)]
SECRET = "P000000042"  # a person key that no message may show
OUTPUTS = ("persons", "spells", "employment", "quality", "report")


def dream_frame():
    codes = [
        ["730", "730", "810", "810", "817", "817", "", "810"],
        ["", "", "890", "890", "", "", "", ""],
        ["999"] * 8,
    ]
    frame = pd.DataFrame({"PNR": ["P000000001", SECRET, "P000000003"], "kon": [1, 2, 1]})
    frame = pd.concat([frame, pd.DataFrame(codes, columns=WEEKS)], axis=1)
    frame["branche_2015_11"] = ["471110", "", ""]
    frame["branche_2015_12"] = ["471110", "", "561010"]
    for month in range(1, 13):
        frame[f"branche_2016_{month:02d}"] = ""
    frame["nykom2015"] = [101, 165, 461]
    frame["nykom2016"] = [101, 165, 461]
    return frame


def write(frame, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".dta":
        pyreadstat.write_dta(frame, path)
    elif path.suffix == ".sav":
        pyreadstat.write_sav(frame, path)
    elif path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_csv(path, index=False)
    return path


def dream_settings(path, **changes):
    return json.dumps(
        {
            "dream": {"path": str(path)},
            "codes": {
                "benefits": str(ROOT / "data/codes/dream_codes.csv"),
                "municipalities": str(ROOT / "data/codes/municipalities.csv"),
                **changes.pop("codes", {}),
            },
            "synthetic": False,
            "extract_date": "2019-04-01",
            "first_week": FIRST,
            "last_week": LAST,
            "start_years": [2016],
            **changes,
        }
    )


def ingest_dream(path, out, **changes):
    """Exit code and output files by name."""
    outputs = {name: out / f"{name}.out" for name in OUTPUTS}
    given = [part for name, file in outputs.items() for part in (f"--{name}", str(file))]
    code = main(["ingest-dream", "--settings", dream_settings(path, **changes), *given])
    return code, outputs


def tables(out):
    """Persons, spells and employment in the order of the file."""
    return tuple(
        table.read(out[name]).sort_values("person", kind="stable", ignore_index=True)
        for name, table in (("persons", PERSONS), ("spells", SPELLS), ("employment", EMPLOYMENT))
    )


def quality(out):
    """Number of what each check found, over all files."""
    found = read_quality(out["quality"]).groupby("check")["n_affected"].sum()
    return {str(check): int(n) for check, n in found.items()}


def refused(capsys, tmp_path, path, *said, **changes):
    """Ingest must stop with one message that says this, where and what to do, and no value."""
    code, out = ingest_dream(path, tmp_path / "out", **changes)
    message = capsys.readouterr().err
    assert code == 12, message
    for part in (*said, "where:", "to do:", Path(path).name):
        assert part in message
    assert SECRET not in message
    assert not [file for file in out.values() if file.exists()]
    return message
