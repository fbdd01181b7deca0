"""Labels added up to the groups of the study, period by period; what is not whole has no value."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.series.groups import GroupList
from effektspor.series.periods import Period, span
from effektspor.series.reading import FileRows


@dataclass(frozen=True)
class Grouped:
    """A file by groups.

    Attributes
    ----------
    values
        Columns ``month``, ``group``, ``value``, ``state``: every period from a group's first to the
        last of the file.
    regrouped
        Periods whose labels are of another grouping than those of the last period.
    """

    values: pd.DataFrame
    regrouped: int


def add_up(file: FileRows, groups: GroupList, only: str | None = None) -> Grouped:
    """Values of groups.

    Parameters
    ----------
    only
        Group that the whole file is of; its rows then have no labels.

    Raises
    ------
    InputError
        Where labels of one period are of different groupings or overlap, or a group has no rows.
    """
    if file.rows.empty:
        raise InputError(
            "The file has no rows of the groups", where=str(file.path), todo="Fetch it anew."
        )
    grouping = _groupings(file, groups) if only is None else {}
    rows = file.rows.assign(grouping=file.rows["month"].map(grouping).fillna(""))
    rows["group"] = [
        only or groups.groupings[each][label].group
        for each, label in zip(rows["grouping"], rows["label"], strict=True)
    ]
    # A label that its grouping has in some period is missed where it is not.
    needed = rows.groupby(["grouping", "group"])["label"].nunique() * file.needed_areas
    wanted = [only] if only else list(groups.groups)
    found = pd.concat(
        [_one_group(rows[rows["group"] == group], group, needed, file, groups) for group in wanted]
    )
    last = grouping.get(max(grouping, default=0))
    return Grouped(found.reset_index(drop=True), sum(each != last for each in grouping.values()))


def _groupings(file: FileRows, groups: GroupList) -> dict[int, str]:
    """The grouping of each period."""
    found = {}
    for month, rows in file.rows.groupby("month"):
        period, labels = _period(file, int(str(month))), set(rows["label"])
        name = groups.grouping_of(labels, period.start)
        if name is None:
            raise InputError(
                "Labels of one period are of different groupings, or mean nothing then: "
                + ", ".join(sorted(labels)),
                where=f"{file.path}, period {period.label}",
                todo=f"Fetch one grouping, or complete a copy of {groups.path}.",
            )
        _refuse_overlap(file, groups, name, labels, period)
        found[period.month] = name
    return found


def _refuse_overlap(
    file: FileRows, groups: GroupList, grouping: str, labels: set[str], period: Period
) -> None:
    known = groups.groupings[grouping]
    ages = sorted(
        (each.low, each.high)
        for each in (known[label] for label in labels)
        if each.low is not None and each.high is not None
    )
    if any(after[0] <= before[1] for before, after in pairwise(ages)):
        raise InputError(
            "Labels of one period overlap, so persons would be counted twice",
            where=f"{file.path}, period {period.label}",
            todo="Fetch ages that do not overlap.",
        )


def _one_group(
    rows: pd.DataFrame, group: str, needed: pd.Series, file: FileRows, groups: GroupList
) -> pd.DataFrame:
    if rows.empty:
        raise InputError(
            f"The group {group} has no rows",
            where=str(file.path),
            todo="Fetch all labels of the list of groups.",
        )
    known = ~rows["state"].isin(("missing", "suppressed"))
    by_month = rows.assign(known=known).groupby("month")
    enough = needed[[(each, group) for each in by_month["grouping"].first()]].to_numpy()
    summed = pd.DataFrame({
        "value": by_month["value"].sum(),
        "whole": by_month["known"].all() & (by_month["required"].sum() >= enough),
        "suppressed": by_month["state"].agg(lambda states: (states == "suppressed").any()),
        "provisional": by_month["state"].agg(lambda states: (states == "provisional").any()),
    })  # fmt: skip
    months = [
        each.month
        for each in span(
            _period(file, int(file.rows["month"].min())),
            _period(file, int(file.rows["month"].max())),
        )
        if groups.exists(group, each.start)
    ]
    if known.any():
        # A line begins at its first value: before it there is nothing that could be missed.
        first = int(summed.index[summed["whole"]].min()) if summed["whole"].any() else months[0]
        months = [month for month in months if month >= first]
    summed = summed.reindex(months)
    whole = summed["whole"].eq(True).to_numpy()
    state = np.where(summed["suppressed"].eq(True), "suppressed", "missing")
    state = np.where(whole, np.where(summed["provisional"].eq(True), "provisional", "final"), state)
    return pd.DataFrame({
        "month": months, "group": group, "value": np.where(whole, summed["value"], np.nan),
        "state": state,
    })  # fmt: skip


def _period(file: FileRows, month: int) -> Period:
    return Period(month, file.frequency.frequency)
