"""Answers of one element and wave: which are given, and which of the given ones agree."""

import numpy as np

from effektspor.simulate.surveys.agreement import Margins, agreeing, largest_miss, printable
from effektspor.simulate.surveys.parameters import Staff
from effektspor.simulate.surveys.targets import ROLES

DONT_KNOW, REFUSED = 8.0, 9.0


def fitting(
    place: np.ndarray,
    cell: np.ndarray,
    reluctance: np.ndarray,
    n_items: int,
    margins: Margins,
    staff: Staff,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Which answers are not given, and how many of the others agree in each cell.

    Drawn again while a margin is missed, since the number of valid answers decides which shares
    whole numbers can give; the draw with the smallest largest miss is kept.
    """
    shape = (len(margins.rows), len(ROLES))
    best: tuple[float, np.ndarray, np.ndarray] | None = None
    for _ in range(staff.draws):
        chance = rng.standard_normal((len(place), n_items))
        silent = _silent(place, reluctance[:, None] + chance, margins, staff, rng)
        counts = np.bincount(cell, (~silent).sum(axis=1), shape[0] * shape[1])
        valid = counts.astype("int64").reshape(shape)
        agree = agreeing(valid, margins, staff.rounding)
        miss = largest_miss(valid, agree, margins)
        if best is None or miss < best[0]:
            best = miss, silent, agree.ravel()
        if miss <= staff.rounding + 1e-9:
            break
    assert best is not None  # at least one draw
    return best[1], best[2]


def _silent(
    place: np.ndarray,
    score: np.ndarray,
    margins: Margins,
    staff: Staff,
    rng: np.random.Generator,
) -> np.ndarray:
    """Which answers are not given (bool, respondents x items): the largest scores of each place.

    A share of few answers can be printed as published with some numbers of valid answers only; of
    those the one nearest to the drawn number is taken.
    """
    rate = staff.dont_know + staff.refused + staff.missing
    silent = np.zeros(score.shape, dtype=bool)
    for row, percent in enumerate(margins.rows):
        mine = np.flatnonzero(place == row)
        n = len(mine) * score.shape[1]
        drawn = int(rng.binomial(n, rate))
        most = max(int(staff.most_missing * n), drawn)
        possible = [m for m in range(most + 1) if printable(n - m, percent, staff.rounding)]
        count = min(possible, key=lambda m: (abs(m - drawn), m)) if possible else drawn
        flat = np.argsort(-score[mine].ravel(), kind="stable")[:count]
        silent[mine[flat // score.shape[1]], flat % score.shape[1]] = True
    return silent


def codes_of(
    latent: np.ndarray, silent: np.ndarray, cell: np.ndarray, agree: np.ndarray, staff: Staff
) -> np.ndarray:
    """Codes 1-5: in each cell the given number of the highest latent answers agree."""
    codes = np.full(latent.shape, np.nan)
    cuts = staff.cuts
    for each in np.unique(cell):
        rows = cell == each
        values = np.where(silent[rows], np.nan, latent[rows])
        ordered = np.sort(values[~np.isnan(values)])[::-1]
        n, k = len(ordered), int(agree[each])
        if not n:
            continue
        inside = ordered[np.clip([k - 1, k], 0, n - 1)]
        border = float(inside.mean()) + (0.5 if k == 0 else -0.5 if k == n else 0.0)
        above = values - border
        found = np.select(
            [above > cuts.strong, above > 0, above > -cuts.neither, above > -cuts.disagree],
            [5.0, 4.0, 3.0, 2.0],
            default=1.0,
        )
        codes[rows] = np.where(np.isnan(values), np.nan, found)
    return codes


def reasons(shape: tuple[int, ...], staff: Staff, rng: np.random.Generator) -> np.ndarray:
    """Why an answer is not given: don't know, refused, or nothing at all."""
    weights = np.array([staff.dont_know, staff.refused, staff.missing])
    return rng.choice([DONT_KNOW, REFUSED, np.nan], size=shape, p=weights / weights.sum())
