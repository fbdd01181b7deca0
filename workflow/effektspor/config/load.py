"""Reading settings, with errors that name the key, what was given and what is allowed."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from effektspor.config.model import Config
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


def _describe(detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = sorted(_keys_beside(detail["loc"]))
        close = difflib.get_close_matches(str(detail["loc"][-1]), known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"allowed are {', '.join(known)}"
        return f"{key}: unknown key; {hint}"
    if detail["type"] == "missing":
        return f"{key}: is missing; required"
    given = detail["input"]
    shown = f", given {given!r}" if isinstance(given, str | int | float | bool) else ""
    allowed = detail["msg"].removeprefix("Value error, ")
    return f"{key}: {allowed[0].lower()}{allowed[1:]}{shown}"


def _keys_beside(place: tuple[int | str, ...]) -> set[str]:
    """Keys of the settings group in which the last part of a place stands."""
    group: type[BaseModel] | None = Config
    for part in place[:-1]:
        field = group.model_fields.get(str(part)) if group is not None else None
        # A study name or a list position is no field: the group stays the one found before.
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
