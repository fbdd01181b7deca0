"""Every scenario's appraisal: at the point estimate with base values, and over the draws."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.evaluations.business_case.appraisal import Appraisal, appraise
from effektspor.evaluations.business_case.drawn_values import (
    Draws,
    base_values,
    drawn_paths,
    drawn_values,
)
from effektspor.evaluations.business_case.person_months import Change, Paths, change

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """What is calculated with."""

    paths: Paths
    parameters: pd.DataFrame
    tax: bool
    first_year: int
    how: Draws

    def change(self, scenario: str) -> Change:
        """Scenario minus base in each draw of the flow, the point estimate first."""
        return change(self.paths, scenario)

    def appraise(self, moved: Change, values: dict[str, Floats]) -> Appraisal:
        """The appraisal of a change, one draw of it for each draw of the values."""
        return appraise(moved, values, self.paths.states, tax=self.tax)


@dataclass(frozen=True)
class Appraised:
    """A scenario at the point estimate (one draw), and over the draws."""

    point: Appraisal
    drawn: Appraisal


def appraised(case: Case, scenario: str) -> Appraised:
    """Appraise a scenario."""
    moved = case.change(scenario)
    point = case.appraise(moved.of_draws(np.zeros(1, dtype=np.int64)), base_values(case.parameters))
    chosen = moved.of_draws(drawn_paths(case.paths.draws, case.how))
    return Appraised(point, case.appraise(chosen, drawn_values(case.parameters, case.how)))


def all_appraised(case: Case) -> dict[str, Appraised]:
    """Every scenario but base."""
    return {scenario: appraised(case, scenario) for scenario in case.paths.scenarios}
