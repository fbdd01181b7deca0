"""What a study of any programme leaves out and what follows from the rest of its settings.

Worked out before the settings are checked, so that a short config and one that says everything are
the same to all that comes after. What cannot be worked out, since what it follows from is wrong or
missing, is left alone: the check says what is wrong.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from effektspor.codebook import Codebook, read_codebook
from effektspor.config.design import (
    Background,
    Codes,
    Cohorts,
    Estimation,
    EventProgramme,
    FollowUp,
    Programme,
)
from effektspor.config.window import start_years, years_of_hours

Model = TypeVar("Model", bound=BaseModel)
HOURS = ({"outcome": "hours", "denominator": "started"},)
INTERNSHIP = ({"outcome": "internship", "denominator": "in_programme"},)
HOURS_INSIDE = ({"outcome": "hours", "denominator": "in_programme"},)


def filled(raw: Any) -> Any:
    """The settings of a study with what follows from them."""
    if not isinstance(raw, Mapping):
        return raw
    study = dict(raw)
    _with(study, "cohorts", _last_placebo_month(study.get("cohorts")))
    cohorts = _read(Cohorts, study.get("cohorts"))
    if cohorts is not None:
        _of_cohorts(study, cohorts)
    programme = _read(EventProgramme, study.get("programme"))
    if programme is not None and "family" in study["programme"]:
        _of_family(study, programme)
    return study


def code_list(codes: Codes) -> Codebook | None:
    """The code list of a study; None where a file of it is not there.

    Raises
    ------
    InputError
        Where a file is there and is no code list.
    """
    paths = [Path(path) for path in (codes.benefits, codes.extension) if path]
    return read_codebook(*paths) if all(path.is_file() for path in paths) else None


def has_event(codes: Codebook, family: str, activities: Collection[str]) -> bool:
    """Whether a family has codes of the activities that count as the event."""
    rows = codes.frame
    return bool((rows["family"].eq(family) & rows["activity"].isin(list(activities))).any())


def _of_cohorts(study: dict[str, Any], cohorts: Cohorts) -> None:
    weeks = cohorts.weeks
    estimation, follow_up = Estimation(), FollowUp()
    blocks = [(first, min(last, weeks)) for first, last in estimation.blocks if first <= weeks]
    _with(
        study,
        "estimation",
        {"reference_week": min(estimation.reference_week, weeks), "blocks": blocks},
    )
    exits = [week for week in follow_up.exit_weeks if week <= weeks]
    _with(study, "follow_up", {"exit_weeks": exits or [weeks]})
    data = study.get("data")
    if isinstance(data, Mapping):
        sources = dict(data)
        for key, years in (
            ("hours", years_of_hours(cohorts)),
            ("population", start_years(cohorts)),
        ):
            if key in sources:
                _with(sources, key, {"years": years})
        study["data"] = sources


def _of_family(study: dict[str, Any], programme: EventProgramme) -> None:
    """The family is no benefit that its own courses come from, or are bridged by."""
    family = programme.family
    bridged = [other for other in Programme().bridge_families if other != family]
    origins = [other for other in Background().origin_families if other != family]
    _with(study, "background", {"origin_families": origins})
    codes = _read(Codes, study.get("codes", {}))
    known = None if codes is None else code_list(codes)
    event = known is not None and has_event(known, family, programme.event_activities)
    _with(
        study,
        "programme",
        {"bridge_families": bridged, "event": "internship" if event else "employment"},
    )
    inside = [*HOURS, *HOURS_INSIDE]
    study.setdefault("outcomes", [*INTERNSHIP, *inside] if event else inside)


def _last_placebo_month(raw: Any) -> dict[str, Any]:
    """The month before the later cohort's first year, where earlier years are given."""
    post = raw.get("post") if isinstance(raw, Mapping) else None
    first = post.get("first_year") if isinstance(post, Mapping) else None
    if not isinstance(first, int) or not raw.get("placebo_years"):
        return {}
    return {"placebo_through": f"{first - 1}-12"}


def _with(settings: dict[str, Any], key: str, defaults: Mapping[str, Any]) -> None:
    """Lay defaults under a group of settings; a group that is no group is left to the check."""
    group = settings.get(key, {})
    if defaults and isinstance(group, Mapping):
        settings[key] = {**defaults, **group}


def _read(model: type[Model], raw: Any) -> Model | None:
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None
