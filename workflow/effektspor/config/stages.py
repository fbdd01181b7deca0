"""What each stage of a study is given: the settings that decide its result, and no others.

The workflow and `effektspor check` give the same, so that what is checked is what will run.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import BaseModel

from effektspor.config.comparison import Comparison
from effektspor.config.data import RegisterData
from effektspor.config.design import Codes
from effektspor.config.programme import ProgrammeStudy


class RegisterStudy(Protocol):
    """What every study that rests on registers has."""

    @property
    def data(self) -> RegisterData:
        """Its files."""
        ...

    @property
    def codes(self) -> Codes:
        """Its code lists."""
        ...

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed."""
        ...

    @property
    def start_years(self) -> list[int]:
        """Years in which residence is needed."""
        ...


def as_text(settings: Mapping[str, Any]) -> str:
    """Settings groups as the JSON of an option `--settings`."""
    groups = {key: _plain(value) for key, value in settings.items()}
    return json.dumps(groups, sort_keys=True, ensure_ascii=False)


def dream_columns(study: RegisterStudy) -> dict[str, Any]:
    """What finding DREAM's columns depends on."""
    return {
        "extract_date": study.data.extract_date,
        "first_week": study.register_weeks.start,
        "last_week": study.register_weeks.stop - 1,
        "start_years": study.start_years,
    }


def dream_stage(study: RegisterStudy, *, synthetic: bool) -> dict[str, Any]:
    """Settings of `ingest-dream`."""
    return {
        "dream": study.data.dream,
        "codes": study.codes,
        "synthetic": synthetic,
        "key_digits": study.data.key_digits,
        **dream_columns(study),
    }


def hours_stage(study: RegisterStudy, *, synthetic: bool) -> dict[str, Any]:
    """Settings of `ingest-hours`, of a study that has hours."""
    return {"hours": getattr(study.data, "hours", None), **_rows(study, synthetic=synthetic)}


def population_stage(study: RegisterStudy, *, synthetic: bool) -> dict[str, Any]:
    """Settings of `ingest-population`."""
    return {
        "population": study.data.population,
        "stv": getattr(study.data, "stv", None),
        **_rows(study, synthetic=synthetic),
    }


def cohort_stage(study: Comparison, shard: int, shards: int) -> dict[str, Any]:
    """Settings of `cohort` for one shard of the persons."""
    keys = (
        "codes",
        "programme",
        "ordinary_hours",
        "cohorts",
        "municipalities",
        "background",
        "exclusions",
        "follow_up",
    )
    return {
        **{key: getattr(study, key) for key in keys},
        "count_imputed": study.data.hours.count_imputed,
        "shard": {"number": shard, "of": shards},
    }


def moments_stage(study: Comparison) -> dict[str, Any]:
    """Settings of `moments`."""
    return {key: getattr(study, key) for key in ("codes", "outcomes", "cohorts", "follow_up")}


def programme_simulation_stage(study: ProgrammeStudy) -> dict[str, Any]:
    """Settings of `programme-simulate`: what decides the synthetic files of a study."""
    keys = ("codes", "programme", "cohorts", "municipalities", "outcomes")
    return {"simulate": study.data.simulate, **{key: getattr(study, key) for key in keys}}


def _rows(study: RegisterStudy, *, synthetic: bool) -> dict[str, Any]:
    data = study.data
    return {"synthetic": synthetic, "tolerance": data.tolerance, "key_digits": data.key_digits}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value
