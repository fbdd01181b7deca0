"""The flexjobs that were created: checked, and told apart by who created them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.impossible import Impossible
from effektspor.registers.raw import Fault, Mask
from effektspor.registers.reading import SourceFile
from effektspor.trial.codebook import Codebook
from effektspor.trial.files import Rules, read_trial_file
from effektspor.trial.rows import Rows, completed
from effektspor.trial.tables import JOBS

SOURCE = "trial_jobs"


def read_jobs(
    files: Sequence[SourceFile], book: Codebook, persons: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """Read all files of jobs as `JOBS`.

    Jobs that began before or after the project are set aside and counted: they are no result of it.

    Parameters
    ----------
    persons
        `effektspor.trial.tables.PERSONS`.

    Raises
    ------
    InputError
        Where a file or, beyond the tolerance, a row is not what the codebook says, or the persons
        of the jobs are not those of the trial.
    """
    rows = Rows([read_trial_file(file, book, rules, SOURCE) for file in files])
    if not rows.has("end"):
        rows.frame["end"] = pd.NaT
    frame = rows.frame
    known = frame["person"].isin(persons["person"])
    _refuse_other_study(known, files)
    found = rows.cells()
    for faults in (
        rows.faults(
            "person",
            ~known,
            "A job is of a person who is not among the trial's persons",
            "Give the jobs of those who were drawn, with their key as in the file of persons.",
        ),
        rows.faults(
            "end",
            frame["end"] < frame["start"],
            "A job ends before it begins",
            "Correct the dates; the last day is empty where the job lasts.",
        ),
        rows.faults(
            "start",
            overlapping(frame),
            "A job begins before the person's earlier job has ended",
            "Correct the dates, or give one row per job; nobody has two flexjobs at a time.",
        ),
    ):
        for at, fault in enumerate(faults):
            found[at].append(fault)
    wrong = _set_aside(found, rules)
    outside = ~wrong & ~frame["start"].between(rules.start, rules.end).to_numpy()
    rows.count(rules.ledger, "out_of_range", SOURCE, wrong)
    rows.count(rules.ledger, "job_outside", SOURCE, outside)
    kept = ~wrong & ~outside
    table = _table(frame[kept], persons)
    other = ~table["counted"].to_numpy()
    mask = np.zeros(len(frame), dtype=bool)
    mask[table["index"].to_numpy()[other]] = True
    rows.count(rules.ledger, "other_arms_job", SOURCE, mask)
    return JOBS.conform(table)


def alive(jobs: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
    """Whether each job is held on a day; its last day counts."""
    return (jobs["start"] <= day) & (jobs["end"].isna() | (jobs["end"] >= day))


def overlapping(jobs: pd.DataFrame) -> "pd.Series[bool]":
    """Jobs that begin on or before the last day of an earlier job of the same person.

    A job without a last day overlaps every later one.
    """
    ordered = jobs.sort_values(["person", "start"], kind="stable")
    last = ordered["end"].fillna(pd.Timestamp.max)
    reached = last.groupby(ordered["person"]).cummax().groupby(ordered["person"]).shift()
    return (ordered["start"] <= reached).reindex(jobs.index)


def _refuse_other_study(known: "pd.Series[bool]", files: Sequence[SourceFile]) -> None:
    if not known.any():
        raise InputError(
            f"None of {len(known)} jobs is of a person of the trial",
            where=f"{', '.join(str(file.name) for file in files)} against data.trial.persons",
            todo="Check that both files are of the same trial and have the same kind of person key, "
            "written alike.",
        )


def _set_aside(found: list[list[Fault]], rules: Rules) -> Mask:
    """Jobs with impossible values; more than are tolerated in a file stop the run."""
    wrong = []
    for faults in found:
        impossible = Impossible(rules.tolerance)
        wrong.append(impossible.among(faults))
        impossible.finish(len(wrong[-1]))
    return np.concatenate(wrong)


def _table(frame: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """`JOBS` ordered by person and first day; `index` is the place in `frame`."""
    own = persons.set_index("person")[["arm", "place"]]
    table = completed(frame, JOBS).join(own, on="person")
    table["counted"] = table["created_by"] == table["arm"]
    table = table.sort_values(["person", "start"], kind="stable").reset_index()
    return table.assign(job=np.arange(1, len(table) + 1))
