"""Tests at the truth say the same as intervals and bands; parts and summaries count right."""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from effektspor.commands import recovery as command
from effektspor.errors import ConfigError
from effektspor.estimators.curves import (
    endpoint_blocks,
    endpoint_table,
    evaluated_weeks,
    weekly_table,
)
from effektspor.estimators.infer import Draws, Inference
from effektspor.estimators.stack import Stack
from effektspor.evaluations.recovery.calibration import read_calibration
from effektspor.evaluations.recovery.judge import Task, Truths, judge, shifted
from effektspor.evaluations.recovery.parts import Plan, compute
from effektspor.evaluations.recovery.summary import (
    curve_summary,
    endpoint_summary,
    pipeline_summary,
    verdicts,
)
from effektspor.evaluations.recovery.worlds import Generator, Places
from effektspor.report.recovery_figure import recovery_figure
from effektspor.report.recovery_page import BEGIN, END, renew
from effektspor.simulate.parameters import load_parameters

ROOT = Path(__file__).parents[2]
INFERENCE = Inference(0.95, 199, 3)
TASK = Task(INFERENCE, 50, tuple(endpoint_blocks(104, ((1, 26), (53, 104)))))
TABLES = ("summary", "curve_summary", "pipeline_summary")


@pytest.fixture(scope="module")
def world():
    calibration = read_calibration(ROOT / "data" / "recovery")
    places = Places.of(load_parameters(ROOT / "data" / "simulation"))
    generator = Generator(calibration, calibration.series[0], places)
    return generator.draw(np.random.default_rng(8), effect=True)


@pytest.fixture(scope="module")
def judged(world):
    return judge(world, TASK)


@pytest.mark.parametrize("weighting", ["persons", "municipalities"])
def test_a_p_value_at_the_truth_says_whether_the_interval_holds_it(world, judged, weighting):
    stack = Stack.of(world.cells, weighting)
    draws = Draws.of(stack, INFERENCE)
    evaluated = evaluated_weeks(world.cells, stack, 50)
    ends = endpoint_table(stack, evaluated, TASK.blocks, INFERENCE, draws)
    own = judged[0][judged[0]["weighting"] == weighting]
    joined = own.merge(ends, on=["endpoint", "method"])
    assert len(joined) == 3 * 5
    assert joined["estimate_x"].to_numpy() == pytest.approx(joined["estimate_y"].to_numpy())
    assert joined["p_zero"].to_numpy() == pytest.approx(joined["p_value"].to_numpy())
    known = joined[joined["ci_low"].notna()]
    for truth in ("expected", "own"):
        holds = (known["ci_low"] <= known[truth]) & (known[truth] <= known["ci_high"])
        assert (holds == (known[f"p_{truth}"] >= 0.05)).all()


def test_the_band_is_that_of_the_study(world, judged):
    stack = Stack.of(world.cells)
    evaluated = evaluated_weeks(world.cells, stack, 50)
    table = weekly_table(stack, evaluated, INFERENCE, Draws.of(stack, INFERENCE))[evaluated]
    truth = Truths.of(world, stack).expected[evaluated]
    inside = (table["band_low"] <= truth) & (truth <= table["band_high"])
    pointwise = (table["ci_low"] <= truth) & (truth <= table["ci_high"])
    rows = judged[1].query("weighting == 'persons' and scope == 'evaluated'").set_index("method")
    assert rows.loc["band", "held"] == pytest.approx(inside.mean())
    assert rows.loc["wild", "held"] == pytest.approx(pointwise.mean())
    df = stack.contributing[:, evaluated].sum(axis=0) - 1
    usual = (table["estimate"] - truth).abs() <= stats.t.ppf(0.975, df) * table["se"]
    assert rows.loc["cr1", "held"] == pytest.approx(usual.mean())
    assert rows.loc["band", "all_held"] == inside.all()


def test_shifting_takes_the_effect_away(world):
    stack = Stack.of(world.cells)
    tau = np.linspace(0, 0.1, len(stack.weeks))
    moved = shifted(stack, tau)
    known = np.isfinite(stack.estimate)
    assert moved.estimate[known] == pytest.approx((stack.estimate - tau)[known])
    assert moved.residual_score == pytest.approx(stack.residual_score, abs=1e-9)


def count_up(task, numbers):
    """A part: invented worlds; fails where the task says so."""
    if task in numbers:
        raise RuntimeError("killed")
    return {"t": pd.DataFrame({"world": list(numbers), "value": [n**2 for n in numbers]})}


def test_what_stopped_half_way_is_continued(tmp_path):
    plan = Plan(tmp_path, range(1, 8), 3)
    with pytest.raises(RuntimeError):
        compute(plan, count_up, 5, 1)
    assert plan.read("t")["world"].tolist() == [1, 2, 3]
    assert [list(worlds) for _, worlds in plan.missing()] == [[4, 5, 6], [7]]
    before = (tmp_path / "000001-000003" / "t.parquet").stat().st_mtime_ns
    assert compute(plan, count_up, None, 2) == 0
    assert plan.read("t")["value"].tolist() == [n**2 for n in range(1, 8)]
    assert (tmp_path / "000001-000003" / "t.parquet").stat().st_mtime_ns == before


def test_no_part_begins_after_the_time_is_up(tmp_path):
    plan = Plan(tmp_path, range(1, 4), 1)
    assert compute(plan, count_up, None, 1, until=time.monotonic() - 1) == 3
    assert plan.read("t").empty


def invented(worlds, error=0.01, covered=0.95):
    """Endpoints of worlds where `covered` of the tests of the truth do not reject."""
    rng = np.random.default_rng(0)
    rows = []
    for scenario, expected in (("effect", 2.0), ("none", 0.0)):
        for world in range(worlds):
            p = 0.5 if world < covered * worlds else 0.01
            rows.append(
                {
                    "deviations": "by_size", "series": "internship|in_programme", "weighting": "persons",
                    "endpoint": "total", "method": "wild", "world": world, "scenario": scenario,
                    "estimate": expected + rng.normal(0, error), "expected": expected,
                    "own": expected, "p_expected": p, "p_own": p, "width": 1.0,
                    "p_zero": 0.001 if scenario == "effect" else p,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def test_shares_come_with_their_monte_carlo_error():
    row = endpoint_summary(invented(2000), 0.95).iloc[0]
    assert row["coverage"] == pytest.approx(0.95)
    assert row["coverage_mc_se"] == pytest.approx((0.95 * 0.05 / 2000) ** 0.5, rel=0.03)
    assert row["size"] == pytest.approx(0.05)
    assert row["power"] == 1
    assert row["power_mc_se"] > 0
    assert abs(row["bias"]) < 4 * row["bias_mc_se"]
    assert row["bias_mc_se"] == pytest.approx(0.01 / 2000**0.5, rel=0.1)
    assert (row["coverage_goal"], row["size_goal"]) == ("reached", "reached")


def test_a_share_near_a_bound_is_called_near():
    share, error = pd.Series([0.95, 0.935, 0.928, 0.90]), pd.Series([0.005] * 4)
    assert verdicts(share, error, (0.93, 0.97)).tolist() == ["reached", "near", "near", "missed"]


def test_the_pipelines_bias_is_against_other_worlds_and_its_error_in_the_same():
    weeks = pd.DataFrame(
        {
            "world": [1, 1, 2, 2], "series": "s", "week": [1, 2, 1, 2], "evaluated": True,
            "estimate": [0.1, 0.2, 0.3, 0.4], "simulator": [0.1, 0.2, 0.3, 0.4], "contrast": 0.1,
        }
    )  # fmt: skip
    reference = weeks.assign(simulator=[0.2, 0.2, 0.2, 0.2])
    table = pipeline_summary(weeks, reference, at=2).set_index("quantity")
    assert table.loc["total", "estimate"] == pytest.approx(0.5)
    assert table.loc["total", "difference"] == pytest.approx(0.1)
    assert table.loc["week", "estimate"] == pytest.approx(0.3)
    assert table["from_simulator"].max() == pytest.approx(0, abs=1e-12)
    assert table.loc["week", "identification_bias"] == pytest.approx(0.1)


def test_a_curve_counts_worlds_with_all_weeks_inside():
    curves = pd.DataFrame(
        {
            "deviations": "by_size", "series": "s", "weighting": "persons", "scenario": "effect", "scope": "evaluated",
            "method": "band", "weeks": 100, "held": [1.0, 0.5], "all_held": [True, False],
        }
    )  # fmt: skip
    row = curve_summary(curves).iloc[0]
    assert (row["pointwise"], row["all_weeks"]) == (0.75, 0.5)


def test_the_page_and_the_figure_are_those_of_the_committed_tables():
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    folder = ROOT / "data" / "recovery"
    made = {
        name: pd.read_csv(folder / f"{name}.csv")
        for name in TABLES
        if (folder / f"{name}.csv").is_file()
    }
    assert "summary" in made
    assert renew(page, made) == page
    assert (ROOT / "docs" / "images" / "recovery.svg").is_file()
    figure = recovery_figure(made["summary"])
    assert (
        len(figure.axes)
        == 2 * made["summary"].groupby(["deviations", "series", "weighting"]).ngroups
    )


def test_the_page_keeps_what_stands_around_the_tables():
    table = endpoint_summary(invented(50), 0.95)
    blocks = [table.assign(method=m) for m in ("wild", "cr1", "cr2")]
    whole = pd.concat([*blocks, *(b.assign(endpoint="block_1") for b in blocks)])
    page = renew(f"before\n{BEGIN}\nold\n{END}\nafter\n", {"summary": whole})
    assert page.startswith("before\n")
    assert page.endswith("\nafter\n")
    assert "old" not in page
    assert "weeks 1-26" in page


def test_the_command_needs_a_synthetic_study():
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(ConfigError, match="no study 'absent' of evaluation brf2019"):
        command.run(parser.parse_args(["--study", "absent", "--config", str(ROOT / "config.yaml")]))
