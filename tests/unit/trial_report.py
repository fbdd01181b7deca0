"""The artefacts of a made trial with their data files, as the report takes them."""

import json
from functools import cache
from pathlib import Path

import pandas as pd
from trial_results import results

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.evaluations.discus2007.groups import GROUPS
from effektspor.tables import write_csv

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "discus2007"
PUBLISHED = ROOT / "data" / "published"
PLAN = ROOT / "docs" / "plan-discus2007.md"
FEES = (
    '"fees": {"clarification": 5000, "first_internship": 5000, "first_job_bonus": 5000,'
    ' "second_job_bonus": 5000, "municipality_per_person": 12000, "assumed": true}'
)
SAME = '"project_start": "2005-10-01", "project_end": "2006-10-01", "status_date": "2007-04-01"'
OTHER = '"project_start": "2010-03-01", "project_end": "2011-03-01", "status_date": "2011-09-01"'


def ledger(source, rows):
    """A ledger of a file that was read without fault."""
    common = {"source": source, "file": "f", "year": -1, "unit": "rows"}
    return pd.DataFrame(
        [{**common, "check": "read", "action": "read", "n_before": rows, "n_affected": rows,
          "n_after": rows}]
    )  # fmt: skip


def made(folder, *, synthetic=True, dates=SAME, min_cell=5, tables=None):
    """Write tables and artefacts of all groups; gives the folder of the artefacts."""
    frames = dict(tables or results(min_cell))
    frames["trial_quality"] = pd.concat([ledger("trial_persons", 240), ledger("trial_jobs", 70)])
    frames["quality"] = pd.concat([ledger("dream", 900), ledger("population", 900)])
    (folder / "mark.json").write_text(json.dumps({"synthetic": synthetic}))
    for name, frame in frames.items():
        write_csv(frame, folder / f"{name}.csv")
    settings = f'{{"extract_date": "2012-01-01", "min_cell": {min_cell}, {dates}, {FEES}}}'
    out = folder / "artefacts"
    for name, group in GROUPS.items():
        if name != "comparison":
            _group(name, group.requires, folder, out, settings)
    _compare(folder, out, settings, synthetic=synthetic)
    _group("comparison", ("replication", "published"), folder, out, settings)
    return out


def _group(name, requires, folder, out, settings):
    options = []
    for table in requires:
        path = PUBLISHED if table == "published" else folder / f"{table}.csv"
        options += [f"--in-{table.replace('_', '-')}", str(path)]
    done = main([
        "trial-artefacts", "--group", name, "--settings", settings, *options,
        "--in-mark", str(folder / "mark.json"), "--in-plan", str(PLAN),
        "--out-json", str(out / f"{name}.json"), "--out-dir", str(out / name),
    ])  # fmt: skip
    assert done == 0, name


def _compare(folder, out, settings, *, synthetic):
    """Own values beside the printed ones."""
    made_so_far = [str(path) for path in sorted(out.glob("*.json"))]
    assert main([
        "trial-artefacts", "--group", "own_values", "--settings", settings,
        "--in-mapping", str(REPORT / "published_items.yml"), "--in-artefacts", *made_so_far,
        "--out-csv", str(folder / "own.csv"),
    ]) == 0  # fmt: skip
    registers = "" if synthetic else ', "registers": ["discus2007"]'
    assert main([
        "replication", "--settings", f'{{"studies": ["discus2007"]{registers}}}',
        "--published", str(PUBLISHED), "--own", str(folder / "own.csv"),
        "--out", str(folder / "replication.csv"),
    ]) == 0  # fmt: skip


@cache
def _read(out):
    return read_artefacts(sorted(out.glob("*.json")))


def artefacts_of(out):
    """By id; the caller's own to change."""
    return dict(_read(out))


def folders_of(out):
    """Where the data files are."""
    return sorted(path for path in out.iterdir() if path.is_dir())


def drawn(out, folder):
    """All figures of the trial, drawn by the command; gives the folder."""
    for group in ("flow", "baseline", "outcomes", "times", "subgroups", "panel", "national",
                  "status", "power", "fees"):  # fmt: skip
        assert main([
            "trial-figures", "--group", group, "--artefacts",
            *(str(out / f"{name}.json") for name in (group, "study", "printed")),
            "--data", str(out / group), "--words", str(REPORT / "words.da.yml"),
            "--out", str(folder),
        ]) == 0, group  # fmt: skip
    return folder
