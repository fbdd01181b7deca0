"""What was read, repaired, set aside and merged before the analysis, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.making import Maker
from effektspor.evaluations.quality_lines import ALL, by_check
from effektspor.registers.quality import refuse_gaps

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
TOTALS = {
    "rows_read": ("read", "rows", "Rækker læst", "Rows read"),
    "rows_set_aside": ("set_aside", "rows", "Rækker sat til side", "Rows set aside"),
    "rows_merged": ("merged", "rows", "Rækker lagt sammen", "Rows merged"),
    "rows_repaired": ("repaired", "rows", "Rækker rettet", "Rows repaired"),
    "cells_repaired": ("repaired", "cells", "Celler rettet", "Cells repaired"),
}


def of_ledger(
    name: str, ledger: pd.DataFrame, maker: Maker, *, rows: Text, source: Text, min_cell: int
) -> list[Artefact]:
    """The artefacts of one ledger, of registers or of surveys; its table has its name, as have ids.

    Raises
    ------
    EstimationError
        Where the rows of a file are not all accounted for.
    """
    refuse_gaps(ledger, {})
    lines = by_check(ledger, min_cell)
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


def _sum(lines: pd.DataFrame) -> float | None:
    """The sum of what was affected; none where a part of it is hidden."""
    counts = lines["n_affected"]
    return None if counts.isna().any() else float(counts.sum())
