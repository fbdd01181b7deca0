"""The diagnostics find what is built into invented worlds, and nothing in a quiet one."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from diagnostic_world import ENGINE, INFERENCE, SERIES, TREATED, World, cohorts

from effektspor.cli import main
from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.infer import infer
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.stack import Stack
from effektspor.estimators.static import STATIC
from effektspor.estimators.yearly import YEARLY_MOMENTS, year_pair
from effektspor.estimators.yearly_risk import YEARLY_RISK
from effektspor.evaluations.diagnostics.finding import (
    COLUMNS,
    CURVE_COLUMNS,
    Series,
    findings_table,
)
from effektspor.evaluations.diagnostics.gate import diagnose
from effektspor.evaluations.diagnostics.numbers import headline
from effektspor.evaluations.diagnostics.placebo import joint_p, pairs_of, shared_signs
from effektspor.evaluations.diagnostics.rates import rate_findings
from effektspor.evaluations.diagnostics.starts import inflow_cells
from effektspor.tables import write_csv

OF_SERIES = [
    "placebo_2013_2014", "placebo_2014_2015", "placebo_2015_2016", "placebo_joint", "breakdown",
    "robust_interval", "overlap_cut", "overlap_later", "equal_inflow", "since_start",
    "without_largest", "few_clusters", "adjustment", "weighting",
]  # fmt: skip
OF_RATE = [
    "placebo_rate_2013_2014", "placebo_rate_2014_2015", "placebo_rate_2015_2016",
    "placebo_rate_joint", "breakdown_rate", "robust_interval_rate",
]  # fmt: skip
ALL = [*OF_SERIES, *OF_RATE]
OF_COHORTS = [
    "negative_prior_internship", "negative_lost", "balance_largest", "did_covariates", "did_inflow",
]  # fmt: skip


def judged(world, settings=None, design=None, **inputs):
    table, curves = diagnose(
        world.inputs(**inputs), [SERIES], design or cohorts(), settings or Diagnostics(), ENGINE
    )
    return table.set_index("id"), curves


@pytest.fixture(scope="module")
def quiet():
    return judged(World())


def test_a_quiet_world_passes(quiet):
    table, _ = quiet
    assert table.index.tolist() == ALL + OF_COHORTS
    assert table.reset_index()[COLUMNS].notna()["status"].all()
    # One of so many intervals may miss by chance; none may find what is not there and large.
    status = table["status"].drop(OF_RATE)
    assert status.eq("pass").sum() >= len(status) - 2, status
    assert not status.isin(["fail", "not_evaluated"]).any()
    assert (table.loc[OF_COHORTS, "outcome"] == "").all()
    assert (table.loc[OF_SERIES, "outcome"] == "internship").all()
    for column in ("label_da", "label_en", "rule_da", "rule_en", "why_da", "why_en", "threshold"):
        assert (table[column].drop(OF_RATE).str.len() > 3).all()


def test_the_numbers_are_those_of_the_engine(quiet):
    table, _ = quiet
    world = World()
    inputs = world.inputs()
    rows = year_pair(inputs.yearly, "calendar", [2015], [2016], 47)
    stack = Stack.of(Cells.of(rows, SERIES.outcome, SERIES.denominator))
    own = infer(stack, np.full(47, 1 / 47), INFERENCE).set_index("method")
    row = table.loc["placebo_2015_2016"]
    assert row["estimate"] == pytest.approx(own.loc["wild", "estimate"])
    assert row["se"] == pytest.approx(own.loc["cr2", "se"])
    assert row["p_value"] == pytest.approx(own.loc["wild", "p_value"], abs=0.06)  # other signs
    effect = headline(inputs.endpoints, endpoint="total", adjustment="none", weighting="persons")
    assert effect.estimate == pytest.approx(0.08, abs=0.01)
    gaps = table.loc[["placebo_2013_2014", "placebo_2014_2015", "placebo_2015_2016"], "estimate"]
    largest = gaps.abs().max()
    # Each pair beside the effect over its own weeks; the one that speaks most against it counts.
    main = Stack.of(Cells.of(inputs.moments, SERIES.outcome, SERIES.denominator))
    survived = []
    for gap, weeks in zip(gaps, (104, 100, 47), strict=True):
        of_weeks = (main.weeks <= weeks) / weeks
        wild = infer(main, of_weeks, INFERENCE).set_index("method").loc["wild"]
        bias = 1.5 * abs(gap)
        survived.append((wild["ci_low"] / bias, wild["estimate"] / bias, wild["ci_low"] - bias))
    least = min(survived)
    assert table.loc["breakdown", "estimate"] == pytest.approx(least[1])
    assert table.loc["robust_interval", "ci_low"] == pytest.approx(least[2])
    assert abs(table.loc["placebo_joint", "estimate"]) == pytest.approx(largest)


def test_the_curves_end_before_the_project_where_they_are_placebos(quiet):
    _, curves = quiet
    assert list(curves) == CURVE_COLUMNS
    last = curves.groupby("id")["week"].max().to_dict()
    assert last == {
        "placebo_2013_2014": 104, "placebo_2014_2015": 100, "placebo_2015_2016": 47,
        "equal_inflow": 104, "since_start": 104,
    }  # fmt: skip
    assert (curves["ci_low"] <= curves["estimate"]).all()


def test_a_drift_before_the_project_fails():
    """All of the effect is a drift of five points a year, one and a half years long."""
    table, _ = judged(World(effect=0.0, drift=0.05))
    assert table.loc["overlap_cut", "estimate"] == pytest.approx(0.075, abs=0.01)
    assert table.loc["placebo_2013_2014", "status"] == "fail"
    assert table.loc["placebo_joint", "status"] == "fail"
    assert table.loc["placebo_joint", "p_value"] < 0.05
    assert table.loc["breakdown", "status"] != "pass"
    assert table.loc["breakdown", "estimate"] == pytest.approx(1.0, abs=0.25)


def rates_judged(world, drop_year=None):
    risk = world.yearly_risk()
    ratio = world.rate_ratio(risk)
    if drop_year:
        risk = risk[risk["year"] != drop_year]
    findings = rate_findings(risk, ratio, cohorts(), Diagnostics(), INFERENCE)
    return findings_table(findings).set_index("id"), ratio


def test_start_rates_that_go_together_are_no_reason_for_doubt():
    table, ratio = rates_judged(World(seed=1))
    assert table.index.tolist() == OF_RATE
    assert not table["status"].isin(["fail", "not_evaluated"]).any()
    assert table.loc["breakdown_rate", "status"] == "pass"
    effect = ratio.iloc[0]
    gaps = np.log(table.loc[OF_RATE[:3], "estimate"].astype(float)).abs()
    assert table.loc["breakdown_rate", "estimate"] == pytest.approx(
        effect["log_ratio"] / (1.5 * gaps.max())
    )
    low = np.exp(np.log(effect["ci_low"]) - 1.5 * gaps.max())
    assert table.loc["robust_interval_rate", "ci_low"] == pytest.approx(low)
    assert (table["outcome"] == "first_internship").all()


def test_a_drift_of_the_start_rate_fails():
    """Most of the rate ratio is drift, and a year of it is nearly half of the ratio."""
    table, _ = rates_judged(World(rate_drift=0.4), drop_year=2015)
    first = table.loc["placebo_rate_2013_2014"]
    assert first["estimate"] == pytest.approx(np.exp(0.4), rel=0.1)
    assert first["p_value"] < 0.05
    assert first["status"] != "pass"
    assert table.loc["placebo_rate_joint", "status"] != "pass"
    assert table.loc["breakdown_rate", "estimate"] < 2.2
    assert (
        table.loc[["placebo_rate_2014_2015", "placebo_rate_2015_2016"], "status"]
        .eq("not_evaluated")
        .all()
    )


def test_noise_before_the_project_is_no_pass():
    """Insignificant gaps of a noisy world are no evidence that there are none."""
    table, _ = judged(World(effect=0.01, noise=0.08, seed=3))
    placebos = table.loc[[name for name in OF_SERIES if name.startswith("placebo")], "status"]
    assert not placebos.eq("pass").any()
    assert placebos.eq("concern").any()


def test_another_composition_and_inflow_fail():
    table, _ = judged(World(older=0.6, more_starts=1.6), smd=0.3)
    assert table.loc["did_covariates", "status"] == "fail"
    assert table.loc["did_covariates", "estimate"] == pytest.approx(0.6, abs=0.1)
    assert "Alder" in table.loc["did_covariates", "why_da"]
    assert table.loc["did_inflow", "status"] == "fail"
    assert table.loc["did_inflow", "estimate"] == pytest.approx(np.log(1.6), abs=0.05)
    assert table.loc["balance_largest", "status"] == "fail"
    assert table.loc["balance_largest", "estimate"] == 0.3  # of the groups, not of the years


def test_an_effect_of_one_municipality_does_not_survive_without_it():
    world = World(effect=0.0)
    world.size[0] = 6000
    world.shock[0, 4:] = 0.5
    table, _ = judged(world)
    assert table.loc["without_largest", "status"] != "pass"
    assert abs(table.loc["without_largest", "estimate"]) < 0.02
    assert table.loc["few_clusters", "status"] != "pass"
    assert table.loc["few_clusters", "estimate"] < 3


def test_the_municipalities_to_leave_out_are_a_setting():
    world = World()
    everyone = tuple(range(101, 101 + TREATED - 3))
    table, _ = judged(world, Diagnostics(leave_out=everyone))
    with_none, _ = judged(World(), Diagnostics())
    assert table.loc["without_largest", "estimate"] != pytest.approx(
        with_none.loc["without_largest", "estimate"]
    )


def test_without_years_before_the_rest_is_judged_and_they_are_said_to_be_missing():
    design = cohorts(placebo_years=(), placebo_through=None)
    table, curves = judged(World(), design=design, years=range(2016, 2019))
    missing = table[table["status"] == "not_evaluated"]
    assert missing.index.tolist() == [
        "placebo_joint", "breakdown", "robust_interval", "placebo_rate_joint", "breakdown_rate",
        "robust_interval_rate",
    ]  # fmt: skip
    assert missing["why_da"].str.contains("ingen år før").all()
    assert missing["estimate"].isna().all()
    assert set(curves["id"]) == {"equal_inflow", "since_start"}


def test_variables_that_are_not_there_are_not_evaluated():
    world = World()
    inputs = world.inputs()
    static = inputs.static[inputs.static["variable"] == "age"]
    yearly = inputs.yearly[inputs.yearly["axis"] == "calendar"]
    yearly = yearly[yearly["year"] != 2014]
    given = replace(inputs, yearly=yearly, static=static)
    table, _ = diagnose(given, [SERIES], cohorts(), Diagnostics(), ENGINE)
    status = table.set_index("id")["status"]
    for name in (
        "negative_prior_internship", "negative_lost", "did_inflow", "since_start",
        "placebo_2013_2014", "placebo_2014_2015",
    ):  # fmt: skip
        assert status[name] == "not_evaluated"
    assert status["placebo_2015_2016"] == "pass"
    assert status["did_covariates"] == "pass"


def test_the_joint_test_holds_its_size():
    p_values = []
    for seed in range(60):
        world = World(seed=seed, effect=0.0, noise=0.02)
        yearly = world.yearly(range(2013, 2017)).query("axis == 'calendar'")
        pairs = pairs_of(yearly, SERIES, cohorts(), ENGINE)
        p_values.append(joint_p(pairs, shared_signs(pairs, ENGINE)))
    assert np.mean(np.array(p_values) < 0.05) <= 0.15
    assert 0.3 < np.mean(p_values) < 0.7


def test_inflow_counts_by_its_starts():
    static = World(more_starts=2.0, seed=1).static()
    cells = inflow_cells(static, [2016], [2017, 2018])
    change = cells.y[:, 1, 0] / cells.n[:, 1, 0] - cells.y[:, 0, 0] / cells.n[:, 0, 0]
    np.testing.assert_allclose(change[:TREATED], np.log(4), atol=0.01)
    np.testing.assert_allclose(change[TREATED:], np.log(2), atol=1e-12)


TABLES = ("moments", "yearly", "static", "yearly-risk")
RESULTS = ("balance", "endpoints", "clusters", "rate-ratio")


@pytest.fixture
def files(tmp_path):
    inputs = World().inputs()
    MOMENTS.write(inputs.moments, tmp_path / "moments.parquet")
    YEARLY_MOMENTS.write(inputs.yearly, tmp_path / "yearly.parquet")
    STATIC.write(inputs.static, tmp_path / "static.parquet")
    YEARLY_RISK.write(inputs.yearly_risk, tmp_path / "yearly-risk.parquet")
    write_csv(inputs.rate_ratio, tmp_path / "rate-ratio.csv")
    for name in ("balance", "endpoints", "clusters"):
        write_csv(getattr(inputs, name), tmp_path / f"{name}.csv")
    return tmp_path


SETTINGS = {
    "cohorts": cohorts().model_dump(mode="json"),
    "estimation": {"draws": 199, "smallest_group": 20, "reference_week": 95},
}
OUTCOMES = [{"outcome": SERIES.outcome, "denominator": SERIES.denominator}]


def test_the_commands_write_their_tables(files):
    def settings(**more):
        return json.dumps(SETTINGS | more)

    diagnostics = [
        "diagnostics", "--settings", settings(outcomes=OUTCOMES, diagnostics={}),
        *(f"--{name}={files / name}.parquet" for name in TABLES),
        *(f"--{name}={files / name}.csv" for name in RESULTS),
        f"--diagnostics={files}/diagnostics.csv", f"--curves={files}/curves.csv",
    ]  # fmt: skip
    assert main(diagnostics) == 0
    table = pd.read_csv(files / "diagnostics.csv")
    assert list(table) == COLUMNS
    assert table["id"].tolist() == ALL + OF_COHORTS
    assert table["outcome"].isna().sum() == len(OF_COHORTS)  # of the cohorts
    given = {key: SETTINGS[key] for key in ("estimation",)}
    heterogeneity = [
        "heterogeneity",
        "--settings", json.dumps(given | {"outcomes": OUTCOMES, "disclosure": {}}),
        f"--moments={files}/moments.parquet", f"--heterogeneity={files}/heterogeneity.csv",
        f"--summary={files}/summary.csv", f"--mark={_mark(files)}",
    ]  # fmt: skip
    assert main(heterogeneity) == 0
    assert len(pd.read_csv(files / "heterogeneity.csv")) == TREATED
    assert len(pd.read_csv(files / "summary.csv")) == 1
    exits = [
        "exits", "--settings", settings(disclosure={}), f"--static={files}/static.parquet",
        f"--effects={files}/exit_effects.csv",
    ]  # fmt: skip
    assert main(exits) == 0
    effects = pd.read_csv(files / "exit_effects.csv").set_index("state")
    assert effects.loc["employment", "estimate"] == pytest.approx(0.15, abs=0.03)
    assert effects.loc["employment", "p_holm"] < 0.05
    assert not effects.loc["dead", "evaluated"]
    assert effects.loc["dead", "why"] == "too few in the state or out of it"
    assert np.isnan(effects.loc["dead", "estimate"])
    assert effects.loc["flexjob", "p_holm"] == pytest.approx(effects.loc["flexjob", "p_value"])


def _mark(folder, *, synthetic=False):
    path = folder / "mark.json"
    path.write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    return path


def test_a_series_without_a_spread_has_no_rows(files):
    moments = MOMENTS.read(files / "moments.parquet")
    MOMENTS.write(moments.assign(y=0.0, yy=0.0), files / "moments.parquet")
    command = [
        "heterogeneity",
        "--settings",
        json.dumps({"estimation": {}, "outcomes": OUTCOMES, "disclosure": {}}),
        f"--moments={files}/moments.parquet", f"--heterogeneity={files}/heterogeneity.csv",
        f"--summary={files}/summary.csv", f"--mark={_mark(files)}",
    ]  # fmt: skip
    assert main(command) == 0
    assert pd.read_csv(files / "heterogeneity.csv").empty
    assert list(pd.read_csv(files / "summary.csv"))[:3] == ["outcome", "denominator", "week"]


def test_series_of_which_there_is_nothing_are_not_evaluated():
    inputs = World().inputs()
    other = Series("hours", "started")
    rows = inputs.endpoints.assign(
        outcome="hours", denominator="started", estimate=np.nan, ci_low=np.nan, ci_high=np.nan
    )
    clusters = inputs.clusters.assign(
        outcome="hours", denominator="started", effective_treated=np.nan
    )
    moments = inputs.moments.assign(outcome="hours", denominator="started", n=1.0, y=0.0, yy=0.0)
    ratio = inputs.rate_ratio.assign(log_ratio=np.nan)
    given = replace(
        inputs,
        moments=MOMENTS.conform(moments),
        endpoints=rows,
        clusters=clusters,
        rate_ratio=ratio,
    )
    table, curves = diagnose(given, [other], cohorts(), Diagnostics(), ENGINE)
    own = table[table["outcome"] != ""]
    assert own["status"].eq("not_evaluated").all()
    assert not own["threshold"].str.contains("nan").any()
    assert curves.empty


def test_municipality_weights_are_used_in_every_diagnostic():
    world = World(effect=0.0)
    world.size[:4] = 3000
    world.shock[:4, 4:] = 0.3  # the effect of four of fourteen, with most of the persons
    inputs = world.inputs()
    engine = replace(ENGINE, weighting="municipalities")
    tables = [
        diagnose(inputs, [SERIES], cohorts(), Diagnostics(), each)[0].set_index("id")
        for each in (ENGINE, engine)
    ]
    persons, municipalities = (table["estimate"].astype(float) for table in tables)
    assert municipalities["equal_inflow"] == pytest.approx(0.3 * 4 / 14, abs=0.02)
    assert persons["equal_inflow"] > 0.2
    assert municipalities["weighting"] == pytest.approx(
        headline(
            inputs.endpoints, endpoint="total", adjustment="none", weighting="persons"
        ).estimate
    )
    assert municipalities["few_clusters"] == pytest.approx(14, abs=0.5)
    assert persons["few_clusters"] < 6
