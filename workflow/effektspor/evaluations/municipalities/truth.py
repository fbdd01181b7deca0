"""Own estimates against the known truth of a synthetic run, parted into error and bias."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("truth_comparison",)
TRUTH_DEFINITION = Text(
    da="Sandheden er forskellen mellem samme borgeres udfald med og uden projektet i simuleringen. "
    "Estimationsfejl: estimat minus estimatorens forventede værdi. Identifikationsskævhed: "
    "estimatorens forventede værdi minus den forventede sande effekt; begge er middelværdier over "
    "mange simulerede verdener. Uden en forventet værdi af samme estimator gives de ikke.",
    en="The truth is the difference between the same citizens' outcomes with and without the "
    "project in the simulation. Estimation error: estimate minus the estimator's expected value. "
    "Identification bias: the estimator's expected value minus the expected true effect, both "
    "means over many simulated worlds. Without an expected value of the same estimator neither "
    "is given.",
)
TRUTH_METHOD = Text(
    da="Simulering med samme personer og samme tilfældige tal, projektet slået til og fra.",
    en="Simulation with the same persons and random numbers, the project switched on and off.",
)
PARTS = {
    "estimate": Text(da="estimat", en="estimate"),
    "estimator_expected": Text(da="estimatorens forventede værdi", en="expected value"),
    "truth_contrast": Text(da="sand effekt i denne verden", en="true effect in this world"),
    "contrast_expected": Text(da="forventet sand effekt", en="expected true effect"),
    "estimation_error": Text(da="estimationsfejl", en="estimation error"),
    "identification_bias": Text(da="identifikationsskævhed", en="identification bias"),
}
OF_THE_WORLD = ("estimate", "truth_contrast")
"""What is known of one world alone."""
OF_MANY_WORLDS = (*OF_THE_WORLD, "contrast_expected")
"""A quantity is compared where these are known; what else is missing leaves a mark."""
NORMAL = 1.96


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Each quantity of which estimate and truth are known, and the table."""
    maker = maker_of(study, tables.data_hash)
    return truth_artefacts(maker, tables["truth_comparison"], OF_THE_WORLD)


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The comparison as it is."""
    return {"truth.csv": tables["truth_comparison"]}


def truth_artefacts(
    maker: Maker, truth: pd.DataFrame, known: Sequence[str] = OF_MANY_WORLDS
) -> list[Artefact]:
    """The quantities of the week of reading and of the whole period, and the table.

    Parameters
    ----------
    truth
        Table ``truth_comparison``.
    known
        Columns without which a quantity is left out.
    """
    late = maker.words.cohorts[1]
    common: dict[str, Any] = {
        "population": Text(
            da=f"Borgere i deltagerkommunernes {late}-kohorte i simuleringen.",
            en=f"Citizens of the participants' {late} cohort in the simulation.",
        ),
        "definition": TRUTH_DEFINITION,
        "method": TRUTH_METHOD,
        "uncertainty": Text(
            da="± ved identifikationsskævheden er 1,96 gange simuleringens egen standardfejl.",
            en="± beside the identification bias is 1.96 times the simulation's standard error.",
        ),
    }
    week = maker.study.reference_week
    at = truth[truth["week"].isna() | (truth["week"] == week)]
    found = []
    for row in records(at.dropna(subset=list(known))):
        key = str(row["quantity"]).replace("|", ".").replace("-", "_").lower()
        for part, word in PARTS.items():
            # The bias is known up to the noise of the simulation that it was computed in.
            half = NORMAL * float(row["mc_se"]) if part == "identification_bias" else None
            value = None if half is not None and math.isnan(half) else float(row[part])
            found.append(
                maker.number(
                    f"truth.{key}.{part}", value, **common, n={"quantities": len(at)},
                    absent="not_evaluated",
                    title=Text(da=f"{row['label_da']}: {word.da}",
                               en=f"{row['label_en']}: {word.en}"),
                    unit=_unit(str(row["unit"])),
                    ci_low=None if half is None or value is None else value - half,
                    ci_high=None if half is None or value is None else value + half,
                )
            )  # fmt: skip
    return [
        *found,
        maker.make(
            "truth.table", "table", **common, n={"quantities": len(at)}, unit="mixed",
            title=Text(da="Egne estimater mod den kendte sandhed",
                       en="Own estimates against the known truth"),
            data="truth.csv",
        ),
    ]  # fmt: skip


def _unit(unit: str) -> str:
    """The truth table may name shares of any kind; differences of shares are points."""
    return {"share": "share", "ratio": "ratio", "weeks": "weeks"}.get(unit, "percentage_points")
