"""Settings: the whole of ``config.yaml``."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from effektspor.config.base import Key, Settings
from effektspor.config.data import Data
from effektspor.config.design import (
    Background,
    Codes,
    Cohorts,
    Disclosure,
    Estimation,
    Municipalities,
    OrdinaryHours,
    Outcome,
    Programme,
)


class Study(Settings):
    """One evaluation."""

    evaluation: Literal["brf2019"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    report_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: Data
    """Input files."""
    codes: Codes = Codes()
    """Code lists."""
    programme: Programme = Programme()
    """Programme and spells."""
    ordinary_hours: OrdinaryHours = OrdinaryHours()
    """Ordinary hours."""
    cohorts: Cohorts
    """Cohorts."""
    municipalities: Municipalities
    """Groups."""
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    """Weekly shares to be studied."""
    background: Background = Background()
    """Background before the start."""
    estimation: Estimation = Estimation()
    """Estimation."""
    disclosure: Disclosure = Disclosure()
    """Disclosure control."""

    @model_validator(mode="after")
    def _reference_week_exists(self) -> Self:
        if self.estimation.reference_week > self.cohorts.weeks:
            raise ValueError("estimation.reference_week lies after the last week of cohorts.weeks")
        return self


class Report(Settings):
    """Rendering."""

    languages: tuple[Literal["da"], ...] = ("da",)
    """Languages of the reports."""
    renderer: Literal["auto", "quarto", "embedded"] = "auto"
    """`auto` takes Quarto where it is installed and the embedded renderer elsewhere."""


class Compute(Settings):
    """Machine."""

    threads: Annotated[int, Field(ge=1, le=256)] = 2
    """Threads that one job may use."""
    memory_mb: Annotated[int, Field(ge=500)] = 2000
    """Memory that one job may use, in megabytes; bounds the rows that are read at a time."""
    shards: Annotated[int, Field(ge=1, le=1000)] = 1
    """Parts into which persons are split; results do not depend on it."""


class Config(Settings):
    """Everything that a user decides."""

    studies: dict[Key, Study] = Field(min_length=1)
    """Studies by name; every one is built."""
    published: str = "data/published"
    """Folder with the figures that the evaluations state."""
    report: Report = Report()
    """Rendering."""
    compute: Compute = Compute()
    """Machine."""
