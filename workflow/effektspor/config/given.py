"""Settings as the workflow hands them to a sub-command: JSON, checked by their model."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from effektspor.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)


def settings_of(model: type[Model]) -> Callable[[str], Model]:
    """What reads the option `--settings` of a sub-command, as `type` of the option."""
    return partial(read_settings, model)


def read_settings(model: type[Model], text: str) -> Model:
    """Check JSON settings by their model.

    Raises
    ------
    ConfigError
        With the first key that is wrong and the keys that there are.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    raise ConfigError(
        f"A setting is not valid: {first['msg'].removeprefix('Value error, ')}",
        where=".".join(["settings", *(str(part) for part in first["loc"])]),
        todo=f"The settings are {', '.join(model.model_fields)}.",
    )
