"""Moves between states as counts by cell, and the same of persons drawn again.

Persons are drawn by giving each a Poisson weight of mean one: that adds up over batches of persons, and
each bucket of persons has a stream of its own, so that results do not depend on the memory.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.flows.calendar import Months
from effektspor.cohort.flows.counts import YEAR, bands_of
from effektspor.cohort.flows.lives import FlowLives
from effektspor.cohort.flows.states import FlowStates
from effektspor.cohort.flows.tables import BOOT_COLUMNS, NATIONAL, OWN
from effektspor.cohort.flows.units import Flags
from effektspor.estimators.resampling import poisson_weights

Floats = npt.NDArray[np.float64]
SCOPES = (OWN, "all")
"""The municipality's persons, and those of everywhere."""
STEPS = 4
STEP_NAMES = {step: f"step_{step}" for step in range(1, STEPS + 1)}
"""Steps of the refund, from the first weeks on."""


@dataclass
class Moves:
    """Counts of moves, exposures, stock and entries by draw (0: as they are), added up.

    Attributes
    ----------
    moved
        Shape (draws + 1, scopes, states, bands, states).
    stock
        Persons of the municipality who have been in the programme, by state at the date and months in
        it (draws + 1, states, months up to the first of the last band and more).
    entered
        Persons who came to the programme for the first time, in the municipality, in the year before
        (draws + 1,). Who comes again moves between states that are counted.
    refund
        Person-months by step (scopes, states, bands, steps).
    """

    moved: Floats
    stock: Floats
    entered: Floats
    refund: Floats

    @classmethod
    def empty(cls, states: int, bands: tuple[int, ...], draws: int) -> "Moves":
        """Counts of nobody."""
        return cls(
            np.zeros((draws + 1, len(SCOPES), states, len(bands), states)),
            np.zeros((draws + 1, states, bands[-1] + 1)),
            np.zeros(draws + 1),
            np.zeros((len(SCOPES), states, len(bands), STEPS)),
        )

    def add(
        self,
        lives: FlowLives,
        flags: Flags,
        began: pd.DataFrame,
        months: Months,
        states: FlowStates,
        bands: tuple[int, ...],
        seed: tuple[int, int],
    ) -> None:
        """Add the persons of one bucket; `seed` is that of the study and the bucket."""
        n = len(lives.state)
        weights = np.vstack([np.ones(n), poisson_weights(len(self.stock) - 1, n, seed)])
        band = bands_of(lives.months_in, bands)
        last = months.at
        origin = slice(0, last)
        seen = lives.followed[:, origin] & (flags[OWN] | flags[NATIONAL])[:, origin]
        cells = len(states.names), len(bands), len(states.names)
        place = np.ravel_multi_index(
            (lives.state[:, origin], band[:, origin], lives.state[:, 1 : last + 1]), cells
        )
        for scope, there in enumerate((seen & flags[OWN][:, origin], seen)):
            self.moved[:, scope] += _weighted(place, there, weights, cells)
            self._add_refunds(scope, lives, band, there)
        inside = flags[OWN][:, last] & lives.followed[:, last]
        months_in = np.minimum(lives.months_in[:, last], bands[-1])
        for state, k in {*zip(lives.state[inside, last], months_in[inside], strict=True)}:
            mine = inside & (lives.state[:, last] == state) & (months_in == k)
            self.stock[:, state, k] += weights[:, mine].sum(axis=1)
        at = began["month"].to_numpy() - months.first
        recent = (at >= last - YEAR) & (at < last) & began["first"].to_numpy(dtype=bool)
        row = began["row"].to_numpy()[recent]
        row = row[flags[OWN][row, at[recent]]]
        self.entered += weights[:, row].sum(axis=1)

    def _add_refunds(
        self,
        scope: int,
        lives: FlowLives,
        band: npt.NDArray[np.int64],
        there: npt.NDArray[np.bool_],
    ) -> None:
        until = there.shape[1]
        shape = self.refund.shape[1:]
        place = np.ravel_multi_index(
            (lives.state[:, :until][there], band[:, :until][there], lives.step[:, :until][there]),
            shape,
        )
        self.refund[scope] += np.bincount(place, minlength=int(np.prod(shape))).reshape(shape)


def _weighted(
    place: npt.NDArray[np.int64],
    there: npt.NDArray[np.bool_],
    weights: Floats,
    cells: tuple[int, int, int],
) -> Floats:
    """Weighted counts of cells: shape (draws + 1, *cells)."""
    size = int(np.prod(cells))
    row, column = np.nonzero(there)
    used, position = np.unique(place[row, column], return_inverse=True)
    found = np.zeros((len(weights), size))
    if len(used):
        of_person = np.zeros((there.shape[0], len(used)))
        np.add.at(of_person, (row, position), 1.0)
        found[:, used] = weights @ of_person
    return found.reshape(len(weights), *cells)


def boot_table(moves: Moves, states: FlowStates, bands: tuple[int, ...]) -> pd.DataFrame:
    """Cells that anybody is in, by draw; columns `BOOT_COLUMNS`.

    kind is move (n person-months that moved so, months all person-months at risk in the cell), stock
    (n persons, band the full months in from_state), entry (n persons) and refund (to_state is the step,
    n person-months on it of all months in the cell; draw 0 only).
    """
    parts = []
    exposure = moves.moved.sum(axis=-1)
    draw, scope, origin, band, to = np.nonzero(moves.moved)
    parts.append(
        pd.DataFrame(
            {
                "draw": draw, "kind": "move", "scope": np.array(SCOPES, dtype=object)[scope],
                "from_state": np.array(states.names, dtype=object)[origin],
                "band": np.array(bands)[band],
                "to_state": np.array(states.names, dtype=object)[to],
                "n": moves.moved[draw, scope, origin, band, to],
                "months": exposure[draw, scope, origin, band],
            }
        )
    )  # fmt: skip
    draw, state, months_in = np.nonzero(moves.stock)
    inside = np.array(states.names, dtype=object)[state]
    count = moves.stock[draw, state, months_in]
    parts.append(_own_rows("stock", draw, inside, months_in, count))
    draws = np.arange(len(moves.entered))
    name = np.full(len(draws), states.names[states.programme], dtype=object)
    parts.append(_own_rows("entry", draws, name, np.zeros_like(draws), moves.entered))
    refunds = refund_table(moves, states, bands)
    refunds["to_state"] = refunds["step"].map(STEP_NAMES)
    parts.append(refunds.rename(columns={"state": "from_state"}).assign(draw=0, kind="refund"))
    table = pd.concat(parts, ignore_index=True)[BOOT_COLUMNS]
    return table.astype({"draw": "int32", "band": "int32"})


def _own_rows(
    kind: str,
    draw: npt.NDArray[np.int64],
    state: npt.NDArray[np.object_],
    band: npt.NDArray[np.int64],
    n: Floats,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "draw": draw, "kind": kind, "scope": OWN, "from_state": state, "band": band,
            "to_state": state, "n": n, "months": np.nan,
        }
    )  # fmt: skip


def refund_table(moves: Moves, states: FlowStates, bands: tuple[int, ...]) -> pd.DataFrame:
    """Person-months at each step of the refund, with all of the cell (`months`) and their share."""
    total = moves.refund.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        share = moves.refund / total
    scope, state, band, step = np.nonzero(np.broadcast_to(total > 0, moves.refund.shape))
    return pd.DataFrame(
        {
            "scope": np.array(SCOPES, dtype=object)[scope],
            "state": np.array(states.names, dtype=object)[state],
            "band": np.array(bands)[band],
            "step": step + 1,
            "n": moves.refund[scope, state, band, step].astype(int),
            "months": total[scope, state, band, 0].astype(int),
            "share": share[scope, state, band, step],
        }
    )
