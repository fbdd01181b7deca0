"""Parameters of one study laid over those that all studies share."""

from pathlib import Path
from typing import Any

import yaml

from effektspor.errors import ConfigError

Values = dict[Any, Any]


def laid_over(values: Values, path: Path) -> Values:
    """The shared parameters with those of an overlay in their place.

    Maps are laid over each other key by key; anything else is replaced. Which keys there may be is
    for the model to say.

    Raises
    ------
    ConfigError
        The overlay is no map.
    """
    overlay = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(overlay, dict):
        raise ConfigError(
            "the simulator's overlay does not hold sections of parameters",
            where=path.name,
            todo="write it like parameters.yaml, with those values only that differ",
        )
    return _over(values, overlay)


def _over(below: Values, above: Values) -> Values:
    found = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(below.get(key), dict)
        found[key] = _over(below[key], value) if both else value
    return found
