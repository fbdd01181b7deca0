"""What was read, repaired, set aside and merged before the analysis, as artefacts."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007.making import (
    SYNTHETIC_TRIAL,
    TRIAL,
    Maker,
    Study,
    trial_maker,
)
from effektspor.evaluations.quality import of_ledger
from effektspor.evaluations.quality_lines import by_check
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("trial_quality", "quality")
ROWS = Text(
    da="Alle rækker i de registerfiler, som undersøgelsen læser.",
    en="All rows of the register files that the study reads.",
)
TRIAL_ROWS = Text(
    da="Alle rækker i forsøgets filer om personer og job.",
    en="All rows of the trial's files of persons and jobs.",
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
    """Of the trial's files and of the registers: rows read, set aside, merged, repaired; tables.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    of_trial, of_registers = (
        (SYNTHETIC_TRIAL, SYNTHETIC_REGISTERS) if study.synthetic else (TRIAL, REGISTERS)
    )
    own, registers = trial_maker(study, tables.data_hash), Maker(study, tables.data_hash)
    return [
        *of_ledger(
            "trial_quality", tables["trial_quality"], own, rows=TRIAL_ROWS, source=of_trial,
            min_cell=study.min_cell,
        ),
        *of_ledger(
            "quality", tables["quality"], registers, rows=ROWS, source=of_registers,
            min_cell=study.min_cell,
        ),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The tables by source, check and year, small counts hidden."""
    return {f"{name}.csv": by_check(tables[name], study.min_cell) for name in REQUIRES}
