"""The same by linearmodels, pyfixest and statsmodels; pyfixest is of the test environment only."""

from collections.abc import Callable
from importlib import import_module

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS
from statsmodels.duration.hazard_regression import PHReg

from effektspor.benchmark.effects.invent import SERIES, Persons

Effect = dict[str, float]
Route = Callable[[pd.DataFrame, list[str]], Effect]


def week_of(persons: Persons, week: int) -> pd.DataFrame:
    """Persons of one week with everything that a regression takes."""
    outcome, among = SERIES
    rows = persons.rows
    rows = rows[(rows["week"] == week) & rows[among]]
    frame = rows[["start", outcome]].merge(persons.cohort, on="start")
    post = frame["post"].astype(float)
    return frame.assign(
        y=frame[outcome].astype(float),
        post=post,
        effect=post * (frame["group"] == "participants"),
    )


def linearmodels_cr1(frame: pd.DataFrame, covariates: list[str]) -> Effect:
    """PanelOLS with municipality effects and its clustered errors."""
    return {"estimate": _panel_ols(frame, covariates), "cr1": np.nan, "cr3": np.nan}


def linearmodels_cr3(frame: pd.DataFrame, covariates: list[str]) -> Effect:
    """The jackknife as linearmodels allows it: fitted again without each municipality."""
    estimate = _panel_ols(frame, covariates)
    homes = frame["municipality"].unique()
    without = [_panel_ols(frame[frame["municipality"] != home], covariates) for home in homes]
    apart = float(((np.array(without) - estimate) ** 2).sum())
    jackknife = float(np.sqrt((len(homes) - 1) / len(homes) * apart))
    return {"estimate": estimate, "cr1": np.nan, "cr3": jackknife}


def _panel_ols(frame: pd.DataFrame, covariates: list[str]) -> float:
    panel = frame.set_index(["municipality", "start"])
    exog = panel[["post", "effect", *covariates]].astype(float)
    fit = PanelOLS(panel["y"], exog, entity_effects=True).fit(
        cov_type="clustered", cluster_entity=True, debiased=False
    )
    return float(fit.params["effect"])


def pyfixest_cr1(frame: pd.DataFrame, covariates: list[str]) -> Effect:
    """A feols with its clustered errors."""
    fit = _feols(frame, covariates, "CRV1")
    return {"estimate": fit[0], "cr1": fit[1], "cr3": np.nan}


def pyfixest_cr3(frame: pd.DataFrame, covariates: list[str]) -> Effect:
    """A feols with clustered and with jackknife errors."""
    first, again = _feols(frame, covariates, "CRV1"), _feols(frame, covariates, "CRV3")
    return {"estimate": first[0], "cr1": first[1], "cr3": again[1]}


def _feols(frame: pd.DataFrame, covariates: list[str], kind: str) -> tuple[float, float]:
    pyfixest = import_module("pyfixest")
    # Its jackknife has the factor G / (G - 1) where MacKinnon, Nielsen and Webb have (G - 1) / G.
    plain = pyfixest.ssc(k_adj=False, G_adj=False)
    given = {"ssc": plain} if kind == "CRV3" else {}
    formula = f"y ~ {' + '.join(['post', 'effect', *covariates])} | municipality"
    fit = pyfixest.feols(formula, frame, vcov={kind: "municipality"}, **given)
    clusters = frame["municipality"].nunique()
    factor = np.sqrt((clusters - 1) / clusters) if given else 1.0
    return float(fit.coef()["effect"]), float(fit.se()["effect"] * factor)


def cox(persons: Persons) -> tuple[float, float]:
    """Clustered Cox model of statsmodels, without effects of municipalities: a smaller model."""
    cohort = persons.cohort
    start, event = cohort["start_week"].to_numpy(), cohort["event_week"].to_numpy()
    followed = cohort["end_week"].to_numpy() - start
    happened = (event >= 0) & (event - start < followed)
    time = np.where(happened, event - start + 1, followed)
    treated, post = (cohort["group"] == "participants").to_numpy(), cohort["post"].to_numpy()
    design = np.column_stack([treated, post, treated & post]).astype(float)
    model = PHReg(time, design, status=happened.astype(float), ties="breslow")
    fit = model.fit(groups=cohort["municipality"].to_numpy())
    return float(fit.params[-1]), float(fit.bse[-1])
