"""The routes of effektspor: from persons, from stored moments, the draws, the rate ratio."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.benchmark.effects.invent import SERIES, Persons
from effektspor.estimators.cell_sums import CellSums
from effektspor.estimators.curves import evaluated_weeks, weekly_table
from effektspor.estimators.hazard.cells import RateCells
from effektspor.estimators.hazard.jackknife import jackknife_se, leave_one_out
from effektspor.estimators.hazard.kernel import Kernel
from effektspor.estimators.hazard.rates import RateFit, fit_rates
from effektspor.estimators.infer import Draws, Inference
from effektspor.estimators.moments import Cells
from effektspor.estimators.permutation import permutation_p
from effektspor.estimators.stack import Stack
from effektspor.estimators.survival import risk_table
from effektspor.estimators.weekly_errors import weekly_errors


def moments_of(persons: Persons, weeks: int) -> pd.DataFrame:
    """Sums of cells."""
    sums = CellSums(persons.cohort, [SERIES], persons.covariates, weeks)
    sums.add(persons.rows)
    return sums.frame()


def from_persons(persons: Persons, weeks: int) -> pd.DataFrame:
    """Adjusted weekly effects with CR1 and CR3 from the tables of persons."""
    return from_moments(moments_of(persons, weeks), persons.covariates)


def from_moments(moments: pd.DataFrame, covariates: list[str]) -> pd.DataFrame:
    """The same from sums of cells."""
    return weekly_errors(Stack.of(Cells.of(moments, *SERIES, covariates)))


def from_stored(path: Path, covariates: list[str]) -> pd.DataFrame:
    """The same from a file of sums."""
    return from_moments(pd.read_parquet(path), covariates)


def bootstrap(moments: pd.DataFrame, covariates: list[str], draws: int) -> pd.DataFrame:
    """Interval by inversion, p-value of every week, and the band of all."""
    cells = Cells.of(moments, *SERIES, covariates)
    stack = Stack.of(cells)
    inference = Inference(draws=draws)
    evaluated = evaluated_weeks(cells, stack, 2)
    return weekly_table(stack, evaluated, inference, Draws.of(stack, inference))


def permutations(moments: pd.DataFrame, covariates: list[str], draws: int) -> list[float]:
    """P-value of every week by permuting the treated."""
    stack = Stack.of(Cells.of(moments, *SERIES, covariates))
    groups = Draws.of(stack, Inference(draws=draws)).groups
    weeks = range(len(stack.weeks))
    return [permutation_p(stack, np.eye(1, len(weeks), week)[0], groups) for week in weeks]


def rate_ratio(persons: Persons, weeks: int) -> tuple[float, float]:
    """Log rate ratio with CR1 from the table of persons, an effect of each municipality."""
    fit = _rates(persons, weeks)
    return fit.effect, float(np.sqrt(Kernel.of(fit).variance()))


def rate_ratio_cr3(persons: Persons, weeks: int) -> tuple[float, float, float]:
    """The same with the jackknife: as many refits as there are municipalities."""
    fit = _rates(persons, weeks)
    clustered = float(np.sqrt(Kernel.of(fit).variance()))
    return fit.effect, clustered, jackknife_se(fit.effect, leave_one_out(fit))


def _rates(persons: Persons, weeks: int) -> RateFit:
    return fit_rates(RateCells.of(risk_table(persons.cohort, weeks)))
