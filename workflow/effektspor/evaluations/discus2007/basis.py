"""Which results a synthetic trial is set to, and which only follow from what was invented.

The simulator meets counts and shares that the published report prints. An own value near one of
them is a round trip. Whatever rests on the joint distribution of times, jobs and background is a
consequence of the simulation, and so is every contrast of them.
"""

from fnmatch import fnmatchcase

CALIBRATED = (
    "flow.provided.*",
    "flow.randomised.*",
    "flow.moved.all",
    "outcomes.flexjob_counted.all*",
    "outcomes.flexjob_end.all*",
    "outcomes.jobs_created.other_actor*",
    "outcomes.jobs_created.municipality*",
    "outcomes.jobs_created.all*",
    "outcomes.activity.all*",
    "outcomes.offered.all*",
    "outcomes.best_municipality.share",
    "durability.truncated_mean.other_actor",
    "durability.truncated_mean.municipality",
    "status.project_end.*",
)
"""Patterns of the ids of what the simulator meets, those set beside a printed figure among them."""


def basis_of(artefact_id: str) -> str:
    """``calibration`` or ``simulation``."""
    fits = any(fnmatchcase(artefact_id, pattern) for pattern in CALIBRATED)
    return "calibration" if fits else "simulation"
