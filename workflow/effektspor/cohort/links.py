"""Whether the sources speak of the same persons: keys that do not agree would look like no effect.

The counts stand in the ledger of each shard, and all shards together are judged.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from effektspor.calendar import month_of_week
from effektspor.cohort.build import Registers
from effektspor.config.design import Cohorts
from effektspor.config.window import cohort_weeks
from effektspor.errors import InputError
from effektspor.registers.quality import Ledger

SOURCE = "cohort"
NOT_IN_DREAM = "not_in_dream"
LINKED, UNLINKED = "wage_and_hours", "wage_without_hours"
_MAY_BE_EMPTY = "stv"


def months_of_hours(hours: Path, cohorts: Cohorts) -> range:
    """Months of the follow-up of the cohorts that lie within those of all rows of the hours.

    Parameters
    ----------
    hours
        Table ``hours``; only the statistics of its row groups are read.
    """
    weeks = [cohort_weeks(cohort, cohorts.weeks) for cohort in (cohorts.pre, cohorts.post)]
    first = int(month_of_week(min(w.start for w in weeks)))
    last = int(month_of_week(max(w.stop for w in weeks) - 1))
    file = pq.ParquetFile(hours)
    column = file.schema_arrow.get_field_index("month")
    groups = (file.metadata.row_group(group) for group in range(file.num_row_groups))
    bounds = [group.column(column).statistics for group in groups if group.num_rows]
    if not bounds:
        return range(first, first)
    return range(
        max(first, min(bound.min for bound in bounds)),
        min(last, max(bound.max for bound in bounds)) + 1,
    )


def count_links(registers: Registers, months: range, ledger: Ledger, file: str) -> None:
    """Count the persons of the programme who have a wage in DREAM, by whether they have hours too.

    Parameters
    ----------
    months
        Months in which a wage counts; hours count in any month.
    file
        Name of the table of hours, under which the counts stand in the ledger.
    """
    runs = registers.employment
    begin = runs["first_month"].to_numpy(dtype=np.int64)
    paid = (begin < months.stop) & (begin + runs["months"].to_numpy() > months.start)
    people = registers.persons
    keys = people.loc[people["person"].isin(runs.loc[paid, "person"]), "pnr"]
    linked = int(keys.isin(registers.hours["pnr"]).sum())
    ledger.step(LINKED, SOURCE, file, None, linked)
    ledger.step(UNLINKED, SOURCE, file, None, len(keys) - linked)


def refuse_unlinked(counts: pd.DataFrame, smallest: float) -> None:
    """Stop where the keys of a source are evidently not those of DREAM.

    Parameters
    ----------
    counts
        `QUALITY` of what all shards read.
    smallest
        Setting ``data.smallest_link``.

    Raises
    ------
    InputError
        Where no row of a source belongs to a person in DREAM (the list of STV participants may be
        empty), or where too few of those with a wage in DREAM have hours.
    """
    found = counts.groupby(["file", "check"])["n_affected"].sum()
    for file in counts["file"].unique():
        source = Path(file).stem
        rows = int(found.get((file, "read"), 0))
        if rows == found.get((file, NOT_IN_DREAM), 0) and (rows or source != _MAY_BE_EMPTY):
            raise InputError(
                f"None of {rows:,} rows belongs to a person in DREAM",
                where=f"data.{source} against data.dream",
                todo="Check that both have the same kind of person key, written alike; "
                f"data.{source}.variables.person and data.dream.variables.person name it.",
            )
    checks = counts.groupby("check")["n_affected"].sum()
    linked, unlinked = (int(checks.get(check, 0)) for check in (LINKED, UNLINKED))
    paid = linked + unlinked
    if paid and linked / paid < smallest:
        raise InputError(
            f"Of {paid:,} persons with programme codes and a wage in DREAM, {linked:,} have hours: "
            f"{100 * linked / paid:.1f} per cent, where data.smallest_link asks for "
            f"{100 * smallest:g}",
            where="data.hours against the industry of months in data.dream",
            todo="Check that both have the same kind of person key, and that data.hours holds all "
            "persons and years; lower data.smallest_link only where you know why so few link.",
        )
