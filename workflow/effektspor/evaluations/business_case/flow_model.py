"""The flow model of a business case: rates, scenarios of targets, and persons over the coming years."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.flows.moves import SCOPES
from effektspor.config.business_case import Flow
from effektspor.errors import InputError
from effektspor.estimators.multistate.changes import change_leaving, ramp
from effektspor.estimators.multistate.project import project, steps_of
from effektspor.estimators.multistate.rates import Chain, Floats, probabilities
from effektspor.evaluations.business_case.scenarios import Change, Scenario

SHORT_MONTHS = 12
"""Months after which the short-term targets are reached."""
OWN, ALL = (SCOPES.index(name) for name in ("own", "all"))


@dataclass(frozen=True)
class Model:
    """What the projection starts from.

    Attributes
    ----------
    states, programme
        Names of the states, and the position of the programme's.
    chain
        Monthly moves; draw 0 is the estimate.
    counts
        Moves of the municipality's persons behind the programme's row (draws, bands, states).
    start
        Persons at the beginning (draws, states, ages).
    inflow
        Persons who come to the programme in a month (draws,).
    """

    states: tuple[str, ...]
    programme: int
    chain: Chain
    counts: Floats
    start: Floats
    inflow: Floats


def model_of(boot: pd.DataFrame, states: tuple[str, ...], programme: int, flow: Flow) -> Model:
    """The model of a table of draws (`flow_boot`).

    The programme is left at the rates of the municipality itself. What follows rests on the persons of
    everywhere who have been in the programme, for there are few of one municipality.

    Raises
    ------
    InputError
        Where nobody is in the programme at the date, nobody came to it in the year before, or
        nobody ever left it.
    """
    draws = int(boot["draw"].max()) + 1
    moved = _moves(boot[boot["kind"] == "move"], states, flow.bands, draws)
    own = moved[:, OWN, programme]
    _refuse_empty(boot, own, states[programme], programme)
    chain = probabilities(moved[:, ALL])
    chain[:, programme] = probabilities(moved[:, OWN, [programme]], moved[:, ALL, [programme]])[
        :, 0
    ]
    # The dead and emigrated do not come back, whatever a register says of a few.
    gone = len(states) - 1
    chain[:, gone] = 0.0
    chain[:, gone, :, gone] = 1.0
    start = np.zeros((draws, len(states), flow.bands[-1] + 1))
    stock = boot[boot["kind"] == "stock"]
    # Who is in the programme at the date is known, and no draw: only what comes after is uncertain.
    known = stock[stock["draw"] == 0]
    start[:, programme, known["band"]] = known["n"].to_numpy()
    entry = boot[boot["kind"] == "entry"].set_index("draw")["n"].reindex(range(draws))
    inflow = entry.to_numpy(float) / SHORT_MONTHS
    return Model(states, programme, Chain(chain, flow.bands), own, start, inflow)


def _moves(
    rows: pd.DataFrame, states: tuple[str, ...], bands: tuple[int, ...], draws: int
) -> Floats:
    place = {name: k for k, name in enumerate(states)}
    found = np.zeros((draws, len(SCOPES), len(states), len(bands), len(states)))
    at = (
        rows["draw"].to_numpy(),
        rows["scope"].map({name: k for k, name in enumerate(SCOPES)}).to_numpy(),
        rows["from_state"].map(place).to_numpy(),
        rows["band"].map({band: k for k, band in enumerate(bands)}).to_numpy(),
        rows["to_state"].map(place).to_numpy(),
    )
    found[at] = rows["n"]
    return found


def _refuse_empty(boot: pd.DataFrame, own: Floats, state: str, programme: int) -> None:
    first = boot[boot["draw"] == 0]
    todo = "Check units.own, as_of and flow.family in the config, and that DREAM reaches so far."
    where = f"flow_boot, state {state}"
    for kind, what in (
        ("stock", "Nobody of the municipality is in the programme at as_of"),
        ("entry", "Nobody of the municipality came to the programme in the year before as_of"),
    ):
        if first.loc[first["kind"] == kind, "n"].sum() == 0:
            raise InputError(what, where=where, todo=todo)
    if own[0].sum() - own[0, :, programme].sum() == 0:
        raise InputError(
            "The state has no exits: nobody of the municipality left it", where=where, todo=todo
        )


def paths_of(
    model: Model, scenario: Scenario, flow: Flow
) -> tuple[Floats, npt.NDArray[np.float64]]:
    """Persons of a scenario by draw, month and state, and by time in the state.

    Returns
    -------
    persons, by_age
        Shapes (draws, months + 1, states) and (draws, months + 1, states, ages).
    """
    changes = scenario.changes(model)

    def chain_at(period: int) -> Chain:
        short, long = ramp(period + 1, SHORT_MONTHS, flow.ramp_months)
        return changed(model, changes, short, long)

    by_age = project(chain_at, model.start, model.inflow, model.programme, flow.horizon_months)
    return steps_of(by_age), by_age


def changed(model: Model, change: Change, short: float, long: float) -> Chain:
    """The chain where targets are reached to some extent; the same chain where there are none."""
    if change.is_none:
        return model.chain
    factor = 1.0 + short * (change.factor[0] - 1.0) + long * (change.factor[1] - 1.0)
    shares = 1.0 + short * (change.shares[0] - 1.0) + long * (change.shares[1] - 1.0)
    return change_leaving(model.chain, model.programme, factor, shares)
