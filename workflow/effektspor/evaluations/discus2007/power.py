"""What a trial of this size could show, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, records
from effektspor.evaluations.trial.power import CURVE, DETECTABLE, NEEDED, PRECISION

REQUIRES = ("trial_power",)
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
SEEN = Text(
    da="Intervallet er det, forsøget ville have vist, hvis netop den forskel var set.",
    en="The interval is what the trial would have shown had just that difference been seen.",
)
NONE = Text(da="Ingen: en beregning uden data.", en="None: a calculation without data.")

TITLES = {
    DETECTABLE: Text(da="Mindste forskel, der findes", en="Smallest difference found"),
    NEEDED: Text(da="Personer pr. gruppe", en="Persons per arm"),
    PRECISION: Text(da="Interval uden forskel", en="Interval around no difference"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Detectable differences and persons needed by base share and power; table and figure."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_power"]
    found = [_row(maker, row) for row in records(table) if row["kind"] in TITLES]
    curve = table[table["kind"] == CURVE]
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


def _row(maker: Maker, row: dict[str, Any]) -> Artefact:
    """A difference in points, or persons per arm; ids name base share and power in per cent."""
    kind, base = str(row["kind"]), round(100 * row["base_share"])
    key, told = f"power.{kind}.base{base}", [Text(da=f"{base} pct.", en=f"{base}%")]
    if kind == NEEDED:
        points = round(100 * row["difference"])
        key += f".diff{points}"
        told.append(Text(da=f"forskel {points} procentpoint", en=f"difference {points} points"))
    if kind != PRECISION:
        power = round(100 * row["target_power"])
        key += f".power{power}"
        told.append(Text(da=f"styrke {power} pct.", en=f"power {power}%"))
    title = TITLES[kind]
    needed = kind == NEEDED
    return number_of(
        maker, key, row, "per_arm" if needed else "difference", ("", "") if needed else LOW_HIGH,
        absent="not_evaluated", unit="persons" if needed else "percentage_points", basis="document",
        title=Text(da=", ".join([title.da, *(each.da for each in told)]),
                   en=", ".join([title.en, *(each.en for each in told)])),
        n={"per_arm": words.whole(row["per_arm"])}, population=POPULATION, definition=DEFINITION,
        method=METHOD, uncertainty=NONE if needed else SEEN,
    )  # fmt: skip
