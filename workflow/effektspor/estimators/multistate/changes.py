"""Change how a state is left: how fast, and for where."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from effektspor.estimators.multistate.project import destinations, duration
from effektspor.estimators.multistate.rates import Chain, Floats

LARGEST_FACTOR = 50.0
"""Factor on the rate of leaving beyond which a target counts as out of reach."""
LARGEST_SHARE = 1 - 1e-9
"""Share beyond which odds are not told."""
CLOSE = 1e-9
"""Distance of shares from those wanted at which raking ends."""


def change_leaving(chain: Chain, state: int, factor: Floats, weights: Floats) -> Chain:
    """The chain with a state left at another rate and for other places.

    Parameters
    ----------
    state
        The state that is left.
    factor
        Shape (draws,): factor on the rate of leaving; a probability p becomes 1 - (1 - p)^factor.
    weights
        Shape (draws, states): weight of each state among those who leave, 1 for no change. The
        shares of a band are multiplied by them and made to sum to one again: states of one weight keep
        their proportions, and no share can come below nought or above one.
    """
    moves = chain.moves.copy()
    row = moves[:, state]
    leaves = 1.0 - row[:, :, state]
    out = row.copy()
    out[:, :, state] = 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        split = np.where(leaves[..., None] > 0, out / leaves[..., None], 0.0)
    faster = 1.0 - (1.0 - leaves) ** factor[:, None]
    moves[:, state] = reweighted(split, weights[:, None, :]) * faster[..., None]
    moves[:, state, :, state] = 1.0 - faster
    return Chain(moves, chain.bands)


def reweighted(split: Floats, weights: Floats) -> Floats:
    """Shares times weights, summing to one again; nought where they were nought.

    Parameters
    ----------
    split, weights
        Shapes that broadcast.
    """
    found = split * weights
    total = found.sum(axis=-1, keepdims=True)
    kept: Floats = np.where(total > 0, found / np.where(total > 0, total, 1.0), split)
    return kept


def weights_for(
    chain: Chain, state: int, factor: Floats, wanted: Floats, rounds: int = 500
) -> Floats:
    """Weights with which the long-run share of those who leave for some states is as wanted.

    Raking: each state in turn is multiplied until its odds are those wanted. As in raking of tables
    this keeps what is known of the rest, namely the odds between other states within each band.

    Parameters
    ----------
    factor
        Shape (draws,): factor on the rate of leaving, which decides how many leave from each band.
    wanted
        Shape (draws, states): shares; missing for states that are not given one.

    Returns
    -------
    numpy.ndarray
        Shape (draws, states); 1 for states that are not given a share, and for those to which nobody
        leaves. What cannot be met together is met as closely as these rounds come.
    """
    weights = np.ones_like(wanted)
    given = np.flatnonzero(np.isfinite(wanted).any(axis=0))
    for _ in range(rounds):
        furthest = 0.0
        for to in given:
            moves = change_leaving(chain, state, factor, weights).moves
            now = destinations(moves, state, chain.bands)[:, to]
            aim = np.clip(wanted[:, to], 0.0, LARGEST_SHARE)
            can = np.isfinite(aim) & (now > 0) & (now < 1)
            odds = np.where(can, now / np.where(can, 1.0 - now, 1.0), 1.0)
            times = np.where(can, aim / (1.0 - aim) / odds, 1.0)
            weights[:, to] *= times
            furthest = max(furthest, float(np.abs(np.where(can, now - aim, 0.0)).max()))
        if furthest < CLOSE:
            break
    return weights


def factor_for_stock(leaving: Floats, bands: tuple[int, ...], share: float) -> float:
    """Factor on the rate of leaving that makes the steady stock this share of what it is.

    Parameters
    ----------
    leaving
        Probability of leaving by band, shape (bands,).
    share
        New stock over old, above 0; the inflow stays.

    Returns
    -------
    float
        Missing where no factor up to `LARGEST_FACTOR` does it, or the state is never left.
    """
    now = float(duration(leaving[None], bands)[0])
    return _solve(lambda f: float(duration(_faster(leaving, f), bands)[0]) - share * now)


def _faster(leaving: Floats, factor: float) -> Floats:
    found: Floats = 1.0 - (1.0 - leaving[None]) ** factor
    return found


def _solve(difference: Callable[[float], float]) -> float:
    low, high = difference(1e-3), difference(LARGEST_FACTOR)
    if not (np.isfinite(low) and np.isfinite(high)) or low * high > 0:
        return float("nan")
    return float(brentq(difference, 1e-3, LARGEST_FACTOR, xtol=1e-9))


def ramp(period: int, short: int, long: int) -> tuple[float, float]:
    """Weights of the short and the long target in a period: linear to each, then constant.

    Examples
    --------
    Half way to the short target after 6 of 12 periods; half way on to the long one after 24 of 36:

    >>> ramp(6, 12, 36)
    (0.5, 0.0)
    >>> ramp(24, 12, 36)
    (0.5, 0.5)
    """
    if period <= short:
        return period / short, 0.0
    towards = min((period - short) / (long - short), 1.0)
    return 1.0 - towards, towards
