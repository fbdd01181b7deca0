"""Which counts behind a payment are withheld, so that neither they nor their sums tell of few.

The steps of a payment lie within each other (who has been in a job for four months has been for
two), and what is owed holds what is paid: a count is withheld where it is of few, where few are
left of a count that holds it, and where the sum paid would give another withheld count away: in
kroner, with what each step pays and how many jobs there are.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from effektspor.cohort.withhold import told
from effektspor.evaluations.trial.fees import (
    BONUSES,
    FIRST_JOB,
    INTERNSHIP,
    OWED,
    PAID,
    SECOND_JOB,
)

Counts = Mapping[str, int]
LARGEST, ONE_ORE = 2_000, 0.01
"""Jobs up to which sums are solved; beyond, no sum has few solutions."""


def few(count: int, min_cell: int) -> bool:
    """Whether a count is of few persons; nought is not."""
    return 0 < count < min_cell


def withheld_steps(
    counts: Mapping[str, Counts], persons: int, min_cell: int
) -> dict[str, frozenset[str]]:
    """The steps of what is paid, and of what is owed, whose count is withheld.

    Parameters
    ----------
    counts
        Persons at each bonus, under `PAID` and `OWED`.
    persons
        Persons who were referred.

    Returns
    -------
    dict
        Under `PAID` and `OWED`. Where it holds every step that differs, the sum is withheld too:
        `sum_withheld` tells.
    """
    paid, owed = counts[PAID], counts[OWED]
    hidden = {
        step for step in BONUSES if few(paid[step], min_cell) or few(persons - paid[step], min_cell)
    } | _within(paid, min_cell)
    hidden = _with_complements(paid, hidden, BONUSES, min_cell)
    more = {step: owed[step] - paid[step] for step in BONUSES}
    later = {step for step in BONUSES if few(more[step], min_cell)}
    later |= {step for step in BONUSES if few(persons - owed[step], min_cell)}
    later |= _within(owed, min_cell)
    later = _with_complements(more, later, (FIRST_JOB, SECOND_JOB), min_cell)
    return {PAID: frozenset(hidden), OWED: frozenset(hidden | later)}


def sum_withheld(
    counts: Mapping[str, Counts], hidden: Mapping[str, frozenset[str]], min_cell: int,
    rates: Mapping[str, float] | None = None, jobs: int | None = None,
) -> dict[str, bool]:  # fmt: skip
    """Whether the sum paid, and the sum owed, would give a withheld count away.

    Parameters
    ----------
    rates
        DKK for each person at a step; the same for all where they are left out.
    jobs
        Jobs that the actors created, of which a reader knows; unlimited where left out.
    """
    rates = rates or dict.fromkeys(BONUSES, 1.0)
    paid, owed = counts[PAID], counts[OWED]
    first = told(_sizes(paid, hidden[PAID]), min_cell)
    more = {step: owed[step] - paid[step] for step in BONUSES}
    later = {step for step in hidden[OWED] if more[step]}
    first = first or _solved(paid, None, hidden[PAID], rates, jobs, min_cell)
    second = told(_sizes(more, later), min_cell)
    second = second or _solved(owed, (paid, hidden[PAID]), hidden[OWED], rates, jobs, min_cell)
    return {PAID: first, OWED: first or second}


def _solved(
    counts: Counts, before: tuple[Counts, frozenset[str]] | None, hidden: frozenset[str],
    rates: Mapping[str, float], jobs: int | None, min_cell: int,
) -> bool:  # fmt: skip
    """Whether every count of the job bonuses that fits the sum in kroner has few where there are few.

    Withheld internships are free to fit any sum and then solve nothing.
    """
    most = LARGEST if jobs is None else jobs
    if not hidden & {FIRST_JOB, SECOND_JOB} or INTERNSHIP in hidden or most > LARGEST:
        return False
    first, second = (
        np.arange(most + 1) if step in hidden else np.array([counts[step]])
        for step in (FIRST_JOB, SECOND_JOB)
    )
    f, s = (each.ravel() for each in np.meshgrid(first, second))
    apart = rates[FIRST_JOB] * (f - counts[FIRST_JOB]) + rates[SECOND_JOB] * (
        s - counts[SECOND_JOB]
    )
    fits = (np.abs(apart) < ONE_ORE) & (s <= f)
    known = {} if before is None else {k: n for k, n in before[0].items() if k not in before[1]}
    for step, values in ((FIRST_JOB, f), (SECOND_JOB, s)):
        fits &= values >= known.get(step, 0)
    f, s = f[fits], s[fits]
    sensitive = [f, s, f - s]
    sensitive += [
        values - known[step] for step, values in ((FIRST_JOB, f), (SECOND_JOB, s)) if step in known
    ]
    return any(((each > 0) & (each < min_cell)).all() for each in sensitive)


def _within(counts: Counts, min_cell: int) -> set[str]:
    """The later bonus for a job, where few had the first and not the second."""
    return {SECOND_JOB} if few(counts[FIRST_JOB] - counts[SECOND_JOB], min_cell) else set()


def _with_complements(
    counts: Counts, hidden: set[str], steps: Sequence[str], min_cell: int
) -> set[str]:
    """The withheld steps with others, smallest first, until their sum gives none away."""
    hidden = set(hidden)
    while hidden and told(_sizes(counts, hidden), min_cell):
        shown = [step for step in steps if step not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda step: (counts[step] == 0, counts[step])))
    return hidden


def _sizes(counts: Counts, steps: Collection[str]) -> npt.NDArray[np.int64]:
    return np.array([counts[step] for step in steps], dtype=np.int64)
