"""Whether printed shares of parts can make the printed share of the whole, and with which weights.

The share of the whole is the mean of the parts' shares, weighted by their part of the answers.
Where several shares are printed of the same parts, one set of weights must serve all of them, up
to rounding. That is a linear programme: the weights are unknown, and so is the largest miss.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
SLACK = 1e-9


@dataclass(frozen=True)
class Margins:
    """What weights the printed shares allow.

    Attributes
    ----------
    excess
        Smallest possible largest miss beyond rounding, in the unit of the shares; 0 where the
        shares agree.
    low, high
        Shape (parts,): least and largest weight of each part among the sets of weights that reach
        `excess`; fractions.
    """

    excess: float
    low: Floats
    high: Floats


def margins(whole: Floats, parts: Floats, rounding: float) -> Margins:
    """Weights of parts that reconcile printed shares.

    Parameters
    ----------
    whole
        Shape (shares,): the printed shares of the whole.
    parts
        Shape (parts, shares): the printed shares of each part.
    rounding
        Most that rounding moves one printed share. The mean of the parts is moved as much at most,
        so the two sides together may differ by twice that.

    Raises
    ------
    EstimationError
        Where the solver finds no answer; some weights always reach some miss, so it is a defect of
        the figures (missing, not finite).
    """
    k = len(parts)
    # Unknown: the k weights and the miss. |parts' w - whole| <= 2 rounding + miss.
    above = np.column_stack([parts.T, -np.ones(len(whole))])
    below = np.column_stack([-parts.T, -np.ones(len(whole))])
    rows = np.vstack([above, below])
    limits = np.concatenate([2 * rounding + whole, 2 * rounding - whole])
    one = np.concatenate([np.ones(k), [0.0]])[None, :]

    def solve(goal: Floats, most: float | None) -> Floats:
        found = linprog(
            goal, A_ub=rows, b_ub=limits, A_eq=one, b_eq=[1.0],
            bounds=[(0, 1)] * k + [(0, most)], method="highs",
        )  # fmt: skip
        if not found.success:
            raise EstimationError(
                "No weights can be found for the printed shares",
                where="weights of parts",
                todo="Check that every share is a number.",
            )
        return np.asarray(found.x, dtype=float)

    goals = np.eye(k + 1)
    excess = float(solve(goals[k], None)[k])
    most = excess + SLACK
    low = np.array([solve(goals[part], most)[part] for part in range(k)])
    high = np.array([solve(-goals[part], most)[part] for part in range(k)])
    return Margins(excess if excess > SLACK else 0.0, low, high)
