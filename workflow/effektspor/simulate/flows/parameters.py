"""Read and check the parameters of persons who move between benefits and jobs."""

import hashlib
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from effektspor.errors import ConfigError
from effektspor.simulate.flows.states import DEAD, EMIGRATED, INDEX, STATES

FILE = "flows.yaml"
Shares = dict[str, float]
Knots = list[tuple[float, float]]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonParameters(_Section):
    """Where persons come from, and how municipalities deviate."""

    origin: Shares
    origin_weeks: float
    first: Shares
    level_sd: float
    change_sd: float
    age_per_decade: float


class Activity(_Section):
    """What one does in the programme."""

    internship_start: float
    internship_stop: float
    other: Shares
    other_weeks: int


class ProgrammeRates(_Section):
    """How persons leave the programme."""

    leave: Knots
    leave_to: Shares


class Effort(_Section):
    """How much of the distance to which targets is reached, and how much sooner persons leave."""

    reached: float
    leave: float
    weeks: int
    targets: Shares


class Status(_Section):
    """Shares of the municipality's monthly status: at first, and after some weeks."""

    first: Shares = Field(alias="from")
    then: Shares = Field(alias="to")
    weeks: int


class Case(_Section):
    """Jobafklaring in the municipality of the memo and in the others."""

    begins: tuple[int, int]
    citizens: int
    over_1y: float
    over_2y: float
    others_per_inhabitant: float
    others_leave: float
    level_sd: float
    own: Shares
    others: Shares
    sick_weeks: tuple[int, float]
    effort: Effort
    status: Status


class FlowParameters(_Section):
    """All parameters, with the hash of their file."""

    version: Literal[1]
    codes: dict[str, int]
    moves: dict[str, Shares]
    death: float
    emigration: float
    persons: PersonParameters
    activity: Activity
    hours: Shares
    programme: ProgrammeRates
    case: Case
    sha256: str

    def rates(self, without: str | None = None) -> np.ndarray:
        """Weekly rates from state to state (float64, S x S), diagonal 0, programme row 0.

        `without`: a state whose benefit is the programme itself; nobody moves there, and what would
        go there goes to self-support.
        """
        found = np.zeros((len(STATES), len(STATES)))
        for origin, targets in self.moves.items():
            for target, rate in targets.items():
                place = "self_support" if target == without else target
                if place != origin:
                    found[INDEX[origin], INDEX[place]] += rate
        living = [row for row in range(len(STATES)) if row not in (DEAD, EMIGRATED)]
        found[living, DEAD] += self.death
        found[living, EMIGRATED] += self.emigration
        return found


def load_flow_parameters(folder: Path) -> FlowParameters:
    """Read ``flows.yaml`` of a folder.

    Raises
    ------
    ConfigError
        The file is missing, or a parameter is of the wrong kind.
    """
    path = folder / FILE
    if not path.is_file():
        raise ConfigError(
            f"the simulator's {FILE} is missing",
            where=str(folder),
            todo="give the folder data/simulation of the project",
        )
    content = path.read_bytes()
    try:
        return FlowParameters(**yaml.safe_load(content), sha256=hashlib.sha256(content).hexdigest())
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"simulation parameter not usable: {first['msg']}",
            where=f"{FILE}: " + ".".join(str(part) for part in first["loc"]),
            todo="correct the value",
        ) from error


def share_vector(shares: Shares, without: str | None = None) -> np.ndarray:
    """Shares of the states (float64, S) that sum to one; what `without` had goes to self-support."""
    found = np.zeros(len(STATES))
    for name, share in shares.items():
        found[INDEX["self_support" if name == without else name]] += share
    whole: np.ndarray = found / found.sum()
    return whole
