"""JSON-stat of StatBank, versions 1 (under ``dataset``) and 2: dimensions and one list of values.

Source of the layout: JSON-stat format, version 2.0 (json-stat.org/full). Values stand in row-major
order: the last dimension varies fastest.
"""

from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from effektspor.registers.files.problems import broken
from effektspor.series.layouts.delimited import STATBANK_VALUE
from effektspor.series.layouts.table import RawTable, as_cell, not_this_layout
from effektspor.series.numbers import Cell

CONTENTS = "contentscode"  # StatBank's dimension of what is measured
_TIME = ("tid", "time")


def read_jsonstat(dataset: dict[str, Any], path: Path) -> RawTable:
    """One row a cell: the label of each dimension (the code for time), and the value.

    Raises
    ------
    InputError
        Where parts are missing, or there are not as many values as the dimensions say.
    """
    try:
        dimensions = dataset["dimension"]
        names = list(dataset.get("id") or dimensions["id"])
        sizes = [int(size) for size in dataset.get("size") or dimensions["size"]]
        labels = [_labels(dimensions[name], name) for name in names]
        values = dataset["value"]
        marks = dataset.get("status") or {}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise not_this_layout(str(path)) from None
    cells = prod(sizes)
    if [len(each) for each in labels] != sizes or not _listed(names, values, marks):
        raise not_this_layout(str(path))
    if isinstance(values, list) and len(values) != cells:
        raise broken(path)
    columns: dict[str, list[Cell]] = {name.strip().lower(): [] for name in names}
    for combination in product(*labels):
        for name, label in zip(columns, combination, strict=True):
            columns[name].append(label)
    columns.pop(CONTENTS, None)
    columns[STATBANK_VALUE] = [
        _value(_at(values, at), _at(marks, at), str(path)) for at in range(cells)
    ]
    return RawTable(path, "statbank", columns, before=0)


def _listed(names: list[Any], values: Any, marks: Any) -> bool:
    """Whether the parts are of the kinds that the layout has: names, and values by position."""
    return (
        bool(names)
        and all(isinstance(name, str) for name in names)
        and len({name.strip().lower() for name in names}) == len(names)
        and isinstance(values, list | dict)
        and isinstance(marks, list | dict | str)
    )


def _labels(dimension: dict[str, Any], name: str) -> list[str]:
    category = dimension["category"]
    index, labels = category.get("index"), category.get("label") or {}
    if index is None:
        codes = list(labels)
    elif isinstance(index, list):
        codes = list(index)
    else:
        codes = sorted(index, key=lambda code: float(index[code]))
    # A period is read by its code, since labels of months are written in words.
    if name.strip().lower() in _TIME:
        return [str(code) for code in codes]
    return [str(labels.get(code, code)) for code in codes]


def _at(values: Any, at: int) -> Any:
    """A value of a list, or of an object by position as text; one text is the same for all."""
    if isinstance(values, dict):
        return values.get(str(at))
    if isinstance(values, str):
        return values
    return values[at] if at < len(values) else None


def _value(value: Any, mark: Any, where: str) -> Cell:
    cell = as_cell(value, where)
    if cell is None:
        return mark if isinstance(mark, str) else None
    return f"{cell:.15g}*" if mark == "*" and isinstance(cell, float) else cell
