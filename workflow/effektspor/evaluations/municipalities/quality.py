"""What was read, repaired, set aside and merged of the registers, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities.making import Study, maker_of
from effektspor.evaluations.quality import of_ledger
from effektspor.evaluations.quality_lines import by_check
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("quality",)
ROWS = Text(
    da="Alle rækker i de filer, som undersøgelsen læser.",
    en="All rows of the files that the study reads.",
)
REGISTERS = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering), eIndkomst (BFL) og "
    "befolkningsregisteret (BEF); egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment), eIndkomst (BFL) and the "
    "population register (BEF); own calculations.",
)
SYNTHETIC_REGISTERS = Text(
    da="Syntetiske registre i formaterne for DREAM, eIndkomst (BFL) og befolkningsregisteret "
    "(BEF), uden virkelige personer; egne beregninger.",
    en="Synthetic registers in the formats of DREAM, eIndkomst (BFL) and the population register "
    "(BEF), without real persons; own calculations.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Sources, rows read by source, rows set aside and merged, repairs, and the table.

    A sum with a hidden count in it is withheld.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    source = SYNTHETIC_REGISTERS if study.synthetic else REGISTERS
    return of_ledger(
        "quality",
        tables["quality"],
        maker_of(study, tables.data_hash),
        rows=ROWS,
        source=source,
        min_cell=study.min_cell,
    )


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table by source, check and year, small counts hidden."""
    return {"quality.csv": by_check(tables["quality"], study.min_cell)}
