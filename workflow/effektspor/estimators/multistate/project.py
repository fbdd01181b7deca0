"""Project expected numbers in states, period by period, by matrix steps over state and time in it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from effektspor.estimators.multistate.rates import Chain, Floats


def project(
    chain_at: Callable[[int], Chain],
    start: Floats,
    inflow: Floats,
    into: int,
    periods: int,
) -> Floats:
    """Expected numbers over the coming periods.

    Parameters
    ----------
    chain_at
        The chain that holds from period t to t + 1; all have the same shape.
    start
        Numbers at the beginning, shape (draws, states, ages).
    inflow
        Numbers that come to state `into` in each period, shape (draws,) or (draws, periods). None of
        them moves on in the period in which it comes.
    periods
        Steps.

    Returns
    -------
    numpy.ndarray
        float64, shape (draws, periods + 1, states, ages). Nobody is lost: the sum of a period is
        that of the one before and the inflow.
    """
    found = np.empty((start.shape[0], periods + 1, *start.shape[1:]))
    found[:, 0] = start
    coming = np.broadcast_to(inflow.reshape(len(start), -1), (len(start), periods))
    for period in range(periods):
        found[:, period + 1] = step(found[:, period], chain_at(period))
        found[:, period + 1, into, 0] += coming[:, period]
    return found


def returning(chain: Chain, start: Floats, into: int, periods: int) -> Floats:
    """Numbers that come to a state for the first time in each period, shape (draws, periods).

    Parameters
    ----------
    start
        Numbers elsewhere at the beginning, shape (draws, states, ages).
    """
    found = np.empty((start.shape[0], periods))
    now = start
    for period in range(periods):
        now = step(now, chain)
        found[:, period] = now[:, into].sum(axis=-1)
        now[:, into] = 0.0
    return found


def step(now: Floats, chain: Chain) -> Floats:
    """One period on; shape (draws, states, ages)."""
    states = now.shape[1]
    moves = chain.moves[:, :, chain.band_of_age, :]
    diagonal = np.arange(states)
    stays = now * moves[:, diagonal, :, diagonal].transpose(1, 0, 2)
    leaving = moves.copy()
    leaving[:, diagonal, :, diagonal] = 0.0
    later = np.zeros_like(now)
    later[:, :, 1:] = stays[:, :, :-1]
    later[:, :, -1] += stays[:, :, -1]
    later[:, :, 0] += np.einsum("dsa,dsat->dt", now, leaving)
    return later


def survival(leaving: Floats, bands: tuple[int, ...], periods: int) -> Floats:
    """Share still in a state by full periods since entry, shape (draws, periods).

    Parameters
    ----------
    leaving
        Probability of leaving in a period by band, shape (draws, bands).
    """
    band = np.searchsorted(bands, np.arange(periods), side="right") - 1
    stay = 1.0 - leaving[:, band]
    found: Floats = np.concatenate(
        [np.ones((len(leaving), 1)), np.cumprod(stay, axis=1)[:, :-1]], axis=1
    )
    return found


def duration(leaving: Floats, bands: tuple[int, ...]) -> Floats:
    """Mean periods in a state, shape (draws,): the sum of the survival to infinity.

    Infinite where the last band is never left. In a steady state the stock is inflow times it.
    """
    ages = np.arange(bands[-1])
    head = survival(leaving, bands, bands[-1] + 1)
    with np.errstate(divide="ignore"):
        tail = head[:, -1] / leaving[:, -1]
    found: Floats = head[:, ages].sum(axis=1) + np.where(head[:, -1] > 0, tail, 0.0)
    return found


def destinations(moves: Floats, state: int, bands: tuple[int, ...]) -> Floats:
    """Share of those who leave a state in a steady stock who go to each other, (draws, states).

    Parameters
    ----------
    moves
        Probabilities, shape (draws, states, bands, states).

    Returns
    -------
    numpy.ndarray
        Rows that sum to one; nought where nobody leaves.
    """
    row = moves[:, state]
    leaving = 1.0 - row[:, :, state]
    band = np.searchsorted(bands, np.arange(bands[-1] + 1), side="right") - 1
    there = survival(leaving, bands, bands[-1] + 1)
    # Those in the last band stay for as many periods as its rate says.
    with np.errstate(divide="ignore"):
        there[:, -1] *= np.where(leaving[:, -1] > 0, 1.0 / leaving[:, -1], 0.0)
    out = np.einsum("da,das->ds", there, row[:, band])
    out[:, state] = 0.0
    total = out.sum(axis=1, keepdims=True)
    found: Floats = np.where(total > 0, out / np.where(total > 0, total, 1.0), 0.0)
    return found


def steps_of(values: npt.NDArray[np.float64]) -> Floats:
    """Numbers by state alone: the sum over time in it."""
    found: Floats = values.sum(axis=-1)
    return found
