"""Panel regressions with linearmodels and their twins from sums, on invented persons."""

import itertools

import numpy as np
import pandas as pd
import pytest
from linearmodels.panel import PanelOLS
from people import WEEKS, cell_moments, course_starts

from effektspor.errors import EstimationError
from effektspor.estimators.moments import Cells
from effektspor.estimators.panel.agreement import require_agreement
from effektspor.estimators.panel.cells import cell_frame
from effektspor.estimators.panel.event import EventSums, event_study
from effektspor.estimators.panel.event_panel import event_panel
from effektspor.estimators.panel.persons import Fitted, WeekStore, add_effects, fit_persons
from effektspor.estimators.panel.static import static_moments, static_panel
from effektspor.estimators.panel.table import Choice, cells_table, event_table, persons_table
from effektspor.estimators.panel.weekly import weekly_panel
from effektspor.estimators.panel.years import Years
from effektspor.estimators.permutation import permuted_groups
from effektspor.estimators.stack import Stack

SERIES = ("internship", "in_programme")
COVARIATES = ["age", "female"]
BLOCKS = [(1, 2), (3, 5), (6, 6)]


@pytest.fixture(scope="module")
def data():
    return course_starts()


@pytest.fixture(scope="module")
def moments(data):
    return cell_moments(*data, [SERIES], COVARIATES)


@pytest.fixture
def cells(moments):
    return Cells.of(moments, *SERIES)


@pytest.fixture
def store(data):
    cohort, outcomes = data
    persons = cohort.assign(treated=cohort["group"] == "participants")
    store = WeekStore(persons, WEEKS)
    for part in (0, 1):
        store.add(outcomes[outcomes["start"] % 2 == part], *SERIES)
    return store


def start_years(seed=3, municipalities=21, years=range(2013, 2019), weeks=5, effect=0.1):
    """Sums by municipality, year of start and week; the last year has fewer weeks."""
    rng = np.random.default_rng(seed)
    rows = []
    for g, year, week in itertools.product(range(municipalities), years, range(1, weeks + 1)):
        n = int(rng.integers(0, 60))
        if n == 0 or (year == max(years) and week > weeks - 2):
            continue
        treated = g % 3 == 0
        chance = 0.3 + 0.005 * g + 0.01 * (year - 2013) + effect * (treated and year > 2016)
        y = int(rng.binomial(n, chance))
        rows.append((g + 101, treated, year, week, n, y, y))
    names = ["municipality", "treated", "year", "week", "n", "y", "yy"]
    return pd.DataFrame(rows, columns=names)


def test_blocks_of_linearmodels_are_those_of_the_moments(cells):
    for blocks in (None, BLOCKS):
        own, other = static_moments(cells, blocks), static_panel(cells, blocks)
        assert other["estimate"].to_numpy() == pytest.approx(own["estimate"].to_numpy(), abs=1e-10)
        assert other["se"].to_numpy() == pytest.approx(own["se"].to_numpy(), rel=1e-6)
    # A block of one week is that week.
    assert own.loc[2, "estimate"] == pytest.approx(Stack.of(cells).estimate[5], abs=1e-12)


def test_a_block_without_weeks_is_missing_and_changes_no_other(cells):
    whole = static_panel(cells, BLOCKS)
    more = static_panel(cells, [*BLOCKS, (50, 60)])
    assert more.loc[:2].equals(whole)
    assert more.loc[3, ["estimate", "se"]].isna().all()
    assert static_moments(cells, [(50, 60)])["estimate"].isna().all()


def test_the_table_of_cells_agrees_with_itself(cells):
    table = cells_table(cells, BLOCKS)
    assert table["model"].tolist() == [
        "static", "block_1", "block_2", "block_3", "weekly_largest_difference",
    ]  # fmt: skip
    assert table["difference"].abs().max() < 1e-10


def test_the_event_study_equals_linearmodels_and_a_regression_with_dummies():
    rows = start_years()
    years = Years.of(rows)
    sums = EventSums.of(years, 2016)
    panel = event_panel(years, 2016).set_index("year")
    free = years.years != 2016
    assert sums.estimate[free] == pytest.approx(panel["estimate"].to_numpy(), abs=1e-10)
    assert sums.sandwich_se()[free] == pytest.approx(panel["se"].to_numpy(), rel=1e-6)
    frame = years.frame()
    names = [f"e{year}" for year in years.years[free]]
    x = pd.concat(
        [
            pd.DataFrame({n: frame["treated"] & (frame["year"] == int(n[1:])) for n in names}),
            pd.get_dummies(frame["municipality"] * 100 + frame["week"]),
            pd.get_dummies(frame["year"] * 100 + frame["week"], drop_first=True),
        ],
        axis=1,
    ).astype(float)
    root = np.sqrt(frame["n"].to_numpy())
    slopes = np.linalg.lstsq(x.to_numpy() * root[:, None], frame["share"] * root, rcond=None)[0]
    assert sums.estimate[free] == pytest.approx(slopes[: len(names)], abs=1e-8)


def test_the_event_study_agrees_where_cells_are_very_unequal():
    rng = np.random.default_rng(8)
    rows = start_years(municipalities=40, weeks=12)
    size = rng.lognormal(0, 2, 40)[rows["municipality"] - 101]
    rows = rows.assign(n=np.ceil(rows["n"] * size))
    rows["y"] = rng.binomial(rows["n"].astype(int), 0.3)
    early = (rows["year"] < 2016) & (rows["week"] > 4)
    table = event_table(Years.of(rows[~early]), 2016)
    assert len(table) == 5
    assert table["difference"].abs().max() < 1e-10


def test_the_cohort_as_a_time_effect_would_spoil_the_errors(cells):
    """The trap that the regressions go around: linearmodels 7.1 counts effects as parameters."""
    frame = cell_frame(cells)
    panel = frame[frame["week"] == 3].set_index(["municipality", "post"], drop=False)
    model = PanelOLS(
        panel["share"], panel[["effect"]].astype(float), weights=panel["n"],
        entity_effects=True, time_effects=True,
    )  # fmt: skip
    trap = model.fit(cov_type="clustered", cluster_entity=True)
    estimate, se = weekly_panel(cells, 3)
    assert trap.params["effect"] == pytest.approx(estimate, abs=1e-10)
    assert trap.std_errors["effect"] > 1.2 * se


def test_permuted_groups_keep_their_size():
    """Another trap: a package that draws each cluster by a coin permutes nothing."""
    treated = np.arange(40) < 9
    groups = permuted_groups(treated, 200, 1)
    assert (groups.sum(axis=1) == 9).all()
    assert len(np.unique(groups, axis=0)) > 190


def test_the_jackknife_leaves_each_municipality_out():
    rows = start_years()
    years = Years.of(rows)
    own = EventSums.of(years, 2016)
    without = [
        EventSums.of(Years.of(rows[rows["municipality"] != g]), 2016).estimate
        for g in years.municipalities
    ]
    count = len(years.municipalities)
    apart = ((np.array(without) - own.estimate) ** 2).sum(axis=0)
    expected = np.sqrt((count - 1) / count * apart)
    free = years.years != 2016
    assert own.jackknife_se()[free] == pytest.approx(expected[free], rel=1e-9)


def test_the_event_study_finds_what_was_put_in():
    table = event_study(Years.of(start_years(municipalities=60, effect=0.2)), 2016, 0.95)
    table = table.set_index("year")
    assert table.loc[2016, "reference"]
    assert table.loc[2016, "estimate"] == 0
    assert np.isnan(table.loc[2016, "ci_low"])
    assert (table.loc[[2017, 2018], "ci_low"] > 0).all()
    assert (table.loc[2013:2015, "ci_low"] < 0.02).all()
    assert (table["df"] == 19).all()


def test_two_years_are_a_difference_in_differences():
    rows = start_years(years=(2016, 2017), weeks=3)
    rows = rows[rows["week"] == 1]
    cells = Cells.of(rows.assign(outcome="a", denominator="b", post=rows["year"] == 2017), "a", "b")
    effect = EventSums.of(Years.of(rows), 2016).estimate
    assert effect[1] == pytest.approx(Stack.of(cells).estimate[0], abs=1e-12)


def test_without_the_reference_year_or_a_group_nothing_is_estimated():
    rows = start_years()
    for few in (
        rows[rows["year"] != 2016],
        rows[~rows["treated"]],
        rows[rows["treated"]],
        rows[:0],
    ):
        table = event_study(Years.of(few), 2016, 0.95)
        assert table.loc[~table["reference"], ["estimate", "se", "ci_low"]].isna().all().all()
        assert event_table(Years.of(few), 2016).empty


def test_one_treated_municipality_has_an_estimate_and_no_interval():
    rows = start_years()
    rows = rows[~rows["treated"] | (rows["municipality"] == 101)]
    table = event_study(Years.of(rows), 2016, 0.95)
    others = table[~table["reference"]]
    assert others["estimate"].notna().all()
    assert others[["se", "ci_low", "ci_high"]].isna().all().all()


def test_persons_agree_with_the_moments(store, moments, cells):
    adjusted = Cells.of(moments, *SERIES, COVARIATES)
    table = persons_table(store, cells, adjusted, COVARIATES, Choice(4, 5)).set_index("model")
    assert table["difference"].abs().max() < 1e-10
    assert table.loc["persons_total_adjusted", "estimate_moments"] == pytest.approx(
        Stack.of(adjusted).estimate.sum()
    )


def test_the_sum_of_weeks_has_the_error_of_clusters_over_all_weeks(store, cells):
    fits = [fit_persons(store.week(week)) for week in range(1, WEEKS + 1)]
    for fit in fits:
        assert fit.se == pytest.approx(float(np.sqrt((fit.influence**2).sum())), rel=1e-9)
    total = add_effects(fits)
    stack = Stack.of(cells)
    column = np.einsum("gtk,tk->g", stack.residual_score, stack.inverse[:, 1])
    assert total.se == pytest.approx(float(np.sqrt((column**2).sum())), rel=1e-9)


def test_weights_of_persons_are_those_of_the_influence(store):
    rows = store.week(2)
    size = rows.groupby(["municipality", "post"])["y"].transform("size").to_numpy()
    fit = fit_persons(rows, COVARIATES, 1 / size)
    assert fit.se == pytest.approx(float(np.sqrt((fit.influence**2).sum())), rel=1e-9)


def test_a_covariate_that_repeats_another_is_dropped(store):
    rows = store.week(3)
    rows = rows.assign(again=2 * rows["age"], same=1)
    more = fit_persons(rows, [*COVARIATES, "again", "same"])
    assert more.estimate == pytest.approx(fit_persons(rows, COVARIATES).estimate, abs=1e-10)


def test_persons_of_one_group_have_no_effect(store):
    rows = store.week(3)
    unknown = fit_persons(rows[rows["treated"]])
    assert np.isnan(unknown.estimate)
    assert np.isnan(add_effects([fit_persons(rows), unknown]).estimate)
    assert np.isnan(add_effects([]).estimate)
    assert Fitted.unknown().influence.empty


def test_a_difference_stops_and_a_missing_twin_does_not():
    panel = pd.DataFrame({"model": ["static", "other"], "difference": [1e-12, np.nan]})
    require_agreement(panel)
    with pytest.raises(EstimationError, match="static"):
        require_agreement(panel.assign(difference=[1e-6, np.nan]))
