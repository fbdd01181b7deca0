"""What was read, repaired, set aside and merged before the analysis, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.quality_lines import ALL, by_check
from effektspor.evaluations.result_tables import Tables
from effektspor.registers.quality import refuse_gaps

REQUIRES = ("quality",)
ROWS = Text(
    da="Alle rækker i de filer, som undersøgelsen læser.",
    en="All rows of the files that the study reads.",
)
DEFINITION = Text(
    da="Sat til side: rækken bruges ikke. Lagt sammen: rækken er lagt til en anden. Rettet: "
    "værdien er rettet og bruges. Talt: fundet og talt, men ikke ændret.",
    en="Set aside: the row is not used. Merged: the row is added to another. Repaired: the value "
    "is repaired and used. Counted: found and counted, but not changed.",
)
METHOD = Text(
    da="Optælling fil for fil under indlæsningen.", en="A count file by file while reading."
)
NO_SAMPLING = Text(
    da="Ingen stikprøve: alle rækker er talt med.", en="No sampling: every row is counted."
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
TOTALS = {
    "rows_read": ("read", "rows", "Rækker læst", "Rows read"),
    "rows_set_aside": ("set_aside", "rows", "Rækker sat til side", "Rows set aside"),
    "rows_merged": ("merged", "rows", "Rækker lagt sammen", "Rows merged"),
    "rows_repaired": ("repaired", "rows", "Rækker rettet", "Rows repaired"),
    "cells_repaired": ("repaired", "cells", "Celler rettet", "Cells repaired"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Sources, rows read by source, rows set aside and merged, repairs, and the table.

    A sum with a hidden count in it is withheld.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    source = SYNTHETIC_REGISTERS if study.synthetic else REGISTERS
    return of_ledger("quality", tables, study, rows=ROWS, source=source)


def of_ledger(
    name: str, tables: Tables, study: Study, *, rows: Text, source: Text, surveys: bool = False
) -> list[Artefact]:
    """The artefacts of one ledger, of registers or of surveys; its table has its name, as have ids.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    refuse_gaps(tables[name], {})
    lines = by_check(tables[name], study.min_cell)
    whole = lines[lines["year"] == ALL]
    read = whole[whole["action"] == "read"]
    common: dict[str, Any] = {
        "population": rows,
        "n": {"sources": len(read)},
        "definition": DEFINITION,
        "source": source,
        "method": METHOD,
        "uncertainty": NO_SAMPLING,
    }
    maker = Maker(
        study,
        tables.data_hash,
        registers=not surveys,
        surveys=tuple(study.collected) if surveys else (),
    )
    found = [
        maker.number(
            f"{name}.{total}", _sum(whole[(whole["action"] == action) & (whole["unit"] == unit)]),
            **common, unit="count", title=Text(da=da, en=en),
        )
        for total, (action, unit, da, en) in TOTALS.items()
    ]  # fmt: skip
    found += [
        maker.number(
            f"{name}.read.{one}", _sum(part), **common, unit="count",
            title=Text(da=f"Rækker læst, {one}", en=f"Rows read, {one}"),
        )
        for one, part in read.groupby("source")
    ]  # fmt: skip
    return [
        *found,
        maker.make(
            f"{name}.sources", "number", **common, unit="count", value=float(len(read)),
            title=Text(da="Kilder læst", en="Sources read"),
        ),
        maker.make(
            f"{name}.table", "table", **common, unit="mixed", data=f"{name}.csv",
            title=Text(da="Læste, rettede og udeladte rækker",
                       en="Rows read, repaired and left out"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table by source, check and year, small counts hidden."""
    return {"quality.csv": by_check(tables["quality"], study.min_cell)}


def _sum(lines: pd.DataFrame) -> float | None:
    """The sum of what was affected; none where a part of it is hidden."""
    counts = lines["n_affected"]
    return None if counts.isna().any() else float(counts.sum())
