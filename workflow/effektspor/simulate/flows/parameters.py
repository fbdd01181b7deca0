"""Read and check the parameters of persons who move between benefits and jobs."""

import hashlib
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict

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
    """How far, and over how many weeks, the targets are reached."""

    share: float
    weeks: int


class Case(_Section):
    """Jobafklaring in the municipality of the memo and in the others."""

    citizens: int
    leave: Shares
    leave_to: dict[str, Shares]
    per_inhabitant: Shares
    sick_weeks: int
    effort: Effort


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
    """Read ``flows.yaml`` of a folder; a value of the wrong kind is pydantic's error."""
    content = (folder / FILE).read_bytes()
    raw = yaml.safe_load(content)
    return FlowParameters(**raw, sha256=hashlib.sha256(content).hexdigest())


def share_vector(shares: Shares, without: str | None = None) -> np.ndarray:
    """Shares of the states (float64, S) that sum to one; what `without` had goes to self-support."""
    found = np.zeros(len(STATES))
    for name, share in shares.items():
        found[INDEX["self_support" if name == without else name]] += share
    whole: np.ndarray = found / found.sum()
    return whole
