"""Whom the sources know: keys that do not agree would look like people without work.

The counts are those of a batch of persons; `link_limits` judges those of all.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from effektspor.calendar import month_of_week
from effektspor.cohort.design import Registers
from effektspor.cohort.link_table import HOURS, LINKS
from effektspor.cohort.lookup import Lookup
from effektspor.config.design import Cohort, Cohorts
from effektspor.config.window import cohort_weeks, placebo_cohorts, years_of_hours
from effektspor.registers.quality import Ledger

SOURCE = "cohort"
LINKED, UNLINKED = "wage_and_hours", "wage_without_hours"


def studied(registers: Registers, span: range, programme: Lookup) -> Registers:
    """The registers without the persons who are in the programme in other weeks only.

    Starts of placebo years bring persons whom the two cohorts do not know.
    """
    spells = registers.spells
    begin = spells["first_week"].to_numpy(dtype=np.int64)
    inside = (begin < span.stop) & (begin + spells["weeks"].to_numpy() > span.start)
    inside &= programme[spells["code"].to_numpy()]
    known = registers.persons["person"].isin(spells.loc[inside, "person"])
    return replace(registers, persons=registers.persons[known])


def months_of_hours(hours: Path, cohorts: Sequence[Cohort], weeks_each: int) -> range:
    """Months of the follow-up of some cohorts that lie within those of all rows of the hours.

    Parameters
    ----------
    hours
        Table ``hours``; only the statistics of its row groups are read.
    weeks_each
        Weeks of follow-up.
    """
    weeks = [cohort_weeks(cohort, weeks_each) for cohort in cohorts]
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


def years_before(hours: Path, cohorts: Cohorts) -> list[range]:
    """Months of each year before the cohorts in which starts of placebo years are followed."""
    placebo = placebo_cohorts(cohorts)
    if not placebo:
        return []
    months = months_of_hours(hours, placebo, cohorts.weeks)
    years = [year for year in years_of_hours(cohorts) if year < cohorts.pre.first_year]
    within = [range(max(months.start, 12 * y), min(months.stop, 12 * y + 12)) for y in years]
    return [year for year in within if len(year)]


def hours_links(registers: Registers, months: range) -> pd.DataFrame:
    """`LINKS` of the hours: persons of the programme with a wage in DREAM in a month of the year.

    A key may be written in another way in the file of one year, so that hours of other years are
    no link.

    Parameters
    ----------
    months
        Months in which a wage counts; hours count in any month of the same year.
    """
    year_of_hours = registers.hours["month"] // 12
    rows = []
    for year in sorted({month // 12 for month in months}):
        within = range(max(months.start, 12 * year), min(months.stop, 12 * year + 12))
        keys = _with_wage(registers, within)
        linked = keys.isin(registers.hours.loc[year_of_hours == year, "pnr"])
        rows.append((HOURS, year, len(keys), int(linked.sum())))
    return LINKS.conform(pd.DataFrame(rows, columns=[c.name for c in LINKS.columns]))


def count_links(registers: Registers, months: range, ledger: Ledger, file: str) -> None:
    """Count the persons of the programme who have a wage in DREAM, by whether they have hours too.

    Parameters
    ----------
    months
        Months in which a wage counts; hours count in any month.
    file
        Name of the table of hours, under which the counts stand in the ledger.
    """
    keys = _with_wage(registers, months)
    linked = int(keys.isin(registers.hours["pnr"]).sum())
    ledger.step(LINKED, SOURCE, file, None, linked)
    ledger.step(UNLINKED, SOURCE, file, None, len(keys) - linked)


def _with_wage(registers: Registers, months: range) -> pd.Series:
    """Keys of the persons with a wage in DREAM in any of some months, each once."""
    runs = registers.employment
    begin = runs["first_month"].to_numpy(dtype=np.int64)
    paid = (begin < months.stop) & (begin + runs["months"].to_numpy() > months.start)
    people = registers.persons
    keys: pd.Series = people.loc[people["person"].isin(runs.loc[paid, "person"]), "pnr"]
    return keys
