"""Settings as the workflow hands them to a sub-command: JSON, checked by their model."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from effektspor.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)


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
        f"A setting is not valid: {first['msg']}",
        where="settings." + ".".join(str(part) for part in first["loc"]),
        todo=f"The settings are {', '.join(model.model_fields)}.",
    )
