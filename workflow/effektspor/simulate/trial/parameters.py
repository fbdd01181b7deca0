"""The committed parameters of the synthetic trial, read, checked and hashed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from effektspor.errors import ConfigError
from effektspor.simulate.trial.targets import NAME as TARGETS
from effektspor.simulate.trial.targets import Target, read_targets

NAME = "discus2007.yaml"
Arm = Literal["other_actor", "municipality"]
ARMS: tuple[Arm, ...] = ("other_actor", "municipality")
_TODO = "give the folder data/simulation of the project"
Count = Annotated[int, Field(ge=0)]
Fraction01 = Annotated[float, Field(ge=0, le=1)]
Days = tuple[Count, Count]
Knots = list[tuple[float, float]]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Design(_Section):
    """Municipalities and how many persons each arm has in each."""

    municipalities: Annotated[int, Field(ge=1)]
    per_arm: Annotated[int, Field(ge=1)]


class Employed(_Section):
    """Persons in a job that counts at the end, jobs created, and printed shares by arm."""

    persons: Count
    created: dict[Arm, Count]
    shares: dict[str, dict[Arm, int]]


class Jobs(_Section):
    """The jobs: who has one, when, and where."""

    ended: dict[Arm, dict[str, Count]]
    twice: dict[Arm, Count]
    places: dict[Arm, list[Count]]
    best_ended: Count
    first: dict[Arm, Count]
    middle: dict[Arm, Count]
    ended_early: dict[Arm, Count]
    first_day: Annotated[int, Field(ge=1)]
    slow_months: Count
    check_month: Count
    guard_days: Count
    mean_months: dict[Arm, float]
    half_subsidy: dict[Arm, Count]
    private_under_10: dict[Arm, Count]
    private_10_49: dict[Arm, Count]
    private_50: dict[Arm, Count]
    trial_before: dict[Arm, Count]
    same_place: dict[Arm, Count]
    largest: Annotated[int, Field(ge=60)]
    month_days: float

    @model_validator(mode="after")
    def _second_jobs_come_after_the_first(self) -> Self:
        if any(self.twice[arm] > self.ended_early[arm] for arm in ARMS):
            raise ValueError("twice must not be more than ended_early")
        return self


class Waits(_Section):
    """Weeks on ledighedsydelse at the start."""

    short: Days
    long: Days
    long_mean: float


class Category(_Section):
    """A value of a variable and how many have it; None for those whom no category takes."""

    value: str | None
    count: Count | None = None
    fixed: dict[str, Count] = {}
    weights: dict[str, float] = {}


class Variable(_Section):
    """How a variable is dealt out."""

    of: str | None = None
    nearness: Annotated[float, Field(ge=-1, le=1)]
    motivation: Annotated[float, Field(ge=-1, le=1)] = 0.0
    categories: list[Category]


class Activities(_Section):
    """Numbers and days of activities."""

    talks: dict[Arm, float]
    courses: dict[Arm, float]
    clarifications: dict[Arm, float]
    work_trials: dict[Arm, float]
    before_job_days: Days
    slow_days: Days
    internship_weeks: Days
    guidance_weeks: Days


class History(_Section):
    """What was before the wait."""

    origin_weeks: float
    earlier_weeks: float
    gap_share: Fraction01
    gap_weeks: Days
    gap_from: Count
    origins: dict[str, Fraction01]


class Life(_Section):
    """Weekly rates of moving between benefits."""

    to_flexjob: Knots
    to_pension: Knots
    to_sickness: float
    from_sickness: float
    to_social_assistance: float
    to_self_support: float
    to_fleksydelse: float
    flexjob_to_ledighedsydelse: float
    flexjob_to_self_support: float
    social_assistance_back: float
    self_support_back: float
    dead: float
    emigrated: float
    flexjob_sick: float
    guidance: float
    internship: float
    activity_ends: float
    log_effects: dict[str, dict[str, float]]
    log_effects_after: dict[str, dict[str, float]]


class National(_Section):
    """Persons who wait outside the trial."""

    over_half_year: Fraction01
    long: Fraction01
    long_of: Literal["over_half_year", "all"]
    women: Fraction01
    non_western: Fraction01
    ages: dict[str, Fraction01]
    earlier_flexjob: Fraction01

    @property
    def long_share(self) -> float:
        """Share with a long wait among those who have waited over half a year."""
        return self.long if self.long_of == "over_half_year" else self.long / self.over_half_year


class Population(_Section):
    """What the registers have beside benefits."""

    men: Fraction01
    ages: tuple[float, float]
    non_western: Fraction01
    western_immigrants: Fraction01
    married: Fraction01
    never_married: Fraction01
    moves_per_year: Annotated[float, Field(gt=0, le=1)]
    wage_without_benefit: Fraction01


class TrialParameters(_Section):
    """All parameters of the trial."""

    version: Literal[1]
    codes: dict[str, int]
    design: Design
    employed: Employed
    outcomes: dict[str, dict[Arm, Count]]
    jobs: Jobs
    age: dict[str, tuple[int, int]]
    waits: Waits
    variables: dict[str, Variable]
    activities: Activities
    moved_to: list[int]
    history: History
    life: Life
    national: National
    elsewhere: dict[str, tuple[float, float]]
    population: Population


@dataclass(frozen=True)
class Trial:
    """What the simulator of the trial is given, with the hash of its files."""

    parameters: TrialParameters
    targets: tuple[Target, ...]
    sha256: str


def load_trial(folder: Path) -> Trial:
    """Read ``discus2007.yaml`` and ``targets_discus2007.csv`` of a folder.

    Raises
    ------
    ConfigError
        A file is missing, or a parameter is of the wrong kind.
    InputError
        The list of targets is not a table with its columns.
    """
    path = folder / NAME
    if not path.is_file():
        raise ConfigError(f"the simulator's {NAME} is missing", where=str(folder), todo=_TODO)
    content = path.read_bytes()
    try:
        parameters = TrialParameters(**yaml.safe_load(content))
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{NAME}: " + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error
    targets = read_targets(folder / TARGETS, _TODO)
    together = hashlib.sha256(content + (folder / TARGETS).read_bytes()).hexdigest()
    return Trial(parameters, targets, together)
