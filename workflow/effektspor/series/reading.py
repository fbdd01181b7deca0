"""One file of a series as rows of labels, periods and values, of the whole country."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.config.series import SeriesVariables, group_names, value_names
from effektspor.errors import InputError
from effektspor.registers.mark import REAL, TODO
from effektspor.registers.names import first_of
from effektspor.registers.raw import Mask, rows_text
from effektspor.series.areas import SYNTHETIC_COUNTRY, country
from effektspor.series.groups import GroupList, plain
from effektspor.series.layouts.opening import open_table
from effektspor.series.layouts.table import RawTable
from effektspor.series.numbers import read_numbers
from effektspor.series.periods import FORMS, Period, parse_period
from effektspor.series.totals import keep_totals


@dataclass(frozen=True)
class Rules:
    """How the files of a series are read.

    Attributes
    ----------
    municipalities
        Municipalities since 2007, columns ``number``, ``name`` and ``region``.
    group
        Group that the whole file is of; None where a column says it.
    """

    series: str
    variables: SeriesVariables
    groups: GroupList
    municipalities: pd.DataFrame
    synthetic: bool
    group: str | None = None


@dataclass(frozen=True)
class FileRows:
    """What a file holds.

    Attributes
    ----------
    rows
        Columns ``month`` (first month of the period), ``label`` (small letters; the group's id where
        the file has one group), ``area``, ``required`` (whether each period must have the area), ``value``, ``state`` and ``number`` (row of the file).
    totals
        The same of the file's own totals over groups.
    frequency
        Any period of the file, which says how long they are.
    needed_areas
        Areas that each period must have.
    counts
        Of rows: rows, totals, elsewhere, merged.
    """

    path: Path
    layout: str
    rows: pd.DataFrame
    totals: pd.DataFrame
    frequency: Period
    needed_areas: int
    counts: dict[str, int] = field(default_factory=dict)


def read_file(path: Path, rules: Rules) -> FileRows:
    """Read, check and choose rows.

    Raises
    ------
    InputError
        Where a column is missing, a label, area or period unknown, a cell no count, periods are of
        different lengths, or a value stands twice and differs.
    """
    table, given = open_table(path), rules.variables
    key = f"data.series.{rules.series}.variables"
    period = first_of(given.period, table.columns, where=path, key=f"{key}.period")
    value = first_of(
        value_names(rules.series, given), table.columns, where=path, key=f"{key}.value"
    )
    area = next((name for name in given.area if name in table.columns), None)
    names = {period, value} | ({area} if area else set())
    labels = _labels(table, rules, names, key)
    _refuse_false_mark(table, area, rules)
    months, example = _periods(table, period)
    numbers, states = read_numbers(
        table.columns[value],
        dash_is_nil=table.layout == "statbank",
        where=f"{path}, column {value}",
        before=table.before,
    )
    whole, areas = keep_totals(table, names), country(
        table.texts(area) if area else None, table.rows, rules.municipalities,
        f"{path}, column {area}", table.before,
    )  # fmt: skip
    frame = pd.DataFrame({
        "month": months, "label": labels, "area": areas.area, "required": areas.required, "value": numbers, "state": states,
        "number": np.arange(table.rows) + table.before + 1,
    })  # fmt: skip
    kept = frame[whole & areas.rows]
    kept, merged = _once(kept, path)
    total = kept["label"].isin(rules.groups.totals).to_numpy()
    counts = {
        "rows": table.rows, "totals": int(total.sum()), "merged": merged,
        "elsewhere": int((~(whole & areas.rows)).sum()),
    }  # fmt: skip
    return FileRows(path, table.layout, kept[~total], kept[total], example, areas.needed, counts)


def _labels(table: RawTable, rules: Rules, names: set[str], key: str) -> Sequence[str]:
    """Label of each row; the column's name joins those that are used."""
    if rules.group is not None:
        return [rules.group] * table.rows
    column = first_of(
        group_names(rules.series, rules.variables),
        table.columns,
        where=table.path,
        key=f"{key}.group",
    )
    names.add(column)
    found = [plain(label) for label in table.texts(column)]
    known = rules.groups.labels | rules.groups.totals
    unknown = np.array([label not in known for label in found])
    if unknown.any():
        texts = table.texts(column)
        shown = sorted({texts[at] for at in np.flatnonzero(unknown)})
        raise InputError(
            "Labels are not in the list of groups: "
            + ", ".join(repr(text) for text in shown[:5]) + (" ..." if len(shown) > 5 else ""),
            where=f"{table.path}, column {column}, {rows_text(unknown, table.before)}",
            todo=f"Add them to a copy of {rules.groups.path}, named under data.series."
            f"{rules.series}.groups, where each lies in one group; a label that lies in two cannot be "
            "divided, so fetch another grouping then.",
        )  # fmt: skip
    return found


def _refuse_false_mark(table: RawTable, area: str | None, rules: Rules) -> None:
    made = area is not None and SYNTHETIC_COUNTRY in table.texts(area)
    if made and not rules.synthetic:
        raise InputError(REAL, where=f"{table.path}, column {area}", todo=TODO)


def _periods(table: RawTable, column: str) -> tuple[list[int], Period]:
    found = [parse_period(text) for text in table.texts(column)]
    wrong: Mask = np.array([each is None for each in found])
    if wrong.any():
        raise InputError(
            f"Cells are no period: {FORMS}",
            where=f"{table.path}, column {column}, {rows_text(wrong, table.before)}",
            todo="Fetch the file with codes of periods instead of words.",
        )
    periods = [each for each in found if each is not None]
    lengths = {each.frequency: each for each in periods}
    if len(lengths) > 1:
        raise InputError(
            f"The file mixes periods of different lengths: {', '.join(sorted(lengths))}",
            where=f"{table.path}, column {column}",
            todo="Fetch one of them.",
        )
    return [each.month for each in periods], periods[0]


def _once(frame: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, int]:
    """Each value once; the number of rows that were the same."""
    key = ["month", "label", "area"]
    again = frame.duplicated([*key, "value", "state"])
    frame = frame[~again]
    twice = frame.duplicated(key, keep=False).to_numpy()
    if twice.any():
        marked = np.zeros(int(frame["number"].max()), dtype=bool)
        marked[frame.loc[twice, "number"].to_numpy() - 1] = True
        raise InputError(
            "A group has two values in one period",
            where=f"{path}, {rows_text(marked, 0)}",
            todo="Fetch one table; a further variable that is not at its total gives such rows.",
        )
    return frame.reset_index(drop=True), int(again.sum())
