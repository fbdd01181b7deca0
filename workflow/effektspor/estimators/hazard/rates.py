r"""Grouped proportional hazards: Poisson on cluster x cohort x week cells.

In cluster *g*, row *r* (cohort, stratum) and week *w* since start, of :math:`n_{grw}` persons at
risk, :math:`d_{grw}` have the event:

.. math:: d_{grw} \sim \mathrm{Poisson}\big(n_{grw} \exp(\alpha_g + \beta_w + x_{gr}'\theta)\big).

With an effect of each week this is Cox's model with Breslow's ties, its likelihood and scores equal
to those of the persons (Breslow 1974; Laird and Olivier 1981). The effects of clusters have a closed
form given the rest and are concentrated out; their part of the information is swept out cluster by
cluster, so that Newton's step solves W - 1 + p equations, never G + W + p.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import Floats, RateCells

STEPS = 60
PRECISE = 1e-10
SINGULAR = 1e-9


@dataclass(frozen=True)
class RateFit:
    """A fitted model.

    Attributes
    ----------
    cells
        Clusters and weeks with events only.
    design
        Columns of the model, shape (p, G, R): later cohort, further ones, treated x later.
    beta
        Effects of weeks, the first nought, shape (W,).
    theta
        Logs of ratios, shape (p,); the last is the effect, estimated or given.
    expected
        Expected events, shape (G, R, W); their sum over a cluster is its events.
    information
        Of weeks 2..W and the p columns with the clusters' effects swept out, also where the effect
        was given; shape (W - 1 + p, W - 1 + p).
    """

    cells: RateCells
    design: Floats
    beta: Floats
    theta: Floats
    expected: Floats
    information: Floats

    @property
    def effect(self) -> float:
        """Log of the rate ratio."""
        return float(self.theta[-1])


def fit_rates(
    cells: RateCells, effect: float | None = None, start: RateFit | None = None
) -> RateFit:
    """Maximise the likelihood by Newton's method.

    Parameters
    ----------
    effect
        Log rate ratio to impose; estimated where left out.
    start
        A fit of the same columns to begin from.

    Raises
    ------
    EstimationError
        Where a group or cohort has no events, the columns are collinear, or there is no maximum.
    """
    cells = cells.informative()
    cells.require_events()
    design = _design(cells)
    p, free = len(design), len(design) - (effect is not None)
    weeks = len(cells.weeks)
    beta, theta = _begin(cells, p, start)
    if effect is not None:
        theta[-1] = effect
    totals = _Totals.of(cells)
    now = _likelihood(cells, totals, beta, theta, design)
    for _ in range(STEPS):
        expected, information = _information(cells, totals, beta, theta, design)
        score = _score(totals, design, expected)
        size = weeks - 1 + free
        step = solve(information[:size, :size], score[:size])
        scale = 1.0
        if np.abs(score[:size]).max() < PRECISE * totals.events.sum():
            return RateFit(cells, design, beta, theta, expected, information)
        while scale > PRECISE:
            new_beta, new_theta = beta.copy(), theta.copy()
            new_beta[1:] += scale * step[: weeks - 1]
            new_theta[:free] += scale * step[weeks - 1 :]
            then = _likelihood(cells, totals, new_beta, new_theta, design)
            if np.isfinite(then) and then >= now - abs(now) * 1e-13:
                break
            scale /= 2
        beta, theta, now = new_beta, new_theta, then
    raise EstimationError(
        "The rate model has no maximum: a rate runs to nought or beyond all bounds",
        where="risk table",
        todo="Look at the events by group, cohort and block of weeks; join weeks or strata.",
    )


@dataclass(frozen=True)
class _Totals:
    """Events by cluster (G,), row (G, R) and week (W,)."""

    events: Floats
    rows: Floats
    weeks: Floats

    @classmethod
    def of(cls, cells: RateCells) -> "_Totals":
        rows = cells.events.sum(axis=2)
        return cls(rows.sum(axis=1), rows, cells.events.sum(axis=(0, 1)))


def _design(cells: RateCells) -> Floats:
    groups = len(cells.clusters)
    shared = np.concatenate([cells.post[None, :], cells.others])
    shared = np.broadcast_to(shared[:, None, :], (len(shared), groups, len(cells.post)))
    effect = cells.treated[:, None] * cells.post[None, :]
    return np.concatenate([shared, effect[None]]).astype(np.float64)


def _begin(cells: RateCells, p: int, start: RateFit | None) -> tuple[Floats, Floats]:
    """First guess: no effects, or those of another fit in the weeks that both have."""
    beta, theta = np.zeros(len(cells.weeks)), np.zeros(p)
    if start is None:
        return beta, theta
    theta[:] = start.theta
    own = np.isin(cells.weeks, start.cells.weeks)
    place = np.searchsorted(start.cells.weeks, cells.weeks[own])
    beta[own] = start.beta[place]
    return beta - beta[0], theta


def _rates(cells: RateCells, beta: Floats, theta: Floats, design: Floats) -> Floats:
    ratio = np.exp(np.tensordot(theta, design, axes=1))
    found: Floats = cells.at_risk * ratio[:, :, None] * np.exp(beta)
    return found


def _likelihood(
    cells: RateCells, totals: _Totals, beta: Floats, theta: Floats, design: Floats
) -> float:
    """Log likelihood with the clusters' effects at their maximum, without constants."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        raw = _rates(cells, beta, theta, design).sum(axis=(1, 2))
        linear = totals.weeks @ beta + (totals.rows * np.tensordot(theta, design, axes=1)).sum()
        return float(linear - totals.events @ np.log(raw))


def _information(
    cells: RateCells, totals: _Totals, beta: Floats, theta: Floats, design: Floats
) -> tuple[Floats, Floats]:
    """Expected events and the information of weeks and columns, clusters swept out."""
    expected = _rates(cells, beta, theta, design)
    expected *= (totals.events / expected.sum(axis=(1, 2)))[:, None, None]
    p, groups, rows = design.shape
    week = expected.sum(axis=1)[:, 1:]
    row = expected.sum(axis=2)
    column = np.einsum("pgr,gr->pg", design, row)
    flat = design.reshape(p, groups * rows)
    share = week / totals.events[:, None]
    weeks = week.shape[1]
    found = np.empty((weeks + p, weeks + p))
    found[:weeks, :weeks] = np.diag(week.sum(axis=0)) - share.T @ week
    mixed = flat @ expected.reshape(groups * rows, -1)[:, 1:] - column @ share
    found[weeks:, :weeks], found[:weeks, weeks:] = mixed, mixed.T
    found[weeks:, weeks:] = (flat * row.reshape(-1)) @ flat.T - (column / totals.events) @ column.T
    return expected, found


def _score(totals: _Totals, design: Floats, expected: Floats) -> Floats:
    row = totals.rows - expected.sum(axis=2)
    columns = np.einsum("pgr,gr->p", design, row)
    week = totals.weeks - expected.sum(axis=(0, 1))
    return np.concatenate([week[1:], columns])


def solve(matrix: Floats, right: Floats) -> Floats:
    """Solve a scaled positive definite system; a pivot near nought is a collinear column."""
    scale = 1 / np.sqrt(np.maximum(np.diagonal(matrix), np.finfo(float).tiny))
    try:
        factor = linalg.cho_factor(matrix * scale * scale[:, None], lower=True)
    except linalg.LinAlgError:
        raise _collinear() from None
    if (np.diagonal(factor[0]) ** 2 < SINGULAR).any():
        raise _collinear()
    found: Floats = (linalg.cho_solve(factor, (right.T * scale).T).T * scale).T
    return found


def _collinear() -> EstimationError:
    return EstimationError(
        "The columns of the rate model cannot be told apart: no ratio can be estimated",
        where="risk table",
        todo="Check that municipalities have starts in both cohorts and that strata vary.",
    )
