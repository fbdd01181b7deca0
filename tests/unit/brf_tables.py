"""Small made-up result tables of the BRF study in the shape of the real ones."""

import json
from pathlib import Path

import effect_tables
import pandas as pd
from brf_tables_time import REQUIRED_TIME, time_tables

from effektspor.artefacts import Artefact, read_artefacts
from effektspor.cli import main
from effektspor.registers.quality import Ledger

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "reports" / "brf2019"
PLAN = ROOT / "docs" / "plan-brf2019.md"
PUBLISHED = ROOT / "data" / "published"
MEASURES = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
CELLS = (
    ("participants", "2016"), ("participants", "2017-18"),
    ("comparison", "2016"), ("comparison", "2017-18"),
)  # fmt: skip
WEEKS = range(1, 105)
MUNICIPAL = ("factor", "loadings", "index")
REQUIRED = {
    "effects": ("weekly_shares", "weekly_effects", "panel"),
    "endpoints": ("endpoints", "clusters", "weekly_effects"),
    "diagnostics": ("diagnostics", "diagnostic_curves"),
    "event_study": ("event_study",),
    "recovery": ("recovery", "link_recovery"),
    "heterogeneity": ("heterogeneity", "heterogeneity_summary"),
    "survival": ("survival", "rate_ratio"),
    "spread": ("spread", "weekly_shares"),
    **REQUIRED_TIME,
    "cohort": ("attrition", "balance", "follow_up"),
    "quality": ("quality",),
    "fidelity": ("fidelity",),
    "municipal_factors": (
        "municipal_factor",
        "municipal_loadings",
        "municipal_index",
        "few_rows",
    ),
    "printed": ("published",),
    "comparison": ("replication", "published", "truth_comparison"),
}


def write_tables(
    folder: Path,
    *,
    effect: float = 0.1,
    half: float = 0.03,
    ratio: float = 1.6,
    n: int = 400,
    status: str = "pass",
) -> dict[str, Path]:
    """Write one CSV per result table.

    `half` is half the width of the effects' intervals, `status` that of the joint placebo test.
    """
    frames = effect_tables.frames(effect, half, n, status) | {
        "weekly_shares": _shares(effect, n),
        "weekly_effects": _effects(effect, half, n),
        "panel": pd.DataFrame(
            [(o, d, "static", effect, 0.01, effect, 1e-17, "m") for o, d in MEASURES],
            columns=["outcome", "denominator", "model", "estimate", "se", "estimate_moments",
                     "difference", "method"],
        ),
        "survival": _survival(n),
        "spread": pd.DataFrame(
            [(o, d, f"Kommune {chr(65 + i)}", 0.1 - i / 100, 30 + i, 60 + i)
             for o, d in MEASURES for i in range(17)],
            columns=["outcome", "denominator", "label", "change", "n_pre", "n_post"],
        ),
        "attrition": pd.DataFrame(
            [(1, "in_dream", "Personer", "Persons", None, 9000, None, 0, 0, 0, 0),
             (2, "start_in_window", "Start", "Start", 9000, 4 * n, 9000 - 4 * n, n, n, n, n)],
            columns=["step", "id", "label_da", "label_en", "n_before", "n_after", "dropped",
                     "participants_2016", "participants_2017_18", "comparison_2016",
                     "comparison_2017_18"],
        ),
        "balance": _balance(n),
        "follow_up": pd.DataFrame(
            [(*cell, "left", n - 60) for cell in CELLS]
            + [(*cell, "end_of_data", 40) for cell in CELLS]
            + [(*cell, "death", 20) for cell in CELLS],
            columns=["group", "cohort", "reason", "n"],
        ),
        "quality": _quality(),
        "truth_comparison": pd.DataFrame(
            [(f"{o}|{d}", "Andel", "Share", "percentage_points", 95, effect, 0.11, 0.08, 0.09, 0.001,
              effect - 0.09, 0.01) for o, d in MEASURES]
            + [("internship|in_programme|total", "Uger", "Weeks", "weeks", None, effect * 101, 11.0,
                8.0, 9.0, 0.1, effect * 101 - 9, 1.0)]
            + [("rate_ratio", "Forhold", "Ratio", "ratio", None, ratio, 1.8, 1.65, *[None] * 4)],
            columns=["quantity", "label_da", "label_en", "unit", "week", "estimate",
                     "truth_contrast", "contrast_expected", "estimator_expected", "mc_se", "estimation_error",
                     "identification_bias"],
        ),
    }  # fmt: skip
    frames |= time_tables(ratio=ratio, n=n)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / f"{name}.csv" for name in frames}
    for name, frame in frames.items():
        frame.to_csv(paths[name], index=False)
    paths["fidelity"] = folder / "fidelity.csv"
    assert main(["fidelity", "--published", str(PUBLISHED), "--out", str(paths["fidelity"])]) == 0
    paths |= {f"municipal_{n}": folder / f"municipal_{n}.csv" for n in MUNICIPAL}
    assert main([
        "municipal-factors", "--settings", '{"estimation": {"draws": 199}}',
        "--published", str(PUBLISHED),
        *(part for n in MUNICIPAL for part in (f"--{n}", str(paths[f"municipal_{n}"]))),
    ]) == 0  # fmt: skip
    kept = {"few_rows": "few_rows.csv", "link_recovery": "link_summary.csv"}
    kept_paths = {name: ROOT / "data/recovery" / file for name, file in kept.items()}
    return paths | {"published": PUBLISHED} | kept_paths


def make_artefacts(
    paths: dict[str, Path], out: Path, *, synthetic: bool = True, confidence: float = 0.95
) -> dict[str, Artefact]:
    """Run the commands from tables to artefacts, the replication step between them."""
    if not synthetic:
        paths = {name: path for name, path in paths.items() if name != "truth_comparison"}
    mark = out / "mark.json"
    out.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps({"synthetic": synthetic, "persons": 1}), encoding="utf-8")
    for group in REQUIRED:
        if group == "comparison":
            paths = paths | {"replication": replication(out, synthetic=synthetic)}
        assert run_group(group, paths, out, mark, confidence) == 0
    return read_artefacts(sorted(out.glob("*.artefacts.json")))


def run_group(
    group: str,
    paths: dict[str, Path],
    out: Path,
    mark: Path,
    confidence: float = 0.95,
    **others: object,
) -> int:
    """Run one group, with `others` among its settings; gives the exit code."""
    settings = {"extract_date": "2019-04-01", "confidence": confidence, **others}
    inputs = [
        part
        for name in REQUIRED[group]
        if name in paths
        for part in (f"--in-{name.replace('_', '-')}", str(paths[name]))
    ]
    return main([
        "artefacts", "--group", group, "--settings", json.dumps(settings),
        *inputs, "--in-mark", str(mark), "--in-plan", str(PLAN),
        "--out-json", str(out / f"{group}.artefacts.json"), "--out-dir", str(out / group),
    ])  # fmt: skip


def replication(out: Path, *, synthetic: bool) -> Path:
    """Own values and the replication table of one run."""
    settings = {"studies": ["brf2019"], "registers": [] if synthetic else ["brf2019"]}
    own, table = out / "own_values.csv", out / "replication.csv"
    groups = ("effects", "survival", "spread")
    assert main([
        "artefacts", "--group", "own_values",
        "--settings", json.dumps({"extract_date": "2019-04-01"}), "--in-mapping", str(STUDY / "published_items.yml"),
        "--in-artefacts", *(str(out / f"{group}.artefacts.json") for group in groups),
        "--out-csv", str(own),
    ]) == 0  # fmt: skip
    assert main([
        "replication", "--settings", json.dumps(settings), "--published", str(PUBLISHED),
        "--own", str(own), "--out", str(table),
    ]) == 0  # fmt: skip
    return table


def _shares(effect: float, n: int) -> pd.DataFrame:
    level = {("participants", "2016"): 0.14, ("participants", "2017-18"): 0.11 + effect,
             ("comparison", "2016"): 0.17, ("comparison", "2017-18"): 0.14}  # fmt: skip
    return pd.DataFrame(
        [(o, d, *cell, week, n, round(n * level[cell]), level[cell])
         for o, d in MEASURES for cell in CELLS for week in WEEKS],
        columns=["outcome", "denominator", "group", "cohort", "week", "n", "events", "share"],
    )  # fmt: skip


def _effects(effect: float, half: float, n: int) -> pd.DataFrame:
    enough = 50
    return pd.DataFrame(
        [(o, d, week, effect, half / 2, effect - half, effect + half, effect - 2 * half,
          effect + 2 * half, n, n, n, n, n, n >= enough and week > 3, "wild cluster bootstrap")
         for o, d in MEASURES for week in WEEKS],
        columns=["outcome", "denominator", "week", "estimate", "se", "ci_low", "ci_high",
                 "band_low", "band_high", "n_participants_pre", "n_participants_post", "n_comparison_pre",
                 "n_comparison_post", "smallest_group", "evaluated", "method"],
    )  # fmt: skip


def _survival(n: int) -> pd.DataFrame:
    rows = []
    for cell in CELLS:
        for week in range(105):
            share = 1 - 0.4 * week / 104
            low, high = max(0.0, share - 0.02), min(1.0, share + 0.02)
            rows.append((*cell, week, n - 3 * week, 1, 2, share, 0.01, low, high))
    columns = ["group", "cohort", "week", "at_risk", "events", "censored", "survival", "se",
               "ci_low", "ci_high"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _balance(n: int) -> pd.DataFrame:
    contrasts = {
        "participants_comparison_2016": 0.05, "participants_comparison_2017_18": 0.05,
        "participants_2017_2018": 0.02, "comparison_2017_2018": -0.01,
    }  # fmt: skip
    return pd.DataFrame(
        [(c, "Mod", "Against", "age", "Alder", "Age", "years", n, n, 43.0, 42.5, 9.0, 9.0, smd)
         for c, smd in contrasts.items()],
        columns=["contrast", "label_da", "label_en", "covariate", "cov_label_da", "cov_label_en",
                 "unit", "n_a", "n_b", "mean_a", "mean_b", "sd_a", "sd_b", "smd"],
    )  # fmt: skip


def _quality() -> pd.DataFrame:
    ledger = Ledger()
    ledger.read("dream", "dream.dta", None, 9000)
    ledger.step("float_codes", "dream", "dream.dta", None, 120)
    for year, idle in ((2016, 300), (2017, 250)):
        ledger.read("hours", f"bfl{year}.dta", year, 50_000)
        ledger.step("zero_hours", "hours", f"bfl{year}.dta", year, idle)
    return ledger.frame()
