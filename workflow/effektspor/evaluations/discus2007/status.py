"""Where everyone was when the project ended and half a year later, as artefacts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.discus2007.rows import number_of
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evaluations.trial.agreement import AGREEMENT
from effektspor.evaluations.trial.status import END, FILE, FOLLOWED, KEPT, REGISTER

REQUIRES = ("trial_status",)
STATUS = {
    "flexjob": ("Fleksjob", "Flexjob"),
    "ledighedsydelse": ("Ledighedsydelse", "Ledighedsydelse"),
    "disability_pension": ("Førtidspension", "Disability pension"),
    "moved": ("Flyttet fra kommunen", "Moved away"),
    "social_assistance": ("Kontanthjælp", "Social assistance"),
    "self_support": ("Selvforsørgende", "Self-supporting"),
    "fleksydelse": ("Fleksydelse", "Fleksydelse"),
    "sickness": ("Sygedagpenge", "Sickness benefit"),
    "other": ("Andet", "Other"),
    "dead": ("Død", "Dead"),
    "emigrated": ("Udvandret", "Emigrated"),
    FOLLOWED: ("Følges stadig i DREAM", "Still followed in DREAM"),
    KEPT: (
        "Fortsat i fleksjob, af dem i fleksjob ved projektets slut,",
        "Still in a flexjob, of those in one when the project ended,",
    ),
    "all": ("Samme status i begge kilder", "The same status in both sources"),
}
DATES = {
    "project_end": ("ved projektets slut", "at the end of the project"),
    "status_date": ("ved den senere status", "at the later status"),
}
DEFINITION = {
    FILE: Text(
        da="Som forsøget selv har opgjort det for hver person.",
        en="As the trial itself has counted it for each person.",
    ),
    AGREEMENT: Text(
        da="Personer, som forsøget og DREAM siger det samme om, af dem, begge kender; ingen ydelse siger, "
        "at nogen er flyttet.",
        en="Persons of whom the trial and DREAM say the same, of those whom both know; no benefit tells "
        "that somebody moved.",
    ),
    REGISTER: Text(
        da="Personens ydelse i DREAM den dag; DREAM ved ikke, om nogen er flyttet fra kommunen.",
        en="The person's benefit in DREAM on that day; DREAM does not tell who moved from the "
        "municipality.",
    ),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts and shares by date, source, status and arm; table and figure."""
    maker, table = Maker(study, tables.data_hash), tables["trial_status"]
    found = [each for row in records(table) for each in _row(maker, row)]
    common: dict[str, Any] = {
        "n": {"persons": words.whole(table["of"].max())}, "population": words.RANDOMISED,
        "definition": DEFINITION[REGISTER], "method": words.COUNT, "unit": "share",
        "uncertainty": words.ALL_COUNTED, "data": "trial_status.csv",
        "title": Text(da="Status ved slutningen og senere", en="Status at the end and later"),
    }  # fmt: skip
    return [
        *found,
        maker.make("status.table", "table", **common),
        maker.make("figure.status", "figure", **common),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_status.csv": tables["trial_status"]}


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    """Of the end of the project there are several sources; all but the trial's have their own name."""
    date, status, arm = (str(row[name]) for name in ("date", "status", "arm"))
    source = str(row["source"])
    place = f"{date}_{source}" if date == END and source != FILE else date
    name, when, of = (
        STATUS.get(status, (status, status)),
        DATES.get(date, (date, date)),
        words.ARM[arm],
    )
    common: dict[str, Any] = {
        "n": {"persons": 0 if finite(row["of"]) is None else int(row["of"])},
        "title": Text(da=f"{name[0]} {when[0]}: {of.da}", en=f"{name[1]} {when[1]}: {of.en}"),
        "population": words.RANDOMISED, "definition": DEFINITION[source], "method": words.COUNT,
    }  # fmt: skip
    key = f"status.{place}.{words.slug(status)}.{arm}"
    yield number_of(maker, key, row, "n", unit="persons", **common)
    yield number_of(maker, f"{key}.share", row, "share", unit="share", **common)
