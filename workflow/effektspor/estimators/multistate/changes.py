"""Change how a state is left: how fast, and for where."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from effektspor.estimators.multistate.project import duration
from effektspor.estimators.multistate.rates import Chain, Floats

LARGEST_FACTOR = 50.0
"""Factor on the rate of leaving beyond which a target counts as out of reach."""


def change_leaving(chain: Chain, state: int, factor: Floats, shares: Floats) -> Chain:
    """The chain with a state left at another rate and for other places.

    Parameters
    ----------
    state
        The state that is left.
    factor
        Shape (draws,): factor on the rate of leaving; a probability p becomes 1 - (1 - p)^factor.
    shares
        Shape (draws, states): factor on the share of those who leave for each state; missing for
        states that are not given one, which share what is left as before. Where those given take
        all and more, they are made smaller together until nothing is left for the others.
    """
    moves = chain.moves.copy()
    row = moves[:, state]
    leaves = 1.0 - row[:, :, state]
    out = row.copy()
    out[:, :, state] = 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        split = np.where(leaves[..., None] > 0, out / leaves[..., None], 0.0)
    faster = 1.0 - (1.0 - leaves) ** factor[:, None]
    moves[:, state] = redistribute(split, shares[:, None, :]) * faster[..., None]
    moves[:, state, :, state] = 1.0 - faster
    return Chain(moves, chain.bands)


def redistribute(split: Floats, factors: Floats) -> Floats:
    """Shares that sum to one with some of them multiplied; see `change_leaving`.

    Parameters
    ----------
    split, factors
        Shares, and factors on some of them (missing: not given); shapes that broadcast.
    """
    factors = np.broadcast_to(factors, split.shape)
    given = np.isfinite(factors)
    wanted = np.where(given, split * np.where(given, factors, 0.0), 0.0)
    taken = wanted.sum(axis=-1, keepdims=True)
    wanted = np.where(taken > 1.0, wanted / np.maximum(taken, 1.0), wanted)
    others = np.where(given, 0.0, split)
    left = 1.0 - wanted.sum(axis=-1, keepdims=True)
    rest = others.sum(axis=-1, keepdims=True)
    whole = split.sum(axis=-1, keepdims=True)
    scaled = np.where(rest > 0, others / np.where(rest > 0, rest, 1.0) * left, 0.0)
    found = wanted + scaled
    # Where nothing is left over for others, what is wanted is all there is.
    total = found.sum(axis=-1, keepdims=True)
    found = np.where(total > 0, found / np.where(total > 0, total, 1.0), split)
    kept: Floats = np.where(whole > 0, found, split)
    return kept


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
