"""How many respondents of each municipality and role: what the three tables allow together.

The total of table 1 is the mean of table 2 weighted by the respondents of the roles and the mean
of table 3 weighted by those of the municipalities, for all seven elements with the same weights.
A linear programme finds the weights nearest to wished ones.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from effektspor.simulate.surveys.parameters import Staff
from effektspor.simulate.surveys.targets import ROLES, Targets

SMALLEST_ROLE = (
    0.03  # of all respondents; with fewer a share could hardly be printed in whole per cent
)


def respondents(
    targets: Targets, population: np.ndarray, staff: Staff, wave: str
) -> tuple[np.ndarray, float]:
    """Respondents by municipality and role.

    Parameters
    ----------
    population
        Of the municipalities, in the order of the targets.

    Returns
    -------
    (numpy.ndarray, float)
        Numbers (int64, municipalities x roles), and the slack in points at which the weights exist.
    """
    n = staff.respondents[wave]
    size = population**staff.size_exponent
    wished = np.maximum(n * size / size.sum(), 1.1 * staff.smallest_municipality)
    wished_role = np.array([staff.roles[role] for role in ROLES])
    for slack in staff.slack:
        found = _weights(
            targets,
            slack,
            wished / wished.sum(),
            wished_role / wished_role.sum(),
            smallest=staff.smallest_municipality / n,
        )
        if found is not None:
            break
    else:
        found = wished / wished.sum(), wished_role / wished_role.sum()
    rows, columns = (_whole(n * share) for share in found)
    return _joint(rows, columns), slack


def _weights(
    targets: Targets,
    slack: float,
    wished: np.ndarray,
    wished_role: np.ndarray,
    *,
    smallest: float,
) -> tuple[np.ndarray, np.ndarray] | None:
    """Weights nearest to the wished ones; None where none meet the tables within `slack` points.

    Unknowns: weights of municipalities and roles, and their distances from the wished ones. The
    shares of the roles and of the total may move by `slack`. Those of the municipalities may not:
    they have few answers, so that whole numbers decide where within its rounding a share falls,
    up in one municipality and down in another.
    """
    shares = np.vstack([targets.by_municipality, targets.by_role])
    room = np.repeat([[0.0], [slack]], [len(wished), len(wished_role)], axis=0)
    low, high = np.maximum(shares - room, 0), np.minimum(shares + room, 100)
    g, r = len(wished), len(wished_role)
    n, n_elements = g + r, shares.shape[1]
    first, second = np.arange(n) < g, np.arange(n) >= g
    upper, bound = [], []
    for element in range(n_elements):
        lowest, highest = low[:, element], high[:, element]
        total = targets.total[element]
        # The intervals of the two means and of the total must have a point in common.
        for weights, limit in (
            (lowest * first, total + slack),
            (-highest * first, -(total - slack)),
            (lowest * second, total + slack),
            (-highest * second, -(total - slack)),
            (lowest * first - highest * second, 0.0),
            (lowest * second - highest * first, 0.0),
        ):
            upper.append(np.r_[weights, np.zeros(n)])
            bound.append(limit)
    wish = np.r_[wished, wished_role]
    for sign in (1, -1):
        upper.extend(np.hstack([sign * np.eye(n), -np.eye(n)]))
        bound.extend(sign * wish)
    equal = np.vstack([np.r_[first, np.zeros(n)], np.r_[second, np.zeros(n)]])
    cost = np.r_[np.zeros(n), 1 / wish]
    smallest_weight = np.where(first, smallest, SMALLEST_ROLE)
    found = linprog(
        cost,
        A_ub=np.array(upper),
        b_ub=np.array(bound),
        A_eq=equal,
        b_eq=[1.0, 1.0],
        bounds=[(each, 1) for each in smallest_weight] + [(0, None)] * n,
        method="highs",
    )
    return (found.x[:g], found.x[g:n]) if found.status == 0 else None


def _whole(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers with the same sum, by the largest remainders."""
    whole = np.floor(numbers + 1e-9).astype("int64")
    left = round(numbers.sum()) - whole.sum()
    order = np.argsort(-(numbers - whole), kind="stable")
    whole[order[:left]] += 1
    return whole


def _joint(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Table with the given margins, nearest to independence (rounded down or up)."""
    expected = np.outer(rows, columns) / rows.sum()
    low = np.floor(expected)
    n_rows, n_columns = expected.shape
    margins = np.vstack(
        [np.kron(np.eye(n_rows), np.ones(n_columns)), np.kron(np.ones(n_rows), np.eye(n_columns))]
    )
    left = np.r_[rows - low.sum(axis=1), columns - low.sum(axis=0)]
    found = milp(
        -(expected - low).ravel(),
        constraints=LinearConstraint(margins, left, left),
        bounds=Bounds(0, 1),
        integrality=np.ones(expected.size),
    )
    table: np.ndarray = (low + np.round(found.x).reshape(expected.shape)).astype("int64")
    return table
