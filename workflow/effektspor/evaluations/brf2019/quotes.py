"""Coded quotes of the case studies as artefacts."""

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.quotes import REQUIRES, Words, figure_data, quote_artefacts
from effektspor.evaluations.result_tables import Tables

__all__ = ["REQUIRES", "artefacts", "figure_data"]
WORDS = Words(
    said=Text(
        da="Interview i casekommunerne, udvalgt og kodet af undersøgelsens forfattere.",
        en="Interviews in the case municipalities, chosen and coded by the study's authors.",
    ),
    population=Text(
        da="Citater, som undersøgelsens forfattere har valgt; ikke repræsentative for nogen gruppe.",
        en="Quotes chosen by the study's authors; not representative of any group.",
    ),
    definition=Text(
        da="Hvert citat er kodet med ét tema. Respondentens type og kommune er kun nævnt, hvor "
        "tilstrækkeligt mange deler den.",
        en="Each quote is coded with one theme. Type and municipality of the respondent are named "
        "only where enough share them.",
    ),
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The list of quotes, and what became of the file's rows."""
    return quote_artefacts(tables, Maker(study, tables.data_hash, registers=False), WORDS)
