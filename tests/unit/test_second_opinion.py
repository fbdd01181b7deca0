"""CR2 with Satterthwaite's degrees of freedom, by R's clubSandwich on the same persons.

On cells with weights clubSandwich takes another square root than on persons, where all weights are
one; the engine's is that of persons.
"""

import csv
import shutil
import subprocess

import numpy as np
import pytest
from people import cell_moments, course_starts

from effektspor.estimators.cluster_robust import cr2, leverage
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack

SERIES = ("internship", "in_programme")
COVARIATES = ["age", "female"]
WEEK = 3
R = """
options(digits = 15)
suppressMessages(library(clubSandwich))
persons <- read.csv(commandArgs(trailingOnly = TRUE)[1])
for (covariates in c("", "+ age + female")) {
  fit <- lm(paste("y ~ post + effect + factor(municipality)", covariates), data = persons)
  test <- coef_test(fit, vcov = "CR2", cluster = persons$municipality, test = "Satterthwaite",
                    coefs = "effect")
  cat(test$beta, test$SE, test$df_Satt, sep = ",")
  cat("\\n")
}
"""


@pytest.fixture(scope="module")
def data():
    return course_starts(seed=6, municipalities=18, persons=900)


@pytest.fixture(scope="module")
def second_opinion(data, tmp_path_factory):
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    cohort, outcomes = data
    rows = outcomes[(outcomes["week"] == WEEK) & outcomes["in_programme"]].merge(cohort, on="start")
    treated = rows["group"] == "participants"
    rows = rows.assign(y=rows["internship"] * 1, post=rows["post"] * 1)
    path = tmp_path_factory.mktemp("r") / "persons.csv"
    rows.assign(effect=rows["post"] * treated).to_csv(path, index=False)
    command = ["Rscript", "-e", R, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "no package called" in done.stderr:
        pytest.skip("R's clubSandwich is not installed")
    assert done.returncode == 0, done.stderr
    return [tuple(map(float, line)) for line in csv.reader(done.stdout.split())]


@pytest.mark.parametrize(("place", "covariates"), [(0, []), (1, COVARIATES)])
def test_cr2_and_its_degrees_of_freedom(data, second_opinion, place, covariates):
    stack = Stack.of(Cells.of(cell_moments(*data, [SERIES], COVARIATES), *SERIES, covariates))
    weights = stack.weeks == WEEK
    own = cr2(leverage(stack, weights, stack.estimate[weights][0]))
    estimate, se, df = second_opinion[place]
    assert stack.estimate[weights][0] == pytest.approx(estimate, rel=1e-9)
    assert own.se == pytest.approx(se, rel=1e-7)
    assert own.df == pytest.approx(df, rel=1e-6)
    assert np.isfinite(own.df)
