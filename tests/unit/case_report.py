"""Made artefacts and tables of a business case, as its report takes them."""

import re
from pathlib import Path

import pandas as pd
import yaml

from effektspor.artefacts import Artefact, read_artefacts, write_artefacts
from effektspor.cli import main
from effektspor.evaluations.hedensted2019.checks import checks
from effektspor.published import read_published
from effektspor.report.findings import PLACEHOLDER, read_catalogues

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "hedensted2019"
PLAN = ROOT / "docs" / "plan-hedensted2019.md"
PUBLISHED = ROOT / "data" / "published"
TEXT = {"da": "Tekst om tallet.", "en": "Text of the number."}
PARTIES = ("municipality", "region", "state", "citizen", "all")
STATES = ("jobafklaring", "job", "flexjob", "dagpenge", "pension", "gone")
TARGETS = ("ordinary_job", "flexjob", "unemployment_benefit", "duration")
TABLES = {
    "potential.table": "potential", "benchmark.table": "potential_benchmark",
    "exits.table": "flow_exits", "rates.table": "flow_rates", "model.table": "flow_projection",
    "consistency.table": "flow_consistency", "parameters.table": "case_parameters",
    "results.table": "case_results", "break_even.table": "case_break_even",
    "sensitivity.table": "case_tornado", "targets.table": "case_targets",
    "followup.table": "followup_latest", "practice.table": "practice",
    "quality.table": "quality", "printed.table": "printed", "replication.table": "comparison",
    "figure.benchmark": "potential_benchmark", "figure.durations": "flow_durations",
    "figure.transitions": "flow_rates", "figure.states": "flow_projection",
    "figure.stock": "flow_projection", "figure.net": "case_flows",
    "figure.tornado": "case_tornado", "figure.break_even": "case_break_even",
    "figure.probability": "case_draws", "figure.targets": "case_targets",
    "figure.followup": "followup",
}  # fmt: skip
"""Artefact of a table or figure: its data file."""
UNITS = {"pct": "share", "pp": "percentage_points", "kr": "dkk", "ci_kr": "dkk",
         "level": "share", "hundred": "share", "span": "share"}  # fmt: skip
"""Kind of a format: a unit that it is fit for."""


def artefact(key, kind="number", **fields):
    """One artefact with everything that it must have."""
    common = {
        "id": key, "kind": kind, "title": TEXT, "population": TEXT, "n": {"persons": 218},
        "definition": TEXT, "unit": "count", "source": TEXT, "extract_date": "2020-01-15",
        "method": TEXT, "uncertainty": TEXT, "data_hash": "0" * 64, "disclosure": "aggregate",
        "basis": "document", "prespecified": True, "synthetic": True,
    }  # fmt: skip
    return Artefact.model_validate({**common, **fields})


def published():
    """The published figures of the memo, as every stage reads them."""
    table = read_published(PUBLISHED)
    return table[table["source"] == "hedensted2019"].reset_index(drop=True)


def printed_artefacts():
    """The printed figures and the arithmetic on them, as their group makes them."""
    rows = published()
    values = dict(zip(rows["item_id"], rows["value"].astype(float), strict=True))
    scale = {"percent": ("share", 0.01), "percentage_points": ("percentage_points", 0.01),
             "persons": ("persons", 1.0), "weeks": ("weeks", 1.0)}  # fmt: skip
    given = {"disclosure": "published", "synthetic": False, "from_registers": False}
    found = []
    for row in rows.to_dict("records"):
        unit, by = scale.get(row["unit"], ("mixed", 1.0))
        value = round(float(row["value"]) * by, 10)
        found.append(artefact(f"printed.{row['item_id']}", unit=unit, value=value, **given))
    for name, (value, unit, _) in checks(values).items():
        found.append(artefact(f"check.{name}", unit=unit, value=value, **given))
    return found


def asked():
    """Ids that the texts name, each with the units that their formats are fit for."""
    catalogue = read_catalogues(REPORT, "da")
    found = {}
    for finding in catalogue.values():
        for text in finding.model_dump(exclude_none=True).values():
            for key, form in PLACEHOLDER.findall(str(text)):
                kind = re.sub(r"[0-3]?(abs)?$", "", form)
                found.setdefault(key, set()).add(UNITS.get(kind, "count"))
        for key in (finding.of, finding.to):
            found.setdefault(key, set())
    return {key: units - {"count"} for key, units in found.items() if key}


VALUES = {
    "study.as_of": 20180901, "study.followed_until": 20191228, "study.horizon_months": 60,
    "study.ramp_months": 36, "study.history_months": 24, "study.exit_weeks": 4,
    "study.cluster": 6, "study.region": 10, "study.draws": 2000, "study.flow_draws": 200,
    "study.tax": 1, "disclosure.min_cell": 5, "reference.confidence": 0.95,
    "economics.all.municipality.npv": 2_400_000, "economics.all.municipality.break_even": 0.62,
    "economics.all.municipality.payback": 31, "economics.all.municipality.probability": 0.84,
    "flows.jobafklaring.persons": 218, "flows.over_1y.share": 0.58, "flows.over_2y.share": 0.33,
}  # fmt: skip
"""Values of some; all others have one that fits their unit."""


def number(key, units, values):
    """A number of this run, with an interval around it."""
    unit = next(iter(sorted(units)), "count")
    like = {"share": 0.25, "percentage_points": 0.02, "dkk": 500_000.0}.get(unit, 40.0)
    value = float(values.get(key, like))
    half = abs(value) * 0.4
    return artefact(key, unit=unit, value=value, ci_low=value - half, ci_high=value + half)


def made(folder, *, synthetic=True, gone=(), **changed):
    """Write tables and artefacts into a folder.

    Parameters
    ----------
    gone
        Ids of numbers that are kept back: marks stand in their place.
    changed
        Values of numbers by id, with ``__`` for the points.
    """
    values = VALUES | {key.replace("__", "."): value for key, value in changed.items()}
    known = {each.id: each for each in printed_artefacts()}
    found = dict(known)
    for key, units in asked().items():
        if key in known:
            continue
        made_ = number(key, units, values)
        if key in gone:
            made_ = artefact(f"withheld.{key}", value=1.0)
        found[made_.id] = made_
    for key, name in TABLES.items():
        kind = "figure" if key.startswith("figure") else "table"
        found[key] = artefact(key, kind, unit="mixed", data=f"{name}.csv")
    if not synthetic:
        found = {key: each.model_copy(update={"synthetic": False}) for key, each in found.items()}
    write_artefacts(folder / "all.json", found.values())
    for name, frame in tables().items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def artefacts_of(folder):
    return read_artefacts([folder / "all.json"])


def draw(folder, group):
    """Draw the figures of a group; gives the names of the files."""
    out = folder / "figures"
    assert main([
        "case-figures", "--group", group, "--artefacts", str(folder / "all.json"),
        "--data", str(folder), "--words", str(REPORT / "words.da.yml"), "--out", str(out),
    ]) == 0  # fmt: skip
    return sorted(path.name for path in out.glob("*.svg"))


def tables():
    """Every table, with the columns that the calculation writes."""
    nan = float("nan")
    months = [f"{2017 + (8 + at) // 12}-{(8 + at) % 12 + 1:02d}" for at in range(20)]
    rates = [
        {"from_state": state, "band": band, "to_state": to, "rate_month": 0.02 * (at + 1),
         "low": 0.01, "high": 0.05, "n": 12 if state == "jobafklaring" else nan,
         "months": 600 if state == "jobafklaring" else nan}
        for state in STATES[:-1] for band in (0, 6, 12, 24)
        for at, to in enumerate(STATES) if to != state
    ]  # fmt: skip
    projection = [
        {"scenario": scenario, "month": month, "state": state, "persons": 100 + by * month,
         "low": 90 + by * month, "high": 110 + by * month, "difference": (by - 0.1) * month,
         "difference_low": -9, "difference_high": 1}
        for scenario, by in (("base", 0.1), ("all", -0.4)) for month in range(61)
        for state in STATES
    ]  # fmt: skip
    money = {"value": 250_000.0, "low": -50_000.0, "high": 600_000.0}
    return {
        "practice": pd.read_csv(ROOT / "data" / "business_case" / "practice.csv"),
        "case_parameters": parameters(),
        "printed": published(),
        "comparison": comparison(),
        "quality": quality(),
        "potential": pd.DataFrame([
            {"source": "memo", "target": target, "base_name": base, "baseline": 0.357,
             "short": 0.407, "long": 0.457, "change_points": 0.1, "change_relative": 0.28,
             "persons_short": nan, "persons_long": 25, "unit": "share", "note": ""}
            for base in ("citizens", "full_year", "register") for target in TARGETS
        ]),
        "potential_benchmark": pd.DataFrame([
            {"measure": measure, "unit": unit, "own": 0.007, "benchmark": 0.005,
             "adjusted": 0.0055, "gap": 0.0015, "low": 0.0005, "high": 0.0025, "persons": 40,
             "n_own": 218, "n_benchmark": 14_000}
            for measure in ("stock_share", "over_1y", "exit_flexjob", "duration")
            for unit in ("cluster", "region", "national")
        ]),
        "flow_durations": pd.DataFrame([
            {"unit": unit, "month": month, "band": band, "persons": 50}
            for unit in ("own", "national") for month in months
            for band in ("0", "6", "12", "24", "over_1y", "over_2y")
        ]),
        "flow_exits": pd.DataFrame([
            {"unit": unit, "window_end": window, "destination": state, "n": 30, "of": 100,
             "share": 0.3, "low": 0.2, "high": 0.4}
            for window in ("2018-08", "2018-09") for state in STATES[1:]
            for unit in ("own", "cluster", "region", "national")
        ]),
        "flow_rates": pd.DataFrame(rates),
        "flow_projection": pd.DataFrame(projection),
        "flow_consistency": pd.DataFrame([
            {"target": target, "now": 0.58, "base": 0.6, "target_value": 0.5, "factor": 1.2, "with_all": 0.54,
             "met": met}
            for target, met in (("fewer_persons", "yes"), ("over_1y", "no"))
        ]),
        "case_results": pd.DataFrame([
            {"scenario": "all", "party": party, "quantity": quantity, **money}
            for party in PARTIES
            for quantity in ("npv", "invested", "probability_positive", "break_even_effect",
                             *(f"net_year_{year}" for year in range(1, 6)))
        ]),
        "case_flows": pd.DataFrame([
            {"scenario": "all", "party": party, "component": component, "year": year, **money}
            for party in PARTIES for component in ("benefits", "net")
            for year in range(2019, 2024)
        ]),
        "case_break_even": pd.DataFrame([
            {"effect_share": at / 20, "party": party, "npv": 1e6 * (at / 10 - 1), "low": -3e6,
             "high": 3e6}
            for at in range(31) for party in PARTIES
        ]),
        "case_tornado": pd.DataFrame([
            {"party": party, "parameter": parameter, "label_da": label, "low_value": low,
             "assumed": "yes" if parameter != "flow" else nan, "unit": unit,
             "high_value": high, "npv_low": -1e6, "npv_high": 2e6, "swing": 3e6, "order": order}
            for party in PARTIES
            for order, (parameter, label, low, high, unit) in enumerate((
                ("job_wage", "Løn i ordinært job", 18_000, 34_000, "kr_month"),
                ("share_providers", "Andel forsørgere", 0.25, 0.55, "share"),
                ("flow", "Hvor hurtigt borgerne flytter sig", nan, nan, nan),
            ))
        ]),
        "case_targets": pd.DataFrame([
            {"target": target, "label_da": f"Mål {target}", "party": party, "only": 1e6,
             "without": 8e5, "contribution": 9e5, "low": -1e5, "high": 2e6, "share": 0.25,
             "rest": -4e5}
            for party in PARTIES for target in TARGETS
        ]),
        "case_draws": pd.DataFrame([
            {"party": party, "probability": at / 100, "npv": 1e5 * (at - 30)}
            for party in PARTIES for at in range(1, 100)
        ]),
        "followup": pd.DataFrame([
            {**goal, "month": month}
            for month in months for goal in latest().to_dict("records")
        ]),
        "followup_latest": latest(),
    }  # fmt: skip


def latest():
    nan = float("nan")
    return pd.DataFrame([
        {"month": "2019-12", "target": "fewer_persons", "source": "register", "value": 205,
         "low": nan, "high": nan, "n": 205, "of": nan, "short": 203, "long": 191,
         "state": "on_way", "unit": "persons"},
        {"month": "2019-12", "target": "over_1y", "source": "register", "value": 0.54,
         "low": 0.47, "high": 0.61, "n": 110, "of": 205, "short": 0.55, "long": 0.5,
         "state": "met_short", "unit": "share"},
        {"month": "2019-12", "target": "no_offer", "source": "status", "value": nan, "low": nan,
         "high": nan, "n": nan, "of": nan, "short": 0.2, "long": 0.15, "state": "not_stated",
         "unit": "share"},
    ])  # fmt: skip


def quality():
    """A ledger by check, as the report takes it."""
    return pd.DataFrame([
        {"source": source, "check": check, "year": "all", "label_da": label, "action": check,
         "unit": "rows", "n_affected": 900, "hidden": ""}
        for source in ("dream", "population")
        for check, label in (("read", "Læst"), ("left", "Tilbage"))
    ])  # fmt: skip


def comparison():
    """The printed figures as the comparison gives them, without own values."""
    rows = published()
    return rows.assign(
        own_value=float("nan"), difference=float("nan"), reason="why",
        reason_da="grunden", verdict=rows["basis"].where(rows["basis"] != "recomputed",
                                                         "not_evaluated"),
    )  # fmt: skip


def words():
    return yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))


def parameters():
    """Two prices and a rule: one with a source, two without."""
    return pd.DataFrame([
        {"parameter": "refund_1", "label_da": "Statens refusion, første trin", "unit": "share",
         "low": 0.8, "base": 0.8, "high": 0.8, "year": 2019, "source": "Loven", "page": "§ 5, stk. 2-3",
         "url": "https://example.org", "assumed": "no", "distribution": "fixed", "note_da": ""},
        {"parameter": "job_wage", "label_da": "Løn i ordinært job", "unit": "kr_month",
         "low": 18000, "base": 26000, "high": 34000, "year": 2019, "source": "", "page": "",
         "url": "", "assumed": "yes", "distribution": "pert", "note_da": "Højst 24.985 kr. i 2017"},
        {"parameter": "share_providers", "label_da": "Andel forsørgere", "unit": "share",
         "low": 0.25, "base": 0.4, "high": 0.55, "year": 2019, "source": "", "page": "", "url": "",
         "assumed": "yes", "distribution": "pert", "note_da": ""},
    ])  # fmt: skip
