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
