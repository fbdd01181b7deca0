"""What was read, repaired, set aside and merged before the analysis, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016.making import Maker, Study, answers_source
from effektspor.evaluations.quality import of_ledger
from effektspor.evaluations.quality_lines import by_check
from effektspor.evaluations.result_tables import Tables

REQUIRES, SURVEY_REQUIRES = ("quality",), ("survey_quality",)
NOBODYS = 1
"""Job centres are no persons: nothing of theirs is hidden."""
ROWS = Text(
    da="Alle rækker i de registerfiler, som undersøgelsen læser.",
    en="All rows of the register files that the study reads.",
)
SURVEY_ROWS = Text(
    da="Alle rækker i spørgeskemaernes filer.", en="All rows of the files of the surveys."
)
REGISTERS = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og befolkningsregisteret (BEF); egne "
    "beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and the population register "
    "(BEF); own calculations.",
)
SYNTHETIC_REGISTERS = Text(
    da="Syntetiske registre i formaterne for DREAM og befolkningsregisteret (BEF), uden virkelige "
    "personer; egne beregninger.",
    en="Synthetic registers in the formats of DREAM and the population register (BEF), without "
    "real persons; own calculations.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Registers read, rows set aside, merged and repaired, and the table.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    source = SYNTHETIC_REGISTERS if study.synthetic else REGISTERS
    maker = Maker(study, tables.data_hash)
    return of_ledger(
        "quality", tables["quality"], maker, rows=ROWS, source=source, min_cell=study.min_cell
    )


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table by source, check and year, small counts hidden."""
    return {"quality.csv": by_check(tables["quality"], study.min_cell)}


def survey_artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The same of the surveys' files."""
    maker = Maker(study, tables.data_hash, registers=False, surveys=tuple(study.collected))
    source = answers_source(synthetic=study.synthetic)
    ledger = tables["survey_quality"]
    return of_ledger(
        "survey_quality", ledger, maker, rows=SURVEY_ROWS, source=source, min_cell=NOBODYS
    )


def survey_figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table by survey and check; job centres are no persons, and nothing is hidden."""
    del study
    return {"survey_quality.csv": by_check(tables["survey_quality"], NOBODYS)}
