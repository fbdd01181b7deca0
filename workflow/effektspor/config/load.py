"""Reading settings, with errors that name the key, what was given and what is allowed."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from effektspor.config.brf2019 import Brf2019
from effektspor.config.model import EVALUATIONS, Config
from effektspor.errors import ConfigError


def read_config(path: Path) -> Config:
    """Read and validate a config file.

    Raises
    ------
    ConfigError
        Where the file cannot be read as YAML, or a key or value is not allowed.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            "The config file does not exist", where=str(path), todo="Check the name and the folder."
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(
            "The config file is not valid YAML",
            where=f"{path}, line {mark.line + 1}" if mark else str(path),
            todo="Check indentation, colons and quotes there.",
        ) from None
    return load_config(raw, source=str(path))


def load_config(raw: Any, *, source: str = "config") -> Config:
    """Validate settings that have been read already.

    Raises
    ------
    ConfigError
        With one paragraph for each key that is wrong.
    """
    if not isinstance(raw, Mapping):
        raise ConfigError(
            "The config is empty or not a set of keys",
            where=source,
            todo="Start from the config.yaml that comes with effektspor.",
        )
    try:
        return Config.model_validate(raw)
    except ValidationError as error:
        problems = [_describe(detail) for detail in error.errors(include_url=False)]
    raise ConfigError(
        "The config has a key or value that is not allowed" + "".join(f"\n  {p}" for p in problems),
        where=source,
        todo="See docs/settings.md for every key and what is allowed.",
    )


def comparison_study(config: Config, name: str) -> Brf2019:
    """A study of a config that compares municipalities over two cohorts.

    Raises
    ------
    ConfigError
        Where there is no such study, or it is of another evaluation.
    """
    study = config.studies.get(name)
    if not isinstance(study, Brf2019):
        raise ConfigError(
            f"There is no study {name!r} of evaluation brf2019",
            where="studies",
            todo="Name a study of that evaluation.",
        )
    return study


def _describe(detail: ErrorDetails) -> str:
    place = _without_evaluation(detail["loc"])
    key = ".".join(str(part) for part in place)
    if detail["type"] in ("union_tag_not_found", "union_tag_invalid"):
        given = detail["ctx"].get("tag") if "ctx" in detail else None
        shown = f", given {given!r}" if given is not None else ""
        return f"{key}.evaluation: must be one of {', '.join(EVALUATIONS)}{shown}"
    if detail["type"] == "extra_forbidden":
        known = sorted(_keys_beside(detail["loc"]))
        close = difflib.get_close_matches(str(place[-1]), known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"allowed are {', '.join(known)}"
        return f"{key}: unknown key; {hint}"
    if detail["type"] == "missing":
        return f"{key}: is missing; required"
    given = detail["input"]
    shown = f", given {given!r}" if isinstance(given, str | int | float | bool) else ""
    allowed = detail["msg"].removeprefix("Value error, ")
    return f"{key}: {allowed[0].lower()}{allowed[1:]}{shown}"


def _without_evaluation(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place as it stands in a file: the model puts a study's evaluation after its name."""
    return (*place[:2], *place[3:]) if place[:1] == ("studies",) and len(place) > 2 else place


def _keys_beside(place: tuple[int | str, ...]) -> set[str]:
    """Keys of the settings group in which the last part of a place stands."""
    group: type[BaseModel] | None = Config
    if place[:1] == ("studies",) and len(place) > 2:
        group, place = EVALUATIONS[str(place[2])], place[3:]
    for part in place[:-1]:
        field = group.model_fields.get(str(part)) if group is not None else None
        # A list position is no field: the group stays the one found before.
        if field is not None:
            group = _group_in(field.annotation)
    return set(group.model_fields) if group is not None else set()


def _group_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _group_in(part)
        if found is not None:
            return found
    return None
