"""The printed figures of this evaluation as artefacts."""

from effektspor.artefacts import Artefact
from effektspor.evaluations.hedensted2019.checks import checks
from effektspor.evaluations.hedensted2019.making import Study, memo_maker
from effektspor.evaluations.printed import printed_group
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("published",)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One artefact per printed figure, and the arithmetic on them."""
    return printed_group(memo_maker(study, tables.data_hash), tables, checks)
