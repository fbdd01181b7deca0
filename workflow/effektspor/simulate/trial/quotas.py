"""How many of each group have which value: exact numbers, seed or no seed."""

from collections.abc import Mapping

import numpy as np

from effektspor.errors import ConfigError
from effektspor.simulate.trial.parameters import NAME, Category

Groups = tuple[tuple[str, str], ...]
"""Arm and outcome of each group."""
CLASSES = {
    "flexjob": ("flexjob",),
    "ledighedsydelse": ("toward_flexjob", "stuck", "sick", "toward_pension"),
    "pension": ("pension",),
    "others": ("moved", "social_assistance", "self_support", "fleksydelse"),
}


def members(groups: Groups, name: str) -> np.ndarray:
    """Which groups a name means (bool): an outcome, arm.outcome, or a class of outcomes."""
    arm, _, outcome = name.rpartition(".")
    outcomes = CLASSES.get(outcome, (outcome,))
    return np.array([o in outcomes and arm in ("", a) for a, o in groups])


def table_of(
    variable: str, categories: list[Category], groups: Groups, sizes: np.ndarray
) -> np.ndarray:
    """Number of each group (rows) in each category (columns).

    Parameters
    ----------
    categories
        One of them has no count: it gets those who are left.
    sizes
        Persons by group, int, shape (groups,).

    Raises
    ------
    ConfigError
        The counts do not fit the groups.
    """
    table = np.zeros((len(groups), len(categories)), dtype=int)
    left = sizes.copy()
    rest = [number for number, each in enumerate(categories) if each.count is None]
    if len(rest) != 1:
        raise _unfit(variable, "one category, and only one, is without a count")
    # What is fixed for a group comes before what is dealt out, whatever the category.
    for number, each in enumerate(categories):
        for name, count in _narrow_first(each.fixed):
            mine = members(groups, name)
            part = apportioned(count, np.where(mine, left, 0), _weights(each, groups))
            if part is None:
                raise _unfit(variable, f"{name} has fewer than {count} for {each.value}")
            table[:, number] += part
            left -= part
    for number, each in enumerate(categories):
        if each.count is None:
            continue
        fixed = [members(groups, name) for name in each.fixed]
        free = ~np.any(fixed, axis=0) if fixed else np.ones(len(groups), dtype=bool)
        more = each.count - int(table[:, number].sum())
        part = apportioned(more, np.where(free, left, 0), _weights(each, groups))
        if part is None:
            raise _unfit(variable, f"there are not {each.count} for {each.value}")
        table[:, number] += part
        left -= part
    forbidden = [members(groups, n) for n, c in categories[rest[0]].fixed.items() if c == 0]
    if any((left[none] > 0).any() for none in forbidden):
        raise _unfit(variable, f"{categories[rest[0]].value} takes the rest where none may be")
    table[:, rest[0]] += left
    return table


def apportioned(total: int, sizes: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
    """Parts of a total in proportion to size and weight, none above its size; None if impossible.

    Largest remainders; of equal ones, the first.
    """
    parts = np.zeros(len(sizes), dtype=int)
    if total < 0 or total > sizes.sum():
        return None
    while total > 0:
        open_ = sizes - parts
        wish = np.where(open_ > 0, np.maximum(sizes * weights, 1e-9), 0.0)
        aim = total * wish / wish.sum()
        whole = np.minimum(np.floor(aim).astype(int), open_)
        if whole.sum() == 0:
            remainder = np.where(open_ > 0, aim, -1.0)
            for place in np.argsort(-remainder, kind="stable")[:total]:
                whole[place] += int(open_[place] > 0)
        parts += whole
        total -= int(whole.sum())
    return parts


def _narrow_first(fixed: Mapping[str, int]) -> list[tuple[str, int]]:
    """Names of one arm before those of both."""
    return sorted(fixed.items(), key=lambda item: "." not in item[0])


def _weights(category: Category, groups: Groups) -> np.ndarray:
    found = np.ones(len(groups))
    for name, weight in sorted(category.weights.items(), key=lambda item: "." in item[0]):
        found[members(groups, name)] = weight
    return found


def _unfit(variable: str, what: str) -> ConfigError:
    return ConfigError(
        f"counts that do not fit: {what}", where=f"{NAME}: variables.{variable}", todo="mend them"
    )
