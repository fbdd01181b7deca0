"""When persons of a trial are in a job: first job, days in jobs, and the life of each job.

Everything is counted from the first day of the project to its end. A job that begins later is not
seen, one that lasts is followed until then; what came before the first day is cut off.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

DAYS_PER_MONTH = 365.25 / 12
DAYS_PER_WEEK = 7
Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Window:
    """The project: its first day, and the day on which it ends and status is taken."""

    start: pd.Timestamp
    end: pd.Timestamp

    @classmethod
    def of(cls, start: str, end: str) -> "Window":
        """From two ISO dates."""
        return cls(pd.Timestamp(start), pd.Timestamp(end))

    @property
    def days(self) -> int:
        """Days from the start to the end."""
        return (self.end - self.start).days

    @property
    def months(self) -> int:
        """Whole months from the start to the end."""
        whole = 12 * (self.end.year - self.start.year) + self.end.month - self.start.month
        return whole - (self.start + pd.DateOffset(months=whole) > self.end)

    def month(self, number: int) -> pd.Timestamp:
        """The same day of the month, so many months after the start."""
        return self.start + pd.DateOffset(months=number)

    def day(self, dates: "pd.Series[pd.Timestamp]") -> "pd.Series[float]":
        """Days since the start; missing where the date is."""
        return (dates - self.start).dt.days.astype("float64")


def begun(jobs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The jobs that began in the project, its last day included."""
    return jobs[jobs["start"].between(window.start, window.end)]


def first_jobs(persons: pd.DataFrame, jobs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Days until the first job of each person, whoever created it.

    Returns
    -------
    DataFrame
        Rows as `persons`: days (until the job, or to the project's end) and happened.
    """
    first = begun(jobs, window).groupby("person")["start"].min()
    days = window.day(persons["person"].map(first))
    happened = days.notna()
    return pd.DataFrame(
        {"days": days.fillna(window.days).astype("int64"), "happened": happened},
        index=persons.index,
    )


def months_in_jobs(persons: pd.DataFrame, jobs: pd.DataFrame, window: Window) -> "pd.Series[float]":
    """Months in a job within the project, of each person; two jobs on a day are one day."""
    seen = begun(jobs, window)
    spans = pd.DataFrame(
        {"person": seen["person"], "first": window.day(seen["start"]), "stop": _stop(seen, window)}
    ).sort_values(["person", "first"])
    # What an earlier job of the same person has covered is not counted again.
    covered = spans.groupby("person")["stop"].cummax().groupby(spans["person"]).shift()
    first = np.fmax(spans["first"], covered)
    days = (spans["stop"] - first).clip(lower=0).groupby(spans["person"]).sum()
    return persons["person"].map(days).fillna(0.0) / DAYS_PER_MONTH


def in_job(
    persons: pd.DataFrame, jobs: pd.DataFrame, dates: list[pd.Timestamp]
) -> npt.NDArray[np.bool_]:
    """Whether each person is in a job on each date, shape (persons, dates)."""
    inside = np.zeros((len(persons), len(dates)), dtype=bool)
    for place, date in enumerate(dates):
        lasting = jobs["end"].isna() | (jobs["end"] >= date)
        holders = jobs.loc[(jobs["start"] <= date) & lasting, "person"]
        inside[:, place] = persons["person"].isin(holders)
    return inside


def job_lives(jobs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """How long each job that counts is seen to last.

    Returns
    -------
    DataFrame
        One row per job that began in the project: arm, days (to its end or the project's), ended
        (before the project did) and possible (days until the project's end).
    """
    seen = begun(jobs[jobs["counted"].astype(bool)], window)
    first = window.day(seen["start"])
    possible = window.days - first
    return pd.DataFrame(
        {
            "arm": seen["arm"].astype(str),
            "days": (_stop(seen, window) - first).astype("int64"),
            "ended": seen["end"] < window.end,
            "possible": possible.astype("int64"),
        }
    ).reset_index(drop=True)


def _stop(jobs: pd.DataFrame, window: Window) -> "pd.Series[float]":
    """The day after the last in the job, at most the project's end; days since the start."""
    return (window.day(jobs["end"]) + 1).fillna(window.days).clip(upper=window.days)
