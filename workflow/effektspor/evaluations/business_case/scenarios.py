"""Scenarios: which targets are reached, and what that means for how the programme is left."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.estimators.multistate.changes import factor_for_stock, weights_for
from effektspor.estimators.multistate.project import destinations
from effektspor.estimators.multistate.rates import Chain

Floats = npt.NDArray[np.float64]
DESTINATIONS = {
    "ordinary_job": "job",
    "flexjob": "flexjob",
    "unemployment_benefit": "dagpenge",
}
"""Targets on where persons go, and the state that each speaks of."""
STOCK = "fewer_persons"
"""The target on how many are in the programme."""
BASE, ALL, ONLY, WITHOUT = "base", "all", "only_", "without_"
TERMS = ("value_short", "value_long")


class Leaves(Protocol):
    """What scenarios ask of a model."""

    @property
    def states(self) -> tuple[str, ...]:
        """Names of the states."""

    @property
    def programme(self) -> int:
        """Position of the programme's state."""

    @property
    def chain(self) -> Chain:
        """Monthly moves."""


@dataclass(frozen=True)
class Change:
    """How the programme is left where targets are reached; first axis: short and long term.

    Attributes
    ----------
    factor
        On the rate of leaving, shape (2, draws).
    weights
        Of each destination among those who leave, shape (2, draws, states); 1 for no change.
    """

    factor: Floats
    weights: Floats

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return bool((self.factor == 1.0).all() and (self.weights == 1.0).all())


@dataclass(frozen=True)
class Scenario:
    """A name and the targets that are reached in it, as increases.

    Attributes
    ----------
    points
        Target on a destination -> increase in share (short, long), as shares.
    fewer
        Share fewer in the programme (short, long).
    """

    name: str
    points: dict[str, tuple[float, float]]
    fewer: tuple[float, float] | None

    def changes(self, model: Leaves) -> Change:
        """What the targets mean for each draw of a model.

        An increase is added to the share that the model itself has, not to the printed one: the
        registers and the memo need not agree on where a course ends. Fewer in the programme means fewer
        than there would else be in the long run, with the same inflow: a number that grows or falls
        for other reasons is no effect.
        """
        draws = len(model.chain.moves)
        factor = np.ones((2, draws))
        if self.fewer is not None:
            leaving = model.chain.leaving(model.programme)
            for term, less in enumerate(self.fewer):
                solved = [factor_for_stock(one, model.chain.bands, 1.0 - less) for one in leaving]
                factor[term] = np.where(np.isfinite(solved), solved, 1.0)
        wanted = np.full((2, draws, len(model.states)), np.nan)
        split = exit_shares(model)
        for target, points in self.points.items():
            state = model.states.index(DESTINATIONS[target])
            wanted[:, :, state] = split[:, state] + np.array(points)[:, None]
        weights = [
            weights_for(model.chain, model.programme, factor[term], wanted[term])
            for term in range(len(TERMS))
        ]
        return Change(factor, np.array(weights))


def exit_shares(model: Leaves) -> Floats:
    """Share of those who leave the programme who go to each state, (draws, states).

    In the long run of the model itself: today's mix of short and long courses would give others.
    """
    return destinations(model.chain.moves, model.programme, model.chain.bands)


def scenarios(targets: pd.DataFrame, where: str) -> list[Scenario]:
    """Base, all targets that move persons, each alone, and all without each.

    Parameters
    ----------
    targets
        Columns target, baseline, value_short, value_long (per cent), as `read_targets` gives them.

    Raises
    ------
    InputError
        Where none of the targets moves persons.
    """
    points: dict[str, tuple[float, float]] = {}
    fewer = None
    for row in targets.to_dict("records"):
        short, long = (float(row[name]) / 100 for name in TERMS)
        if row["target"] in DESTINATIONS:
            base = float(row["baseline"]) / 100
            points[str(row["target"])] = (short - base, long - base)
        elif row["target"] == STOCK:
            fewer = (short, long)
    moving = [*points, *([STOCK] if fewer is not None else [])]
    if not moving:
        raise InputError(
            f"No target moves persons: there is none of {', '.join((*DESTINATIONS, STOCK))}",
            where=where,
            todo="Give at least one of them in the column target.",
        )

    def of(name: str, kept: list[str]) -> Scenario:
        own = {target: value for target, value in points.items() if target in kept}
        return Scenario(name, own, fewer if STOCK in kept else None)

    return [
        of(BASE, []),
        of(ALL, moving),
        *(of(f"{ONLY}{target}", [target]) for target in moving),
        *(of(f"{WITHOUT}{target}", [key for key in moving if key != target]) for target in moving),
    ]
