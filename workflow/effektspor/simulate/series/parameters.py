"""The committed parameters of the synthetic series (``series.yaml``), read, checked and hashed."""

import hashlib
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from effektspor.errors import ConfigError

NAME = "series.yaml"
Labels = dict[str, dict[str, float]]
"""Share of a group's persons by label of the source."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Section):
    """An age or cause: its share before the reform, and the level after relative to before."""

    share: float
    left: float


class Awards(_Section):
    """New disability pensions a quarter."""

    level: Annotated[float, Field(gt=0)]
    season: tuple[float, float, float, float]
    rush: tuple[float, ...]
    settle: tuple[float, ...]
    spread: Annotated[float, Field(ge=0)]
    ages: dict[str, Part]
    causes: dict[str, Part]

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        for parts in (self.ages, self.causes):
            if abs(sum(part.share for part in parts.values()) - 1) > 1e-9:
                raise ValueError("shares must add up to 1")
        return self


class Noise(_Section):
    """Autoregressive relative deviation of a month."""

    sd: Annotated[float, Field(ge=0)]
    memory: Annotated[float, Field(ge=0, lt=1)]


class Fulltime(_Section):
    """Full-time persons a month: knots of months since the reform's month and persons."""

    noise: Noise
    groups: dict[str, list[tuple[float, float]]]


class SeriesParameters(_Section):
    """All parameters, with the hash of the file."""

    version: Literal[1]
    years_before: Annotated[int, Field(ge=2, le=20)]
    awards: Awards
    labels: dict[str, Labels]
    fulltime: Fulltime
    sha256: str


def load_series_parameters(folder: Path) -> SeriesParameters:
    """Read ``series.yaml`` of a folder.

    Raises
    ------
    ConfigError
        The file is missing or a value is of the wrong kind.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except OSError:
        raise ConfigError(
            f"the simulator's {NAME} is missing",
            where=str(folder),
            todo="give the folder data/simulation of the project",
        ) from None
    try:
        return SeriesParameters(
            **yaml.safe_load(content), sha256=hashlib.sha256(content).hexdigest()
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{NAME}: " + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error
