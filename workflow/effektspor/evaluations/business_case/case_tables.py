"""The tables of the money: by year and component, the results, break-even and the draws."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.resampling import percentiles
from effektspor.evaluations.business_case.appraisal import EVERYONE
from effektspor.evaluations.business_case.cash_flows import COMPONENTS
from effektspor.evaluations.business_case.economics import Appraised
from effektspor.evaluations.business_case.parameter_list import COLUMNS

Floats = npt.NDArray[np.float64]
ByScenario = Mapping[str, Appraised]
NET_YEAR, NPV, PAYBACK, BREAK_EVEN, POSITIVE, INVESTED = (
    "net_year_", "npv", "payback_months", "break_even_effect", "probability_positive", "invested",
)  # fmt: skip
NET = "net"
"""Component of a year's sum over the components."""
EFFECT_SHARES = np.round(np.linspace(0, 1.5, 31), 2)
PROBABILITIES = np.round(np.concatenate([[0.01], np.arange(0.025, 0.98, 0.025), [0.99]]), 3)


def parameter_table(parameters: pd.DataFrame) -> pd.DataFrame:
    """The parameters as they were read, with their row."""
    return parameters[[*COLUMNS, "row"]].reset_index(drop=True)


def flow_table(cases: ByScenario, first_year: int, confidence: float) -> pd.DataFrame:
    """Columns scenario, party, component, year, value, low, high: DKK, not discounted.

    `net` is the sum of a party's components. Components that are nought in every year are left out.
    """
    rows = []
    for scenario, case in cases.items():
        for index, party in enumerate(EVERYONE):
            point, drawn = (part.yearly[:, index] for part in (case.point, case.drawn))
            named = [
                (name, point[:, at], drawn[:, at])
                for at, name in enumerate(COMPONENTS)
                if _at_stake(point[:, at]) or _at_stake(drawn[:, at])
            ]
            named.append((NET, point.sum(axis=1), drawn.sum(axis=1)))
            for component, values, draws in named:
                for year in range(values.shape[1]):
                    rows.append(
                        (
                            scenario,
                            party,
                            component,
                            first_year + year,
                            *_interval(values[0, year], draws[:, year], confidence),
                        )
                    )
    names = ["scenario", "party", "component", "year", "value", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def result_table(cases: ByScenario, confidence: float) -> pd.DataFrame:
    """Columns scenario, party, quantity, value, low, high.

    Quantities: net_year_1 and on, npv, invested (present value of the staff, negative) in DKK;
    payback_months, empty where it is not within the horizon, and break_even_effect, a share of the
    effect, empty where none repays, both empty for a party that invests nothing; probability_positive, without interval,
    empty for a party that has no money at stake.
    """
    rows = []
    for scenario, case in cases.items():
        for index, party in enumerate(EVERYONE):
            for quantity, row in _quantities(case, index, confidence):
                rows.append((scenario, party, quantity, *row))
    return pd.DataFrame(rows, columns=["scenario", "party", "quantity", "value", "low", "high"])


def _quantities(
    case: Appraised, party: int, confidence: float
) -> list[tuple[str, tuple[float, float, float]]]:
    point, drawn = case.point, case.drawn
    net, nets = (part.yearly[:, party].sum(axis=1) for part in (point, drawn))
    rows = [
        (f"{NET_YEAR}{year + 1}", _interval(net[0, year], nets[:, year], confidence))
        for year in range(net.shape[1])
    ]
    for name, of in ((NPV, "npv"), (INVESTED, "spent")):
        value, draws = (getattr(part, of)[:, party] for part in (point, drawn))
        rows.append((name, _interval(value[0], draws, confidence)))
    for name, of in ((PAYBACK, "payback"), (BREAK_EVEN, "break_even")):
        value, draws = (getattr(part, of)[:, party] for part in (point, drawn))
        rows.append((name, _open_interval(value[0], draws, confidence)))
    positive = float((drawn.npv[:, party] > 0).mean())
    if not _at_stake(drawn.npv[:, party]):
        positive = np.nan
    rows.append((POSITIVE, (positive, np.nan, np.nan)))
    return rows


def break_even_table(case: Appraised, confidence: float) -> pd.DataFrame:
    """Columns effect_share, party, npv, low, high: present value if only that share is reached.

    The change is scaled as a whole: half the effect is half the difference of persons from base.
    """
    scaled = [
        (share, *((share * part.gain + part.spent) for part in (case.point, case.drawn)))
        for share in EFFECT_SHARES
    ]
    rows = [
        (share, party, *_interval(point[0, index], drawn[:, index], confidence))
        for share, point, drawn in scaled
        for index, party in enumerate(EVERYONE)
    ]
    return pd.DataFrame(rows, columns=["effect_share", "party", "npv", "low", "high"])


def draw_table(case: Appraised) -> pd.DataFrame:
    """Columns party, probability, npv: the present value that so many of the draws do not exceed."""
    rows = [
        (party, probability, value)
        for index, party in enumerate(EVERYONE)
        for probability, value in zip(
            PROBABILITIES, np.quantile(case.drawn.npv[:, index], PROBABILITIES), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=["party", "probability", "npv"])


def _interval(value: float, drawn: Floats, confidence: float) -> tuple[float, float, float]:
    found = percentiles(drawn, value, confidence)
    return float(value), found.low, found.high


def _open_interval(value: float, drawn: Floats, confidence: float) -> tuple[float, float, float]:
    """An interval of values that may be infinite, which are then empty: beyond the horizon."""
    kept = drawn[~np.isnan(drawn)]
    if not len(kept):
        return np.nan, np.nan, np.nan
    tail = (1 - confidence) / 2
    ends = np.quantile(kept, [tail, 1 - tail], method="inverted_cdf")
    low, high = (float(end) if np.isfinite(end) else np.nan for end in ends)
    return float(value) if np.isfinite(value) else np.nan, low, high


def _at_stake(money: Floats) -> bool:
    return bool(np.abs(money).max() > 0)
