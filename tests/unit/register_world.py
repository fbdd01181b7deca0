"""Register tables of a small simulated world, made from its raw files without the code of ingest."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from effektspor.benchmark.project import GATHERED
from effektspor.calendar import week_of_column
from effektspor.cli import main
from effektspor.config.load import read_config
from effektspor.registers.buckets import bucket_of
from effektspor.registers.quality import Ledger
from plain_spells import to_spells

ROOT = Path(__file__).resolve().parents[2]
STUDY = read_config(ROOT / "config.yaml").studies["brf2019"]
TABLES = ("persons", "spells", "employment", "hours", "population", "stv")
WORLD = {"seed": 5, "starters": 2500, "other_persons": 500, "replications": 0, "file_format": "csv"}
DESIGN = (
    "programme", "ordinary_hours", "cohorts", "municipalities", "background", "exclusions",
    "follow_up",
)  # fmt: skip


def write_registers(folder):
    """Simulate and write the six tables, each bucket in a row group of its own."""
    raw = folder / "raw"
    args = ["--parameters", str(ROOT / "data/simulation"), "--out-dir", str(raw)]
    assert main(["simulate", "--settings", json.dumps(WORLD), *args]) == 0
    dream = pd.read_csv(raw / "dream.csv", dtype=str)
    persons = np.arange(len(dream), dtype="int32")
    weeks = {n: week_of_column(n) for n in dream if n.startswith("y_")}
    codes = dream[list(weeks)].fillna("0").to_numpy().astype("uint16")
    months = [n for n in dream if n.startswith("branche_")]
    first = 12 * int(months[0][8:12]) + int(months[0][13:15]) - 1
    runs = to_spells(dream[months].notna().to_numpy().astype("uint16"), first)
    homes = {f"kom_{n[5:]}": dream[n].fillna(-1).astype(int) for n in dream if n[:5] == "nykom"}
    years = STUDY.data.hours.years
    jobs = pd.concat([pd.read_csv(raw / f"bfl{y}.csv") for y in years])
    ends = pd.to_datetime(jobs["ajo_job_slut_dato"])
    people = pd.concat([pd.read_csv(raw / f"bef{y}.csv").assign(year=y) for y in years])
    listed = pd.read_csv(raw / "stv.csv")
    tables = {
        "persons": pd.DataFrame({"person": persons, "pnr": dream["pnr"], **homes}),
        "spells": to_spells(codes, min(weeks.values())),
        "employment": runs.drop(columns="code").rename(
            columns={"first_week": "first_month", "weeks": "months"}
        ),
        # One row per job: a person-month stands in several rows, which the reader must sum.
        "hours": pd.DataFrame(
            {
                "pnr": jobs["pnr"],
                "month": 12 * ends.dt.year + ends.dt.month - 1,
                "hours": jobs["ajo_loentimer"],
                "reported_hours": jobs["ajo_loentimer"] * (jobs["ajo_loentime_kode"] == 1),
            }
        ).query("hours > 0"),
        "population": pd.DataFrame(
            {
                "pnr": people["pnr"],
                "year": people["year"],
                "female": people["koen"] - 1,
                "birth_date": pd.to_datetime(people["foed_dag"]),
                "married": people["civst"].isin(["G", "P"]).astype(int),
                "non_western": people["ikkevestlig"],
            }
        ),
        "stv": listed.loc[listed["stv"] == 1, ["pnr"]],
    }
    bucket = bucket_of(pa.array(dream["pnr"]))
    ledger = Ledger()
    for name, frame in tables.items():
        known = "pnr" in frame
        of = bucket_of(pa.array(frame["pnr"])) if known else bucket[frame["person"]]
        _write(frame.assign(bucket=of.astype("uint8")), folder / f"{name}.parquet")
        if known:
            source = "dream" if name == "persons" else name
            ledger.read(source, f"{source}.csv", None, len(frame))
    ledger.frame().to_csv(folder / "quality.csv", index=False)


def _write(frame, path):
    frame = frame.sort_values("bucket", kind="stable")
    schema = pa.Table.from_pandas(frame, preserve_index=False).schema
    with pq.ParquetWriter(path, schema) as writer:
        for _, part in frame.groupby("bucket"):
            writer.write_table(pa.Table.from_pandas(part, schema=schema, preserve_index=False))


def run_shards(registers, out, shards, smallest_link=0.5, **changed):
    """Cohort to tables through the commands; `changed` alters settings. Exit code of `links` where it stops, else of `describe`."""
    settings = {
        name: getattr(STUDY, name).model_dump(mode="json") | changed.get(name, {})
        for name in DESIGN
    }
    codes = {
        name: str(ROOT / path) if path and name != "extension" else path
        for name, path in STUDY.codes.model_dump(mode="json").items()
    }
    settings["codes"] = codes | changed.get("codes", {})
    inputs = {name: registers / f"{name}.parquet" for name in TABLES}
    folders = [out / str(number) for number in range(shards)]
    for number, folder in enumerate(folders):
        shard = {"number": number, "of": shards}
        _call("cohort", settings | {"count_imputed": True, "shard": shard}, **inputs, **_paths(
            folder, "cohort.parquet", "outcomes.parquet", "courses.parquet", "attrition.csv",
            "links.csv", "quality.csv", "placebo_cohort.parquet", "placebo_outcomes.parquet",
            "states.parquet",
        ))  # fmt: skip
    code = _call(
        "links", {"smallest_link": smallest_link}, **_paths(out, "links.csv"),
        link_parts=[folder / "links.csv" for folder in folders],
        quality_parts=[folder / "quality.csv" for folder in folders],
    )  # fmt: skip
    if code:
        return code
    for folder in folders:
        sums = {
            "outcomes": [outcome.model_dump(mode="json") for outcome in STUDY.outcomes],
            **{name: settings[name] for name in ("codes", "cohorts", "follow_up")},
        }
        _call("moments", sums, **_paths(
            folder, "cohort.parquet", "outcomes.parquet", "moments.parquet", "risk.parquet",
            "background.csv", "follow_up.csv", "hours_weekly.csv", "exits.csv", "flows.csv",
            "placebo_cohort.parquet", "placebo_outcomes.parquet", "states.parquet",
            *(f"{name}.parquet" for name in GATHERED.values() if name not in ("moments", "risk")),
        ))  # fmt: skip
    gathered = _paths(out, *(f"{name}.parquet" for name in GATHERED.values()))
    summed = {
        f"{option}_parts": [folder / f"{name}.parquet" for folder in folders]
        for option, name in GATHERED.items()
    }
    _call("gather", None, **gathered, **summed)
    parts = {
        f"{name}_parts": [folder / f"{name}.csv" for folder in folders]
        for name in (
            "attrition", "background", "follow_up", "hours_weekly", "exits", "flows", "quality",
        )
    }  # fmt: skip
    described = {name: settings[name] for name in ("codes", "background", "cohorts", "follow_up")}
    described["disclosure"] = STUDY.disclosure.model_dump(mode="json")
    known = {name: gathered[name] for name in ("moments", "risk", "causes")}
    return _call(
        "describe", described, **parts, **known, register_quality=registers / "quality.csv",
        **_paths(out, "attrition.csv", "baseline.csv", "balance.csv", "follow_up.csv",
                 "hours_weekly.csv", "exits.csv", "flows.csv", "quality.csv"),
    )  # fmt: skip


def _paths(folder, *names):
    return {name.partition(".")[0]: folder / name for name in names}


def _call(command, settings, **paths):
    argv = [command] if settings is None else [command, "--settings", json.dumps(settings)]
    for name, path in paths.items():
        argv += [f"--{name.replace('_', '-')}"]
        argv += [str(p) for p in (path if isinstance(path, list) else [path])]
    code = main(argv)
    assert code == 0 or command in ("links", "describe"), command
    return code
