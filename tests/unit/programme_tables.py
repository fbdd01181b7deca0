"""Made-up result tables of a study of any programme: those of `brf_tables` under other cohorts."""

import json
from pathlib import Path

import pandas as pd
from brf_tables import REQUIRED as BRF_REQUIRED
from brf_tables import ROOT, write_tables

from effektspor.cli import main

COHORTS = {"2016": "foer", "2017-18": "under-indsatsen"}
COLUMNS = {
    "participants_2016": "participants_foer",
    "participants_2017_18": "participants_under_indsatsen",
    "comparison_2016": "comparison_foer",
    "comparison_2017_18": "comparison_under_indsatsen",
}
CONTRASTS = {
    "participants_comparison_2016": "participants_comparison_foer",
    "participants_comparison_2017_18": "participants_comparison_under_indsatsen",
    "participants_2017_2018": "participants_2014_2015",
    "comparison_2017_2018": "comparison_2014_2015",
}
GROUPS = (
    "effects", "endpoints", "specifications", "diagnostics", "event_study", "heterogeneity",
    "survival", "time", "exits", "spread", "cohort", "quality",
)  # fmt: skip
REQUIRED = {
    **{group: BRF_REQUIRED[group] for group in GROUPS},
    "study": (),
    "truth": ("truth_comparison",),
}
MEASURES = [["hours", "started"], ["internship", "in_programme"]]
SETTINGS = {
    "extract_date": "2018-01-15", "name": "Nye veje", "family": ["kontanthjælp", "social assistance"],
    "bridged": ["sygedagpenge"],
    "pre": {"id": "foer", "first_year": 2013, "last_year": 2013},
    "post": {"id": "under-indsatsen", "first_year": 2014, "last_year": 2015},
    "weeks": 104, "placebo_years": [2011, 2012], "placebo_through": "2013-12",
    "participants": 12, "measures": MEASURES, "event": "internship", "exit_weeks": [26, 52, 104],
    "history_weeks": 156, "pension_age": 65, "draws": 999, "reference_week": 95,
}  # fmt: skip


def write_programme_tables(folder: Path, measures=MEASURES) -> dict[str, Path]:
    """One CSV per result table, with the measures that the study has and no others."""
    paths = write_tables(folder)
    kept = {(outcome, denominator) for outcome, denominator in measures}
    for group in REQUIRED.values():
        for name in group:
            frame = pd.read_csv(paths[name], dtype={"cohort": str})
            if "cohort" in frame:
                frame["cohort"] = frame["cohort"].replace(COHORTS)
            if "contrast" in frame:
                frame["contrast"] = frame["contrast"].replace(CONTRASTS)
            if {"outcome", "denominator"} <= set(frame.columns):
                pairs = pd.Series(list(zip(frame["outcome"], frame["denominator"], strict=True)))
                frame = frame[pairs.isin(kept) | frame["outcome"].isin(["first_internship"])
                              | frame["outcome"].isna()]  # fmt: skip
            if "quantity" in frame and name == "truth_comparison":
                frame = frame[~frame["quantity"].str.startswith("hours|in_programme")]
                frame[["contrast_expected", "identification_bias"]] = (
                    None  # one world is known only
                )
            frame.rename(columns=COLUMNS).to_csv(folder / f"own_{name}.csv", index=False)
    return {name: folder / f"own_{name}.csv" for group in REQUIRED.values() for name in group}


def make_group(group: str, paths: dict[str, Path], out: Path, **settings: object) -> int:
    """Make one group of artefacts; gives the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    mark = out / "mark.json"
    mark.write_text(json.dumps({"synthetic": True, "persons": 1}), encoding="utf-8")
    inputs = [
        part
        for name in REQUIRED[group]
        for part in (f"--in-{name.replace('_', '-')}", str(paths[name]))
    ]
    return main([
        "programme-artefacts", "--group", group, "--settings", json.dumps(SETTINGS | settings),
        *inputs, "--in-mark", str(mark), "--in-plan", str(ROOT / "docs/plan-programme.md"),
        "--out-json", str(out / f"{group}.json"), "--out-dir", str(out / group),
    ])  # fmt: skip
