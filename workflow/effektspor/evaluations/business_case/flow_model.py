"""The flow model of a business case: rates, scenarios of targets, and persons over the coming years."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.flows.moves import SCOPES
from effektspor.config.business_case import Flow
from effektspor.errors import InputError
from effektspor.estimators.multistate.changes import change_leaving, ramp
from effektspor.estimators.multistate.project import project, returning, steps_of
from effektspor.estimators.multistate.rates import Chain, Floats, probabilities
from effektspor.evaluations.business_case.masked import hidden_moves
from effektspor.evaluations.business_case.pooled import pooled
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
    hidden
        Rates that few stand behind, and staying beside them (states, bands, states).
    start
        Persons at the beginning (draws, states, ages).
    pool
        Persons who were in the programme before and are elsewhere at the beginning, of whom some come
        back (draws, states, ages). They count once they do.
    inflow
        Persons who come to the programme for the first time in a month (draws,).
    """

    states: tuple[str, ...]
    programme: int
    chain: Chain
    counts: Floats
    hidden: npt.NDArray[np.bool_]
    start: Floats
    pool: Floats
    inflow: Floats


def model_of(
    boot: pd.DataFrame, states: tuple[str, ...], programme: int, flow: Flow, min_cell: int
) -> Model:
    """The model of a table of draws (`flow_boot`).

    The programme is left at the rates of the municipality itself, but for ways that few went (`pooled`).
    What follows rests on the persons of everywhere who have been in the programme, for there are few of
    one municipality.

    Raises
    ------
    InputError
        Where nobody is in the programme at the date, nobody came to it in the year before,
        nobody ever left it, or a count or time is below nought; with the state and the row.
    """
    _refuse_below_nought(boot)
    draws = int(boot["draw"].max()) + 1
    moved = _moves(boot[boot["kind"] == "move"], states, flow.bands, draws)
    own = moved[:, OWN, programme]
    _refuse_empty(boot, own, states[programme], programme)
    everywhere = moved[:, ALL]
    chain = probabilities(everywhere)
    used = pooled(own, everywhere[:, programme], programme, min_cell)
    chain[:, programme] = probabilities(used[:, None], everywhere[:, [programme]])[:, 0]
    behind = everywhere[0].copy()
    behind[programme] = own[0]
    # The dead and emigrated do not come back, whatever a register says of a few.
    gone = len(states) - 1
    chain[:, gone] = 0.0
    chain[:, gone, :, gone] = 1.0
    # Who is where at the date is known, and no draw: only what comes after is uncertain.
    known = boot[(boot["kind"] == "stock") & (boot["draw"] == 0)]
    place = known["from_state"].map({name: k for k, name in enumerate(states)}).to_numpy()
    pool = np.zeros((draws, len(states), flow.bands[-1] + 1))
    pool[:, place, known["band"]] = known["n"].to_numpy()
    pool[:, gone] = 0.0
    start = np.zeros_like(pool)
    start[:, programme], pool[:, programme] = pool[:, programme], 0.0
    entry = boot[boot["kind"] == "entry"].set_index("draw")["n"].reindex(range(draws))
    inflow = entry.to_numpy(float) / SHORT_MONTHS
    hidden = _hidden(behind, min_cell)
    # A band that is everyone's is not the municipality's to be shown.
    lent = (used[0] == everywhere[0, programme]).all(axis=1) & (used[0] != own[0]).any(axis=1)
    hidden[programme, lent] = True
    return Model(states, programme, Chain(chain, flow.bands), own, hidden, start, pool, inflow)


def _hidden(counts: Floats, min_cell: int) -> npt.NDArray[np.bool_]:
    """Which of the moves (states, bands, states) are withheld."""
    found = np.zeros(counts.shape, dtype=np.bool_)
    for origin, band in np.ndindex(*counts.shape[:2]):
        stays = pd.Series(np.arange(counts.shape[2]) == origin)
        found[origin, band] = hidden_moves(pd.Series(counts[origin, band]), stays, min_cell)
    return found


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


def _refuse_below_nought(boot: pd.DataFrame) -> None:
    for name in ("n", "band", "months"):
        below = np.flatnonzero(boot[name].to_numpy(float) < 0)
        if len(below):
            raise InputError(
                f"A value below nought in the column {name}",
                where=f"flow_boot, row {below[0] + 1}, state {boot['from_state'].iloc[below[0]]}",
                todo="Make the table again with the command flows.",
            )


def _refuse_empty(boot: pd.DataFrame, own: Floats, state: str, programme: int) -> None:
    first = boot[boot["draw"] == 0]
    todo = "Check units.own, as_of and flow.family in the config, and that DREAM reaches so far."
    where = f"flow_boot, state {state}"
    for kind, what in (
        ("stock", "Nobody of the municipality is in the programme at as_of"),
        ("entry", "Nobody of the municipality came to the programme in the year before as_of"),
    ):
        if first.loc[(first["kind"] == kind) & (first["from_state"] == state), "n"].sum() == 0:
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

    coming = inflow_of(model, flow.horizon_months)
    by_age = project(chain_at, model.start, coming, model.programme, flow.horizon_months)
    return steps_of(by_age), by_age


def inflow_of(model: Model, months: int) -> Floats:
    """Persons who come to the programme in each month, for the first time or again (draws, months).

    Who left it before the beginning comes back at the rates of everywhere, which no target changes.
    """
    again = returning(model.chain, model.pool, model.programme, months)
    found: Floats = model.inflow[:, None] + again
    return found


def changed(model: Model, change: Change, short: float, long: float) -> Chain:
    """The chain where targets are reached to some extent; the same chain where there are none."""
    if change.is_none:
        return model.chain
    factor = 1.0 + short * (change.factor[0] - 1.0) + long * (change.factor[1] - 1.0)
    weights = 1.0 + short * (change.weights[0] - 1.0) + long * (change.weights[1] - 1.0)
    return change_leaving(model.chain, model.programme, factor, weights)
