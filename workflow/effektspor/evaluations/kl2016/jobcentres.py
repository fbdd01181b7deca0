"""The job centres' answers as artefacts: shares with intervals and bounds, bases, response."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.jobcentres import response, shares
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.answer_classes import class_artefacts
from effektspor.evaluations.kl2016.making import Maker, Study, answers_source
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("jobcentres", "jobcentre_response")
COLUMNS = {"jobcentres": shares.COLUMNS, "jobcentre_response": response.COLUMNS}
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


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers of both years, the limits of typical classes, response, tables and figures."""
    table, replies = tables["jobcentres"], tables["jobcentre_response"]
    found: list[Artefact] = []
    for year, survey in SURVEYS.items():
        maker = Maker(study, tables.data_hash, registers=False, surveys=[survey])
        own = table[table["year"] == year]
        found += [each for row in records(own) for each in _answer(maker, row)]
        found += [
            each for row in records(own.drop_duplicates("item")) for each in _bases(maker, row)
        ]
        found += class_artefacts(maker, own, PREFIX[year])
        total = replies[(replies["year"] == year) & (replies["variable"] == response.TOTAL)]
        found += [each for row in records(total) for each in _response(maker, row)]
    maker = Maker(study, tables.data_hash, registers=False, surveys=[SURVEYS["main"]])
    return found + _wholes(maker, table)


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are: no count is of persons, and no municipality is named."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def definition(row: dict[str, Any]) -> Text:
    """What a share is of: by the kind of question, and whether "don't know" counts."""
    if row["kind"] == "option":
        return words.SEVERAL
    return words.WITH_UNKNOWN if row["dont_know_counts"] else words.WITHOUT_UNKNOWN


def _answer(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key = f"{PREFIX[row['year']]}.{row['item']}.{row['answer']}"
    asked = int(row["invited"] - row["not_asked"])
    common: dict[str, Any] = {
        "unit": "share",
        "title": Text(da=_title(row, "da"), en=_title(row, "en")),
        "n": {"base": int(row["base"]), "count": int(row["n"]), "invited": asked},
        "definition": definition(row),
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


def _bases(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    """How many answered a question, did not know, or skipped it."""
    parts = {
        "base": (row["base"], "Svar i nævneren", "Answers in the denominator"),
        "dont_know_n": (row["dont_know"], "Svarede »ved ikke«", 'Answered "don\'t know"'),
        "missing_n": (row["missing"], "Svarede ikke på spørgsmålet", "Skipped the question"),
        "silent_n": (
            row["invited"] - row["not_asked"] - row["base"], "Inviterede uden gyldigt svar",
            "Invited without a valid answer",
        ),
    }  # fmt: skip
    for name, (value, da, en) in parts.items():
        yield maker.make(
            f"{PREFIX[row['year']]}.{row['item']}.{name}", "number", value=float(value),
            unit="municipalities", n={"invited": int(row["invited"])}, population=words.INVITED,
            title=Text(da=f"{da}: {row['item_da']}" if _said(row) else da,
                       en=f"{en}: {row['item_en']}" if _said(row) else en),
            definition=definition(row), method=words.METHOD, uncertainty=words.COUNTED,
            source=answers_source(synthetic=maker.study.synthetic), basis="calibration",
        )  # fmt: skip


def _said(row: dict[str, Any]) -> bool:
    return isinstance(row["item_da"], str) and bool(row["item_da"])


def _response(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    parts = {
        "invited": (row["invited"], "municipalities", "Inviterede kommuner", "Invited municipalities"),
        "answered": (row["answered"], "municipalities", "Kommuner, der svarede", "Municipalities that answered"),
        "response": (row["rate"], "share", "Svarprocent", "Response rate"),
        "with_comments": (
            row["with_comments"], "share", "Svar med bemærkninger", "Answers with comments",
        ),
    }  # fmt: skip
    for name, (value, unit, da, en) in parts.items():
        of = words.POPULATION if name == "with_comments" else words.INVITED
        yield maker.number(
            f"{PREFIX[row['year']]}.{name}", finite(value), unit=unit, absent="not_evaluated",
            n={"invited": int(row["invited"]), "answered": int(row["answered"])},
            title=Text(da=da, en=en), population=of, method=words.METHOD,
            definition=Text(da=f"{da}, talt i filen med svar.", en=f"{en}, counted in the file."),
            uncertainty=words.COUNTED, basis="calibration",
            source=answers_source(synthetic=maker.study.synthetic),
        )  # fmt: skip


def _wholes(maker: Maker, table: pd.DataFrame) -> list[Artefact]:
    main = table[table["year"] == "main"]
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
        maker.make(key, kind, data=data, title=Text(da=da, en=en), **own)
        for key, (kind, data, da, en) in titles.items()
    ]
