"""The outcomes of a trial, person by person: what counts, for whom it is known, and its name.

All who were drawn are in every outcome, in the arm drawn for them. Who moved, was returned or died
counts as without a job at the end. Answers are known of those who answered only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from effektspor.cohort.waiting.tables import FLEXJOB, TRIAL
from effektspor.evaluations.trial.spans import Window, begun

PERSONS, JOBS = "persons", "jobs"
PRIMARY = "flexjob_end"
COUNTED_JOB = "counted_job"
SATISFIED = ("very", "satisfied")
DRAWN = ["arm", "place"]
Values: TypeAlias = "pd.Series[float] | pd.Series[bool] | pd.Series[int]"


@dataclass(frozen=True)
class Outcome:
    """One outcome of all who were drawn.

    Attributes
    ----------
    outcome, label_da, label_en
        Key and names.
    frame
        One row per person: arm, place, value (float; missing where it is not known).
    unit
        ``persons`` who have it or not, or ``jobs`` per person.
    beside
        Rows as `frame`: numbers of what a reader finds by subtracting counts that are told of each
        place.
    rest
        Rows as `frame`: who is left when the outcomes of which this is one are taken away; None
        where nobody is counted so.
    """

    outcome: str
    label_da: str
    label_en: str
    frame: pd.DataFrame
    unit: str = PERSONS
    beside: "tuple[Values, ...]" = ()
    rest: "pd.Series[bool] | None" = None

    @property
    def by_place(self) -> bool:
        """Whether it is also told with each place left out: jobs are, answers are too few."""
        return self.outcome.startswith((FLEXJOB, JOBS))


@dataclass(frozen=True)
class Trial:
    """The tables of a trial, its dates, and the months at which it is compared with the country."""

    persons: pd.DataFrame
    jobs: pd.DataFrame
    people: pd.DataFrame
    months: pd.DataFrame
    window: Window
    at_months: Sequence[int]


def outcomes(trial: Trial) -> list[Outcome]:
    """All outcomes, the primary one first."""
    return [*_of_jobs(trial), *_of_register(trial), *_of_status(trial), *_of_answers(trial)]


def counted_job(trial: Trial) -> Outcome:
    """Whether a person got a job that counts for the arm, also one that has ended."""
    jobs = begun(trial.jobs, trial.window)
    holders = trial.persons["person"].isin(jobs.loc[jobs["counted"], "person"])
    return _outcome(
        trial, COUNTED_JOB, holders, "Fik et fleksjob, der tæller", "Got a flexjob that counts"
    )


def _of_jobs(trial: Trial) -> Iterator[Outcome]:
    persons, jobs = trial.persons, begun(trial.jobs, trial.window)
    at_end = persons["end_status"] == FLEXJOB
    counted = jobs[jobs["counted"]]
    lasting = counted[counted["end"].isna() | (counted["end"] >= trial.window.end)]
    # Of each place it is told how many got a job that counts.
    holders = persons["person"].isin(counted["person"])
    yield _outcome(
        trial, PRIMARY, at_end, "I fleksjob ved projektets slutning", "In a flexjob at the end",
        (holders & ~at_end,),
    )  # fmt: skip
    # A reader may subtract this from the one above: the difference is who created the job, which
    # the source prints too, and nothing that the person is recognised by.
    at_end_counted = at_end & persons["person"].isin(lasting["person"])
    yield _outcome(
        trial, "flexjob_counted", at_end_counted,
        "I fleksjob ved projektets slutning, der tæller", "In a flexjob at the end that counts",
        (holders & ~at_end_counted,),
    )  # fmt: skip
    ever = persons["person"].isin(jobs["person"]) | at_end
    yield _outcome(
        trial, "flexjob_ever", ever, "I fleksjob på et tidspunkt i projektet",
        "In a flexjob at any time", (ever & ~at_end, ever & ~holders),
    )  # fmt: skip
    number = persons["person"].map(counted["person"].value_counts()).fillna(0)
    yield Outcome(
        "jobs_created", "Oprettede fleksjob", "Flexjobs created", _frame(persons, number), JOBS,
        ((number - holders).reset_index(drop=True),),
    )  # fmt: skip


def _of_register(trial: Trial) -> Iterator[Outcome]:
    people = trial.people[trial.people["group"] == TRIAL].reset_index(drop=True)
    jobs = begun(trial.jobs, trial.window)
    holders = people["person"].isin(jobs.loc[jobs["counted"], "person"])
    for month in trial.at_months:
        seen = trial.months[trial.months["month"] == month].set_index("id")["state"]
        state = people["id"].map(seen)
        value = (state == FLEXJOB).astype("float64").where(state.notna())
        yield Outcome(
            f"flexjob_month_{month}", f"I fleksjob efter {month} måneder (DREAM)",
            f"In a flexjob after {month} months (DREAM)", _frame(people, value),
            beside=(holders & (value == 0),),
        )  # fmt: skip


def _of_status(trial: Trial) -> Iterator[Outcome]:
    status = trial.persons["end_status"]
    rest = ~status.isin([FLEXJOB, "disability_pension", "ledighedsydelse"])
    yield Outcome(
        "disability_pension_end", "På førtidspension ved projektets slutning",
        "On disability pension at the end", _frame(trial.persons, status == "disability_pension"),
        rest=rest.reset_index(drop=True),
    )  # fmt: skip
    yield _outcome(
        trial, "ledighedsydelse_end", status == "ledighedsydelse",
        "På ledighedsydelse ved projektets slutning", "On ledighedsydelse at the end",
    )  # fmt: skip


def _of_answers(trial: Trial) -> Iterator[Outcome]:
    persons = trial.persons
    trials = persons["work_trials"]
    yield _outcome(
        trial, "work_trial", (trials > 0).astype("float64").where(trials.notna()),
        "Har været i arbejdsprøvning eller praktik", "Was in a work trial or internship",
    )  # fmt: skip
    yield _outcome(
        trial, "answered_after", persons["answered_after"] == "yes",
        "Har besvaret skemaet efter projektet", "Answered the survey after the project",
    )  # fmt: skip
    for column, agreeing, da, en in (
        ("activity_after", ("yes",), "Har deltaget i jobfremmende aktiviteter",
         "Took part in job-promoting activities"),
        ("offered_after", ("yes",), "Har fået tilbudt fleksjob", "Was offered a flexjob"),
        ("satisfied", SATISFIED, "Tilfreds med jobformidlingen", "Satisfied with the placement"),
        ("right_solution_after", ("yes",), "Mener at fleksjob er rette løsning",
         "Thinks that a flexjob is the right solution"),
    ):  # fmt: skip
        answer = persons[column].where(persons["answered_after"] == "yes")
        value = answer.isin(agreeing).astype("float64").where(answer.notna())
        yield _outcome(trial, column, value, da, en)


def _outcome(
    trial: Trial, key: str, value: Values, da: str, en: str, beside: tuple[Values, ...] = ()
) -> Outcome:
    beside = tuple(each.reset_index(drop=True) for each in beside)
    return Outcome(key, da, en, _frame(trial.persons, value), beside=beside)


def _frame(drawn: pd.DataFrame, value: Values) -> pd.DataFrame:
    frame = drawn[DRAWN].astype(str).assign(value=value.astype("float64"))
    return frame.reset_index(drop=True)
