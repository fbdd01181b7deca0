"""Rates and inflow with which the municipality meets, in expectation, what the memo prints.

The benefit began in July 2014, so that nobody at the memo's date has been on it for longer: the
shares over one and two years are of courses cut off there. With an even inflow, those present after
d weeks are as many as stay that long, and the stock is the inflow times the sum over d.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from effektspor.errors import ConfigError
from effektspor.simulate.flows.parameters import FlowParameters, Shares, share_vector
from effektspor.simulate.flows.states import DEAD, EMIGRATED, STATES

YEAR, TWO_YEARS = 52, 104


@dataclass(frozen=True)
class Calibrated:
    """How persons leave the programme.

    Attributes
    ----------
    leave
        Weekly rate of leaving for another state by weeks since the start (float64, L); death and
        emigration come on top.
    inflow
        Starts a week in the municipality.
    own, others
        Where those who leave are a week later (float64, S), so that after some weeks they are where
        the memo says.
    """

    leave: np.ndarray
    inflow: float
    own: np.ndarray
    others: np.ndarray


def calibrate(flows: FlowParameters, weeks: int, exit_weeks: int) -> Calibrated:
    """Solve for the rates.

    Parameters
    ----------
    flows
        Parameters, with what is printed.
    weeks
        Weeks from the first start to the memo's date.
    exit_weeks
        Full weeks after the end of a course at which it is read off where the person went.

    Raises
    ------
    ConfigError
        No rate gives the shares that the parameters ask for.
    """
    case, gone = flows.case, flows.death + flows.emigration

    def leave(first: float, later: float) -> np.ndarray:
        return np.where(np.arange(1200) < TWO_YEARS, first, later)

    def over(rates: np.ndarray, least: int, below: int) -> float:
        """Share that has been there for `least` weeks among those who have not for `below`."""
        stays = staying(rates + gone, weeks)[:below]
        return float(stays[least:].sum() / stays.sum())

    # Among those present for less than two years, only the rates of these years count.
    second = (case.over_1y - case.over_2y) / (1 - case.over_2y)
    try:
        first = brentq(lambda r: over(leave(r, r), YEAR, TWO_YEARS) - second, 1e-9, 0.2)
        later = brentq(
            lambda r: over(leave(first, r), TWO_YEARS, weeks + 1) - case.over_2y, 1e-9, 0.2
        )
    except ValueError as error:
        raise ConfigError(
            "no rates of leaving give the shares over one and two years",
            where="flows.yaml: case.over_1y, case.over_2y",
            todo="choose shares that a benefit of this age can have",
        ) from error
    rates = leave(first, later)
    inflow = case.citizens / staying(rates + gone, weeks).sum()
    moves = flows.rates()
    return Calibrated(
        rates, float(inflow),
        before(case.own, moves, exit_weeks), before(case.others, moves, exit_weeks),
    )  # fmt: skip


def staying(rates: np.ndarray, weeks: int) -> np.ndarray:
    """Share still in the programme after 0, 1 .. weeks weeks (float64, weeks + 1)."""
    found: np.ndarray = np.exp(-np.r_[0.0, np.cumsum(rates[1 : weeks + 1])])
    return found


def before(after: Shares, moves: np.ndarray, weeks: int) -> np.ndarray:
    """Shares of the states (S) from which persons come to be in `after`, so many weeks later.

    Raises
    ------
    ConfigError
        A share would be negative: persons move there faster than so few are left.
    """
    wanted = share_vector(after)
    living = [row for row in range(len(STATES)) if row not in (DEAD, EMIGRATED)]
    step = np.linalg.matrix_power(weekly(moves), weeks)[np.ix_(living, living)]
    found = np.zeros(len(STATES))
    found[living] = np.linalg.solve(step.T, wanted[living])
    found[np.abs(found) < 1e-12] = 0.0
    low = int(found.argmin())
    if found[low] < 0:
        raise ConfigError(
            f"nobody could have left for {STATES[low]}: its share is too small",
            where="flows.yaml: case.own, case.others",
            todo="raise this share, or lower the rates of moves to it",
        )
    whole: np.ndarray = found / found.sum()
    return whole


def weekly(moves: np.ndarray) -> np.ndarray:
    """Probabilities (S x S) of a week's moves outside the programme, as the simulator draws them."""
    found: np.ndarray = 1 - np.exp(-moves)
    np.fill_diagonal(found, 0.0)
    np.fill_diagonal(found, 1 - found.sum(axis=1))
    return found
