"""The flow model: known rates come back, base is base, targets are reached, and what cannot be is refused."""

import numpy as np
import pandas as pd
import pytest

from effektspor.config.business_case import Flow
from effektspor.errors import InputError
from effektspor.estimators.resampling import poisson_weights
from effektspor.evaluations.business_case.consistency import consistency_table
from effektspor.evaluations.business_case.counted import refund_table, transition_table
from effektspor.evaluations.business_case.flow_model import model_of, paths_of
from effektspor.evaluations.business_case.projections import (
    paths_table,
    projection_table,
    rate_table,
)
from effektspor.evaluations.business_case.scenarios import exit_shares, scenarios
from effektspor.evaluations.business_case.targets import read_targets

STATES = ("jobafklaring", "job", "flexjob", "dagpenge", "other", "gone")
FLOW = Flow(bands=(0, 6, 12, 24), horizon_months=60, ramp_months=36, draws=50)
LEAVE, SPLIT = 0.04, {"job": 0.4, "flexjob": 0.2, "dagpenge": 0.1, "other": 0.3}
DRAWS = 50


def boot(people=4000.0):
    """Draws of a world in which the programme is left at one rate and nobody comes back."""
    rng = np.random.default_rng(2)
    rows = []
    for draw in range(DRAWS + 1):
        for band in FLOW.bands:
            for scope in ("own", "all"):
                share = np.array([1 - LEAVE, *(LEAVE * SPLIT[s] for s in SPLIT)])
                counts = people * share if draw == 0 else rng.multinomial(int(people), share)
                to = ("jobafklaring", *SPLIT)
                rows += [
                    (draw, "move", scope, "jobafklaring", band, state, n, people)
                    for state, n in zip(to, counts, strict=True)
                ]
                rows += [(draw, "move", scope, state, band, state, 100.0, 100.0) for state in SPLIT]
        rows += [(draw, "stock", "own", "jobafklaring", m, "jobafklaring", 8.0, np.nan)
                 for m in range(25)]  # fmt: skip
        rows.append((draw, "entry", "own", "jobafklaring", 0, "jobafklaring", 96.0, np.nan))
    names = ["draw", "kind", "scope", "from_state", "band", "to_state", "n", "months"]
    return pd.DataFrame(rows, columns=names)


def with_refunds():
    rows = [
        (0, "refund", scope, state, band, f"step_{step}", 40 * share, 40)
        for scope in ("own", "all")
        for state in STATES[:-1]
        for band in FLOW.bands
        for step, share in ((3, 0.25), (4, 0.75))
    ]
    return pd.concat([boot(), pd.DataFrame(rows, columns=boot().columns)])


@pytest.fixture(scope="module")
def targets(request):
    return read_targets(request.config.rootpath / "data/business_case/targets.csv")


@pytest.fixture(scope="module")
def model():
    return model_of(boot(), STATES, 0, FLOW, 5)


def path(model, targets, name):
    chosen = next(s for s in scenarios(targets, "targets.csv") if s.name == name)
    return paths_of(model, chosen, FLOW)[0]


def test_known_rates_come_back_within_their_intervals(model):
    table = rate_table(model, 0.95).set_index(["from_state", "band", "to_state"])
    for state, share in SPLIT.items():
        row = table.loc[("jobafklaring", 6, state)]
        assert row["rate_month"] == pytest.approx(LEAVE * share)
        assert row["low"] <= LEAVE * share <= row["high"]
    assert exit_shares(model)[0, 1:5] == pytest.approx(list(SPLIT.values()))


def test_base_is_what_the_rates_alone_give(model, targets):
    base = path(model, targets, "base")[0]
    stock, expected = 200.0, [200.0]
    for _ in range(60):
        stock = stock * (1 - LEAVE) + 96 / 12
        expected.append(stock)
    assert base[:, 0] == pytest.approx(expected)
    assert base.sum(axis=1) == pytest.approx(200 + 8 * np.arange(61))


def test_the_targets_are_reached_in_the_long_run(model, targets):
    flow = FLOW.model_copy(update={"horizon_months": 600})
    ways = {s.name: paths_of(model, s, flow)[0][0] for s in scenarios(targets, "x")}
    less = 1 - ways["all"][-1, 0] / ways["base"][-1, 0]
    assert less == pytest.approx(0.125, abs=1e-3)
    for state, more in ((1, 0.10), (2, 0.05), (3, 0.05)):
        out = np.diff(ways["all"][-20:], axis=0)[:, 1:5].mean(axis=0)
        assert out[state - 1] / out.sum() == pytest.approx(
            list(SPLIT.values())[state - 1] + more, abs=1e-4
        )
    alone = 1 - ways["only_fewer_persons"][-1, 0] / ways["base"][-1, 0]
    assert alone == pytest.approx(0.125, abs=1e-3)
    assert ways["only_flexjob"][-1, 0] == pytest.approx(ways["base"][-1, 0])


def test_each_target_is_taken_alone_and_left_out(targets):
    names = [scenario.name for scenario in scenarios(targets, "targets.csv")]
    moving = ("fewer_persons", "ordinary_job", "flexjob", "unemployment_benefit")
    assert set(names) == {"base", "all", *(f"{k}_{t}" for k in ("only", "without") for t in moving)}
    # What is no share of exits and no number of persons moves nobody, and is not pretended to.
    assert not [name for name in names if "internship" in name or "over" in name]


def test_the_tables_hold_every_cell_once_and_no_difference_of_base(model, targets):
    chosen = scenarios(targets, "targets.csv")[:3]
    paths = paths_table(model, chosen, with_refunds(), FLOW)
    assert len(paths) == (DRAWS + 1) * 3 * 61 * len(STATES)
    assert not paths.duplicated(["draw", "scenario", "month", "state"]).any()
    inside = paths[(paths["state"] == "jobafklaring") & (paths["month"] == 10)]
    assert inside["step_4"].to_numpy() == pytest.approx(np.full(len(inside), 0.75))
    assert inside["refund_share"].to_numpy() == pytest.approx(
        np.full(len(inside), 0.25 * 0.3 + 0.75 * 0.2)
    )
    table = projection_table(paths, 0.95).set_index(["scenario", "month", "state"])
    assert (table.loc["base", ["difference", "difference_low"]] == 0).all(axis=None)
    start = table.loc[("all", 0, "jobafklaring")]
    assert start["low"] == start["persons"] == start["high"] == 200
    end = table.loc[("all", 60, "jobafklaring")]
    assert end["low"] < end["persons"] < end["high"]
    assert end["difference_high"] < 0


def test_what_targets_need_and_whether_all_meet_them(model, targets):
    table = consistency_table(model, scenarios(targets, "x"), targets, FLOW).set_index("target")
    assert table.loc["fewer_persons", "factor"] > 1
    # At the end of five years the share over a year is exp(-12 x rate) and a little less.
    assert table.loc["over_1y", "base"] == pytest.approx((1 - LEAVE) ** 12, abs=0.06)
    assert table.loc["over_1y", "with_all"] < table.loc["over_1y", "base"]
    assert table.loc["ordinary_job", "target_value"] == pytest.approx(0.5)
    assert table.loc["ordinary_job", "met"] == "set"
    needed = table.loc["over_2y"]
    assert (needed["met"] == "yes") == (needed["with_all"] <= 0.23 + 1e-3)


def test_a_state_that_nobody_left_is_refused_by_name():
    table = boot()
    inside = (table["from_state"] == "jobafklaring") & (table["kind"] == "move")
    stuck = table[~inside | (table["to_state"] == "jobafklaring")]
    with pytest.raises(InputError, match="no exits") as refused:
        model_of(stuck, STATES, 0, FLOW, 5)
    assert "jobafklaring" in str(refused.value)


def test_intervals_hold_the_true_rate_as_often_as_they_say():
    """Persons of a world whose rates are known, each with several months, drawn as `flows` does."""
    rng = np.random.default_rng(5)
    held, worlds, persons = 0, 200, 150
    for world in range(worlds):
        months = np.minimum(rng.geometric(LEAVE, persons), 24)  # at most two years are seen
        left = (months < 24) | (rng.random(persons) < LEAVE)
        weights = poisson_weights(200, persons, (1, world))
        drawn = (weights @ left) / (weights @ months)
        low, high = np.quantile(drawn, [0.025, 0.975])
        held += low <= LEAVE <= high
    # 95 per cent of 200 worlds within three standard errors, and a little for few persons.
    assert 0.89 * worlds <= held <= 0.99 * worlds


def test_who_left_before_and_comes_back_is_no_new_person(targets):
    """Re-entries are moves: the inflow is of those who come for the first time."""
    rows = boot()
    back = rows[(rows["kind"] == "move") & (rows["from_state"] == "job")]
    table = pd.concat([
        rows.drop(back.index), back.assign(n=90.0),
        back.assign(n=10.0, to_state="jobafklaring"),
        rows.iloc[:1].assign(kind="stock", scope="own", from_state="job", band=3, n=50.0),
    ])  # fmt: skip
    again = model_of(table, STATES, 0, FLOW, 5)
    base = path(again, targets, "base")[0]
    assert base[0].tolist() == [200, 0, 0, 0, 0, 0]
    arrived = base[1, 0] - 200 * (1 - LEAVE) - 8
    assert arrived == pytest.approx(50 * 0.1)
    more = path(again, targets, "all")[0]
    assert more[1, 1] > base[1, 1]
    assert base.sum(axis=1) == pytest.approx(more.sum(axis=1))


@pytest.mark.parametrize(("column", "value"), [("n", -1.0), ("band", -6), ("months", -4.0)])
def test_counts_and_times_below_nought_are_refused_with_their_row(column, value):
    table = boot()
    table.loc[7, column] = value
    with pytest.raises(InputError, match="below nought") as refused:
        model_of(table, STATES, 0, FLOW, 5)
    assert "flow_boot, row 8, state dagpenge" in str(refused.value)


def test_few_are_withheld_and_cannot_be_told_from_the_rest():
    cells = {"jobafklaring": 300.0, "job": 12.0, "flexjob": 3.0, "other": 20.0}
    rows = [
        (0, "move", "own", "jobafklaring", 0, to, n, sum(cells.values())) for to, n in cells.items()
    ]
    table = transition_table(pd.DataFrame(rows, columns=boot().columns), 5).set_index("to_state")
    assert table.index[table["n"].isna()].tolist() == ["jobafklaring", "job", "flexjob"]
    assert table.loc["other", "n"] == 20
    steps = pd.DataFrame(
        {
            "scope": "own", "state": "jobafklaring", "band": 0, "step": [1, 2, 3, 4],
            "n": [2, 0, 30, 68], "months": 100, "share": [0.02, 0, 0.3, 0.68],
        }
    )  # fmt: skip
    shown = refund_table(steps, 5)
    assert shown["share"].isna().tolist() == [True, False, True, False]
    assert shown["n"].isna().tolist() == [True, False, True, False]


@pytest.mark.parametrize(("kind", "told"), [("stock", "Nobody"), ("entry", "Nobody")])
def test_a_base_of_nobody_is_refused(kind, told):
    table = boot()
    table.loc[table["kind"] == kind, "n"] = 0.0
    with pytest.raises(InputError, match=told):
        model_of(table, STATES, 0, FLOW, 5)


def test_no_target_that_moves_persons_is_refused(targets):
    with pytest.raises(InputError, match="No target moves persons"):
        scenarios(targets[targets["target"] == "over_1y"], "targets.csv")


GOOD = {
    "target": "ordinary_job", "order": "1", "label_da": "Job", "label_en": "Job", "measure": "exit_job",
    "baseline": "35.7", "value_short": "40.7", "value_long": "45.7", "unit": "percent",
    "direction": "at_least", "reading_da": "", "item_base": "", "item_short": "", "item_long": "",
    "affects_rates": "yes",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"value_long": "145"}, "between 0 and 100"),
        ({"value_short": "-5"}, "between 0 and 100"),
        ({"value_long": "30"}, "value_long lies below baseline"),
        ({"value_long": "38"}, "value_long lies below value_short"),
        ({"direction": "at_most"}, "lies above"),
        ({"value_long": "many"}, "no number"),
        ({"value_long": ""}, "blank"),
        ({"unit": "pp"}, "unit"),
        ({"order": "first"}, "whole number"),
    ],
)
def test_a_target_that_is_wrong_is_refused_by_name_and_row(tmp_path, changed, told):
    file = tmp_path / "targets.csv"
    pd.DataFrame([GOOD | changed]).to_csv(file, index=False)
    with pytest.raises(InputError) as refused:
        read_targets(file)
    text = str(refused.value)
    assert told in text
    assert "row 2" in text
    assert "ordinary_job" in text
