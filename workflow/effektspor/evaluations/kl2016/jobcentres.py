"""The job centres' answers as artefacts: shares with intervals and bounds, bases, response."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.jobcentres import response
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.answer_classes import class_artefacts
from effektspor.evaluations.kl2016.answer_counts import (
    base_artefacts,
    contrast_artefacts,
    judged_artefacts,
    response_artefacts,
)
from effektspor.evaluations.kl2016.making import Maker, Study, answers_source
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("jobcentres", "jobcentre_response", "jobcentre_contrasts")
DATA = ("jobcentres", "jobcentre_response")
"""Tables that stand beside the artefacts."""
SURVEYS = {"main": "jobcentres", "before": "jobcentres_before"}
PREFIX = {"main": "jobcentres", "before": "jobcentres.before"}
FIGURES = {
    "challenges": ("Udfordringer", "Challenges"),
    "cooperation": ("Samarbejde på tværs", "Cooperation across administrations"),
    "other_offers": ("Tilbud fra andre sektorer", "Offers of other sectors"),
    "sectors": ("Sektorer, der bruges tilbud fra", "Sectors whose offers are used"),
    "expectation": ("Ventet udvikling i virksomhedsrettede tilbud", "Expected company-directed offers"),
    "consultants": ("Virksomhedskonsulenter på møderne", "Company consultants at the meetings"),
    "companies": ("Mangel på virksomheder", "Lack of companies"),
    "progression_time": ("Hvornår der ses progression", "When progression is seen"),
    "motivation_change": ("Motivation nu og tidligere", "Motivation now and earlier"),
    "motivation_time": ("Hvornår motivationen vokser", "When motivation grows"),
    "citizen_meeting": ("Borgerens deltagelse i møderne", "The citizen at the meetings"),
    "meetings": ("Hvor tit teamet mødes", "How often the team meets"),
    "expected_exits": ("Ventede afslutninger", "Expected exits"),
}  # fmt: skip
"""Figures that the answers are drawn in: title in both languages by name."""

SPECIAL: dict[str, dict[str, Text]] = {
    "jobcentres.table": {"definition": words.SOME_UNKNOWN, "uncertainty": words.THREE},
    "jobcentres.response_table": {
        "definition": words.REPLIED, "population": words.INVITED, "uncertainty": words.COUNTED,
    },
    "figure.sectors": {"definition": words.SEVERAL},
    "figure.progression_time": {"definition": words.WITH_UNKNOWN},
    "figure.motivation_time": {"definition": words.WITH_UNKNOWN},
}  # fmt: skip
"""What tables and figures say of themselves where it is not what the others say."""


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers of both years, the limits of typical classes, response, tables and figures."""
    table, replies = tables["jobcentres"], tables["jobcentre_response"]
    found: list[Artefact] = []
    for year, survey in SURVEYS.items():
        maker = Maker(study, tables.data_hash, registers=False, surveys=[survey])
        own = table[table["year"] == year]
        found += [each for row in records(own) for each in _answer(maker, row)]
        found += base_artefacts(maker, own, PREFIX[year])
        found += class_artefacts(maker, own, PREFIX[year])
        total = replies[(replies["year"] == year) & (replies["variable"] == response.TOTAL)]
        found += response_artefacts(maker, total, PREFIX[year])
    maker = Maker(study, tables.data_hash, registers=False, surveys=[SURVEYS["main"]])
    main = table[table["year"] == "main"]
    found += [*judged_artefacts(maker, main), *_wholes(maker, main)]
    return [*found, *contrast_artefacts(maker, tables["jobcentre_contrasts"])]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are: no count is of persons, and no municipality is named."""
    return {f"{name}.csv": tables[name] for name in DATA}


def _answer(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key = f"{PREFIX[row['year']]}.{row['item']}.{row['answer']}"
    asked = int(row["invited"] - row["not_asked"])
    common: dict[str, Any] = {
        "unit": "share",
        "title": Text(da=_title(row, "da"), en=_title(row, "en")),
        "n": {"base": int(row["base"]), "count": int(row["n"]), "invited": asked},
        "definition": words.share_of(row),
        "method": words.METHOD,
        "source": answers_source(synthetic=maker.study.synthetic),
        "basis": "calibration",
    }
    if row["kind"] == "dont_know" and not row["dont_know_counts"]:
        return
    intervals = {
        "": ("ci", words.POPULATION, words.WILSON),
        ".bounds": ("bound", words.INVITED, words.BOUNDS),
        ".finite": ("fpc", words.INVITED, words.FINITE),
    }
    for end, (columns, population, uncertainty) in intervals.items():
        yield maker.estimate(
            f"{key}{end}", row["share"], row[f"{columns}_low"], row[f"{columns}_high"], **common,
            population=population, uncertainty=uncertainty,
        )  # fmt: skip


def _title(row: dict[str, Any], language: str) -> str:
    item, label = row[f"item_{language}"], row[f"label_{language}"]
    return f"{item} ({label})" if isinstance(item, str) and item else str(label)


def _wholes(maker: Maker, main: pd.DataFrame) -> list[Artefact]:
    own: dict[str, Any] = {
        "unit": "share",
        "n": {"invited": int(main["invited"].iloc[0]), "answered": int(main["answered"].iloc[0])},
        "population": words.POPULATION,
        "definition": words.WITHOUT_UNKNOWN,
        "method": words.METHOD,
        "uncertainty": words.WILSON,
        "source": answers_source(synthetic=maker.study.synthetic),
        "basis": "calibration",
    }
    titles = {
        "jobcentres.table": ("table", "jobcentres.csv", "Jobcentrenes svar", "Job centres' answers"),
        "jobcentres.response_table": (
            "table", "jobcentre_response.csv", "Hvem der svarede", "Who answered",
        ),
    }  # fmt: skip
    titles |= {
        f"figure.{name}": ("figure", "jobcentres.csv", da, en) for name, (da, en) in FIGURES.items()
    }
    return [
        maker.make(key, kind, data=data, title=Text(da=da, en=en), **(own | SPECIAL.get(key, {})))
        for key, (kind, data, da, en) in titles.items()
    ]
