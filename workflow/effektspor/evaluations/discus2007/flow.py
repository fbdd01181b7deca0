"""How many were provided, randomised, followed and analysed, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("trial_flow",)
STEPS = {
    "provided": ("Stillet til rådighed af kommunerne", "Provided by the municipalities"),
    "randomised": ("Trukket lod om", "Randomised"),
    "returned": ("Sendt tilbage til kommunen", "Returned to the municipality"),
    "answered_before": ("Svarede før projektet", "Answered before the project"),
    "answered_after": ("Svarede efter projektet", "Answered after the project"),
    "in_register": ("Fundet i registret", "Found in the register"),
    "moved": ("Flyttet fra kommunen", "Moved away from the municipality"),
    "followed_to_end": ("Fulgt til projektets slut", "Followed to the end of the project"),
    "analysed": ("Med i analysen", "Analysed"),
}
DEFINITION = Text(
    da="Personer ved hvert trin. Alle, der er trukket lod om, er med i analysen, også de, der flyttede "
    "eller blev sendt tilbage.",
    en="Persons at each step. All who were randomised are analysed, also those who moved or were "
    "returned.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One count per step and arm, and the figure."""
    maker, table = Maker(study, tables.data_hash), tables["trial_flow"]
    found = [
        maker.number(
            f"flow.{row['step']}.{row['arm']}", finite(row["n"]), unit="persons",
            n={"persons": 0 if finite(row["n"]) is None else int(row["n"])},
            title=_title(str(row["step"]), str(row["arm"])), population=words.RANDOMISED,
            definition=DEFINITION, method=words.COUNT, uncertainty=words.ALL_COUNTED,
        )
        for row in records(table)
    ]  # fmt: skip
    every = table[(table["step"] == "randomised") & (table["arm"] == "all")]["n"]
    n = {"persons": int(every.fillna(0).sum())}
    common = {
        "n": n, "population": words.RANDOMISED, "definition": DEFINITION, "method": words.COUNT,
        "uncertainty": words.ALL_COUNTED, "unit": "persons", "data": "trial_flow.csv",
    }  # fmt: skip
    title = Text(da="Vejen gennem forsøget", en="The way through the trial")
    figure = maker.make("figure.flow", "figure", title=title, **common)
    return [*found, figure, maker.make("flow.table", "table", title=title, **common)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_flow.csv": tables["trial_flow"]}


def _title(step: str, arm: str) -> Text:
    da, en = STEPS.get(step, (step, step))
    of = words.ARM[arm]
    return Text(da=f"{da}: {of.da}", en=f"{en}: {of.en}")
