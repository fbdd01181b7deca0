"""How many answers agree in each municipality and role, so that the published shares come out.

For one element and wave the agreeing answers are a table of municipalities by roles whose row
sums, column sums and total must print as published. Seen as a flow from the total over the
municipalities to the roles, with whole numbers as limits, the linear programme has a solution in
whole numbers. Where the limits cannot be met together, they are widened, all alike, by as little
as is needed: the largest miss is the smallest possible (on the grid of widenings).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

_STEPS = ((0.5, 1.0), (1.0, 3.0), (np.inf, 9.0))  # distance in sd up to which a cost holds
_PER_ANSWER = 1e4  # beyond the limits: before everything else
_WIDER = (0.0, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0)  # points


@dataclass(frozen=True)
class Margins:
    """Published shares of one element and wave in per cent."""

    rows: np.ndarray  # (municipalities,)
    columns: np.ndarray  # (roles,)
    total: float

    @property
    def all(self) -> np.ndarray:
        """Rows, columns, total in one array."""
        margins: np.ndarray = np.r_[self.rows, self.columns, self.total]
        return margins


def margin_sums(table: np.ndarray) -> np.ndarray:
    """Row sums, column sums and total of a table in one array."""
    sums: np.ndarray = np.r_[table.sum(axis=1), table.sum(axis=0), table.sum()]
    return sums


def agreeing(valid: np.ndarray, margins: Margins, rounding: float) -> np.ndarray:
    """Agreeing answers of each municipality and role.

    Parameters
    ----------
    valid
        Valid answers (int64, municipalities x roles).
    margins
        Published shares.
    rounding
        Points within which a share prints as published.

    Returns
    -------
    numpy.ndarray
        Whole numbers of the shape of `valid`. Among the tables that meet the margins (or miss them
        least) the one nearest to what municipality and role let expect together.
    """
    share = np.clip(margins.rows[:, None] + margins.columns - margins.total, 0, 100) / 100
    wish = np.round(valid * share)
    sd = np.sqrt(np.maximum(valid * share * (1 - share), 0.25))
    sums = margin_sums(valid)
    tight = _limits(sums, margins.all, rounding)
    for more in _WIDER:
        found = _flow(valid, wish, sd, tight, _limits(sums, margins.all, rounding + more))
        if found is not None:
            break
    else:
        raise AssertionError("limits of nought to all answers can always be met")
    return found


def _limits(sums: np.ndarray, percent: np.ndarray, within: float) -> tuple[np.ndarray, np.ndarray]:
    """Least and most agreeing answers of each margin; the nearest number where none is within."""
    low = np.maximum(np.ceil(sums * (percent - within) / 100 - 1e-9), 0)
    high = np.minimum(np.floor(sums * (percent + within) / 100 + 1e-9), sums)
    nearest = np.round(sums * percent / 100)
    return np.where(low > high, nearest, low), np.where(low > high, nearest, high)


def _flow(
    valid: np.ndarray,
    wish: np.ndarray,
    sd: np.ndarray,
    tight: tuple[np.ndarray, np.ndarray],
    wide: tuple[np.ndarray, np.ndarray],
) -> np.ndarray | None:
    """The table nearest to the wish; None where the wide limits cannot be met.

    Unknowns: steps of each cell up and down from its wish, and how far each margin is outside its
    tight limits (below, above), never outside the wide ones.
    """
    n, (n_rows, n_columns) = valid.size, valid.shape
    margin = np.vstack(
        [
            np.kron(np.eye(n_rows), np.ones(n_columns)),
            np.kron(np.ones(n_rows), np.eye(n_columns)),
            np.ones(n),
        ]
    )
    n_margins, at_wish = len(margin), margin @ wish.ravel()
    down, up = wish.ravel(), (valid - wish).ravel()  # room for steps
    widths, costs, signs = [], [], []
    for sign, room in ((1, up), (-1, down)):
        before = np.zeros(n)
        for reach, cost in _STEPS:
            upto = np.minimum(np.ceil(reach * sd.ravel()), room)
            widths.append(upto - before)
            costs.append(cost / sd.ravel())
            signs.append(sign * margin)
            before = upto
    steps, eye, none = np.hstack(signs), np.eye(n_margins), np.zeros((n_margins, n_margins))
    found = linprog(
        np.r_[*costs, np.full(2 * n_margins, _PER_ANSWER)],
        A_ub=np.vstack([np.hstack([steps, none, -eye]), np.hstack([-steps, -eye, none])]),
        b_ub=np.r_[tight[1] - at_wish, at_wish - tight[0]],
        bounds=np.column_stack(
            [
                np.zeros(len(_STEPS) * 2 * n + 2 * n_margins),
                np.r_[
                    *widths,
                    np.maximum(tight[0] - wide[0], 0),
                    np.maximum(wide[1] - tight[1], 0),
                ],
            ]
        ),
        method="highs-ds",  # a vertex, hence whole numbers
    )
    if found.status:
        return None
    moves = found.x[: len(_STEPS) * 2 * n].reshape(2, len(_STEPS), n).sum(axis=1)
    counts: np.ndarray = np.round(wish.ravel() + moves[0] - moves[1]).astype("int64")
    return counts.reshape(valid.shape)


def largest_miss(valid: np.ndarray, agree: np.ndarray, margins: Margins) -> float:
    """Largest distance of a margin's share from the published one, in points."""
    sums = margin_sums(valid)
    distance = np.abs(100 * margin_sums(agree) / np.maximum(sums, 1) - margins.all)
    return float(np.where(sums > 0, distance, 0.0).max())


def printable(valid: int, percent: float, rounding: float) -> bool:
    """Whether some whole number of `valid` answers prints as `percent`."""
    low = np.ceil(valid * max(percent - rounding, 0) / 100 - 1e-9)
    return bool(low <= np.floor(valid * min(percent + rounding, 100) / 100 + 1e-9))
