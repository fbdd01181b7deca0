"""Whether the targets can be reached together: what each needs alone, and what all of them give."""

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from effektspor.cohort.flows.counts import OVER
from effektspor.config.business_case import Flow
from effektspor.estimators.multistate.changes import LARGEST_FACTOR, factor_for_stock, ramp
from effektspor.estimators.multistate.project import destinations, project
from effektspor.estimators.multistate.rates import Chain, Floats
from effektspor.evaluations.business_case.flow_model import (
    SHORT_MONTHS,
    Model,
    changed,
    inflow_of,
    paths_of,
)
from effektspor.evaluations.business_case.scenarios import (
    ALL,
    BASE,
    DESTINATIONS,
    STOCK,
    Change,
    Scenario,
)

MET, SET = {True: "yes", False: "no"}, "set"
TOLERANCE = 1e-3
"""A target counts as met where it is missed by less than a tenth of a point."""


def consistency_table(
    model: Model, scenarios: list[Scenario], targets: pd.DataFrame, flow: Flow
) -> pd.DataFrame:
    """For each target the factor on the rate of leaving that it alone needs, and what all give.

    Shares of long courses are those at the end of the horizon. The factor is ramped as the scenarios
    are: reached after `ramp_months`.

    Returns
    -------
    DataFrame
        Columns target, now (at the beginning; for exits in the long run), base (at the end, as now),
        target_value, factor (1 where no change is needed; missing where none does it or the target
        does not speak of how long or how many), with_all (at the end), met (yes, no, or set where
        the change itself sets the share of exits, so that it is no test); as shares. Fewer in the
        programme is fewer than in base. Shares of exits are those of the chain's long run.
    """
    one = first_draw(model)
    all_of = next(scenario for scenario in scenarios if scenario.name == ALL)
    base_of = next(scenario for scenario in scenarios if scenario.name == BASE)
    ends = {s.name: paths_of(one, s, flow)[1][0, :, one.programme] for s in (base_of, all_of)}
    split = [
        destinations(chain.moves, one.programme, one.chain.bands)[0]
        for chain in (one.chain, changed(one, all_of.changes(one), 0.0, 1.0))
    ]
    rows = []
    for row in targets.to_dict("records"):
        target, long = str(row["target"]), float(row["value_long"]) / 100
        if target == STOCK:
            less = 1.0 - ends[ALL][-1].sum() / ends[BASE][-1].sum()
            leaving = one.chain.leaving(one.programme)[0]
            factor = factor_for_stock(leaving, one.chain.bands, 1.0 - long)
            met = MET[bool(less >= long - TOLERANCE)]
            rows.append((target, 0.0, 0.0, long, factor, less, met))
        elif target in OVER:
            over = [longer(path, OVER[target]) for path in ends.values()]
            first = longer(ends[BASE], OVER[target], 0)
            factor = factor_at_end(one, flow, OVER[target], long)
            met = MET[bool(over[1] <= long + TOLERANCE)]
            rows.append((target, first, over[0], long, factor, over[1], met))
        elif target in DESTINATIONS:
            state = one.states.index(DESTINATIONS[target])
            now, then = (float(shares[state]) for shares in split)
            wanted = now + all_of.points[target][1]
            met = SET if then >= wanted - TOLERANCE else MET[False]
            rows.append((target, now, now, wanted, np.nan, then, met))
    columns = ["target", "now", "base", "target_value", "factor", "with_all", "met"]
    return pd.DataFrame(rows, columns=columns)


def first_draw(model: Model) -> Model:
    """The model of the estimate alone."""
    return Model(
        model.states, model.programme, Chain(model.chain.moves[:1], model.chain.bands),
        model.counts[:1], model.hidden, model.start[:1], model.pool[:1], model.inflow[:1],
    )  # fmt: skip


def longer(path: Floats, months: int, at: int = -1) -> float:
    """Share of those in the programme who have been there at least so many months.

    Parameters
    ----------
    path
        Persons in the programme by month and months in it, shape (months + 1, ages).
    """
    return float(path[at, months:].sum() / path[at].sum())


def factor_at_end(model: Model, flow: Flow, months: int, share: float) -> float:
    """Factor on the rate of leaving with which so few are in long courses at the end of the horizon."""
    coming = inflow_of(model, flow.horizon_months)

    def excess(factor: float) -> float:
        change = Change(np.full((2, 1), factor), np.ones((2, 1, len(model.states))))
        path = project(
            lambda period: changed(model, change, *ramp(period + 1, SHORT_MONTHS, flow.ramp_months)),
            model.start, coming, model.programme, flow.horizon_months,
        )  # fmt: skip
        return longer(path[0, :, model.programme], months) - share

    if excess(1.0) <= 0:
        return 1.0
    if excess(LARGEST_FACTOR) > 0:
        return float("nan")
    return float(brentq(excess, 1.0, LARGEST_FACTOR, xtol=1e-6))
