"""The printed figures that the synthetic trial is held against, and whether it meets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from effektspor.csvtable import read_text_table
from effektspor.errors import ConfigError

NAME = "targets_discus2007.csv"
COLUMNS = ("target", "item", "value", "tolerance", "how")
HOW = ("exact", "rounded", "words", "expected")
"""Met by every seed exactly, within rounding, within what a word stands for; or met on average."""


@dataclass(frozen=True)
class Target:
    """A printed figure: its name here, its published item, its value and what it may differ by."""

    target: str
    item: str
    value: str
    tolerance: float
    how: str


def read_targets(path: Path, todo: str) -> tuple[Target, ...]:
    """Read the list of targets.

    Raises
    ------
    InputError
        The file is missing or not a table with these columns.
    ConfigError
        A tolerance is no number, or a word in `how` is unknown.
    """
    frame = read_text_table(path, COLUMNS, "The list of the trial's printed figures", todo)
    found = []
    for number, row in enumerate(frame.to_dict("records"), start=2):
        try:
            float(row["value"])
            target = Target(
                row["target"], row["item"], row["value"], float(row["tolerance"]), row["how"]
            )
        except ValueError:
            target = None
        if target is None or target.how not in HOW:
            raise ConfigError(
                "value and tolerance of a target are numbers, how is one of " + ", ".join(HOW),
                where=f"{NAME}, row {number}",
                todo="correct the row",
            )
        found.append(target)
    return tuple(found)


def check_printed(targets: Sequence[Target], folder: Path) -> None:
    """Refuse targets that are not what ``discus2007.csv`` of the published figures says.

    Raises
    ------
    ConfigError
        An item is unknown or has another value.
    """
    path = folder / "discus2007.csv"
    published = read_text_table(
        path, ("item_id", "value"), "The list of published figures", "give data/published"
    )
    values = dict(zip(published["item_id"], published["value"], strict=True))
    for target in targets:
        if values.get(target.item) != target.value:
            raise ConfigError(
                f"{target.target} aims at {target.value}, which {target.item} does not say",
                where=str(path),
                todo=f"correct {NAME}",
            )


def judge(
    targets: Sequence[Target],
    made: Mapping[str, float],
    worlds: Sequence[Mapping[str, float]],
) -> list[dict[str, Any]]:
    """Targets with what was made, hit or miss, and the expected value of what is random.

    Parameters
    ----------
    made
        Values of this seed by target.
    worlds
        Values of independent worlds, of those targets that are met on average.
    """
    return [_judged(target, made[target.target], worlds) for target in targets]


def _judged(target: Target, made: float, worlds: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    published = float(target.value)
    row: dict[str, Any] = {
        "target": target.target,
        "item": target.item,
        "published": published,
        "tolerance": target.tolerance,
        "how": target.how,
        "made": round(made, 4),
        "hit": bool(abs(made - published) <= target.tolerance + 1e-9),
    }
    expected = [world[target.target] for world in worlds if target.target in world]
    if target.how == "expected" and len(expected) > 1:
        mean = float(np.mean(expected))
        row["expected"] = round(mean, 4)
        row["mc_se"] = round(float(np.std(expected, ddof=1) / len(expected) ** 0.5), 4)
        row["hit_expected"] = bool(abs(mean - published) <= target.tolerance)
    return row
