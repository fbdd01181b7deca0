"""Published against own values by basis, and own estimates against the known truth.

The two comparisons are of different kinds. The first asks how the numbers of this run relate to
the printed ones and on what that rests; the second is possible in synthetic runs only, where it
parts the distance to the truth into estimation error and identification bias.
"""

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.comparison import by_basis, own_items
from effektspor.evaluations.municipalities.truth import truth_artefacts
from effektspor.evaluations.result_tables import Tables

REQUIRES, OPTIONAL = ("replication", "published"), ("truth_comparison",)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts by basis and verdict, the table of compared items and the comparison with truth."""
    maker = Maker(study, tables.data_hash)
    found = by_basis(maker, own_items(tables, synthetic=study.synthetic))
    if "truth_comparison" in tables.frames:
        found += truth_artefacts(maker, tables["truth_comparison"])
    return found


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The compared items with their published values, and the comparison with the truth."""
    data = {"comparison.csv": own_items(tables, synthetic=study.synthetic)}
    if "truth_comparison" in tables.frames:
        data["truth.csv"] = tables["truth_comparison"]
    return data
