"""The survey of staff as artefacts: its tables, and the numbers that sentences are made of."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.fidelity import MARKS
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.staff import words
from effektspor.evaluations.brf2019.staff.against import compared, own_parts, weights
from effektspor.evaluations.brf2019.staff.shares import STATE_SHOWN
from effektspor.evaluations.brf2019.staff.units import BELIEF, MEASURED
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = (
    "survey_fidelity", "survey_change", "survey_reliability", "fidelity_comparison",
    "fidelity_margins",
)  # fmt: skip
PREFIX = "survey_fidelity"
WAVES = {
    "start": Text(da="start", en="start"),
    "midway": Text(da="midtvejs", en="midway"),
    "slut": Text(da="slut", en="end"),
}
LEVELS = {
    "total": Text(da="alle svar", en="all answers"),
    "role": Text(da="leder- og medarbejdergrupper", en="leader and staff groups"),
    "municipality": Text(da="kommuner", en="municipalities"),
}
TITLES = {
    "table": Text(da="Fidelitet og belief ved start, midtvejs og slut",
                  en="Fidelity and belief at start, midway and end"),
    "changes": Text(da="Fidelitet fra start til slut for grupper og kommuner",
                    en="Fidelity from start to end by group and municipality"),
}  # fmt: skip


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Tables, shares and changes of all answers, counts of marks, comparison and reliability."""
    maker = Maker(study, tables.data_hash, registers=False, surveys=("staff",))
    common: dict[str, Any] = {
        "population": words.RESPONDENTS,
        "definition": words.DEFINITION,
        "method": words.METHOD,
        "uncertainty": words.UNCERTAINTY,
        "source": words.SYNTHETIC_SURVEY if study.synthetic else words.SURVEY,
        "basis": "calibration",
    }
    shares, change = tables["survey_fidelity"], tables["survey_change"]
    total = shares[shares["level"] == "total"]
    sizes = {
        f"{wave}_{end}": _whole(getattr(total.loc[total["wave"] == wave, "n"], end)())
        for wave in WAVES
        for end in ("min", "max")
    }
    found = [
        maker.make(
            f"{PREFIX}.{name}", "table", **common, n=sizes, unit="mixed", title=title,
            data=f"{PREFIX}_{name}.csv",
        )
        for name, title in TITLES.items()
    ]  # fmt: skip
    found += _totals(maker, total, change[change["level"] == "total"], common)
    for level in LEVELS:
        found += _counts(maker, change[change["level"] == level], level, common)
    found += compared(maker, tables["fidelity_comparison"])
    found += weights(maker, tables["fidelity_margins"])
    return found + _reliability(maker, tables["survey_reliability"], common)


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """One data file per table."""
    shares = tables["survey_fidelity"]
    margins = tables["fidelity_margins"]
    return {
        f"{PREFIX}_table.csv": shares[shares["level"] == "total"],
        f"{PREFIX}_changes.csv": tables["survey_change"],
        f"{PREFIX}_comparison.csv": tables["fidelity_comparison"],
        f"{PREFIX}_weights.csv": own_parts(margins, shares),
        f"{PREFIX}_reliability.csv": tables["survey_reliability"],
    }


def _totals(
    maker: Maker, total: pd.DataFrame, change: pd.DataFrame, common: dict[str, Any]
) -> list[Artefact]:
    """Share of each element and wave, and change of each element."""
    found = []
    for row in records(total):
        name, wave = str(row["element"]), str(row["wave"])
        found.append(
            maker.estimate(
                f"{PREFIX}.total.{name}.{wave}", row["share"], row["ci_low"], row["ci_high"],
                **(common | {"basis": _basis(name, wave)}), unit="share",
                n={"respondents": _whole(row["n"]), "answers": _whole(row["answers"])},
                title=Text(da=f"{name}: {WAVES[wave].da}", en=f"{name}: {WAVES[wave].en}"),
            )
        )  # fmt: skip
    for row in records(change):
        points = [row[column] / 100 for column in ("difference", "ci_low", "ci_high")]
        found.append(
            maker.estimate(
                f"{PREFIX}.change.{row['element']}", *points, unit="percentage_points",
                **(common | {"basis": _basis(str(row["element"]))}),
                n={"start": _whole(row["n_start"]), "slut": _whole(row["n_slut"])},
                title=Text(da=f"{row['element']}: ændring fra start til slut",
                           en=f"{row['element']}: change from start to end"),
            )
        )  # fmt: skip
    return found


def _counts(
    maker: Maker, change: pd.DataFrame, level: str, common: dict[str, Any]
) -> list[Artefact]:
    """Changes by mark, hidden and absent; of the core elements."""
    own = change[change["element"] != BELIEF]
    counts = {f"marks_{mark}": int((own["mark"] == mark).sum()) for mark in MARKS}
    sure = (own["ci_low"] > 0) | (own["ci_high"] < 0)
    counts["sure"] = int(sure.sum())
    counts["marked_unsure"] = int((own["mark"].isin(["green", "red"]) & ~sure).sum())
    counts["cells"] = int((own["state"] == STATE_SHOWN).sum())
    counts["hidden"] = int(own["state"].isin(["small", "complement"]).sum())
    counts["absent"] = int((own["state"] == "absent").sum())
    where = LEVELS[level]
    return [
        maker.make(
            f"{PREFIX}.{level}.{name}", "number", **common, unit="count", value=float(value),
            n={"cells": len(own)},
            title=Text(da=f"Ændringer, {where.da}: {name}", en=f"Changes, {where.en}: {name}"),
        )
        for name, value in counts.items()
    ]  # fmt: skip


def _reliability(maker: Maker, table: pd.DataFrame, common: dict[str, Any]) -> list[Artefact]:
    """The table, and the least and largest coefficient."""
    fields = common | {
        "population": words.COMPLETE,
        "definition": words.RELIABLE,
        "method": words.FACTOR,
        "uncertainty": words.BOOTSTRAP,
        "n": {"least": _whole(table["n"].min()), "most": _whole(table["n"].max())},
        "basis": "simulation",
    }
    found = [
        maker.make(
            f"{PREFIX}.reliability", "table", **fields, unit="mixed",
            data=f"{PREFIX}_reliability.csv",
            title=Text(da="Reliabilitet af udsagnene", en="Reliability of the statements"),
        )
    ]  # fmt: skip
    core = table[table["element"].isin([each for each in MEASURED if each != BELIEF])]
    for name in ("alpha", "omega"):
        for end in ("min", "max"):
            found.append(
                maker.number(
                    f"{PREFIX}.{name}.{end}", getattr(core[name], end)(), **fields, unit="ratio",
                    absent="not_evaluated",
                    title=Text(da=f"{name} af kerneelementer, {end}",
                               en=f"{name} of core elements, {end}"),
                )
            )  # fmt: skip
    boundary = int((table["note"] == "boundary").sum())
    return [
        *found,
        maker.make(
            f"{PREFIX}.boundary", "number", **fields, unit="count", value=float(boundary),
            title=Text(da="Udsagn uden egen variation (Heywood)",
                       en="Statements without variation of their own (Heywood)"),
        ),
    ]  # fmt: skip


def _basis(element: str, wave: str = "slut") -> str:
    """Belief and the middle wave are not published: no answer is set to them."""
    return "simulation" if element == BELIEF or wave == "midway" else "calibration"


def _whole(value: Any) -> int:
    """A count; nought where it is hidden or there is none."""
    return 0 if pd.isna(value) else int(value)
