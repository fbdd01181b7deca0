r"""Share of agreeing answers where one respondent gives several, with a Wilson interval.

Respondent :math:`i` agrees with :math:`a_i` of :math:`m_i` valid answers; the share is
:math:`\hat p = \sum a_i / \sum m_i`. Answers of one respondent are alike, so the variance is that
of a ratio over respondents (Taylor), and the interval is Wilson's (1927) with the number of
independent answers that would give this variance:

.. math:: v = (1 - f)\,\frac{n}{n - 1}\,\frac{\sum (a_i - \hat p m_i)^2}{(\sum m_i)^2}, \qquad
   n_\text{eff} = \frac{\hat p (1 - \hat p)}{v}\Bigl(\frac{z}{t_{n-1}}\Bigr)^2

with :math:`f = n / N` where the population is known, and Korn and Graubard's (1998) factor for a
variance from few respondents. Where all answers are alike there is no variance: each respondent
then counts as one answer. Kott and Carr (1997) and Franco et al. (2019) compare such intervals.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.errors import InputError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """A share with its interval.

    Attributes
    ----------
    value, low, high
        Fractions; missing where there is no answer.
    effective_n
        Independent answers that would be as informative; infinite where all of the population
        has answered.
    n
        Respondents with at least one valid answer.
    answers, agree
        Valid answers, and those that agree.
    scores
        Shape (n,): what each respondent adds to the deviation of the share, in the order given.
    """

    value: float
    low: float
    high: float
    effective_n: float
    n: int
    answers: int
    agree: int
    scores: Floats


def wilson(share: Floats | float, n: Floats | float, confidence: float) -> tuple[Floats, Floats]:
    """Wilson interval of shares from `n` independent answers; `n` may be infinite or no integer.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends, fractions; missing where `n` is zero.
    """
    p, n = np.broadcast_arrays(np.asarray(share, dtype=float), np.asarray(n, dtype=float))
    z2 = stats.norm.ppf(0.5 + confidence / 2) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pull = z2 / n
        centre = (p + pull / 2) / (1 + pull)
        half = np.sqrt(pull * (p * (1 - p) + pull / 4)) / (1 + pull)
    # Rounding must not carry an end past 0, 1 or the share itself.
    low = np.minimum(np.where(p == 0, 0.0, np.clip(centre - half, 0, 1)), p)
    high = np.maximum(np.where(p == 1, 1.0, np.clip(centre + half, 0, 1)), p)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def plain_share(value: float, n: float, confidence: float) -> Share:
    """A share of `n` independent units, which may be an effective number, with Wilson's interval."""
    low, high = wilson(value, n, confidence)
    return Share(
        value, float(low), float(high), n, round(n), round(n), round(value * n), np.zeros(0)
    )


def clustered_share(
    agree: npt.ArrayLike,
    answers: npt.ArrayLike,
    *,
    confidence: float,
    population: int | None = None,
) -> Share:
    """Share of agreeing answers, the respondent being the unit of the uncertainty.

    Parameters
    ----------
    agree, answers
        Shape (respondents,): agreeing and valid answers of each; who has no valid answer counts
        for nothing.
    population
        Number of persons who could have answered, where it is known.

    Raises
    ------
    InputError
        Where more agree than answer, or more answer than there are.
    """
    a, m = np.asarray(agree, dtype=float), np.asarray(answers, dtype=float)
    if ((a < 0) | (a > m)).any():
        raise InputError(
            "A respondent has more agreeing than valid answers",
            where="share of agreeing answers",
            todo="Count each valid answer once.",
        )
    n = int((m > 0).sum())
    if population is not None and n > population:
        raise InputError(
            f"{n} respondents are more than the population of {population}",
            where="share of agreeing answers",
            todo="Correct the population, or leave it out.",
        )
    total = m.sum()
    if n == 0:
        return Share(np.nan, np.nan, np.nan, 0.0, 0, 0, 0, np.zeros(len(m)))
    p = float(a.sum() / total)
    scores = (a - p * m) / total
    left = 1.0 if population is None else 1 - n / population
    effective = _effective(p, scores, n, total, left, confidence)
    low, high = wilson(p, effective, confidence)
    return Share(p, float(low), float(high), effective, n, int(total), int(a.sum()), scores)


def _effective(
    p: float, scores: Floats, n: int, total: float, left: float, confidence: float
) -> float:
    """Effective number of answers; never more than there are before the population is counted."""
    if left == 0:
        return np.inf
    squares = float((scores**2).sum())
    if n == 1 or p in (0.0, 1.0):
        return n / left
    normal, t = stats.norm.ppf(0.5 + confidence / 2), stats.t.ppf(0.5 + confidence / 2, n - 1)
    variance = n / (n - 1) * squares
    independent = min(p * (1 - p) / variance, total) if variance > 0 else total
    return float(independent * (normal / t) ** 2 / left)
