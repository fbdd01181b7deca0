"""Weights with which the persons of a comparison have the composition of the municipality's."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.raking import rake

Floats = npt.NDArray[np.float64]
AGES = (30.0, 40.0, 50.0)
"""First ages of the groups after the youngest."""
PRIOR_WEEKS = (26.0, 52.0, 104.0)
"""Weeks with a benefit in the three years before the course: last ones of the groups but the last."""
UNKNOWN = -1
MONTHS_A_YEAR = 12


def weights(people: pd.DataFrame, like: pd.DataFrame) -> Floats | None:
    """Weights by raking, mean 1, so that `people` are composed as `like`; none where that cannot be.

    The margins are age, sex, origin and weeks with a benefit before the course. What is unknown is a
    group of its own.

    Parameters
    ----------
    people, like
        Rows of `effektspor.cohort.flows.tables.PEOPLE`.
    """
    if people.empty or like.empty:
        return None
    there, here = _groups(people), _groups(like)
    codes, shares = [], []
    for name in there:
        known = np.unique(np.concatenate([there[name], here[name]]))
        codes.append(np.searchsorted(known, there[name]))
        held = np.bincount(np.searchsorted(known, here[name]), minlength=len(known))
        shares.append(held / held.sum())
    try:
        return rake(np.column_stack(codes), shares)
    except EstimationError:
        # A group that the municipality has and the comparison has not: it cannot be composed so.
        return None


def stock_weights(
    people: pd.DataFrame, entered: pd.DataFrame, like_entered: pd.DataFrame
) -> Floats | None:
    """Weights of those in the programme if those who begin it were composed as `like_entered`.

    Who is in the programme has begun it and stayed. Raking makes those who began in the comparison
    alike those who began in the municipality, with a factor for each group of each margin; with the
    same factors those in the programme are as many as they would be if as many had begun, composed
    so, and each had stayed as long as others alike. Their sum may be more or less than their number.

    Parameters
    ----------
    people, entered, like_entered
        Rows of `effektspor.cohort.flows.tables.PEOPLE`; of `people` the age is that at the start.
    """
    weight = weights(entered, like_entered)
    if weight is None:
        return None
    began = people.assign(age=people["age"] - people["months"] / MONTHS_A_YEAR)
    there, here = _groups(entered), _groups(began)
    kept = weight > 0
    known = {name: np.unique(codes[kept]) for name, codes in there.items()}
    marks = np.column_stack([there[name][kept, None] == known[name] for name in there])
    # Raked weights are products of a factor for each group, so the fit is exact.
    logs = np.linalg.lstsq(marks.astype(float), np.log(weight[kept]), rcond=None)[0]
    found = np.zeros(len(people))
    for name, codes in here.items():
        mine, logs = logs[: len(known[name])], logs[len(known[name]) :]
        mean = float(mine[np.searchsorted(known[name], there[name][kept])].mean())
        # A group in which nobody began counts as the mean of those who did.
        by_code = dict(zip(known[name].tolist(), mine.tolist(), strict=True))
        gone = dict.fromkeys(np.unique(there[name][~kept]).tolist(), -np.inf)
        found += [by_code.get(code, gone.get(code, mean)) for code in codes.tolist()]
    return np.exp(found)


def _groups(people: pd.DataFrame) -> dict[str, npt.NDArray[np.int64]]:
    age = people["age"].to_numpy(float)
    prior = people["prior_weeks"].to_numpy(float)
    return {
        "age": np.where(np.isnan(age), UNKNOWN, np.searchsorted(AGES, age, side="right")),
        "woman": _flag(people["woman"]),
        "non_western": _flag(people["non_western"]),
        "prior_weeks": np.where(np.isnan(prior), UNKNOWN, np.searchsorted(PRIOR_WEEKS, prior)),
    }


def _flag(values: pd.Series) -> npt.NDArray[np.int64]:
    known = values.astype("Int64").fillna(UNKNOWN)
    return np.asarray(known, dtype=np.int64)
