"""What was read from the files of surveys, and what became of it, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.quality import of_ledger
from effektspor.evaluations.quality_lines import by_check
from effektspor.evaluations.result_tables import Tables

LEDGER = "survey_quality"
REQUIRES = (LEDGER,)
ROWS = Text(da="Alle rækker i spørgeskemaernes filer.", en="All rows of the files of the surveys.")
SURVEYS = Text(
    da="Spørgeskemaernes filer; egne beregninger.",
    en="The files of the surveys; own calculations.",
)
SYNTHETIC_SURVEYS = Text(
    da="Syntetiske spørgeskemabesvarelser uden virkelige personer; egne beregninger.",
    en="Synthetic answers to the surveys, without real persons; own calculations.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Surveys, rows read, set aside, merged and repaired, and the table.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    source = SYNTHETIC_SURVEYS if study.synthetic else SURVEYS
    maker = Maker(study, tables.data_hash, registers=False, surveys=tuple(study.collected))
    return of_ledger(
        LEDGER, tables[LEDGER], maker, rows=ROWS, source=source, min_cell=study.min_cell
    )


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table by survey and check, small counts hidden."""
    return {f"{LEDGER}.csv": by_check(tables[LEDGER], study.min_cell)}
