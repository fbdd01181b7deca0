"""The committed parameters of the synthetic surveys (``surveys.yaml``), read, checked and hashed."""

import hashlib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from effektspor.errors import ConfigError

NAME = "surveys.yaml"
Share = dict[str, float]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Belief(_Section):
    """Items on belief, alike in all waves and places."""

    agree: list[float]
    variance: float
    spread: float


class Variance(_Section):
    """Shares of the latent variance of an answer to a fidelity item."""

    general: float
    element: float
    item: float


class Cuts(_Section):
    """Distances on the latent scale from the border between agreeing and not."""

    strong: float
    neither: float
    disagree: float


class Staff(_Section):
    """The fidelity survey of the staff."""

    respondents: dict[str, int]
    smallest_municipality: int
    roles: Share
    size_exponent: float
    slack: list[float]
    rounding: float
    draws: int
    midway_weight: float
    stay: float
    persistence: float
    variance: Variance
    item_spread: float
    cuts: Cuts
    belief: Belief
    dont_know: float
    refused: float
    missing: float
    most_missing: float


class Progression(_Section):
    """Repeated questions about the same citizen."""

    persons: int
    measurements: dict[int, float]
    months: tuple[int, int]
    first_weeks: tuple[int, int]
    attrition: float
    attrition_level: float
    mean: Share
    change: Share
    variance: Share
    sd: float
    dont_know: float
    refused: float
    missing: float


class CitizenSurvey(_Section):
    """One survey of the citizens; shares of all who were asked, in per cent."""

    invited: int
    answered: int
    positive: Share
    negative: Share = {}
    neither: Share = {}
    gate: Share = {}
    yes_no: list[str]
    options: Share
    set_label: str


class Citizens(_Section):
    """The two surveys of the citizens, and what they have in common."""

    referral: CitizenSurvey
    later: CitizenSurvey
    response: Share
    men: float
    age_groups: list[float]
    partial: float
    unsure: Share
    split: Share
    variance: Share


class SurveyParameters(_Section):
    """All parameters of the surveys, with the hash of their file."""

    version: Literal[1]
    staff: Staff
    progression: Progression
    citizens: Citizens
    sha256: str


def load_survey_parameters(folder: Path) -> SurveyParameters:
    """Read ``surveys.yaml`` of a folder.

    Raises
    ------
    ConfigError
        The file is missing or a value is of the wrong kind.
    """
    path = folder / NAME
    if not path.is_file():
        raise ConfigError(
            f"the simulator's {NAME} is missing",
            where=str(folder),
            todo="give the folder data/simulation of the project",
        )
    content = path.read_bytes()
    try:
        return SurveyParameters(
            **yaml.safe_load(content), sha256=hashlib.sha256(content).hexdigest()
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{NAME}: " + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error
