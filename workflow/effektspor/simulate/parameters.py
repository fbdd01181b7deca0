"""The committed parameters of the simulator (``data/simulation/``), read, checked and hashed."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from effektspor.errors import ConfigError
from effektspor.simulate.index import fidelity_index
from effektspor.simulate.overlay import laid_over
from effektspor.simulate.states import Exit, Origin
from effektspor.simulate.surveys.targets import read_fidelity

Knots = list[tuple[float, float]]
Activity = Literal["passive", "guidance", "education", "subsidy"]
Move = Literal[
    "ledighedsydelse_to_flexjob",
    "flexjob_to_ledighedsydelse",
    "self_to_assistance",
    "assistance_to_self",
    "assistance_to_pension",
    "any_to_dead",
]
FILES = ("parameters.yaml", "municipalities.csv", "targets.csv")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ByGroup(_Section):
    """One value for each group of municipalities."""

    participants: float
    comparison: float

    def of(self, treated: np.ndarray) -> np.ndarray:
        """Value per person (float64) from the participant flag."""
        return np.where(treated, self.participants, self.comparison)


class Codes(_Section):
    """DREAM codes by role."""

    programme: dict[str, int]
    exits: dict[str, int]
    sick: int
    not_ordinary: list[int]


class Cohorts(_Section):
    """Years of the starts that are compared."""

    pre_years: list[int]
    post_years: list[int]
    follow_weeks: int


class Inflow(_Section):
    """Starts by year and what is drawn with them."""

    weights: dict[int, float]
    public_private_share: float
    moves_per_year: float
    stv_share: ByGroup


class MunicipalVariation(_Section):
    """Standard deviations of the municipal effects."""

    level_sd: float
    change_sd: float
    strength_sd: float
    strength_bound: float
    hours_level_sd: float
    hours_change_sd: float
    reference_thousands: float
    largest_factor: float


class Origins(_Section):
    """Share by benefit before the start."""

    participants: dict[Origin, float]
    comparison: dict[Origin, float]


class Baseline(_Section):
    """Persons before the start."""

    men: float
    age: ByGroup
    age_sd: float
    age_limits: tuple[float, float]
    non_western: ByGroup
    western_or_descendant: float
    married: ByGroup
    attachment: ByGroup
    origin: Origins
    origin_weeks: float
    segment_weeks: float


class PensionTilt(_Section):
    """Who of the leavers goes to disability pension more often than the mean."""

    long_weeks: int
    """Elapsed weeks from which a course counts as long."""
    long: float
    """Factor on the weight of pension for those who leave a long course."""
    per_decade: float
    """Log factor per ten years of age at the start above the reference age."""


class Course(_Section):
    """Weekly life in and after the course, internships aside."""

    leave_rate: Knots
    leave_to: dict[Exit, float]
    pension_tilt: PensionTilt | None = None
    after_exit: dict[Move, float]
    other_activity: dict[Activity, float]
    switch_rate: float
    mask_rate: float
    mask_sick: float


class Internship(_Section):
    """Rates of internships without the programme."""

    start_rate: float
    start_profile: Knots
    return_rate: float
    stop_rate: float
    participants_start: float
    participants_return: float
    age_per_decade: float
    attachment: float
    frailty_sd: float
    christmas_hidden: float
    summer_start: float


class Programme(_Section):
    """The injected effect."""

    start_ratio: Knots
    return_ratio: float
    stop_ratio: float
    hours_after_exit: Knots


class Hours(_Section):
    """Ordinary hours."""

    in_course: ByGroup
    after_exit: dict[Exit, float]
    participants_after: float
    stay: float
    attachment: float
    imputed: float
    second_job: float


class Parameters(_Section):
    """All parameters, with the municipalities and the hash of the files they came from."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    version: Literal[1]
    codes: Codes
    cohorts: Cohorts
    inflow: Inflow
    municipalities: MunicipalVariation
    baseline: Baseline
    course: Course
    internship: Internship
    programme: Programme
    hours: Hours
    places: pd.DataFrame = Field(exclude=True)
    targets: pd.DataFrame = Field(exclude=True)
    fidelity: pd.DataFrame = Field(exclude=True)
    """Published shares of agreement; the registers depend on them through a link only."""
    sha256: str

    @cached_property
    def fidelity_index(self) -> pd.Series:
        """Index of published fidelity by municipality code; the link of fidelity and effect."""
        return fidelity_index(self.fidelity)


def along(knots: Knots, length: int) -> np.ndarray:
    """Linear interpolation of knots at 0, 1, ..., length - 1 (float64, flat beyond the ends)."""
    x, y = np.asarray(knots, dtype="float64").T
    values: np.ndarray = np.interp(np.arange(length), x, y)
    return values


def load_parameters(folder: Path, overlay: str | None = None) -> Parameters:
    """Read ``parameters.yaml``, ``municipalities.csv`` and ``targets.csv`` of one folder.

    Parameters
    ----------
    folder
        Folder of the committed parameters.
    overlay
        Name of a study with parameters of its own: the values of ``<overlay>.yaml`` replace those
        of ``parameters.yaml``, and its targets are those of ``targets_<overlay>.csv``.

    Raises
    ------
    ConfigError
        A file is missing, a value is of the wrong kind, or the overlay has a key of its own.
    """
    names = [*FILES]
    if overlay is not None:
        names += [f"{overlay}.yaml", f"targets_{overlay}.csv"]
    digest = hashlib.sha256()
    for name in names:
        if not (folder / name).is_file():
            raise ConfigError(
                f"the simulator's {name} is missing",
                where=str(folder),
                todo="give the folder data/simulation of the project",
            )
        digest.update((folder / name).read_bytes())
    values = yaml.safe_load((folder / "parameters.yaml").read_text(encoding="utf-8"))
    if overlay is not None:
        values = laid_over(values, folder / names[-2])
    places = pd.read_csv(folder / "municipalities.csv")
    targets = pd.read_csv(folder / names[-1], dtype={"id": str})
    try:
        return Parameters(
            **values,
            places=places,
            targets=targets,
            fidelity=read_fidelity(folder),
            sha256=digest.hexdigest(),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{overlay or 'parameters'}.yaml: "
            + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error
