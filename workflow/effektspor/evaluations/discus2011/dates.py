"""The settings of the study as artefacts, so that no text has a limit or a date of its own."""

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import COMMON, DATE, LEVEL, day_number

REQUIRES: tuple[str, ...] = ()
STOCK = Text(
    da="Vidensmængde, hvorunder der er for få studier.",
    en="Stock of knowledge below which there are too few studies.",
)
SHARE = Text(
    da="Andel af vidensmængden, der skal pege én vej.",
    en="Share of the stock that must point one way.",
)
TEXTS = Text(
    da="1, hvis rapporternes tekster er med, ellers 0.",
    en="1 where the reports' texts were given, otherwise 0.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Date of the coding, limits of the grading, whether texts were given, level of intervals."""
    maker = Maker(study, tables.data_hash)
    coded = float(day_number(study.extract_date))
    numbers = {
        "study.coded": (coded, "count", DATE, "Kodningens dato", "Date of the coding"),
        "study.least_stock": (
            study.least_stock, "ratio", STOCK, "Mindste vidensmængde", "Least stock of knowledge",
        ),
        "study.least_share": (
            study.least_share, "share", SHARE, "Mindste andel", "Least share",
        ),
        "study.texts": (
            float(study.texts), "count", TEXTS, "Rapporternes tekster", "Texts of the reports",
        ),
        "reference.confidence": (
            study.confidence, "share", LEVEL, "Konfidensniveau", "Level of confidence",
        ),
    }  # fmt: skip
    return [
        maker.make(
            key, "number", value=value, unit=unit, definition=what, title=Text(da=da, en=en),
            **COMMON,
        )
        for key, (value, unit, what, da, en) in numbers.items()
    ]  # fmt: skip
