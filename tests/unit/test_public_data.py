"""Public data sets with answers that others have published, through the engine of this package."""

from importlib.util import find_spec
from pathlib import Path

import causaldata
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from linearmodels.datasets import munnell, wage_panel
from linearmodels.panel import PanelOLS

from effektspor.estimators.cell_sums import CellSums
from effektspor.estimators.contrast import contrast
from effektspor.estimators.moments import Cells
from effektspor.estimators.panel.event import EventSums
from effektspor.estimators.panel.years import Years
from effektspor.estimators.stack import Stack
from effektspor.estimators.two_periods import two_period_cells

# Group-time effects on log employment, never-treated comparison, no covariates: Callaway and
# Sant'Anna (2021), the example of R's did.
GROUP_TIME = {
    (2004, 2004): -0.0105, (2004, 2005): -0.0704, (2004, 2006): -0.1373, (2004, 2007): -0.1008,
    (2006, 2006): -0.0046, (2006, 2007): -0.0412, (2007, 2007): -0.0261,
}  # fmt: skip


@pytest.fixture(scope="module")
def counties():
    """Employment of teenagers by county, years 2003-2007, and when the minimum wage rose."""
    path = Path(find_spec("moderndid").origin).parent / "core/datasets/mpdta_long.pkl.gz"
    frame = pd.read_pickle(path)
    return frame.rename(columns={"countyreal": "municipality", "first.treat": "first", "lemp": "y"})


def group_time(counties, group, year):
    rows = counties[counties["first"].isin([0, group])]
    rows = rows[rows["year"].isin([group - 1, year])]
    return two_period_cells(
        rows.assign(treated=rows["first"] == group, post=rows["year"] == year, n=1)
    )


def test_group_time_effects_of_minimum_wages(counties):
    own = {key: Stack.of(group_time(counties, *key)).estimate[0] for key in GROUP_TIME}
    assert own == pytest.approx(GROUP_TIME, abs=5e-5)
    # Over groups: weights are their counties.
    size = counties[counties["first"] > 0].groupby("first")["municipality"].nunique()
    weight = np.array([size[group] for group, _ in own])
    effect, since = np.array(list(own.values())), np.array([year - g for g, year in own])
    assert np.average(effect, weights=weight) == pytest.approx(-0.0400, abs=5e-5)
    by_exposure = [np.average(effect[since == e], weights=weight[since == e]) for e in range(4)]
    assert by_exposure == pytest.approx([-0.0199, -0.0510, -0.1373, -0.1008], abs=5e-5)


def test_the_event_study_gives_the_group_time_effects_of_one_group(counties):
    """In a balanced panel of one group each year's effect is its own two-period comparison."""
    rows = counties[counties["first"].isin([0, 2004])]
    rows = rows.assign(treated=rows["first"] == 2004, week=1, n=1)
    effect = EventSums.of(Years.of(rows), 2003).estimate
    expected = [GROUP_TIME[2004, year] for year in range(2004, 2008)]
    assert effect[1:] == pytest.approx(expected, abs=5e-5)


def test_the_training_experiment():
    """Randomised programme (LaLonde 1986; Dehejia and Wahba 1999): earnings of 1978.

    Each person is a cluster with nothing before and the earnings after.
    """
    people = causaldata.nsw_mixtape.load_pandas().data
    clusters = pd.DataFrame(
        {"municipality": np.arange(len(people)), "treated": people["treat"] == 1, "n": 1}
    )
    before = clusters.assign(post=False, y=0.0)
    after = clusters.assign(post=True, y=people["re78"].to_numpy())
    own = contrast(Stack.of(two_period_cells(pd.concat([before, after]))), [1.0])
    assert own.estimate == pytest.approx(1794.34, abs=0.005)
    n = len(people)
    assert own.plain_se * np.sqrt(n / (n - 2)) == pytest.approx(670.82, abs=0.3)


def within(frame, outcome, covariates, cluster):
    """A fixed-effects regression as the engine's covariates: nobody is treated."""
    people = frame.assign(
        start=np.arange(len(frame)),
        municipality=pd.factorize(frame[cluster])[0],
        group="comparison",
        post=False,
        here=True,
        week=1,
    )
    sums = CellSums(people, [(outcome, "here")], covariates, 1)
    sums.add(people[["start", "week", "here", outcome]].astype({outcome: float}))
    return Stack.of(Cells.of(sums.frame(), outcome, "here", covariates))


def classical_errors(frame, outcome, cluster, stack):
    """Standard errors of independent errors, which others print for these data."""
    y = frame[outcome] - frame.groupby(cluster)[outcome].transform("mean")
    slopes = stack.slopes[0, 2:]
    rest = (y**2).sum() - slopes @ stack.score[:, 0, 2:].sum(axis=0)
    left = len(frame) - frame[cluster].nunique() - len(slopes)
    return np.sqrt(np.diag(stack.inverse[0])[2:] * rest / left)


def test_investment_of_firms():
    """Grunfeld's ten firms: within estimates of R's plm."""
    firms = sm.datasets.grunfeld.load_pandas().data
    firms = firms[firms["firm"] != "American Steel"]
    stack = within(firms, "invest", ["value", "capital"], "firm")
    assert stack.slopes[0, 2:] == pytest.approx([0.110124, 0.310065], abs=5e-7)
    errors = classical_errors(firms, "invest", "firm", stack)
    assert errors == pytest.approx([0.011857, 0.017355], abs=5e-7)


def test_productivity_of_states():
    """Public capital in private production (Munnell 1990): within estimates of R's plm."""
    states = munnell.load()
    for name in ("P_CAP", "PC", "EMP", "GSP"):
        states[name] = np.log(states[name])
    names = ["P_CAP", "PC", "EMP", "UNEMP"]
    stack = within(states, "GSP", names, "ST_ABB")
    expected = [-0.026150, 0.292007, 0.768159, -0.005298]
    assert stack.slopes[0, 2:] == pytest.approx(expected, abs=5e-7)
    errors = classical_errors(states, "GSP", "ST_ABB", stack)
    assert errors == pytest.approx([0.029002, 0.025120, 0.030092, 0.000989], abs=1e-6)


def test_wages_of_young_men():
    """Fixed effects of persons and years (Vella and Verbeek 1998), and clustered errors."""
    men = wage_panel.load()
    years = [f"d{year}" for year in range(1981, 1988)]
    for year in range(1981, 1988):
        men[f"d{year}"] = (men["year"] == year).astype(int)
    names = ["expersq", "union", "married"]
    stack = within(men, "lwage", [*names, *years], "nr")
    own = dict(zip(names, stack.slopes[0, 2:5], strict=True))
    assert own == pytest.approx({"expersq": -0.00519, "union": 0.0800, "married": 0.0467}, abs=5e-5)
    panel = men.set_index(["nr", "year"])
    model = PanelOLS(panel["lwage"], panel[[*names, *years]], entity_effects=True)
    fit = model.fit(cov_type="clustered", cluster_entity=True, debiased=False)
    meat = np.einsum("gk,gl->kl", stack.residual_score[:, 0], stack.residual_score[:, 0])
    errors = np.sqrt(np.diag(stack.inverse[0] @ meat @ stack.inverse[0]))[2:5]
    assert errors == pytest.approx(fit.std_errors[names].to_numpy(), rel=1e-8)
