"""One file of a trial: the columns of its codebook, typed, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.municipality_years import MunicipalityYears, not_in_use
from effektspor.registers.dates import Dates
from effektspor.registers.keys import Keys
from effektspor.registers.numbers import amounts, declared_missing, missing
from effektspor.registers.quality import Ledger
from effektspor.registers.raw import Fault, Mask, Raw
from effektspor.registers.reading import SourceFile
from effektspor.surveys.files import open_small, whole_columns
from effektspor.surveys.meaning import NONE, understand
from effektspor.surveys.places import municipalities
from effektspor.surveys.tables import NO_MUNICIPALITY
from effektspor.trial.codebook import Codebook, Item

ROW = "row"
TODO_LABEL = (
    "Add the label to the list of scales (several labels of one answer are parted by |) and name "
    "your copy as data.trial.scales, or correct the file."
)
TODO_PLACE = (
    "Use numbers or names of the list under codes.municipalities, of the year in which the project "
    "began."
)
Values = npt.NDArray[Any]


@dataclass(frozen=True)
class Rules:
    """How the files of a trial are read.

    Attributes
    ----------
    keys
        Reads person keys; knows those of earlier files.
    start, end
        First day of the project, and the day on which it ends.
    tolerance
        Share of a file's jobs that may be set aside for impossible values.
    least_months
        Months of waiting that whoever takes part should have behind them.
    """

    keys: Keys
    ledger: Ledger
    places: MunicipalityYears
    start: pd.Timestamp
    end: pd.Timestamp
    tolerance: float
    least_months: float
    memory_mb: int
    days: Dates = field(default_factory=Dates)


@dataclass(frozen=True)
class TrialFile:
    """Rows of one file.

    Attributes
    ----------
    frame
        One column per variable that the file has, and `ROW`, its number in messages; a category is
        None, a date or number missing, where the file says nothing.
    raw
        The same columns as the file has them, for messages.
    faults
        What is wrong with single cells.
    """

    file: SourceFile
    frame: pd.DataFrame
    raw: Mapping[str, Raw]
    faults: tuple[Fault, ...]

    def fault(self, variable: str, wrong: "Mask | pd.Series[bool]", what: str, todo: str) -> Fault:
        """Say what is wrong with some rows of a variable."""
        return self.raw[variable].fault(np.asarray(wrong, dtype=bool), what, todo)

    def has(self, *variables: str) -> bool:
        """Whether the file has all of some variables."""
        return all(variable in self.raw for variable in variables)


def read_trial_file(file: SourceFile, book: Codebook, rules: Rules, source: str) -> TrialFile:
    """Read the variables of a codebook; those that are not required may be absent.

    Parameters
    ----------
    source
        What the ledger calls the kind of file.

    Raises
    ------
    InputError
        Where the file cannot be read or lacks required columns (all are named), a key is damaged, or
        a cell is of no category.
    """
    opened = open_small(file.copy)
    there = {variable.name for variable in opened.variables}
    _refuse_absent(file, book, there)
    items = [item for item in book.items if item.column in there]
    columns = whole_columns(file, opened, [i.column for i in items], memory_mb=rules.memory_mb)
    raw = {item.variable: columns[item.column] for item in items}
    rows = len(next(iter(raw.values())).values)
    rules.ledger.read(source, file.label, None, rows)
    faults: list[Fault] = []
    told: dict[str, Values] = {}
    for item in items:
        read, counts = _column(raw[item.variable], item, rules, faults)
        told[item.variable] = read
        for check, found in counts.items():
            rules.ledger.step(check, source, file.label, None, found)
    before = next(iter(raw.values())).before
    frame = pd.DataFrame({**told, ROW: np.arange(1, rows + 1) + before})
    return TrialFile(file, frame, raw, tuple(faults))


def _refuse_absent(file: SourceFile, book: Codebook, there: set[str]) -> None:
    absent = [i.column for i in book.items if i.required and i.column not in there]
    if absent:
        raise InputError(
            ("A column" if len(absent) == 1 else f"{len(absent)} columns")
            + f" of the trial {'is' if len(absent) == 1 else 'are'} missing: {', '.join(absent)}",
            where=str(file.name),
            todo="Add them to the file; or copy the codebook, name there what the file has, and name "
            "the copy as codebook beside the file's path under data.trial.",
        )


def _column(
    raw: Raw, item: Item, rules: Rules, faults: list[Fault]
) -> tuple[Values, dict[str, int]]:
    """Typed cells of a column, and what the ledger counts in it."""
    if item.kind == "key":
        keys, restored = rules.keys.read(raw)
        return np.array(keys.to_pylist(), dtype=object), {"key_digits": restored}
    if item.kind == "municipality":
        return _municipalities(raw, rules, faults), {}
    if item.kind == "category":
        assert item.scale is not None
        read = understand(raw, item.scale, todo=TODO_LABEL)
        names = np.array([*(answer.id for answer in item.scale.answers), None], dtype=object)
        if item.required:
            faults.append(missing(raw, read.answers == NONE))
        return names[read.answers], {
            "scale_recoded": read.recoded, "user_missing": read.user_missing,
        }  # fmt: skip
    if item.kind == "date":
        days = rules.days.read(raw)
        faults.extend(days.faults if item.required else days.faults[:1])
        return days.values.astype("datetime64[ns]"), {"user_missing": days.user_missing}
    numbers = amounts(raw)
    empty = declared_missing(raw)
    faults.extend(numbers.faults)
    if item.required:
        faults.append(missing(raw, empty))
    return np.where(empty, np.nan, numbers.values), {"user_missing": numbers.user_missing}


def _municipalities(raw: Raw, rules: Rules, faults: list[Fault]) -> Values:
    """Municipality numbers of the year in which the project began."""
    year = rules.start.year
    found: list[Fault] = []
    read = municipalities(raw, rules.places.names(year), found, TODO_PLACE)
    faults.extend(found)
    unknown = np.logical_or.reduce([fault.wrong for fault in found])
    faults.append(missing(raw, (read == NO_MUNICIPALITY) & ~unknown))
    stale = (read != NO_MUNICIPALITY) & ~np.isin(read, list(rules.places.numbers(year)))
    numbers = ", ".join(str(number) for number in np.unique(read[stale])[:5])
    what, todo = not_in_use(numbers, year)
    faults.append(raw.fault(stale, what, todo))
    return np.asarray(read, dtype=np.int64)
