"""The committed parameters of the job centres' surveys and the printed shares, read and checked."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from effektspor.csvtable import read_text_table
from effektspor.errors import ConfigError
from effektspor.simulate.jobcentres.printed import Span, span_of

NAME, TARGETS = "jobcentres.yaml", "jobcentres_targets.csv"
COLUMNS = ("item_id", "survey", "item", "answers", "percent", "qualifier", "reading")
_TODO = "give the folder data/simulation of the project"
Fraction01 = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(ge=-1, le=1)]
Percent = Annotated[float, Field(ge=0, le=100)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Section):
    """A question: wished shares in per cent, and what its answers go with."""

    shares: dict[str, Percent]
    unsure: Fraction01
    views: dict[str, Correlation]
    whole: bool = False


class Option(_Section):
    """An option of a multi-response set."""

    share: Percent
    views: dict[str, Correlation]


class JobCentreSurvey(_Section):
    """One survey."""

    answered: Annotated[int, Field(ge=1)]
    items: dict[str, Item]
    options: dict[str, Option]


class Response(_Section):
    """Who answers."""

    size: Correlation
    persistence: Correlation


class JobCentreParameters(_Section):
    """All parameters of the surveys."""

    version: Literal[1]
    reading: Literal["additive", "nested"]
    missing: Fraction01
    smallest_base: Fraction01
    draws: Annotated[int, Field(ge=1)]
    persistence: Correlation
    reluctance: Correlation
    response: Response
    set_label: str
    comments: list[str]
    expected: dict[str, Percent]
    jobcentres: JobCentreSurvey
    jobcentres_before: JobCentreSurvey

    def survey(self, name: str) -> JobCentreSurvey:
        """Parameters of a survey by its id."""
        return self.jobcentres if name == "jobcentres" else self.jobcentres_before


@dataclass(frozen=True)
class Target:
    """A printed share of a sum of answers to one question."""

    item_id: str
    survey: str
    item: str
    answers: frozenset[str]
    percent: str
    span: Span


@dataclass(frozen=True)
class JobCentres:
    """What the simulator of the surveys is given, with the hash of its files."""

    parameters: JobCentreParameters
    targets: tuple[Target, ...]
    sha256: str

    def of(self, survey: str, item: str) -> tuple[Target, ...]:
        """Printed shares of a question, in the order of the list."""
        return tuple(t for t in self.targets if (t.survey, t.item) == (survey, item))


def load_job_centres(folder: Path) -> JobCentres:
    """Read ``jobcentres.yaml`` and ``jobcentres_targets.csv`` of a folder.

    Raises
    ------
    ConfigError
        A file is missing, or a parameter is of the wrong kind.
    InputError
        The list of printed shares is not a table with its columns.
    """
    path = folder / NAME
    if not path.is_file():
        raise ConfigError(f"the simulator's {NAME} is missing", where=str(folder), todo=_TODO)
    content = path.read_bytes()
    try:
        parameters = JobCentreParameters(**yaml.safe_load(content))
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{NAME}: " + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error
    printed = folder / TARGETS
    targets = _targets(printed, parameters.reading)
    together = hashlib.sha256(content + printed.read_bytes()).hexdigest()
    return JobCentres(parameters, targets, together)


def _targets(path: Path, reading: str) -> tuple[Target, ...]:
    frame = read_text_table(path, COLUMNS, "The list of the job centres' printed shares", _TODO)
    return tuple(
        Target(
            row["item_id"], row["survey"], row["item"], frozenset(row["answers"].split()),
            row["percent"], span_of(row["percent"], row["qualifier"]),
        )
        for row in frame.to_dict("records")
        if row["reading"] in ("", reading)
    )  # fmt: skip
