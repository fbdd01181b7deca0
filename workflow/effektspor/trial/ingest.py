"""Both files of a trial as one: persons, jobs, and whether they agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from effektspor.registers.reading import SourceFile
from effektspor.trial.codebook import Codebook
from effektspor.trial.files import Rules
from effektspor.trial.jobs import alive, read_jobs
from effektspor.trial.persons import SOURCE, read_persons
from effektspor.trial.rows import Rows

FLEXJOB = "flexjob"


@dataclass(frozen=True)
class Trial:
    """`PERSONS` and `JOBS` of a trial."""

    persons: pd.DataFrame
    jobs: pd.DataFrame

    @property
    def summary(self) -> dict[str, Any]:
        """Counts of the whole trial."""
        return {
            "persons": len(self.persons),
            "municipalities": int(self.persons["municipality"].nunique()),
            "arms": dict(sorted(Counter(self.persons["arm"]).items())),
            "jobs": len(self.jobs),
            "jobs_counted": int(self.jobs["counted"].sum()),
        }


def read_trial(
    persons: Sequence[SourceFile],
    jobs: Sequence[SourceFile],
    books: tuple[Codebook, Codebook],
    rules: Rules,
) -> Trial:
    """Read both kinds of files; what is remarked goes to the ledger of the rules.

    Parameters
    ----------
    books
        Codebooks of persons and of jobs.

    Raises
    ------
    InputError
        See `read_persons` and `read_jobs`; or where dates may begin with the day or with the month.
    """
    rows, drawn = read_persons(persons, books[0], rules)
    created = read_jobs(jobs, books[1], drawn, rules)
    rules.days.finish()
    _compare_ends(rows, created, rules)
    return Trial(drawn, created)


def _compare_ends(rows: Rows, jobs: pd.DataFrame, rules: Rules) -> None:
    """Count persons whose status at the end and whose jobs do not say the same."""
    frame = rows.frame
    holds = frame["person"].isin(jobs.loc[alive(jobs, rules.end), "person"])
    employed = frame["end_status"] == FLEXJOB
    rows.count(rules.ledger, "no_job_at_end", SOURCE, employed & ~holds)
    rows.count(rules.ledger, "job_at_end", SOURCE, ~employed & holds)
