"""Dates and limits of the study as artefacts, so that no text has a year of its own."""

from typing import Protocol

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007.making import Study, trial_maker
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import COMMON, DATE, LEAST, LEVEL, day_number

PRINTED = ("2005-10-01", "2006-10-01")
"""Start and end of the project that the published figures are of."""
REQUIRES: tuple[str, ...] = ()
WEEKS = Text(da="Uger i træk.", en="Weeks in a row.")
MONTHS = Text(da="Måneder fra projektets start.", en="Months since the start of the project.")
WORKED = Text(da="Måneders ansættelse i et fleksjob.", en="Months of employment in a flexjob.")
DRAWS = Text(da="Antal lodtrækninger.", en="Number of draws.")
SAME = Text(
    da="1, hvis projektets start og slut har kildens datoer, ellers 0.",
    en="1 where start and end of the project have the source's dates, otherwise 0.",
)
Number = tuple[float, Text, str, str, str]
"""Value, definition, title in both languages, unit."""


class _Dated(Protocol):
    @property
    def project_start(self) -> str: ...
    @property
    def project_end(self) -> str: ...


def comparable(study: _Dated) -> bool:
    """Whether a study is of the time that the published figures are of."""
    return (study.project_start, study.project_end) == PRINTED


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Dates, limits of the wait, months of comparison, draws, whether the source is of them."""
    maker = trial_maker(study, tables.data_hash)
    return [
        maker.make(
            key,
            "number",
            value=float(value),
            definition=what,
            title=Text(da=da, en=en),
            unit=unit,
            **COMMON,
        )
        for key, (value, what, da, en, unit) in (_dates(study) | _limits(study)).items()
    ]


def _dates(study: Study) -> dict[str, Number]:
    days = {
        "project_start": (study.project_start, "Projektets start", "Start of the project"),
        "project_end": (study.project_end, "Projektets slut", "End of the project"),
        "status_date": (study.status_date, "Dato for senere status", "Date of the later status"),
        "extract": (study.extract_date, "Udtrækkets dato", "Date of the extract"),
    }
    return {
        f"study.{name}": (day_number(day), DATE, da, en, "count")
        for name, (day, da, en) in days.items()
    }


def _limits(study: Study) -> dict[str, Number]:
    start, end = pd.Timestamp(study.project_start), pd.Timestamp(study.project_end)
    whole = 12 * (end.year - start.year) + end.month - start.month
    months = whole - (start + pd.DateOffset(months=whole) > end)
    found: dict[str, Number] = {
        "study.project_months": (
            months, MONTHS, "Projektets længde", "Length of the project", "months",
        ),
        "study.least_weeks": (
            study.least_weeks, WEEKS, "Mindste ventetid", "Shortest wait", "weeks",
        ),
        "study.long_weeks": (study.long_weeks, WEEKS, "Lang ventetid", "Long wait", "weeks"),
        "study.draws": (study.draws, DRAWS, "Lodtrækninger", "Draws of the arms", "count"),
        "study.comparable": (
            float(comparable(study)), SAME, "Samme tid som kilden", "Same time as the source",
            "count",
        ),
        "study.fees_assumed": (
            float(study.fees.get("assumed", True)),
            Text(da="1, hvis beløbene er sat som eksempel, ellers 0.",
                 en="1 where the amounts are made as an example, otherwise 0."),
            "Beløbene er et eksempel", "The amounts are an example", "count",
        ),
        "disclosure.min_cell": (
            study.min_cell, LEAST, "Mindste antal, der vises", "Smallest count that is shown",
            "count",
        ),
        "reference.confidence": (
            study.confidence, LEVEL, "Konfidensniveau", "Level of confidence", "share",
        ),
    }  # fmt: skip
    for name, da, en in (
        (
            "first_job_months",
            "Måneder i job før første bonus",
            "Months in a job before the first bonus",
        ),
        (
            "second_job_months",
            "Måneder i job før anden bonus",
            "Months in a job before the second bonus",
        ),
    ):
        if name in study.fees:
            found[f"study.{name}"] = (study.fees[name], WORKED, da, en, "months")
    for place, month in enumerate(study.national_months, start=1):
        found[f"study.national_month.{place}"] = (
            month, MONTHS, "Måned for sammenligning", "Month of comparison", "months",
        )  # fmt: skip
    return found
