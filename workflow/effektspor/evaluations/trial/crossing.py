"""Counts of categories by group, small ones withheld together with what would give them away.

Groups that are sums of others stand beside them, so that a count is withheld wherever the rest of
a sum would tell it: the parts of a group, all categories of a group, a category of all groups.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from effektspor.cohort.withhold import withhold

ALL_GROUPS = "(all)"


@dataclass(frozen=True)
class Cell:
    """A count among those of a group whose value is known; `n` is missing where it is withheld."""

    n: float
    of: int
    withheld: bool

    @property
    def share(self) -> float:
        """Fraction; missing without a count or anybody known."""
        return self.n / self.of if self.of else float("nan")


Cells = Mapping[tuple[str, str], Cell]
Partition = Mapping[str, "pd.Series[bool]"]
"""Groups that make a whole together, each with who belongs to it."""


def crossed(
    values: pd.Series, groups: pd.Series, order: Sequence[str], among: Sequence[str], min_cell: int,
    hide: Collection[str] = (),
) -> Cells:  # fmt: skip
    """Cross table of values by one set of groups.

    Parameters
    ----------
    values, groups
        Category and group of each; who has no value is not counted.
    order, among
        Categories and groups that there are.
    hide
        Categories that are withheld in all groups, because others follow from them elsewhere.

    Returns
    -------
    dict
        By group (also `ALL_GROUPS`, their sum) and value.
    """
    return nested(
        values, {ALL_GROUPS: [{group: groups == group for group in among}]}, order, min_cell, hide
    )


def nested(
    values: pd.Series,
    parts: Mapping[str, Sequence[Partition]],
    order: Sequence[str],
    min_cell: int,
    hide: Collection[str] = (),
) -> Cells:
    """Cross table of values by groups and their parts.

    Parameters
    ----------
    parts
        Ways to divide a group, by its name; `ALL_GROUPS` is everybody, any other name is a group
        of a partition.

    Returns
    -------
    dict
        As of `crossed`, for all groups.
    """
    members = {ALL_GROUPS: pd.Series(True, index=values.index)}
    for partitions in parts.values():
        for partition in partitions:
            members |= partition
    rows = pd.DataFrame(
        [
            {"group": name, "value": value, "n": int((values[inside] == value).sum())}
            for name, inside in members.items()
            for value in order
        ]
    )
    rows["hide"] = rows["value"].isin(list(hide))
    lines = [["group"]]
    for whole, partitions in parts.items():
        for number, partition in enumerate(partitions):
            line = f"{whole} {number}"
            rows[line] = rows["value"].where(rows["group"].isin([whole, *partition]))
            lines.append([line])
    found = withhold(rows, lines, min_cell)
    known = rows.groupby("group")["n"].sum()
    return {
        (str(group), str(value)): Cell(
            float("nan") if hidden else float(n), int(known.get(group, 0)), bool(hidden)
        )
        for group, value, n, hidden in found[["group", "value", "n", "withheld"]].itertuples(
            index=False
        )
    }
