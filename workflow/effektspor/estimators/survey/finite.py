"""Wilson interval of a share in a finite population of which part has answered.

It rests on the assumption that those who answered are like a random sample of all: then the variance
of the share is that of drawing without replacement (Cochran 1977, section 3.2), and Wilson's (1927)
interval is taken with the number of independent answers that would give this variance.
"""

from effektspor.errors import InputError
from effektspor.estimators.survey.bounds import bounds
from effektspor.estimators.survey.proportions import wilson


def finite_wilson(
    agree: int, answered: int, population: int, confidence: float
) -> tuple[float, float]:
    """Interval of the share among `population`, of whom `answered` answered and `agree` agreed.

    Never wider than the bounds with nothing assumed, for those who answered are known; a point where
    all have answered.

    Returns
    -------
    tuple of float
        Fractions; missing where nobody answered.

    Raises
    ------
    InputError
        Where a part is larger than its whole.

    Examples
    --------
    36 of 70 among 98:

    >>> low, high = finite_wilson(36, 70, 98, 0.95)
    >>> round(low, 3), round(high, 3)
    (0.452, 0.577)
    """
    if answered == 0:
        if agree:
            raise InputError(
                "More agree than have answered",
                where=f"agree {agree}, answered {answered}",
                todo="Those who agree are among those who answered.",
            )
        return float("nan"), float("nan")
    possible = bounds(agree, answered, population)
    silent = population - answered
    independent = answered * (population - 1) / silent if silent else float("inf")
    low, high = wilson(agree / answered, independent, confidence)
    return max(float(low), possible.low), min(float(high), possible.high)
