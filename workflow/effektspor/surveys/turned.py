"""Questions whose codes run the other way in one wave than in another.

Labels tell which way codes run. Where a file has none, the answers themselves can tell: a question
that went with the rest of its element in one wave does not go against it in the next, the same
persons do not answer the opposite, and no survey has all its means mirrored.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

Z_LIMIT = 4.0
"""Distance of a correlation from zero, in standard errors, at which its sign counts as known."""
FEWEST = 20
"""Respondents below which a correlation is not looked at."""
MIRRORED = 0.75
"""Steps of a five-point scale by which mirrored means must be nearer than means as they are."""
_STEPS = 4


def turned_items(values: pd.DataFrame, waves: pd.Series, elements: dict[str, str]) -> list[str]:
    """Items that go with the rest of their element in one wave and against it in another.

    Parameters
    ----------
    values
        Answers after reversal, missing where there is none; one column an item.
    waves
        Wave of each row.
    elements
        Element of each item; items without one are not looked at.

    Returns
    -------
    list of str
        The items, that with the clearest turn first.
    """
    turns = {}
    for item, element in elements.items():
        rest = [other for other, its in elements.items() if its == element and other != item]
        if not element or not rest:
            continue
        signs = [
            fisher_z(values.loc[at, item], values.loc[at, rest].mean(axis=1))
            for at in (waves == wave for wave in sorted(waves.unique()))
        ]
        known = [z for z in signs if np.isfinite(z)]
        if known and min(known) < -Z_LIMIT and max(known) > Z_LIMIT:
            turns[item] = min(known)
    return sorted(turns, key=lambda item: turns[item])


def turned_waves(
    values: pd.DataFrame, who: pd.DataFrame, low: float, high: float
) -> tuple[int, int] | None:
    """Two waves of which one has all its answers the other way round; None where there are none.

    Parameters
    ----------
    values
        Answers of items with one scale, one row for each of `who`.
    who
        respondent and wave.
    low, high
        Ends of the scale.
    """
    waves = who["wave"]
    for first, second in combinations(sorted(waves.unique()), 2):
        a, b = values[waves == first], values[waves == second]
        mean_a = pd.Series(a.mean(axis=1).to_numpy(), who.loc[a.index, "respondent"])
        mean_b = pd.Series(b.mean(axis=1).to_numpy(), who.loc[b.index, "respondent"])
        both = pd.concat([mean_a, mean_b], axis=1, join="inner")
        same = fisher_z(both[0], both[1])
        if np.isfinite(same) and abs(same) > Z_LIMIT:
            if same < 0:
                return int(first), int(second)
            continue
        of_a, of_b = a.mean().to_numpy(), b.mean().to_numpy()
        as_is = np.nanmean(np.abs(of_a - of_b))
        mirrored = np.nanmean(np.abs(of_a - (low + high - of_b)))
        if min(len(a), len(b)) >= FEWEST and as_is - mirrored > MIRRORED * (high - low) / _STEPS:
            return int(first), int(second)
    return None


def fisher_z(a: pd.Series, b: pd.Series) -> float:
    """Correlation of two columns in standard errors of Fisher's z; NaN where it is not known."""
    pairs: npt.NDArray[np.float64] = np.array([a.to_numpy(float), b.to_numpy(float)]).T
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    if len(pairs) < FEWEST or (pairs.std(axis=0) == 0).any():
        return float("nan")
    r = float(np.asarray(np.corrcoef(pairs.T))[0, 1])
    return float(np.arctanh(np.clip(r, -0.999999, 0.999999)) * np.sqrt(len(pairs) - 3))
