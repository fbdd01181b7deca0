"""What became of the rows of the registers: the ledgers of ingest, added up over files and years."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from effektspor.checking.masked import shown
from effektspor.registers.checks import CHECKS
from effektspor.registers.quality import read_quality

READ = "read"


def row_counts(ledgers: Sequence[Path], min_cell: int) -> list[tuple[str, str]]:
    """Label and count of what each check of ingest found, by source, in the order of the checks.

    Columns and cells are no persons: their counts are shown whatever they are.
    """
    quality = pd.concat([read_quality(path) for path in ledgers])
    counts = quality.groupby(["source", "check"], sort=False)["n_affected"].sum()
    told = []
    for source in quality["source"].unique():
        found = counts[source]
        for check in (each for each in CHECKS.values() if each.id in found.index):
            least = min_cell if check.unit in ("rows", "persons") else 1
            unit = "" if check.unit == "rows" else f" ({check.unit})"
            told.append((f"{source}: {check.label_en}{unit}", shown(int(found[check.id]), least)))
    return told
