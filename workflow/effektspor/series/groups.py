"""Lists of groups: which label of a source belongs to which group, by grouping."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

COLUMNS = (
    "grouping", "label", "group", "order", "label_da", "label_en", "valid_from", "valid_to",
    "low", "high",
)  # fmt: skip
_TODO = "docs/how-to-own-data.md describes the file; data/series/ has examples."


@dataclass(frozen=True)
class Label:
    """A label of the source and the group that it belongs to.

    Attributes
    ----------
    valid_from, valid_to
        First and last day on which it means something; None: always.
    low, high
        First and last year of age; None for labels that are no ages.
    """

    group: str
    valid_from: date | None
    valid_to: date | None
    low: int | None
    high: int | None

    def valid(self, day: date) -> bool:
        """Whether it means something on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Group:
    """A group of the study."""

    id: str
    order: int
    label_da: str
    label_en: str


@dataclass(frozen=True)
class GroupList:
    """The groups of a series.

    Attributes
    ----------
    groupings
        Labels in small letters by grouping, in the order of preference.
    totals
        Labels of totals, which are no group.
    """

    path: Path
    groups: Mapping[str, Group]
    groupings: Mapping[str, Mapping[str, Label]]
    totals: frozenset[str]

    @cached_property
    def labels(self) -> frozenset[str]:
        """All labels of groups."""
        return frozenset(label for grouping in self.groupings.values() for label in grouping)

    def grouping_of(self, labels: Collection[str], day: date) -> str | None:
        """The first grouping in which all the labels stand and mean something; None: there is none."""
        for name, known in self.groupings.items():
            if all(label in known and known[label].valid(day) for label in labels):
                return name
        return None

    def exists(self, group: str, day: date) -> bool:
        """Whether a group has any label that means something on a day."""
        return any(
            each.group == group and each.valid(day)
            for known in self.groupings.values()
            for each in known.values()
        )


def plain(label: str) -> str:
    """A label as it is compared: small letters, single blanks."""
    return " ".join(label.lower().split())


def read_groups(path: Path) -> GroupList:
    """Read a list of groups.

    Raises
    ------
    InputError
        Where the file is not as described: a column missing, a label twice in a grouping, an order
        or age that is no number, a day that is no date, a group with two names.
    """
    rows = read_text_table(path, COLUMNS, "The list of groups", _TODO).to_dict("records")
    groups: dict[str, Group] = {}
    groupings: dict[str, dict[str, Label]] = {}
    totals = set()
    for number, row in enumerate(rows, start=2):
        where, label = f"{path}, row {number}", plain(row["label"])
        if not row["group"]:
            totals.add(label)
            continue
        group = Group(
            row["group"], _number(row, "order", where) or 0, row["label_da"], row["label_en"]
        )
        if groups.setdefault(group.id, group) != group:
            raise _fault("A group has two names or orders", where)
        known = groupings.setdefault(row["grouping"], {})
        if label in known:
            raise _fault("A label stands twice in a grouping", where)
        known[label] = Label(
            group.id,
            _day(row, "valid_from", where),
            _day(row, "valid_to", where),
            _number(row, "low", where),
            _number(row, "high", where),
        )
    if not groups:
        raise _fault("The list has no groups", str(path))
    ordered = sorted(groups.values(), key=lambda group: group.order)
    return GroupList(path, {each.id: each for each in ordered}, groupings, frozenset(totals))


def _number(row: Mapping[Hashable, str], column: str, where: str) -> int | None:
    if not row[column]:
        return None
    if not row[column].isdecimal():
        raise _fault(f"{column} is no number", f"{where}, column {column}")
    return int(row[column])


def _day(row: Mapping[Hashable, str], column: str, where: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        raise _fault(f"{column} is no date, YYYY-MM-DD", f"{where}, column {column}") from None


def _fault(what: str, where: str) -> InputError:
    return InputError(what, where=where, todo=f"Correct the list. {_TODO}")
