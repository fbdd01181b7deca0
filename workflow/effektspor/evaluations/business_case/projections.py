"""The tables of the flow model: rates, paths, projection with intervals, consistency of targets."""

import numpy as np
import pandas as pd

from effektspor.cohort.flows.moves import STEP_NAMES
from effektspor.cohort.flows.tables import OWN
from effektspor.config.business_case import Flow
from effektspor.estimators.multistate.rates import Floats
from effektspor.evaluations.business_case.flow_model import Model, paths_of
from effektspor.evaluations.business_case.scenarios import (
    BASE,
    Scenario,
)

STEPS = tuple(STEP_NAMES.values())
STATE_SHARES = (0.8, 0.4, 0.3, 0.2)
"""What the state refunds on each step since 2016 (act 994 of 30 August 2015)."""


def rate_table(model: Model, confidence: float) -> pd.DataFrame:
    """Monthly probabilities with percentile intervals over draws.

    Returns
    -------
    DataFrame
        Columns from_state, band, to_state, rate_month, low, high, n, months, shown. Moves out of the
        programme are of the municipality, all others of everywhere; of few persons they are withheld.
    """
    tail = (1 - confidence) / 2
    moves = model.chain.moves
    low, high = np.quantile(moves[1:], [tail, 1 - tail], axis=0)
    own = model.counts[0]
    rows = []
    for origin, name in enumerate(model.states):
        for band, first in enumerate(model.chain.bands):
            for to, target in enumerate(model.states):
                value = moves[0, origin, band, to]
                if origin == to or (value == 0 and high[origin, band, to] == 0):
                    continue
                mine = origin == model.programme
                n = own[band, to] if mine else np.nan
                months = own[band].sum() if mine else np.nan
                hidden = bool(model.hidden[origin, band, to])
                cells = (value, low[origin, band, to], high[origin, band, to], n)
                shown = [np.nan] * 4 if hidden else list(cells)
                rows.append(
                    (name, first, target, *shown, months, "withheld" if hidden else "shown")
                )
    columns = [
        "from_state",
        "band",
        "to_state",
        "rate_month",
        "low",
        "high",
        "n",
        "months",
        "shown",
    ]
    return pd.DataFrame(rows, columns=columns)


def paths_table(
    model: Model, scenarios: list[Scenario], boot: pd.DataFrame, flow: Flow
) -> pd.DataFrame:
    """Persons by draw, scenario, month and state with the share of them on each step of the refund."""
    steps = _steps(boot[boot["kind"] == "refund"], model)
    parts = []
    for scenario in scenarios:
        persons, by_age = paths_of(model, scenario, flow)
        bands = np.zeros((*persons.shape, len(model.chain.bands)))
        for age, band in enumerate(model.chain.band_of_age):
            bands[..., band] += by_age[..., age]
        on_step = np.einsum("dmsb,sbk->dmsk", bands, steps)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(persons[..., None] > 0, on_step / persons[..., None], 0.0)
        parts.append(_long(scenario.name, persons, shares, model.states))
    return pd.concat(parts, ignore_index=True)


def _steps(refunds: pd.DataFrame, model: Model) -> Floats:
    """Share of person-months on each step, shape (states, bands, steps); the last where unknown.

    The programme's are of the municipality, all others of everywhere.
    """
    bands = model.chain.bands
    found = np.zeros((len(model.states), len(bands), len(STEPS)))
    found[..., -1] = 1.0
    own = refunds["scope"] == OWN
    for rows in (
        refunds[~own],
        refunds[own & (refunds["from_state"] == model.states[model.programme])],
    ):
        for (state, band), cell in rows.groupby(["from_state", "band"]):
            at = found[model.states.index(str(state)), bands.index(int(str(band)))]
            at[:] = 0.0
            at[[STEPS.index(step) for step in cell["to_state"]]] = cell["n"] / cell["months"]
    return found


def _long(name: str, persons: Floats, shares: Floats, states: tuple[str, ...]) -> pd.DataFrame:
    draw, month, state = np.indices(persons.shape).reshape(3, -1)
    table = pd.DataFrame(
        {
            "draw": draw.astype("int32"),
            "scenario": pd.Categorical([name] * len(draw)),
            "month": month.astype("int16"),
            "state": np.array(states, dtype=object)[state],
            "persons": persons.ravel(),
            "refund_share": (shares @ np.array(STATE_SHARES)).ravel(),
        }
    )
    for k, step in enumerate(STEPS):
        table[step] = shares[..., k].ravel()
    return table.astype({"scenario": str})


def projection_table(paths: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Persons by scenario, month and state with percentile intervals, and the difference from base.

    Returns
    -------
    DataFrame
        Columns scenario, month, state, persons, low, high, difference, difference_low,
        difference_high. Expected numbers are fractions; they are no counts of anybody.
    """
    tail = (1 - confidence) / 2
    key = ["month", "state"]
    base = paths[paths["scenario"] == BASE].set_index(["draw", *key])["persons"]
    rows = []
    for name, part in paths.groupby("scenario", sort=False):
        own = part.set_index(["draw", *key])["persons"]
        gap = own - base
        for label, values in (("persons", own), ("difference", gap)):
            wide = values.unstack("draw")
            drawn = wide.drop(columns=0)
            ends = np.quantile(drawn.to_numpy(), [tail, 1 - tail], axis=1)
            rows.append(
                pd.DataFrame(
                    {
                        "scenario": name,
                        "what": label,
                        "value": wide[0],
                        "low": ends[0],
                        "high": ends[1],
                    }
                )
            )
    whole = pd.concat(rows).reset_index()
    persons = whole[whole["what"] == "persons"].drop(columns="what")
    persons = persons.rename(columns={"value": "persons"})
    gaps = whole[whole["what"] == "difference"].drop(columns="what")
    gaps = gaps.rename(
        columns={"value": "difference", "low": "difference_low", "high": "difference_high"}
    )
    table = persons.merge(gaps, on=["scenario", *key], validate="one_to_one")
    return table[[
        "scenario", "month", "state", "persons", "low", "high", "difference", "difference_low",
        "difference_high",
    ]]  # fmt: skip
