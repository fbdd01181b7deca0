"""Who is in a job, still waiting or pensioned when the project ends: shares with intervals.

The groups came about after the draw, so that a difference between them is no effect of anything.
Those in a job are told apart by the arm that was drawn, whoever created the job.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.trial.arms import ARMS, LABELS
from effektspor.evaluations.trial.averages import mean_of
from effektspor.evaluations.trial.capacity import not_capable
from effektspor.evaluations.trial.crossing import ALL_GROUPS, Cell, Partition, nested
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.labels import MEAN, YES_NO, Variable
from effektspor.evaluations.trial.printed_items import PROFILES
from effektspor.evaluations.trial.variables import profile_variables

COLUMNS = [
    "group", "variable", "value", "kind", "block", "label_da", "label_en", "n", "of", "share", "low",
    "high", "mean", "sd", "state", "printed_item",
]  # fmt: skip
FLEXJOB, WAITING, PENSION, REST = "flexjob", "ledighedsydelse", "disability_pension", "rest"
STATUSES = (FLEXJOB, WAITING, PENSION)
BY_ARM = (FLEXJOB, WAITING)
EVERYBODY, ARM = "all", "arm"
SHARED = {
    # Group: variable, its value, label of those of it who are still waiting.
    "not_right_before": ("right_solution_before", "no"),
    "not_right_after": ("right_solution_after", "no"),
    "non_western": ("non_western", "yes"),
}
WAITING_LABELS = ("På ledighedsydelse ved slutningen", "On ledighedsydelse at the end")
STUCK = "stuck"
UNTRIED = ("Uden arbejdsprøvning i projektet", "Without a work trial in the project")
Row = dict[str, object]


def profiles_table(
    persons: pd.DataFrame, variables: Mapping[str, Variable], how: Inference
) -> pd.DataFrame:
    """Shares and means by group.

    Parameters
    ----------
    persons
        With the variables that are made.

    Returns
    -------
    DataFrame
        `COLUMNS`. Groups: all, each arm, flexjob, ledighedsydelse and disability_pension at the
        end, the first two of them by arm, and three groups of which the share still waiting is
        told. Shares have Wilson's interval, means that of t. Few, and what gives them away, are
        withheld.
    """
    groups = _groups(persons)
    described = [*profile_variables(variables), _arm(), *_distance(variables)]
    rows = [row for variable in described for row in _of_variable(persons, variable, groups, how)]
    rows += [*_stuck(persons, how), not_capable(persons, how)]
    table = pd.DataFrame(rows).reindex(columns=COLUMNS)
    keys = zip(table["group"], table["variable"], table["value"], strict=True)
    return table.assign(printed_item=[PROFILES.get(key, "") for key in keys])


def _groups(persons: pd.DataFrame) -> dict[str, list[Partition]]:
    """Everybody by arm and by status at the end, and two of the statuses by arm."""
    status, arm = persons["end_status"], persons["arm"]
    by_status = {name: status == name for name in STATUSES}
    found: dict[str, list[Partition]] = {
        ALL_GROUPS: [
            {name: arm == name for name in ARMS},
            {**by_status, REST: ~status.isin(STATUSES)},
        ]
    }
    for name in BY_ARM:
        found[name] = [{f"{name}_{each}": (status == name) & (arm == each) for each in ARMS}]
    return found


def _of_variable(
    persons: pd.DataFrame, variable: Variable, groups: dict[str, list[Partition]], how: Inference
) -> Iterator[Row]:
    members = {
        name: inside for each in groups.values() for part in each for name, inside in part.items()
    }
    about: Row = {"variable": variable.name, "block": variable.block}
    if not variable.values:
        everybody = {EVERYBODY: pd.Series(True, index=persons.index), **members}
        for name, inside in everybody.items():
            if name != REST:
                yield (
                    about
                    | {"group": name}
                    | _mean(persons.loc[inside, variable.name], variable, how)
                )
        return
    order = [value for value, _, _ in variable.values]
    if variable.name == ARM:
        groups = {ALL_GROUPS: groups[ALL_GROUPS][1:]}
    cells = nested(persons[variable.name], groups, order, how.min_cell)
    for name in (ALL_GROUPS, *members):
        if name == REST or (variable.name == ARM and name not in STATUSES):
            continue
        if variable.name == "ly_distance" and not name.startswith(WAITING):
            continue
        for value, da, en in variable.told:
            labels = dict(zip(("label_da", "label_en"), variable.labels(da, en), strict=True))
            group = EVERYBODY if name == ALL_GROUPS else name
            row = about | labels | {"group": group, "value": value, "kind": "share"}
            yield row | _share(cells[name, value], how)
    for name, (of, value) in SHARED.items():
        if of == variable.name:
            whole, part = cells[ALL_GROUPS, value], cells[WAITING, value]
            base = 0 if whole.withheld else int(whole.n)
            cell = Cell(part.n, base, part.withheld or whole.withheld)
            labels = dict(zip(("label_da", "label_en"), WAITING_LABELS, strict=True))
            row = {"group": name, "variable": "end_status", "value": WAITING, "kind": "share"}
            yield row | {"block": "outcome"} | labels | _share(cell, how)


def _stuck(persons: pd.DataFrame, how: Inference) -> Iterator[Row]:
    """Of those who wait and are stuck: who has not been in a work trial."""
    waiting = persons[persons["end_status"] == WAITING]
    stuck = waiting["ly_distance"] == STUCK
    groups = {ALL_GROUPS: [{STUCK: stuck, REST: ~stuck}]}
    cells = nested(waiting["work_trial"], groups, [value for value, _, _ in YES_NO], how.min_cell)
    yield {
        "group": STUCK, "variable": "work_trial", "value": "no", "kind": "share",
        "block": "activity", "label_da": UNTRIED[0], "label_en": UNTRIED[1],
        **_share(cells[STUCK, "no"], how),
    }  # fmt: skip


def _share(cell: Cell, how: Inference) -> Row:
    if cell.withheld:
        return {"of": cell.of or np.nan, "state": WITHHELD}
    low, high = wilson(cell.share, cell.of, how.confidence)
    return {
        "n": cell.n, "of": cell.of, "share": cell.share, "low": float(low), "high": float(high),
        "state": SHOWN,
    }  # fmt: skip


def _mean(values: "pd.Series[float]", variable: Variable, how: Inference) -> Row:
    known = values.dropna()
    about: Row = {
        "value": MEAN, "kind": "mean", "label_da": variable.label_da, "label_en": variable.label_en,
    }  # fmt: skip
    if 0 < len(known) < how.min_cell:
        return about | {"state": WITHHELD}
    mean, low, high = mean_of(known, how.confidence)
    sd = float(known.std()) if len(known) > 1 else np.nan
    return about | {
        "of": len(known), "mean": mean, "low": low, "high": high, "sd": sd, "state": SHOWN,
    }  # fmt: skip


def _arm() -> Variable:
    values = tuple((arm, *LABELS[arm]) for arm in ARMS)
    return Variable(ARM, "design", "Gruppe efter lodtrækning", "Arm drawn", values)


def _distance(variables: Mapping[str, Variable]) -> list[Variable]:
    return [variables[name] for name in ("ly_distance",) if name in variables]
