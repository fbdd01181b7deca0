"""All series of a study: files to `SERIES` and `LEDGER`."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.config.series import GROUP, Series, SeriesSource
from effektspor.errors import UserError
from effektspor.registers.mark import refuse_false_label
from effektspor.series.adding import Grouped, add_up
from effektspor.series.agreement import DIVISIONS, Agreement, divisions, own_totals
from effektspor.series.groups import GroupList, read_groups
from effektspor.series.periods import Period
from effektspor.series.provenance import Origin, earlier_of, origin_of
from effektspor.series.reading import FileRows, Rules, read_file
from effektspor.series.revisions import revised
from effektspor.series.tables import LEDGER, SERIES, UNITS

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ingested:
    """`SERIES` and `LEDGER`."""

    series: pd.DataFrame
    ledger: pd.DataFrame


def read_all(
    settings: Series, municipalities: pd.DataFrame, *, as_of: date, synthetic: bool
) -> Ingested:
    """Read every series that the study has.

    Parameters
    ----------
    municipalities
        Municipalities since 2007, columns ``number``, ``name`` and ``region``.
    as_of
        Date of the study: periods that end after it are not used.

    Raises
    ------
    InputError
        Where a file or list is not what the contract says.
    """
    tables, ledger = [], []
    for name in settings.held():
        source = settings.source(name)
        assert source is not None
        groups = read_groups(Path(settings.groups(name)))
        rules = Rules(name, source.variables, groups, municipalities, synthetic)
        for path, group in files_of(source, groups):
            refuse_false_label(path, declared=synthetic)
            values, row = _one_file(path, replace(rules, group=group), as_of)
            tables.append(values)
            ledger.append(row)
    if not tables:
        return Ingested(_empty(SERIES.columns), _empty(LEDGER.columns))
    series, read = SERIES.conform(pd.concat(tables)), pd.DataFrame(ledger)
    same = divisions(series)
    _say_differ("New pensions by age and by cause", "sums", same)
    awards = read["series"].isin(DIVISIONS)
    read["divisions_compared"] = np.where(awards, same.compared, 0)
    read["divisions_differ"] = np.where(awards, same.differ, 0)
    return Ingested(series, LEDGER.conform(read))


def files_of(source: SeriesSource, groups: GroupList) -> Iterator[tuple[Path, str | None]]:
    """Files of a series, with the group that each is of; None where a column says it."""
    if GROUP not in source.path:
        yield Path(source.path), None
        return
    for group in groups.groups:
        yield Path(source.path_of(group)), group


def _one_file(path: Path, rules: Rules, as_of: date) -> tuple[pd.DataFrame, dict[str, object]]:
    file, later = _until(read_file(path, rules), as_of)
    grouped = add_up(file, rules.groups, rules.group)
    values = _series(grouped, file, rules)
    origin = origin_of(path)
    changed, compared = _revised(path, rules, grouped.values, as_of)
    states = values["state"].value_counts()
    gaps, held_back = int(values["value"].isna().sum()), int(states.get("suppressed", 0))
    _say(path, gaps, changed, compared, origin)
    totals = own_totals(file, grouped.values, rules.groups)
    _say_differ(path.name, "own totals and sums of the groups", totals)
    row = {
        "series": rules.series, "file": path.name, "layout": file.layout, **file.counts,
        "used": len(file.rows), "later": later,
        "periods": values["period"].nunique(), "first_period": values["period"].min(),
        "last_period": values["period"].max(), "gaps": gaps, "suppressed": held_back,
        "provisional": int(states.get("provisional", 0)), "regrouped": grouped.regrouped,
        "totals_compared": totals.compared, "totals_differ": totals.differ,
        "revised": changed, "compared": compared, "source": origin.source, "table": origin.table,
        "downloaded": origin.day, "sha256": origin.sha256, "cached": origin.cached,
    }  # fmt: skip
    return values, row


def _until(file: FileRows, as_of: date) -> tuple[FileRows, int]:
    """The file without periods that end after a date, and how many rows those are."""
    ends = file.rows["month"].map(lambda month: _period(file, month).end)
    later = (ends > as_of).to_numpy()
    return replace(file, rows=file.rows[~later].reset_index(drop=True)), int(later.sum())


def _series(grouped: Grouped, file: FileRows, rules: Rules) -> pd.DataFrame:
    values = grouped.values
    of = [rules.groups.groups[group] for group in values["group"]]
    periods = [_period(file, month) for month in values["month"]]
    return pd.DataFrame({
        "series": rules.series, "group": values["group"], "order": [each.order for each in of],
        "label_da": [each.label_da for each in of], "label_en": [each.label_en for each in of],
        "period": [each.label for each in periods],
        "start": [each.start.isoformat() for each in periods],
        "value": values["value"], "unit": UNITS[rules.series], "state": values["state"],
    })  # fmt: skip


def _revised(path: Path, rules: Rules, values: pd.DataFrame, as_of: date) -> tuple[int, str]:
    """Values that differ from the earlier download, and its day; 0 and nothing where there is none."""
    earlier = earlier_of(path)
    if not earlier.is_file():
        return 0, ""
    try:
        before = add_up(_until(read_file(earlier, rules), as_of)[0], rules.groups, rules.group)
    except UserError as error:
        log.warning("%s is not compared with the earlier download: %s", path.name, error.what)
        return 0, ""
    return revised(before.values, values), origin_of(earlier).day or "unknown"


def _say(path: Path, gaps: int, changed: int, compared: str, origin: Origin) -> None:
    if gaps:
        log.warning("%s: %d values are not known and are left open", path.name, gaps)
    if compared:
        log.info(
            "%s: %d values differ from the download of %s; the newest are used",
            path.name, changed, compared,
        )  # fmt: skip
    if origin.cached:
        log.warning(
            "%s: the last attempt to fetch it failed; the download of %s is used",
            path.name, origin.day,
        )  # fmt: skip


def _say_differ(where: str, what: str, found: Agreement) -> None:
    if found.differ:
        log.warning("%s: %s differ in %d of %d periods", where, what, found.differ, found.compared)


def _period(file: FileRows, month: int) -> Period:
    return Period(month, file.frequency.frequency)


def _empty(columns: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series(dtype=column.dtype) for column in columns})  # type: ignore[attr-defined]
