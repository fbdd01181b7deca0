"""The analysis plan: which results were decided on before the data were seen.

A plan is a document for readers, with one block of YAML that lists the results for the pipeline.
"""

import re
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from effektspor.artefacts import Text
from effektspor.errors import ConfigError

BLOCK = re.compile(r"^```yaml\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
TODO = (
    "Write one ```yaml block with `study`, `results` (each with `id` and `question`) and, if any, "
    "`deviations` (each with `da` and `en`)."
)


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
    """Read the list of results out of an analysis plan and check it.

    Raises
    ------
    ConfigError
        Where the plan is missing, holds no block of YAML or several, or the block is not a plan.
    """
    try:
        blocks = BLOCK.findall(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    except (OSError, UnicodeDecodeError):
        raise ConfigError("The analysis plan cannot be read", where=str(path), todo=TODO) from None
    if len(blocks) != 1:
        raise ConfigError(
            f"The analysis plan has {len(blocks)} blocks of YAML, not one",
            where=str(path),
            todo=TODO,
        )
    try:
        return Plan.model_validate(yaml.safe_load(blocks[0]))
    except yaml.YAMLError as error:
        raise ConfigError(
            "The block of the analysis plan is no YAML",
            where=f"{path}, {str(error).splitlines()[0]}",
            todo=TODO,
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"The analysis plan is not valid: {first['msg']}", where=f"{path}, {place}", todo=TODO
        ) from None


def plan_hash(path: Path) -> str:
    """SHA-256 of the plan's bytes: what the colophon prints."""
    return sha256(path.read_bytes()).hexdigest()
