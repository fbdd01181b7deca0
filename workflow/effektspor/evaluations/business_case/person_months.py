"""What a scenario changes: person-months in each state, and how many of them the state pays for."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError

Floats = npt.NDArray[np.float64]
KEY = ["draw", "scenario", "month", "state"]
COLUMNS = [*KEY, "persons", "refund_share"]
STEPS = ("step_1", "step_2", "step_3", "step_4")
"""Optional columns: share of a state's person-weeks on each refund step."""
BASE, ALL = "base", "all"
ONLY, WITHOUT = "only_", "without_"
GONE = "gone"
"""State of the dead and emigrated: no money."""
_TODO = "Run flow-model again; it writes the paths."


@dataclass(frozen=True)
class Paths:
    """Persons by draw, month and state in each scenario.

    Attributes
    ----------
    states
        States in the order of the last axis.
    persons, refunded
        By scenario, shape (draws, months + 1, states): persons, and persons times the state's share
        of their benefit. Draw 0 is the point estimate, month 0 the beginning.
    """

    states: tuple[str, ...]
    persons: dict[str, Floats]
    refunded: dict[str, Floats]

    @property
    def scenarios(self) -> list[str]:
        """Scenarios other than base."""
        return [name for name in self.persons if name != BASE]

    @property
    def draws(self) -> int:
        """Draws beside the point estimate."""
        return len(self.persons[BASE]) - 1

    @property
    def months(self) -> int:
        """Months that are projected."""
        return int(self.persons[BASE].shape[1]) - 1


@dataclass(frozen=True)
class Change:
    """Scenario minus base, per month from the first on; shape (draws, months, states)."""

    persons: Floats
    refunded: Floats

    def of_draws(self, draws: npt.NDArray[np.int64]) -> "Change":
        """The change of each of these draws."""
        return Change(self.persons[draws], self.refunded[draws])

    def delayed(self, months: Floats) -> "Change":
        """The change as many months later, nothing before; shape (draws,), also parts of months."""
        return Change(_later(self.persons, months), _later(self.refunded, months))


def read_paths(path: Path, refunds: Floats) -> Paths:
    """Read `flow_paths.parquet`.

    Parameters
    ----------
    refunds
        Shape (4,): the state's share on each refund step; used where the file has `STEPS`, else
        its `refund_share` holds.

    Raises
    ------
    InputError
        File or column missing, a cell missing or twice, no scenario base or all, persons below
        nought, a share outside 0 to 1.
    """
    if not path.is_file():
        raise InputError("The paths of the flow model do not exist", where=str(path), todo=_TODO)
    return paths_of(pd.read_parquet(path), refunds, str(path))


def paths_of(frame: pd.DataFrame, refunds: Floats, where: str = "flow_paths") -> Paths:
    """The paths as arrays; see `read_paths`."""
    for column in COLUMNS:
        if column not in frame.columns:
            _refuse(f"Column {column!r} is missing", where)
    scenarios = list(dict.fromkeys(frame["scenario"].astype(str)))
    for name in (BASE, ALL):
        if name not in scenarios:
            _refuse(f"The scenario {name} is missing", where)
    states = tuple(dict.fromkeys(frame["state"].astype(str)))
    draws, months = (int(frame[name].max()) + 1 for name in ("draw", "month"))
    shape = (len(scenarios), draws, months, len(states))
    ordered = frame.assign(
        scenario=pd.Categorical(frame["scenario"].astype(str), scenarios),
        state=pd.Categorical(frame["state"].astype(str), list(states)),
    ).sort_values(["scenario", "draw", "month", "state"])
    if len(ordered) != int(np.prod(shape)) or ordered.duplicated(KEY).any():
        _refuse("Each draw, scenario, month and state must stand once", where)
    persons = ordered["persons"].to_numpy(float).reshape(shape)
    share = _state_share(ordered, refunds, where).reshape(shape)
    if not np.isfinite(persons).all() or persons.min() < 0:
        _refuse("There are no or negative persons, column persons", where)
    return Paths(
        states,
        dict(zip(scenarios, persons, strict=True)),
        dict(zip(scenarios, persons * share, strict=True)),
    )


def change(paths: Paths, scenario: str) -> Change:
    """Person-months of the scenario minus those of base, month by month.

    A month's person-months are the mean of the persons at its beginning and its end.
    """
    return Change(
        _middle(paths.persons[scenario] - paths.persons[BASE]),
        _middle(paths.refunded[scenario] - paths.refunded[BASE]),
    )


def _state_share(frame: pd.DataFrame, refunds: Floats, where: str) -> Floats:
    if all(step in frame.columns for step in STEPS):
        share = frame[list(STEPS)].to_numpy(float) @ refunds
    else:
        share = frame["refund_share"].to_numpy(float)
    # Where nobody is there is no share, and none is needed.
    share = np.where(frame["persons"].to_numpy(float) == 0, 0.0, share)
    share = np.where(frame["state"].to_numpy(str) == GONE, 0.0, share)
    if not np.isfinite(share).all() or share.min() < 0 or share.max() > 1 + 1e-9:
        _refuse("A share of the state is missing or outside 0 to 1, column refund_share", where)
    return np.asarray(share)


def _middle(values: Floats) -> Floats:
    return np.asarray((values[:, 1:] + values[:, :-1]) / 2)


def _later(values: Floats, months: Floats) -> Floats:
    count = values.shape[1]
    # Position 0 stands for "before the first month": nothing changes there.
    padded = np.concatenate([np.zeros_like(values[:, :1]), values], axis=1)
    at = np.clip(np.arange(1, count + 1)[None, :] - months[:, None], 0, count)
    whole = np.floor(at).astype(int)
    part = (at - whole)[:, :, None]
    draw = np.arange(len(values))[:, None]
    return np.asarray(
        (1 - part) * padded[draw, whole] + part * padded[draw, np.minimum(whole + 1, count)]
    )


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)
