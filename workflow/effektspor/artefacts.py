"""The typed results that a report may use: nothing reaches a reader that is not one of these.

An artefact carries what a sceptical reader asks of a number: of whom, how many, defined how, from
which source and date, by which method, how certain, planned or found, real or synthetic. The model
refuses an artefact that lacks any of it, and with that the build.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from effektspor.errors import ReportError

Unit = Literal[
    "share", "percentage_points", "ratio", "persons", "municipalities", "weeks", "months", "jobs",
    "full_time_persons", "hours", "dkk", "count", "mixed",
]  # fmt: skip
PublishedBasis = Literal["recomputed", "calibration", "simulation", "document", "not_reproducible"]
# A printed figure has one of those five; an estimate from real registers is of none of them.
Basis = Literal[PublishedBasis, "register"]
Disclosure = Literal["published", "aggregate", "internal"]


class Text(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    da: str = Field(min_length=3)
    en: str = Field(min_length=3)


class Artefact(BaseModel):
    """A number, series, table or figure with everything that a reader must be told of it.

    Attributes
    ----------
    id
        Dotted name, unique within a study, e.g. ``effect.internship.in_programme.week95``.
    n
        Observations per group, panel or time point, by label.
    value, ci_low, ci_high
        Of a number, in `unit`; shares and percentage points as fractions.
    data
        Of a series, table or figure: name of the CSV beside this file that holds the values.
    from_registers
        Whether `extract_date` is of its own data, and is printed beneath it.
    collected
        Months or dates of the last answers of the surveys that it rests on, where they are known.
    data_hash
        SHA-256 of the inputs' content that decide this artefact.
    basis
        What a comparison with a published number would rest on; see ``docs/methods.md``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
    kind: Literal["number", "series", "table", "figure"]
    title: Text
    population: Text
    n: dict[str, int] = Field(min_length=1)
    definition: Text
    unit: Unit
    source: Text
    extract_date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    from_registers: bool = True
    collected: tuple[str, ...] = ()
    method: Text
    uncertainty: Text
    value: FiniteFloat | None = None
    ci_low: FiniteFloat | None = None
    ci_high: FiniteFloat | None = None
    data: str | None = None
    data_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    disclosure: Disclosure
    basis: Basis
    prespecified: bool
    synthetic: bool

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if (self.kind == "number") == (self.value is None):
            raise ValueError("a number has a value, and nothing else has")
        if (self.kind != "number") == (self.data is None):
            raise ValueError("a series, table or figure names its data file, a number does not")
        if (self.ci_low is None) != (self.ci_high is None):
            raise ValueError("an interval has two ends")
        return self


class ArtefactSet(BaseModel):
    """The artefacts of one rule, as they stand in one JSON file."""

    model_config = ConfigDict(extra="forbid")
    artefacts: list[Artefact]


def write_artefacts(path: Path, artefacts: Iterable[Artefact]) -> None:
    """Write artefacts sorted by id, so that equal content gives equal bytes."""
    ordered = sorted(artefacts, key=lambda a: a.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        ArtefactSet(artefacts=ordered).model_dump_json(indent=1, exclude_none=True) + "\n",
        encoding="utf-8",
    )


def read_artefacts(paths: Iterable[Path]) -> dict[str, Artefact]:
    """All artefacts of several files by id.

    Raises
    ------
    ReportError
        Where an artefact lacks a part or two have one id.
    """
    found: dict[str, Artefact] = {}
    for path in paths:
        try:
            artefacts = ArtefactSet.model_validate_json(path.read_text(encoding="utf-8")).artefacts
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ReportError(
                f"An artefact is incomplete: {first['msg']}",
                where=f"{path}, {place}",
                todo="Give the artefact every field that effektspor.artefacts.Artefact lists.",
            ) from None
        for artefact in artefacts:
            if artefact.id in found:
                raise ReportError(
                    f"Two artefacts are called {artefact.id!r}",
                    where=str(path),
                    todo="Give one of them another id.",
                )
            found[artefact.id] = artefact
    return found
