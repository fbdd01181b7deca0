"""The printed figures of this evaluation as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.discus2007.checks import checks
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.printed import printed_artefacts
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("published",)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One artefact per printed figure of the study, and the checks between them."""
    maker = Maker(study, tables.data_hash, published=True)
    rows = records(tables["published"])
    values = {str(row["item_id"]): float(row["value"]) for row in rows}
    return printed_artefacts(maker, rows, checks(values))


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The printed figures as they are."""
    return {"printed.csv": tables["published"]}
