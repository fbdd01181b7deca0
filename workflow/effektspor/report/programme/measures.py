"""What a study of any programme has: its measures, its weeks and what it waits for."""

from collections.abc import Mapping

from effektspor.artefacts import Artefact
from effektspor.config.programme import MEASURES
from effektspor.report.cohorts import Cohorts
from effektspor.report.findings import look_up

Measure = tuple[str, str]
EVENTS = ("internship", "employment", "exit")
HERE = "report of a programme"
Artefacts = Mapping[str, Artefact]


def measures_of(artefacts: Artefacts) -> tuple[Measure, ...]:
    """The weekly shares of the study."""
    return tuple(each for each in MEASURES if f"figure.{'.'.join(each)}" in artefacts)


def cohorts_of(artefacts: Artefacts) -> Cohorts:
    """What the study calls its cohorts."""
    pre, post = (look_up(f"study.{key}", artefacts, HERE).title.da for key in ("pre", "post"))
    return Cohorts(heads=(pre, post))


def name_of(measure: Measure) -> str:
    """In names of findings: ``hours_started``."""
    return "_".join(measure)


def event_of(artefacts: Artefacts) -> str:
    """What is waited for."""
    return next(name for name in EVENTS if f"study.event.{name}" in artefacts)


def weeks_of(artefacts: Artefacts) -> int:
    """Weeks of follow-up."""
    return int(look_up("study.weeks", artefacts, HERE).value or 0)


def has_placebo(artefacts: Artefacts) -> bool:
    """Whether starts of years before the cohorts are in the study."""
    return bool(look_up("study.placebo_years", artefacts, HERE).value)
