"""Published against own values of this evaluation, by basis."""

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.comparison import by_basis, own_items
from effektspor.evaluations.hedensted2019.making import Maker, Study, reprint_maker
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("replication", "published")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts by basis and verdict, and the table of all items.

    Only where ``published_items.yml`` names results of the run do own values rest on registers.
    """
    items = own_items(tables, synthetic=study.synthetic)
    counted = items["own_value"].notna() & (items["basis"] != "recomputed")
    maker = Maker if counted.any() else reprint_maker
    return by_basis(maker(study, tables.data_hash), items)


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The items with published and own values."""
    return {"comparison.csv": own_items(tables, synthetic=study.synthetic)}
