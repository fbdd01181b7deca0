"""The analysis plan: which results were decided on before the data were seen."""

from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from effektspor.artefacts import Text
from effektspor.errors import ConfigError


class PlannedResult(BaseModel):
    """One planned result: an artefact id or a pattern of ids, and the question that it answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    question: str


class Plan(BaseModel):
    """An analysis plan.

    Attributes
    ----------
    results
        The results that are prespecified; everything else is explorative.
    deviations
        What was done otherwise than planned, with the reason, in both languages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    study: str
    results: tuple[PlannedResult, ...] = Field(min_length=1)
    deviations: tuple[Text, ...] = ()

    def covers(self, artefact_id: str) -> bool:
        """Whether the result was planned."""
        return any(fnmatchcase(artefact_id, result.id) for result in self.results)


def read_plan(path: Path) -> Plan:
    """Read and check an analysis plan.

    Raises
    ------
    ConfigError
        Where it is missing or not a plan.
    """
    todo = "Give `study`, `results` (each with `id` and `question`) and, if any, `deviations` (each with `da`, `en`)."
    try:
        return Plan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError:
        raise ConfigError("The analysis plan is missing", where=str(path), todo=todo) from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ConfigError(
            f"The analysis plan is not valid: {error.errors()[0]['msg']}",
            where=f"{path}, {place}",
            todo=todo,
        ) from None


def plan_hash(path: Path) -> str:
    """SHA-256 of the plan's bytes: what the colophon prints."""
    return sha256(path.read_bytes()).hexdigest()
