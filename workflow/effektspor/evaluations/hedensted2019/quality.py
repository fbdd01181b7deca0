"""What became of the rows of the registers and of the municipality's scheme, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.hedensted2019.making import Maker, Study, scheme_maker
from effektspor.evaluations.quality import of_ledger
from effektspor.evaluations.quality_lines import COLUMNS, by_check
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("quality", "status_quality")
OPTIONAL = "status_quality"
"""Without rows where the study has no scheme."""
ROWS = Text(
    da="Alle rækker i de registerfiler, som undersøgelsen læser.",
    en="All rows of the register files that the study reads.",
)
STATUS_ROWS = Text(
    da="Alle rækker i kommunens månedlige skema.", en="All rows of the municipality's own scheme."
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Rows read, set aside, merged and repaired of each; tables.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    maker = Maker(study, tables.data_hash)
    found = of_ledger(
        "quality", tables["quality"], maker, rows=ROWS, source=maker.source(),
        min_cell=study.min_cell,
    )  # fmt: skip
    if tables[OPTIONAL].empty:
        return found
    own = scheme_maker(study, tables.data_hash)
    return [
        *found,
        *of_ledger(
            OPTIONAL, tables[OPTIONAL], own, rows=STATUS_ROWS,
            source=own.source(), min_cell=study.min_cell,
        ),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The tables by source, check and year, small counts hidden."""
    return {
        f"{name}.csv": pd.DataFrame(columns=COLUMNS)
        if tables[name].empty
        else by_check(tables[name], study.min_cell)
        for name in REQUIRES
    }
