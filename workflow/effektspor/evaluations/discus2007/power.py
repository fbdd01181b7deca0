"""What a trial of this size could show, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import number_of
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("trial_power",)
DETECTABLE, NEEDED = "detectable", "needed"
POPULATION = Text(
    da="Et forsøg med lige så mange personer i hver gruppe.",
    en="A trial with as many persons in each arm.",
)
DEFINITION = Text(
    da="Sandsynligheden for, at Fishers eksakte test finder en sand forskel af den størrelse.",
    en="The chance that Fisher's exact test finds a true difference of that size.",
)
METHOD = Text(
    da="Alle mulige udfald er regnet igennem; den normale tilnærmelse står ved siden af.",
    en="All possible outcomes are calculated; the normal approximation stands beside.",
)
NONE = Text(da="Ingen: en beregning før data.", en="None: a calculation without data.")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Detectable differences and persons needed by base share and power; table and figure."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_power"]
    found = [
        each
        for row in records(table[table["kind"].isin([DETECTABLE, NEEDED])])
        for each in _row(maker, row)
    ]
    curve = table[table["kind"] == "curve"]
    common: dict[str, Any] = {
        "n": {"per_arm": words.whole(curve["per_arm"].max())}, "population": POPULATION,
        "definition": DEFINITION, "method": METHOD, "uncertainty": NONE, "basis": "document",
        "data": "trial_power.csv", "unit": "share",
        "title": Text(da="Hvad et forsøg af den størrelse kan vise",
                      en="What a trial of this size can show"),
    }  # fmt: skip
    return [
        *found,
        maker.make("power.table", "table", **common),
        maker.make("figure.power", "figure", **common),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is."""
    return {"trial_power.csv": tables["trial_power"]}


def _row(maker: Maker, row: dict[str, Any]) -> list[Artefact]:
    """A difference in points, or persons per arm; ids name the base share and power in per cent."""
    base, power = round(100 * row["base_share"]), round(100 * row["target_power"])
    needed = row["kind"] == NEEDED
    da = "Personer pr. gruppe" if needed else "Mindste forskel"
    en = "Persons per arm" if needed else "Smallest difference"
    own = number_of(
        maker, f"power.{row['kind']}.base{base}.power{power}", row,
        "per_arm" if needed else "difference", absent="not_evaluated",
        unit="persons" if needed else "percentage_points", basis="document",
        title=Text(da=f"{da}, {base} pct. og styrke {power} pct.",
                   en=f"{en}, {base}% and power {power}%"),
        n={"per_arm": words.whole(row["per_arm"])}, population=POPULATION, definition=DEFINITION,
        method=METHOD, uncertainty=NONE,
    )  # fmt: skip
    return [own]
