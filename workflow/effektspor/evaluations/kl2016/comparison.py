"""Published against own values of this evaluation, by basis."""

from dataclasses import replace

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.comparison import by_basis, own_items
from effektspor.evaluations.kl2016.making import SOURCES, Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("replication", "published")
EVERYTHING = replace(
    SOURCES,
    register=Text(
        da="DREAM, åbne serier og spørgeskemasvar fra jobcentrene; egne beregninger.",
        en="DREAM, open series and survey answers of the job centres; own calculations.",
    ),
    synthetic=Text(
        da="Syntetisk register, syntetiske serier og syntetiske svar; egne beregninger.",
        en="Synthetic register, synthetic series and synthetic answers; own calculations.",
    ),
)
"""Where the own values come from: the table has those of all sources."""


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts by basis and verdict, and the table of all items."""
    maker = Maker(study, tables.data_hash, sources=EVERYTHING)
    return by_basis(maker, own_items(tables, synthetic=study.synthetic))


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The items with published and own values."""
    return {"comparison.csv": own_items(tables, synthetic=study.synthetic)}
