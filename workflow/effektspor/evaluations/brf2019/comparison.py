"""Published against own values by basis, and own estimates against the known truth.

The two comparisons are of different kinds. The first asks how the numbers of this run relate to
the printed ones and on what that rests; the second is possible in synthetic runs only, where it
parts the distance to the truth into estimation error and identification bias.
"""

import math
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.errors import InputError
from effektspor.evaluations.brf2019.making import PUBLISHED, SIMULATED, Maker, Study
from effektspor.evaluations.brf2019.tables import Tables, records

REQUIRES = ("replication", "published")
OPTIONAL = ("truth_comparison",)
OPEN = "open"
"""Shown of a real study for a figure that a simulator could be set to and that has no own value."""
GIVEN = ("document", "not_reproducible")
BASES = {True: ("recomputed", *SIMULATED, *GIVEN), False: ("recomputed", "register", OPEN, *GIVEN)}
"""What is counted, by whether the study is synthetic."""
VERDICTS = ("equal_within_rounding", "within_interval", "differs")
PREFIX = "brf."
ITEMS = Text(
    da="Tal trykt i den offentliggjorte rapport, ét pr. sted de står.",
    en="Figures printed in the published report, one for each place where they stand.",
)
BASIS_DEFINITION = {
    True: Text(
        da="Grundlag: genberegnet af offentliggjorte tal, kalibreringsmål, følge af simuleringen, "
        "oplysning om dokumentet eller ikke genskabelig. Kun det første kan kaldes reproduceret.",
        en="Basis: recomputed from published data, calibration target, consequence of the "
        "simulation, fact about the document, or not reproducible. Only the first may be called "
        "reproduced.",
    ),
    False: Text(
        da="Grundlag: genberegnet af offentliggjorte tal, beregnet på undersøgelsens egne "
        "registre, uden egen værdi, oplysning om dokumentet eller ikke genskabelig. Kun det "
        "første kan kaldes reproduceret.",
        en="Basis: recomputed from published data, estimated from the study's own registers, "
        "without own value, fact about the document, or not reproducible. Only the first may be "
        "called reproduced.",
    ),
}
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
KNOWN = ["estimate", "truth_contrast", "contrast_expected"]
"""A quantity is compared where these are known; what else is missing leaves a mark."""
NORMAL = 1.96
NONE_NEEDED = Text(da="Ingen stikprøve.", en="No sampling.")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts by basis and verdict, the table of compared items and the comparison with truth."""
    maker = Maker(study, tables.data_hash)
    found = _by_basis(maker, own_items(tables, study))
    if "truth_comparison" in tables.frames:
        found += _truth(maker, tables["truth_comparison"])
    return found


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The compared items with their published values, and the comparison with the truth."""
    data = {"comparison.csv": own_items(tables, study)}
    if "truth_comparison" in tables.frames:
        data["truth.csv"] = tables["truth_comparison"]
    return data


def own_items(tables: Tables, study: Study) -> pd.DataFrame:
    """The study's rows of the replication table beside the published value, unit and page.

    No figure of a real study keeps a basis that speaks of a simulator: it is compared on basis
    ``register``, or it has no own value and basis `OPEN`.

    Raises
    ------
    InputError
        Where an own value has a basis of the other kind of study.
    """
    replication, published = tables["replication"], tables["published"]
    own = replication[replication["item_id"].str.startswith(PREFIX)]
    other = ("register",) if study.synthetic else SIMULATED
    if (own["basis"].isin(other) & own["own_value"].notna()).any():
        raise InputError(
            f"Own values of a {'synthetic' if study.synthetic else 'real'} study have basis "
            + " or ".join(other),
            where="replication.csv, column basis",
            todo="Name among `registers` of the replication step the real studies and no other.",
        )
    if not study.synthetic:
        own = own.assign(basis=own["basis"].where(~own["basis"].isin(SIMULATED), OPEN))
    columns = ["item_id", "page", "figure_or_table", "value", "decimals", "unit", "qualifier"]
    keep = published[[column for column in columns if column in published.columns]]
    return own.merge(keep, on="item_id", how="left", validate="one_to_one")


def _by_basis(maker: Maker, items: pd.DataFrame) -> list[Artefact]:
    own = maker.source()
    common: dict[str, Any] = {
        "population": ITEMS,
        "definition": BASIS_DEFINITION[maker.study.synthetic],
        "source": Text(
            da=f"Trykte tal: {PUBLISHED.da} Egne værdier: {own.da}",
            en=f"Printed figures: {PUBLISHED.en} Own values: {own.en}",
        ),
        "method": Text(da="Optælling pr. grundlag.", en="A count by basis."),
        "uncertainty": NONE_NEEDED,
        "unit": "count",
        "basis": "document",
    }
    found = [
        maker.make(
            "replication.items", "number", **common, n={"items": len(items)},
            title=Text(da="Tal fra den offentliggjorte rapport", en="Published figures"),
            value=float(len(items)),
        )
    ]  # fmt: skip
    for basis in BASES[maker.study.synthetic]:
        rows = items[items["basis"] == basis]
        compared = rows["own_value"].notna()
        for name, value, da, en in (
            ("total", len(rows), "tal i alt", "figures in all"),
            ("compared", compared.sum(), "sammenlignet med egen værdi", "compared with own value"),
        ):
            found.append(
                maker.make(
                    f"replication.{basis}.{name}", "number",
                    **{**common, "basis": "document" if basis == OPEN else basis},
                    n={"items": len(items)}, value=float(value),
                    title=Text(da=f"Grundlag {basis}: {da}", en=f"Basis {basis}: {en}"),
                )
            )  # fmt: skip
    verdicts = items.loc[items["basis"] == "recomputed", "verdict"]
    for verdict in VERDICTS:  # also those that no figure has, for a sentence may ask for them
        found.append(
            maker.make(
                f"replication.recomputed.verdict_{verdict}", "number",
                **{**common, "basis": "recomputed"}, n={"items": len(items)},
                title=Text(da=f"Genberegnet, udfald {verdict}", en=f"Recomputed, {verdict}"),
                value=float((verdicts == verdict).sum()),
            )
        )  # fmt: skip
    found.append(
        maker.make(
            "replication.table", "table", **{**common, "unit": "mixed"}, n={"items": len(items)},
            title=Text(da="Offentliggjorte og egne værdier efter grundlag",
                       en="Published and own values by basis"),
            data="comparison.csv",
        )
    )  # fmt: skip
    return found


def _truth(maker: Maker, truth: pd.DataFrame) -> list[Artefact]:
    common: dict[str, Any] = {
        "population": Text(
            da="Borgere i deltagerkommunernes 2017-18-kohorte i simuleringen.",
            en="Citizens of the participants' 2017-18 cohort in the simulation.",
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
    for row in records(at.dropna(subset=KNOWN)):
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
