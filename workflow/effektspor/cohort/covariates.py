"""Background of each course start, measured before the start (the STV mark carries no date).

Every covariate is a whole number, so that the cross-products of the moments add up exactly whatever
the order of shards.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import ORIGIN, month_of_week


@dataclass(frozen=True)
class Covariate:
    """One background characteristic."""

    name: str
    label_da: str
    label_en: str
    unit: str


COVARIATES = (
    Covariate("age", "Alder ved start", "Age at start", "years"),
    Covariate("female", "Kvinder", "Women", "share"),
    Covariate("non_western", "Ikke-vestlig oprindelse", "Non-western origin", "share"),
    Covariate("married", "Gift eller i registreret partnerskab", "Married or partnered", "share"),
    Covariate("weeks_kontanthjaelp", "Uger på kontanthjælp før start",
              "Weeks on social assistance before start", "weeks"),
    Covariate("weeks_sygedagpenge", "Uger på sygedagpenge før start",
              "Weeks on sickness benefit before start", "weeks"),
    Covariate("months_employed", "Måneder med løn før start", "Months with a wage before start", "months"),
    Covariate("from_kontanthjaelp", "Kom fra kontanthjælp", "Came from social assistance", "share"),
    Covariate("stv", "Deltog i STV-projektet", "Took part in the STV project", "share"),
)  # fmt: skip
NAMES = tuple(covariate.name for covariate in COVARIATES)
LAST_BENEFIT_WEEKS = 4


def ages(birth: pd.Series, start_weeks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Age in whole years on the Monday of the start week."""
    monday = np.datetime64(ORIGIN, "D") + 7 * start_weeks
    born = birth.to_numpy().astype("datetime64[D]")
    months = monday.astype("datetime64[M]").astype(int) - born.astype("datetime64[M]").astype(int)
    day = monday - monday.astype("datetime64[M]")
    born_day = born - born.astype("datetime64[M]")
    completed: npt.NDArray[np.int64] = (months - (day < born_day)) // 12
    return completed


def weeks_in(
    codes: npt.NDArray[np.uint16],
    starts: npt.NDArray[np.int64],
    table: npt.NDArray[np.bool_],
    weeks: int,
) -> npt.NDArray[np.int64]:
    """Weeks with a code of the table among the `weeks` columns before each start."""
    running = np.zeros((codes.shape[0], codes.shape[1] + 1), dtype=np.int64)
    np.cumsum(table[codes], axis=1, out=running[:, 1:])
    row = np.arange(len(starts))
    counted: npt.NDArray[np.int64] = (
        running[row, starts] - running[row, np.maximum(starts - weeks, 0)]
    )
    return counted


def came_from(
    codes: npt.NDArray[np.uint16], starts: npt.NDArray[np.int64], table: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """1 where the last benefit within four weeks before the start has a code of the table."""
    last = np.zeros(len(starts), dtype=np.uint16)
    row = np.arange(len(starts))
    for back in range(LAST_BENEFIT_WEEKS, 0, -1):
        code = codes[row, np.maximum(starts - back, 0)]
        last = np.where(code > 0, code, last)
    return table[last].astype(np.int64)


def months_employed(
    employment: pd.DataFrame,
    persons: npt.NDArray[np.int32],
    start_weeks: npt.NDArray[np.int64],
    months: int,
) -> npt.NDArray[np.int64]:
    """Months with a wage among the `months` calendar months before the month of the start.

    Parameters
    ----------
    employment
        Runs of months per person (table ``employment``).
    persons, start_weeks
        Person number and week number of each course start.
    """
    starts = pd.DataFrame(
        {"row": np.arange(len(persons)), "person": persons, "month": month_of_week(start_weeks)}
    )
    joined = starts.merge(employment, on="person", how="inner")
    begin = np.maximum(joined["first_month"], joined["month"] - months)
    end = np.minimum(joined["first_month"] + joined["months"], joined["month"])
    joined["paid"] = np.maximum(end - begin, 0)
    paid = joined.groupby("row")["paid"].sum()
    return paid.reindex(starts["row"], fill_value=0).to_numpy(dtype=np.int64)
