"""Parameters of one study laid over those that all studies share."""

from pathlib import Path
from typing import Any

import yaml

from effektspor.errors import ConfigError

Values = dict[str, Any]


def laid_over(values: Values, path: Path) -> Values:
    """The shared parameters with those of an overlay in their place.

    Maps are laid over each other key by key; anything else is replaced. A map of shares or codes
    has the keys that it has below: a misspelt one would be a share of nothing.

    Raises
    ------
    ConfigError
        The overlay is no map of sections, or has a key where the parameters have none.
    """
    overlay = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(overlay, dict) or not all(isinstance(v, dict) for v in overlay.values()):
        raise ConfigError(
            "the simulator's overlay does not hold sections of parameters",
            where=path.name,
            todo="write it like parameters.yaml, with those values only that differ",
        )
    return {
        **values,
        **{
            name: {**values.get(name, {}), **_section(values.get(name, {}), section, path, name)}
            for name, section in overlay.items()
        },
    }


def _section(below: Values, above: Values, path: Path, name: str) -> Values:
    """Values of one section; which parameters it may have is for the model to say."""
    found: Values = {}
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(below.get(key), dict)
        found[key] = _map(below[key], value, f"{path.name}: {name}.{key}") if both else value
    return found


def _map(below: Values, above: Values, where: str) -> Values:
    for key in above:
        if key not in below:
            raise ConfigError(
                f"the simulator's parameters have no {key} there",
                where=where,
                todo=f"take one of {', '.join(str(known) for known in below)}",
            )
    return {
        key: _map(value, above[key], f"{where}.{key}")
        if isinstance(value, dict) and isinstance(above.get(key), dict)
        else above.get(key, value)
        for key, value in below.items()
    }
