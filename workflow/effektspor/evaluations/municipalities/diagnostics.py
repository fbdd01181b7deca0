"""Whether the effects may be believed: the diagnostics of each measure, their counts and verdict.

A failed diagnostic marks an estimate; it does not hide it. A diagnostic of the cohort (who starts,
how many) counts for every measure.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text, Unit
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import measure_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("diagnostics", "diagnostic_curves")
STATUSES = ("pass", "concern", "fail", "not_evaluated")
COHORT = ""
"""Outcome and denominator of a diagnostic that is of the cohort and of no measure."""
STATUS_WORD = {
    "pass": Text(da="bestået", en="passed"),
    "concern": Text(da="forbehold", en="concern"),
    "fail": Text(da="ikke bestået", en="failed"),
    "not_evaluated": Text(da="ikke vurderet", en="not evaluated"),
}
UNITS: dict[str, Unit] = {
    "negative_prior_internship": "weeks",
    **dict.fromkeys(
        ("balance_largest", "did_covariates", "did_inflow", "breakdown", "few_clusters"), "ratio"
    ),
}
"""Of the estimate of a diagnostic; of every other one: percentage points as a mean per week."""
KINDS = ("placebo", "sensitivity")
"""Figures of curves."""
SENSITIVITY = ("since_start", "equal_inflow")
POPULATION = Text(
    da="Borgerne bag hver effekt; ved placebo borgere med start i årene før projektet.",
    en="The citizens behind each effect; for placebo, those who started in the years before.",
)
DEFINITION = Text(
    da="En kontrol er en regel, der var bestemt på forhånd. Bestået betyder, at reglen er holdt, "
    "ikke at antagelsen er bevist.",
    en="A diagnostic is a rule that was set beforehand. Passed means that the rule was kept, not "
    "that the assumption is proven.",
)
RULE = Text(
    da="Reglen og dens grænse står ved hver kontrol.",
    en="The rule and its threshold stand beside each diagnostic.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Every diagnostic as a number, how many have which status, the table and the curves."""
    maker = maker_of(study, tables.data_hash)
    rows = with_blanks(tables["diagnostics"])
    found = [_diagnostic(maker, row) for row in records(rows)]
    for outcome, denominator in (*maker.words.measures, words.START_RATE):
        found += _counts(maker, of_effect(rows, outcome, denominator), f"{outcome}.{denominator}")
    found.append(_table(maker, rows))
    return [*found, *(_curves(maker, tables["diagnostic_curves"], kind) for kind in KINDS)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The rows of the table and the curves of the figures."""
    return {
        "diagnostics.csv": with_blanks(tables["diagnostics"]),
        "diagnostic_curves.csv": tables["diagnostic_curves"],
    }


def with_blanks(rows: pd.DataFrame) -> pd.DataFrame:
    """An empty cell of outcome and denominator means the cohort; a CSV reader makes it NaN."""
    return rows.fillna({"outcome": COHORT, "denominator": COHORT})


def of_effect(rows: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The diagnostics that an effect has to stand: its own, and those of the cohort."""
    own = measure_of(rows, outcome, denominator)
    return pd.concat([measure_of(rows, COHORT, COHORT), own], ignore_index=True)


def unit_of(diagnostic: str, outcome: str = COHORT) -> Unit:
    """Unit of the estimate of a diagnostic; those of the start rate are ratios."""
    if outcome == words.START_RATE[0]:
        return "ratio"
    return UNITS.get(diagnostic, "percentage_points")


def curve_ids(curves: pd.DataFrame, kind: str) -> tuple[str, ...]:
    """Diagnostics whose curves a figure of a kind shows: placebo pairs in order of their years."""
    if kind == "sensitivity":
        return SENSITIVITY
    return tuple(sorted(name for name in curves["id"].unique() if name.startswith("placebo_")))


def _diagnostic(maker: Maker, row: dict[str, Any]) -> Artefact:
    where = f"{row['outcome']}.{row['denominator']}" if row["outcome"] else "cohort"
    ends = finite(row["ci_low"]), finite(row["ci_high"])
    low, high = ends if None not in ends else (None, None)
    status = STATUS_WORD[str(row["status"])]
    return maker.number(
        f"diagnostic.{where}.{row['id']}", finite(row["estimate"]), absent="not_evaluated",
        title=Text(da=str(row["label_da"]), en=str(row["label_en"])),
        population=POPULATION, n={"diagnostics": 1}, unit=unit_of(str(row["id"]), str(row["outcome"])),
        ci_low=low, ci_high=high,
        definition=Text(da=f"{row['rule_da']} Udfald: {status.da}.",
                        en=f"{row['rule_en']} Outcome: {status.en}."),
        method=RULE, uncertainty=words.clustered_levels(maker.study.confidence),
    )  # fmt: skip


def _counts(maker: Maker, rows: pd.DataFrame, key: str) -> list[Artefact]:
    """How many diagnostics of an effect have which status, and the worst that was found.

    The verdict is 1 where a diagnostic fails, else 0 where one gives concern, else -1; it is not
    evaluated where none of them is.
    """
    counts = {status: int((rows["status"] == status).sum()) for status in STATUSES}
    common: dict[str, Any] = {
        "population": POPULATION, "n": {"diagnostics": len(rows)}, "unit": "count",
        "definition": DEFINITION, "method": words.COUNT, "uncertainty": words.NO_INTERVAL,
    }  # fmt: skip
    found = [
        maker.number(
            f"diagnostics.{key}.{status}", float(count), **common,
            title=Text(da=f"Kontroller: {STATUS_WORD[status].da}",
                       en=f"Diagnostics: {STATUS_WORD[status].en}"),
        )
        for status, count in counts.items()
    ]  # fmt: skip
    evaluated = len(rows) - counts["not_evaluated"]
    verdict = 1.0 if counts["fail"] else 0.0 if counts["concern"] else -1.0
    return [
        *found,
        maker.number(
            f"diagnostics.{key}.total", float(len(rows)), **common,
            title=Text(da="Kontroller i alt", en="Diagnostics in all"),
        ),
        maker.number(
            f"diagnostics.{key}.verdict", verdict if evaluated else None, **common,
            absent="not_evaluated",
            title=Text(da="Dårligste udfald", en="Worst outcome"),
        ),
    ]  # fmt: skip


def _table(maker: Maker, rows: pd.DataFrame) -> Artefact:
    return maker.make(
        "diagnostics.table", "table", n={"diagnostics": len(rows)}, unit="mixed",
        title=Text(da="Kontroller af effekterne", en="Diagnostics of the effects"),
        population=POPULATION, definition=DEFINITION, method=RULE, data="diagnostics.csv",
        uncertainty=words.clustered_levels(maker.study.confidence),
    )  # fmt: skip


def _curves(maker: Maker, curves: pd.DataFrame, kind: str) -> Artefact:
    rows = curves[curves["id"].isin(curve_ids(curves, kind))]
    method = maker.words.placebo if kind == "placebo" else maker.words.sensitivity
    return maker.make(
        f"figure.{kind}", "figure", data="diagnostic_curves.csv", unit="percentage_points",
        title=Text(da=f"Kurver af kontroller: {kind}", en=f"Curves of diagnostics: {kind}"),
        population=POPULATION, n={"curves": int(rows.groupby(["id", "outcome", "denominator"]).ngroups)},
        definition=DEFINITION, method=method,
        uncertainty=words.clustered_levels(maker.study.confidence),
    )  # fmt: skip
