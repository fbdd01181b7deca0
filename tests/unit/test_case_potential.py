"""What targets mean in persons, and the comparison with others, against sums done by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from effektspor.cli import main
from effektspor.config.business_case import Units
from effektspor.errors import InputError
from effektspor.evaluations.business_case.baseline import read_baseline
from effektspor.evaluations.business_case.benchmark import Limits, benchmark_table, of_units
from effektspor.evaluations.business_case.case_mix import stock_weights, weights
from effektspor.evaluations.business_case.goals import goals_of
from effektspor.evaluations.business_case.potential import potential_table, register_levels
from effektspor.evaluations.business_case.targets import read_targets

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "business_case"
PRINTED = pd.Series({"hed.long.fewer_persons.pct": 12.5, "hed.long.fewer_persons.n": 25.0})
INHABITANTS = {"own": 30_000.0, "cluster": 150_000.0, "region": 600_000.0, "national": 3_600_000.0}
LIMITS = Limits(0.95, 5)
nan = float("nan")


def counted(hidden=()):
    """Stocks, durations and exits of the municipality around September 2018."""
    stocks = pd.DataFrame(
        [("own", "2018-09", "jobafklaring", 240.0, 236.0), ("own", "2018-08", "jobafklaring", 9, 9),
         ("region", "2018-09", "jobafklaring", 900.0, 890.0), ("own", "2018-09", "job", 99, nan)],
        columns=["unit", "month", "state", "persons", "full_year"],
    )  # fmt: skip
    durations = pd.DataFrame(
        [("own", "2018-09", band, n, 240.0) for band, n in (("0", 96.0), ("over_1y", 144.0), ("over_2y", 84.0))],
        columns=["unit", "month", "band", "persons", "of"],
    )  # fmt: skip
    exits = pd.DataFrame(
        [("own", window, to, n, 80.0) for window, more in (("2018-08", 0), ("2018-09", 9))
         for to, n in (("job", 28.0 + more), ("flexjob", 8.0), ("dagpenge", 10.0))],
        columns=["unit", "window_end", "destination", "n", "of"],
    )  # fmt: skip
    exits = exits.assign(share=exits["n"] / exits["of"])
    exits.loc[exits["destination"].isin(hidden), ["n", "share"]] = nan
    return stocks, durations, exits


def potential(hidden=(), printed=PRINTED):
    baseline, _ = read_baseline(SHIPPED / "baseline.csv")
    levels = register_levels(*counted(hidden), "jobafklaring", "2018-09")
    goals = goals_of(read_targets(SHIPPED / "targets.csv"))
    table = potential_table(goals, baseline, printed, levels)
    return table.set_index(["source", "base_name", "target"])


def test_the_memos_target_is_25_of_its_full_year_persons_and_27_of_its_citizens():
    table = potential()
    full = table.loc["memo", "full_year", "fewer_persons"]
    citizens = table.loc["memo", "citizens", "fewer_persons"]
    assert (full["baseline"], full["persons_short"], full["persons_long"]) == (200, -14, -25)
    assert citizens["baseline"] == 218
    assert citizens["persons_long"] == pytest.approx(-27.25)
    for row in (full, citizens):
        assert row["change_relative"] == -0.125
        assert np.isnan(row["change_points"])
        assert row["baseline"] - row["long"] == pytest.approx(-row["persons_long"])


def test_without_the_printed_figures_there_are_no_full_year_persons_of_the_memo():
    table = potential(printed=pd.Series(dtype=float))
    assert ("memo", "full_year", "fewer_persons") not in table.index
    with pytest.raises(InputError, match="zero per cent"):
        potential(printed=PRINTED.replace(12.5, 0.0))


@pytest.mark.parametrize(
    ("target", "base", "points", "relative"),
    [("ordinary_job", 0.357, 0.10, 10 / 35.7), ("flexjob", 0.145, 0.05, 5 / 14.5),
     ("unemployment_benefit", 0.12, 0.05, 5 / 12)],
)  # fmt: skip
def test_ways_out_are_percentage_points_with_the_relative_reading_beside(
    target, base, points, relative
):
    row = potential().loc["memo", "ended", target]
    assert row["baseline"] == pytest.approx(base)
    assert row["change_points"] == pytest.approx(points)
    assert row["change_relative"] == pytest.approx(relative)
    assert np.isnan(row["persons_long"]), "the memo does not say how many courses ended"


def test_the_registers_give_their_own_baseline_and_the_year_before_it():
    table = potential().loc["register"]
    job = table.loc["register", "ordinary_job"]
    assert job["baseline"] == pytest.approx(28 / 80), "the year that ends before the baseline"
    assert job["persons_long"] == pytest.approx(0.457 * 80 - 28)
    over = table.loc["register", "over_1y"]
    assert over["persons_short"] == pytest.approx(0.55 * 240 - 144)
    assert over["persons_long"] == pytest.approx(0.50 * 240 - 144)
    assert table.loc["register", "fewer_persons"]["persons_long"] == pytest.approx(-30)
    assert table.loc["register_full_year", "fewer_persons"]["persons_long"] == pytest.approx(-29.5)


def test_what_few_are_behind_is_not_told_in_persons():
    row = potential(hidden=("flexjob",)).loc["register", "register", "flexjob"]
    assert row[["baseline", "change_points", "change_relative", "persons_long"]].isna().all()
    assert row["long"] == pytest.approx(0.195)
    assert row["shown"] == "withheld"
    assert (potential()["shown"] == "shown").all()


def test_targets_of_the_active_ones_are_not_mixed_with_those_of_all():
    table = potential().loc["memo"]
    assert table.loc["citizens", "internship"][["short", "long"]].isna().tolist() == [False, True]
    active = table.loc["active", "active_internship"]
    assert active[["short", "long"]].isna().tolist() == [True, False]


def people(unit, moment, rows):
    """Persons of one unit and moment: (how many, age, woman, prior weeks, months, destination)."""
    frame = pd.DataFrame(
        [row[1:] for row in rows for _ in range(row[0])],
        columns=["age", "woman", "prior_weeks", "months", "destination"],
    )
    units = {name: name == unit for name in INHABITANTS}
    if unit in ("cluster", "region"):
        units["national"] = True
    return frame.assign(moment=moment, non_western=0, **units)


def world(own_old=60):
    """A young person stays for 6 months, an old one for 18; more old ones begin in the municipality."""
    young, old = 25.0, 55.0
    parts = [
        people("own", "entered", [(100 - own_old, young, 1, 10, 0.0, ""), (own_old, old, 1, 10, 0.0, "")]),
        people("own", "as_of", [(60, young, 1, 10, 6.0, ""), (140, old, 1, 10, 18.0, "")]),
        people("own", "ended", [(40, young, 1, 10, 6.0, "job"), (60, old, 1, 10, 9.0, "pension")]),
    ]  # fmt: skip
    for unit, size in (("cluster", 4), ("region", 8)):
        parts += [
            people(unit, "entered", [(75 * size, young, 1, 10, 0.0, ""), (25 * size, old, 1, 10, 0.0, "")]),
            people(unit, "as_of", [(40 * size, young, 1, 10, 6.0, ""), (60 * size, old, 1, 10, 18.0, "")]),
            people(unit, "ended", [(60 * size, young, 1, 10, 6.0, "job"), (20 * size, old, 1, 10, 9.0, "job"),
                                   (20 * size, old, 1, 10, 9.0, "flexjob")]),
        ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def compared(frame=None, hidden=()):
    table = benchmark_table(world() if frame is None else frame, INHABITANTS, hidden, LIMITS)
    return table.set_index(["measure", "unit"])


def test_raw_and_weighted_comparison_by_hand():
    table = compared()
    over = table.loc["over_1y", "cluster"]
    assert over["own"] == pytest.approx(140 / 200)
    assert over["benchmark"] == pytest.approx(0.6)
    assert over["adjusted"] == pytest.approx(0.7), "all old ones are over a year, no young one is"
    assert over["gap"] == pytest.approx(0, abs=1e-12)
    assert over["low"] < 0 < over["high"]
    job = table.loc["exit_job", "region"]
    assert (job["own"], job["benchmark"]) == (pytest.approx(0.4), pytest.approx(0.8))
    assert job["adjusted"] == pytest.approx(0.4 + 0.6 / 2)
    assert job["persons"] == pytest.approx((0.4 - 0.7) * 100)
    assert job["high"] < 0
    months = table.loc["duration", "cluster"]
    assert (months["own"], months["benchmark"]) == (pytest.approx(14.4), pytest.approx(13.2))
    assert months["adjusted"] == pytest.approx(14.4)


def test_shares_of_inhabitants_by_hand():
    table = compared()
    stock = table.loc["stock_share", "cluster"]
    assert stock["own"] == pytest.approx(200 / 30_000)
    assert stock["benchmark"] == pytest.approx(400 / 150_000)
    # As many begin in the comparison, but 60 of 100 are old instead of 25, and 40 young, not 75.
    weighted = 160 * 40 / 75 + 240 * 60 / 25
    assert stock["adjusted"] == pytest.approx(weighted / 150_000)
    assert stock["persons"] == pytest.approx(200 - weighted / 5)
    inflow = table.loc["inflow", "region"]
    assert inflow["own"] == pytest.approx(100 / 30_000)
    assert inflow["persons"] == pytest.approx(100 - 800 / 20)
    assert np.isnan(inflow["adjusted"])
    assert (stock["n_own"], stock["n_benchmark"], inflow["n_benchmark"]) == (200, 400, 800)


def test_intervals_of_raw_gaps_are_newcombes():
    """Square-and-add around Wilson limits that are solved for, not taken from a formula."""
    inflow = compared().loc["inflow", "cluster"]

    def limits(k, n):
        z2, p = 1.959963984540054**2, k / n
        gap = lambda q: (p - q) ** 2 - z2 * q * (1 - q) / n  # noqa: E731
        return optimize.brentq(gap, 0, p, xtol=1e-15), optimize.brentq(gap, p, 1, xtol=1e-15)

    (p, q), (own, other) = (100 / 30_000, 400 / 150_000), (limits(100, 3e4), limits(400, 1.5e5))
    low = p - q - np.hypot(p - own[0], other[1] - q)
    high = p - q + np.hypot(own[1] - p, q - other[0])
    assert (inflow["low"], inflow["high"]) == (pytest.approx(low), pytest.approx(high))


def test_counts_of_few_and_what_guards_them_are_withheld():
    frame = world()
    few = frame[(frame["own"]) & (frame["moment"] == "ended") & (frame["destination"] == "job")]
    table = compared(frame.drop(few.index[4:]), hidden=["dagpenge"])
    for measure in ("exit_job", "exit_dagpenge"):
        row = table.loc[measure, "region"]
        assert row["shown"] == "withheld"
        assert row[["own", "benchmark", "adjusted", "gap", "low", "high", "persons"]].isna().all()
    assert table.loc["over_1y", "region"]["shown"] == "shown"


def test_a_group_that_the_comparison_has_not_leaves_it_unweighted():
    frame = world()
    frame.loc[frame[frame["own"]].index[:10], "prior_weeks"] = 150.0
    stock = compared(frame).loc["stock_share", "region"]
    assert np.isnan(stock["adjusted"])
    assert stock["gap"] == pytest.approx(stock["own"] - stock["benchmark"])


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_weights_reach_the_margins_and_carry_over_to_themselves(seed):
    rng = np.random.default_rng(seed)

    def some(n):
        return pd.DataFrame(
            {"age": rng.choice([25.0, 35.0, 45.0, 55.0], n), "woman": rng.integers(0, 2, n),
             "non_western": rng.integers(0, 2, n), "prior_weeks": rng.choice([10.0, 40.0], n),
             "months": 0.0}
        )  # fmt: skip

    entered, like = some(400), some(80)
    found = weights(entered, like)
    assert found is not None
    for column in ("age", "woman", "prior_weeks"):
        reached = pd.Series(found).groupby(entered[column]).sum() / found.sum()
        wanted = like[column].value_counts(normalize=True).reindex(reached.index, fill_value=0)
        assert np.allclose(reached, wanted, atol=1e-8)
    again = stock_weights(entered, entered, like)
    assert np.allclose(again, found, rtol=1e-6, atol=1e-9)


def test_units_must_have_inhabitants():
    units = Units(own=766, cluster=(530, 573), region=(766, 615))
    known = {766: 1.0, 530: 2.0, 573: 3.0, 615: 4.0, 101: 10.0}
    found = of_units(known, units, "inhabitants.csv")
    assert found == {"own": 1.0, "cluster": 5.0, "region": 4.0, "national": 19.0}
    known.pop(573)
    with pytest.raises(InputError, match="573") as caught:
        of_units(known, units, "inhabitants.csv")
    assert caught.value.where == "inhabitants.csv, unit cluster"


def test_the_command_writes_both_tables(tmp_path):
    names = ("stocks", "durations", "exits")
    for name, table in zip(names, counted(), strict=True):
        table.assign(shown="shown").to_csv(tmp_path / f"{name}.csv", index=False)
    world().to_parquet(tmp_path / "people.parquet")
    task = {
        "units": {"own": 766, "cluster": [530, 573], "region": [615, 766]}, "as_of": "2018-09-01",
        "flow": {}, "confidence": 0.95, "disclosure": {"min_cell": 5},
    }  # fmt: skip
    inputs = {name: tmp_path / f"{name}.csv" for name in names} | {
        "people": tmp_path / "people.parquet", "published": ROOT / "data" / "published",
        **{name: SHIPPED / f"{name}.csv" for name in ("baseline", "targets", "inhabitants")},
        "potential": tmp_path / "potential.csv", "benchmark": tmp_path / "benchmark.csv",
    }  # fmt: skip
    options = [str(part) for name, path in inputs.items() for part in (f"--{name}", path)]
    assert main(["case-potential", "--settings", json.dumps(task), *options]) == 0
    table = pd.read_csv(tmp_path / "potential.csv").set_index(["base_name", "target"])
    assert table.loc[("full_year", "fewer_persons"), "persons_long"] == -25
    assert len(pd.read_csv(tmp_path / "benchmark.csv")) == 8 * 3
