"""The dates of the study as artefacts, so that no text has a year of its own."""

from typing import Protocol

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016.making import Maker, Study
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import COMMON, DATE, LEAST, LEVEL, day_number

PRINTED = ("2013-01-01", "2016-01-01", 2016)
"""Reform, date of the count and year of the survey that the published figures are of."""
REQUIRES: tuple[str, ...] = ()
YEAR = Text(da="Kalenderår.", en="Calendar year.")
SAME = Text(
    da="1, hvis reform, opgørelse og undersøgelse har kildens datoer, ellers 0.",
    en="1 where reform, count and survey have the source's dates, otherwise 0.",
)


class _Dated(Protocol):
    @property
    def reform(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def survey_year(self) -> int: ...


def comparable(study: _Dated) -> bool:
    """Whether a study is of the time that the published figures are of."""
    return (study.reform, study.as_of, study.survey_year) == PRINTED


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Reform, date of the count, years of the surveys, whether the source is of them, the level."""
    maker = Maker(study, tables.data_hash, registers=False)
    numbers = {
        "study.reform": (day_number(study.reform), DATE, "Reformens dato", "Date of the reform"),
        "study.as_of": (day_number(study.as_of), DATE, "Opgørelsens dato", "Date of the count"),
        "study.extract": (
            day_number(study.extract_date), DATE, "Udtrækkets dato", "Date of the extract",
        ),
        "study.survey_year": (
            study.survey_year, YEAR, "Undersøgelsens år", "Year of the survey",
        ),
        "study.before_year": (
            study.before_year, YEAR, "Den forrige undersøgelses år", "Year of the survey before",
        ),
        "study.comparable": (
            float(comparable(study)), SAME, "Samme tid som kilden", "Same time as the source",
        ),
        "disclosure.min_cell": (
            study.min_cell, LEAST, "Mindste antal, der vises", "Smallest count that is shown",
        ),
        "reference.confidence": (study.confidence, LEVEL, "Konfidensniveau", "Level of confidence"),
    }  # fmt: skip
    return [
        maker.make(
            key,
            "number",
            value=float(value),
            definition=what,
            title=Text(da=da, en=en),
            unit="share" if what is LEVEL else "count",
            **COMMON,
        )
        for key, (value, what, da, en) in numbers.items()
    ]
