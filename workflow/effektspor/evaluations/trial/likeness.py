"""The country made like the trial: what both are described by, and weights of the country.

Weights give the country the trial's shares of each variable (raking); they say nothing of what no
variable holds. A category that nobody in the country has cannot be given weight: the trial's
other shares of that variable then count as the whole.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.waiting.tables import NATIONAL, TRIAL, UNKNOWN
from effektspor.errors import EstimationError
from effektspor.estimators.raking import effective_size, rake
from effektspor.evaluations.trial.composition_words import AGES, VARIABLES

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Likeness:
    """Those who waited, described, and the weights of those in the country.

    Attributes
    ----------
    people
        id, group, arm and one column per variable, a category as text; one row per person.
    weights
        Of the country's rows in their order, mean 1; None where there are none that reach the
        trial's shares.
    """

    people: pd.DataFrame
    weights: Floats | None

    def group(self, name: str) -> pd.DataFrame:
        """Rows of the trial or of the country."""
        return self.people[self.people["group"] == name]

    @property
    def size(self) -> float:
        """Effective number of persons of the weighted country."""
        return float("nan") if self.weights is None else effective_size(self.weights)


def likeness(people: pd.DataFrame, long_weeks: int) -> Likeness:
    """Describe both groups and weight the country.

    Parameters
    ----------
    people
        `effektspor.cohort.waiting.tables.PEOPLE`.
    long_weeks
        Weeks of waiting from which the wait is long.
    """
    described = people[["id", "group", "arm"]].join(described_by(people, long_weeks))
    trial, national = (described[described["group"] == name] for name in (TRIAL, NATIONAL))
    if trial.empty or national.empty:
        return Likeness(described, None)
    codes, targets = [], []
    for variable, (_, _, values) in VARIABLES.items():
        order = [value for value, _, _ in values]
        codes.append(national[variable].map(order.index).to_numpy(dtype=np.int64))
        shares = trial[variable].value_counts(normalize=True).reindex(order, fill_value=0.0)
        shares = shares.where(pd.Series(order, order).isin(national[variable]), 0.0)
        targets.append(shares.to_numpy(dtype=np.float64))
    if any(target.sum() == 0 for target in targets):
        return Likeness(described, None)
    try:
        weights = rake(np.column_stack(codes), [target / target.sum() for target in targets])
    except EstimationError:
        return Likeness(described, None)
    return Likeness(described, weights)


def described_by(people: pd.DataFrame, long_weeks: int) -> pd.DataFrame:
    """Categories of `VARIABLES`, rows as `people`."""
    age = pd.Series(UNKNOWN, index=people.index, dtype=object)
    for name, below in reversed(AGES):
        age[people["age"] < (np.inf if below is None else below)] = name
    return pd.DataFrame(
        {
            "long_wait": np.where(people["wait_weeks"] >= long_weeks, "yes", "no"),
            "age": age,
            "sex": people["woman"].map({1: "woman", 0: "man"}).fillna(UNKNOWN).astype(object),
            "non_western": people["non_western"].map({1: "yes", 0: "no"}).fillna(UNKNOWN)
            .astype(object),
            "origin": people["origin"].astype(object),
        },
        index=people.index,
    )  # fmt: skip
