"""The quantities of a world: contrasts between on and off, and what the estimators give.

Written apart from the estimators of the package, so that the two can be held against each other.
"""

import numpy as np

from effektspor.simulate.tally import POST, PRE, Tally


def _share(events: np.ndarray, n: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: np.ndarray = events / n
    return shares


def group_shares(counts: Tally) -> np.ndarray:
    """Shares by group (0 comparison, 1 participants), cohort, pair and week: (2, 2, 3, weeks)."""
    treated = counts.world.effects.treated
    return np.stack(
        [
            _share(
                counts.events[:, :, treated == bool(group)].sum(axis=2),
                counts.n[:, :, treated == bool(group)].sum(axis=2),
            )
            for group in (0, 1)
        ]
    )


def contrast(counts: Tally) -> np.ndarray:
    """On minus off among the participants' post cohort, by pair and week (3, weeks).

    Each world has its own denominator: those in the programme differ where the programme moves
    people in or out of it (here it does not, but for weeks hidden at the end).
    """
    on = group_shares(counts)[1, POST]
    off = _share(counts.events_off.sum(axis=1), counts.n_off.sum(axis=1))
    difference: np.ndarray = on - off
    return difference


def did_simple(counts: Tally) -> np.ndarray:
    """Difference of the groups' changes in share, by pair and week (3, weeks)."""
    shares = group_shares(counts)
    change = shares[:, POST] - shares[:, PRE]
    difference: np.ndarray = change[1] - change[0]
    return difference


def did_within(counts: Tally) -> np.ndarray:
    """Least squares with municipality effects, by pair and week (3, weeks).

    With one dummy per municipality, one for the cohort and one for treated x cohort, the last
    coefficient over persons is sum_T h d / sum_T h - sum_C h d / sum_C h, where d is the change of
    a municipality's share and h = n0 n1 / (n0 + n1) (Frisch-Waugh-Lovell).
    """
    n0, n1 = counts.n[PRE].astype("float64"), counts.n[POST].astype("float64")
    both = (n0 > 0) & (n1 > 0)
    weight = np.where(both, n0 * n1 / np.maximum(n0 + n1, 1), 0.0)
    change = np.nan_to_num(
        _share(counts.events[POST], n1) - _share(counts.events[PRE], n0), nan=0.0
    )
    treated = counts.world.effects.treated
    means = [
        _share((weight * change)[:, rows].sum(axis=1), weight[:, rows].sum(axis=1))
        for rows in (treated, ~treated)
    ]
    difference: np.ndarray = means[0] - means[1]
    return difference


def municipal_changes(counts: Tally, pair: int, week: int) -> np.ndarray:
    """Change in share of each participating municipality in a figure week (17,)."""
    treated = counts.world.effects.treated
    shares = [
        _share(counts.events[c, pair, treated, week - 1], counts.n[c, pair, treated, week - 1])
        for c in (PRE, POST)
    ]
    change: np.ndarray = shares[1] - shares[0]
    return change


def started(survival: np.ndarray) -> np.ndarray:
    """Share started by Kaplan-Meier from (at risk, events, censored) x weeks 0.."""
    at_risk, events = survival[..., 0, :], survival[..., 1, :]
    leave = np.where(at_risk > 0, events / np.maximum(at_risk, 1), 0.0)
    share: np.ndarray = 1 - np.cumprod(1 - leave, axis=-1)
    return share


def start_rates(survival: np.ndarray) -> np.ndarray:
    """Internship starts per week at risk, from (at risk, events, censored) x weeks 0.."""
    return _share(survival[..., 1, :].sum(axis=-1), survival[..., 0, :].sum(axis=-1))


def rate_ratio(counts: Tally) -> float:
    """Ratio of the groups' ratios of start rates: what the estimator gives."""
    rates = start_rates(counts.survival)
    change = _share(rates[:, POST], rates[:, PRE])
    return float(_share(change[1], change[0]))


def rate_ratio_contrast(counts: Tally) -> float:
    """Start rate of the participants' post cohort with the programme over that without."""
    return float(_share(start_rates(counts.survival[1, POST]), start_rates(counts.survival_off)))
