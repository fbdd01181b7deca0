"""Which results a synthetic trial is set to, and which only follow from what was invented.

The simulator meets counts and shares that the published report prints. An own value near one of
them is a round trip. Whatever rests on the joint distribution of times, jobs and background is a
consequence of the simulation, and so is every contrast of them.
"""

from fnmatch import fnmatchcase

from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.evaluations.trial.printed_items import BASELINE, COMPOSITION, JOBS, PROFILES

ROWS = (
    *(f"baseline.{variable}.{value}.{ALL}" for variable, value in BASELINE),
    *(f"profiles.{'.'.join(parts)}" for parts in PROFILES),
    *(f"jobs.{'.'.join(parts)}" for parts in JOBS),
)
"""Ids of the rows of tables that a printed figure is the counterpart of."""
CALIBRATED = (
    "flow.provided.*",
    "flow.randomised.*",
    "flow.moved.all",
    *(
        f"outcomes.{outcome}.all{part}"
        for part in ("", ".n")
        for outcome in (
            "flexjob_counted",
            "flexjob_end",
            "flexjob_month_8",
            "activity_after",
            "offered_after",
            "disability_pension_end",
            "ledighedsydelse_end",
        )
    ),
    *(f"outcomes.jobs_created.{arm}.n" for arm in (*ARMS, ALL)),
    "outcomes.best_municipality.share",
    "national.flexjob.8.trial",
    "national.flexjob.8.trial.n",
    "national.flexjob.*.national",
    "national.disability_pension.12.national",
    *(f"durability.truncated_mean.{arm}" for arm in ARMS),
    *(f"durability.jobs.{arm}" for arm in ARMS),
    "status.project_end.*.all*",
    *(f"national.composition.{'.'.join(parts)}.trial" for parts in COMPOSITION),
    *(f"national.composition.{'.'.join(parts)}.national" for parts in COMPOSITION),
    *ROWS,
    *(f"{row}.n" for row in ROWS),
)
"""Patterns of the ids of what the simulator meets."""


def basis_of(artefact_id: str) -> str:
    """``calibration`` or ``simulation``; of a mark, what its number would have been."""
    number = artefact_id.removeprefix("withheld.").removeprefix("not_evaluated.")
    fits = any(fnmatchcase(number, pattern) for pattern in CALIBRATED)
    return "calibration" if fits else "simulation"
