"""The printed figures of this evaluation as artefacts, and what simple arithmetic on them shows."""

from effektspor.artefacts import Artefact
from effektspor.evaluations.kl2016.checks import checks
from effektspor.evaluations.kl2016.making import Maker, Study
from effektspor.evaluations.printed import printed_group
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("published",)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One artefact per printed figure of the study, and the checks between them."""
    return printed_group(Maker(study, tables.data_hash, published=True), tables, checks)
