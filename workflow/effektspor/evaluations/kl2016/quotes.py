"""Coded comments of the job centres' survey as artefacts."""

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016.making import Maker, Study
from effektspor.evaluations.quotes import REQUIRES, Words, figure_data, quote_artefacts
from effektspor.evaluations.result_tables import Tables

__all__ = ["REQUIRES", "artefacts", "figure_data"]
WORDS = Words(
    said=Text(
        da="Bemærkninger i spørgeskemaet, udvalgt og kodet af undersøgelsens forfattere.",
        en="Comments in the questionnaire, chosen and coded by the study's authors.",
    ),
    population=Text(
        da="Bemærkninger, som undersøgelsens forfattere har valgt; ikke repræsentative for "
        "jobcentrene.",
        en="Comments chosen by the study's authors; not representative of the job centres.",
    ),
    definition=Text(
        da="Hver bemærkning er kodet med ét af skemaets emner. Kommunen er aldrig nævnt.",
        en="Each comment is coded with one of the questionnaire's themes. The municipality is never "
        "named.",
    ),
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The list of comments, and what became of the file's rows."""
    maker = Maker(study, tables.data_hash, registers=False, surveys=["jobcentres"])
    return quote_artefacts(tables, maker, WORDS)
