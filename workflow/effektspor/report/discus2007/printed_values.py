"""Printed figures that stand in the charts as hollow diamonds, where the run counts the same.

A study of another time does not count what is printed: nothing is drawn beside its numbers.
"""

from collections.abc import Mapping

from effektspor.artefacts import Artefact
from effektspor.evaluations.trial.arms import ARMS, MUNICIPALITY, OTHER_ACTOR

Artefacts = Mapping[str, Artefact]
SOURCE = {OTHER_ACTOR: "other_actors", MUNICIPALITY: "municipalities"}
ENDS = {
    "flexjob": "end.flexjob.n",
    "ledighedsydelse": "end.ledighedsydelse.n.p7",
    "disability_pension": "end.disability_pension.n.p7",
    "moved": "end.moved.n",
}
COUNTRY = {
    # Group and outcome: printed month and item.
    ("trial", "flexjob"): ("flexjob.8m.trial", "flexjob.12m.trial"),
    ("national", "flexjob"): ("flexjob.8m.national", "flexjob.12m.national"),
    ("trial", "disability_pension"): ("", "dp_share.trial"),
    ("national", "disability_pension"): ("", "dp_share.national"),
}
MONTHS = (8, 12)
"""Months since the start that the printed shares are of."""
COMPARABLE = "study.comparable"


def shares(artefacts: Artefacts) -> dict[tuple[str, str], float]:
    """Jobs created per person by outcome and arm."""
    jobs = {arm: _printed(artefacts, f"created.{name}") for arm, name in SOURCE.items()}
    per, units = (_printed(artefacts, name) for name in ("citizens_per_unit", "n_municipalities"))
    if per is None or units is None:
        return {}
    return {("jobs_created", arm): n / (per * units) for arm, n in jobs.items() if n is not None}


def gap(artefacts: Artefacts) -> float | None:
    """Size of the printed difference in jobs created per person."""
    found = shares(artefacts)
    if len(found) < len(ARMS):
        return None
    return abs(found["jobs_created", OTHER_ACTOR] - found["jobs_created", MUNICIPALITY])


def durations(artefacts: Artefacts) -> dict[str, float]:
    """Mean months of jobs by arm."""
    found = {arm: _printed(artefacts, f"duration.{name}") for arm, name in SOURCE.items()}
    return {arm: months for arm, months in found.items() if months is not None}


def lag(artefacts: Artefacts) -> float | None:
    """Months after which other actors got going."""
    return _printed(artefacts, "other_actors_start_lag")


def months(artefacts: Artefacts) -> dict[tuple[str, str], dict[int, float]]:
    """Shares by group, outcome and month."""
    return {
        key: {
            month: share
            for month, item in zip(MONTHS, items, strict=True)
            if (share := _printed(artefacts, item)) is not None
        }
        for key, items in COUNTRY.items()
    }


def ends(artefacts: Artefacts) -> tuple[dict[str, float], float]:
    """Persons by status at the end, and how many there are in all."""
    found = {state: _printed(artefacts, item) for state, item in ENDS.items()}
    of = _printed(artefacts, "n_citizens.p7")
    if of is None:
        return {}, 0.0
    return {state: n for state, n in found.items() if n is not None}, of


def _printed(artefacts: Artefacts, item: str) -> float | None:
    """A printed figure as a fraction or as it is; None where it is not registered or not comparable."""
    comparable = artefacts.get(COMPARABLE)
    if comparable is not None and not comparable.value:
        return None
    artefact = artefacts.get(f"printed.d07.{item}")
    return None if artefact is None else artefact.value
