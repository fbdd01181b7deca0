"""The money of a business case against calculations by hand."""

import itertools
import json
import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from case_world import REFUNDS, SHIPPED, fixed_parameters, moved_frame, moved_paths
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.business_case.appraisal import EVERYONE, paid_back_from
from effektspor.evaluations.business_case.case_tables import (
    break_even_table,
    draw_table,
    flow_table,
    result_table,
)
from effektspor.evaluations.business_case.drawn_values import Draws, base_values, drawn_values
from effektspor.evaluations.business_case.economics import Case, all_appraised, appraised
from effektspor.evaluations.business_case.parameter_list import UNITS
from effektspor.evaluations.business_case.parameters import read_parameters
from effektspor.evaluations.business_case.person_months import Change, paths_of
from effektspor.evaluations.business_case.prices import prices
from effektspor.evaluations.business_case.target_shares import target_table
from effektspor.evaluations.business_case.tornado import FLOW, tornado_table

HOW = Draws(count=40, seed=3, confidence=0.9)
INTO_WORK = {"all": {"jobafklaring": -2.0, "job": 2.0}}


def case_of(paths, changed=None, *, tax=False, parameters=None):
    table = fixed_parameters(changed) if parameters is None else parameters
    return Case(paths, table, tax, 2019, HOW)


def results(case):
    table = result_table(all_appraised(case), HOW.confidence)
    return table.set_index(["scenario", "party", "quantity"])["value"]


def test_two_persons_into_work_by_hand():
    # Nobody has moved at the beginning, two have at the end of the first month: 1 + 11 * 2 = 23
    # person-months. A month in the programme costs 10,000, of which the state pays a fifth, and
    # casework of 1,000; the staff cost 120,000.
    found = results(case_of(moved_paths(INTO_WORK)))["all"]
    assert found["municipality", "npv"] == pytest.approx(23 * 8_000 + 23 * 1_000 - 120_000)
    assert found["state", "npv"] == pytest.approx(23 * 2_000)
    assert found["citizen", "npv"] == pytest.approx(23 * (20_000 - 10_000))
    assert found["region", "npv"] == 0
    assert found["all", "npv"] == pytest.approx(23 * 20_000 + 23 * 1_000 - 120_000)
    assert found["municipality", "break_even_effect"] == pytest.approx(120 / 207)
    # The first month brings 9,000 and costs 10,000, the second brings 18,000.
    assert found["municipality", "payback_months"] == 2
    assert found["municipality", "probability_positive"] == 1
    assert found[["state", "region"]].loc[:, ["payback_months", "break_even_effect"]].isna().all()
    assert math.isnan(found["region", "probability_positive"])


def test_components_by_hand():
    case = case_of(moved_paths(INTO_WORK))
    table = flow_table(all_appraised(case), 2019, 0.9).set_index(["party", "component"])["value"]
    assert table.to_dict() == pytest.approx({
        ("municipality", "benefits"): 230_000, ("municipality", "refund"): -46_000,
        ("municipality", "administration"): 23_000, ("municipality", "investment"): -120_000,
        ("municipality", "net"): 87_000, ("region", "net"): 0,
        ("state", "refund"): 46_000, ("state", "net"): 46_000,
        ("citizen", "benefits"): -230_000, ("citizen", "wages"): 460_000,
        ("citizen", "net"): 230_000, ("all", "administration"): 23_000,
        ("all", "investment"): -120_000, ("all", "wages"): 460_000, ("all", "net"): 363_000,
    })  # fmt: skip


def test_tax_by_hand():
    values = base_values(fixed_parameters())
    price = prices(values, ("jobafklaring", "job"), tax=True)
    # Wage 20,000: contribution 1,600, income 18,400, allowances 3,850 and 2,020.
    municipal, lowest = 0.25 * (18_400 - 3_850 - 2_020), 0.12 * (18_400 - 3_850)
    assert price.municipal_tax[0, 1] == pytest.approx(0.4 * municipal)
    assert price.state_tax[0, 1] == pytest.approx(lowest + 1_600 + 0.6 * municipal)
    assert price.municipal_tax[0, 0] == pytest.approx(0.4 * 0.25 * 6_150)
    assert price.state_tax[0, 0] == pytest.approx(0.12 * 6_150 + 0.6 * 0.25 * 6_150)
    found = results(case_of(moved_paths(INTO_WORK), tax=True))["all"]
    more = 0.4 * (municipal - 0.25 * 6_150)
    assert found["municipality", "npv"] == pytest.approx(87_000 + 23 * more)
    assert found["all", "npv"] == pytest.approx(363_000)


def test_tax_of_a_benefit_that_only_some_have_is_of_those_who_have_it():
    values = base_values(fixed_parameters({"other_month": 4_000.0}))
    price = prices(values, ("other",), tax=True)
    # Two in five have 10,000, of which 6,150 are taxed; the mean of 4,000 would hardly be.
    assert price.municipal_tax[0, 0] == pytest.approx(0.4 * 0.4 * 0.25 * 6_150)
    assert price.state_tax[0, 0] == pytest.approx(0.4 * (0.12 * 6_150 + 0.6 * 0.25 * 6_150))
    nobody = prices(base_values(fixed_parameters({"other_month": 0.0})), ("other",), tax=True)
    assert nobody.municipal_tax[0, 0] == nobody.state_tax[0, 0] == 0


def test_unemployment_benefit_is_cofinanced_by_hand():
    paths = moved_paths({"all": {"jobafklaring": -2.0, "dagpenge": 2.0}}, shares={"dagpenge": 0.4})
    cases = all_appraised(case_of(paths))
    table = flow_table(cases, 2019, 0.9).set_index(["party", "component"])["value"]
    assert table["state", "benefits"] == pytest.approx(-23 * 15_000)
    assert table["state", "cofinancing"] == pytest.approx(23 * 15_000 * 0.6)
    assert table["municipality", "cofinancing"] == pytest.approx(-23 * 15_000 * 0.6)
    assert table["municipality", "benefits"] == pytest.approx(23 * 10_000)
    assert table["municipality", "administration"] == pytest.approx(23 * 500)


def test_flexjob_subsidy_by_hand():
    values = base_values(fixed_parameters({"flexjob_wage": 16_000.0}))
    subsidy = prices(values, ("flexjob",), tax=False).benefit[0, 0]
    assert subsidy == pytest.approx(18_489 - 0.3 * 14_686 - 0.55 * (16_000 - 14_686))


def test_present_value_by_hand():
    changed = {"discount_rate": 0.1, "real_growth": 0.02, "investment_years": 1.5}
    found = results(case_of(moved_paths(INTO_WORK, months=24), changed))["all"]
    expected = 0.0
    for month in range(1, 25):
        persons = 1 if month == 1 else 2
        paid = 10_000 if month <= 18 else 0
        growth = 1.02 ** ((month - 1) // 12)
        expected += (9_000 * persons - paid) * growth / 1.1 ** ((month - 0.5) / 12)
    assert found["municipality", "npv"] == pytest.approx(expected)
    assert found["municipality", "net_year_2"] == pytest.approx((24 * 9_000 - 60_000) * 1.02)


def test_refund_is_taken_from_the_steps_where_they_are_given():
    frame = moved_frame(INTO_WORK)
    steps = {"step_1": 0.1, "step_2": 0.2, "step_3": 0.3, "step_4": 0.4}
    by_step = results(case_of(paths_of(frame.assign(**steps), REFUNDS)))["all"]
    assert by_step["state", "npv"] == pytest.approx(23 * 10_000 * (0.08 + 0.08 + 0.09 + 0.08))


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, [2, 4, 6]), (1, [0, 2, 4]), (0.5, [1, 3, 5]), (1.5, [0, 1, 3]), (9, [0, 0, 0])],
)
def test_delay_by_hand(months, expected):
    values = np.array([[[2.0], [4.0], [6.0]]])
    later = Change(values, values).delayed(np.array([float(months)]))
    assert later.persons[0, :, 0] == pytest.approx(expected)


def test_payback_is_when_the_sum_stays_above_nought():
    months = np.array([[-1, 2, -2, 1, 1], [1, 1, 1, 1, 1], [-1, -1, 3, 0, -2], [-3, 1, 1, 1, 0]])
    assert paid_back_from(months.astype(float)).tolist() == [4, 1, math.inf, 4]


amounts = st.floats(-50, 50).map(lambda value: round(value, 2))


@given(first=amounts, second=amounts, third=amounts, tax=st.booleans(), rate=st.floats(0, 0.2))
@settings(max_examples=25, deadline=None)
def test_parties_sum_to_all_and_costs_scale(first, second, third, tax, rate):
    change = {"jobafklaring": first, "dagpenge": second, "flexjob": third, "pension": -first}
    paths = moved_paths({"all": change}, shares={"dagpenge": 0.6})
    once = fixed_parameters({"discount_rate": rate})
    twice = once.copy()
    money = [name for name, unit in UNITS.items() if unit.startswith("kr_")]
    twice.loc[money, ["low", "base", "high"]] *= 2
    found, doubled = (
        appraised(case_of(paths, parameters=table, tax=tax), "all").point for table in (once, twice)
    )
    size = np.abs(found.yearly).sum()
    assert found.yearly[:, :-1].sum(axis=1) == pytest.approx(found.yearly[:, -1], abs=1e-9 * size)
    assert found.npv[:, :-1].sum(axis=1) == pytest.approx(found.npv[:, -1], abs=1e-9 * size)
    assert doubled.npv == pytest.approx(2 * found.npv, abs=1e-9 * size)
    # Benefits, refunds and taxes only change hands.
    assert found.yearly[:, -1, [0, 1, 2, 5]] == pytest.approx(0, abs=1e-9 * size)


def test_no_change_brings_nothing_but_the_staff():
    found = results(case_of(moved_paths({"all": {"jobafklaring": 0.0, "job": 0.0}})))["all"]
    assert found["municipality", "npv"] == found["all", "npv"] == -120_000
    assert found["state", "npv"] == found["citizen", "npv"] == 0
    assert math.isnan(found["municipality", "break_even_effect"])
    assert math.isnan(found["municipality", "payback_months"])


def test_more_effect_brings_more():
    paths = moved_paths(INTO_WORK, draws={1: 0.5, 2: 2.0})
    table = break_even_table(appraised(case_of(paths), "all"), 0.9)
    own = table[table["party"] == "municipality"].set_index("effect_share")
    assert own["npv"].is_monotonic_increasing
    assert own.loc[0.0, ["npv", "low", "high"]].tolist() == [-120_000] * 3
    assert own.loc[1.0, "npv"] == pytest.approx(87_000)
    assert own.loc[1.0, "low"] == pytest.approx(0.5 * 207_000 - 120_000)
    assert own.loc[1.0, "high"] == pytest.approx(2 * 207_000 - 120_000)


def test_draws_of_the_flow_give_probability_and_quantiles():
    paths = moved_paths(INTO_WORK, draws={1: 0.5, 2: 2.0})
    found = appraised(case_of(paths), "all")
    probability = result_table({"all": found}, 0.9).set_index(["party", "quantity"])["value"]
    assert probability["municipality", "probability_positive"] == 0.5
    drawn = draw_table(found).set_index(["party", "probability"])["npv"]
    assert drawn["municipality", 0.025] == pytest.approx(-16_500)
    assert drawn["municipality", 0.975] == pytest.approx(294_000)


def test_pert_is_the_beta_of_its_mean_and_parameters_keep_their_stream():
    table = read_parameters(SHIPPED)
    how = Draws(4_000, 11, 0.9)
    drawn = drawn_values(table, how)
    low, base, high = table.loc["job_wage", ["low", "base", "high"]].astype(float)
    assert drawn["job_wage"].mean() == pytest.approx((low + 4 * base + high) / 6, rel=0.01)
    shapes = 1 + 4 * (base - low) / (high - low), 1 + 4 * (high - base) / (high - low)
    beta = stats.beta(*shapes, loc=low, scale=high - low)
    assert stats.kstest(drawn["job_wage"], beta.cdf).pvalue > 0.01
    assert set(drawn["refund_4"]) == {0.2}
    alone = drawn_values(table.loc[["job_wage"]], how)
    assert (alone["job_wage"] == drawn["job_wage"]).all()


def test_tornado_by_hand():
    table = fixed_parameters()
    table.loc["consultant_year", ["low", "high"]] = [60_000.0, 240_000.0]
    table.loc["course_month", ["low", "high"]] = [0.0, 3_000.0]
    paths = moved_paths(INTO_WORK, draws={1: 0.5, 2: 2.0})
    found = tornado_table(case_of(paths, parameters=table)).set_index(["party", "parameter"])
    own = found.loc["municipality"]
    ends = own.loc["consultant_year", ["npv_low", "npv_high"]].tolist()
    assert ends == pytest.approx([147_000, -33_000])
    assert own.loc["course_month", "npv_high"] == pytest.approx(87_000 + 23 * 2_000)
    assert own["swing"].idxmax() == FLOW
    assert own.loc[[FLOW, "consultant_year", "course_month"], "order"].tolist() == [1, 2, 3]
    assert found.loc["state"].loc["course_month", "swing"] == 0


def test_contribution_of_a_target_is_its_shapley_value_when_pairs_interact():
    names = ["a", "b", "c", "d"]
    own = dict(zip(names, [5.0, 3.0, -1.0, 2.0], strict=True))
    between = dict(zip(itertools.combinations(names, 2), [1, -2, 0.5, 3, 0, -1], strict=True))

    def worth(chosen):
        pairs = sum(between[pair] for pair in itertools.combinations(sorted(chosen), 2))
        return sum(own[name] for name in chosen) + pairs

    shapley = dict.fromkeys(names, 0.0)
    for order in itertools.permutations(names):
        for at, name in enumerate(order):
            shapley[name] += (worth(order[: at + 1]) - worth(order[:at])) / math.factorial(4)
    sets = {"all": names}
    sets |= {f"only_{name}": [name] for name in names}
    sets |= {f"without_{name}": [other for other in names if other != name] for name in names}
    gains = {
        scenario: SimpleNamespace(gain=np.full((3, len(EVERYONE)), worth(chosen)))
        for scenario, chosen in sets.items()
    }
    cases = {name: SimpleNamespace(point=gain, drawn=gain) for name, gain in gains.items()}
    table = target_table(cases, {"a": ("Et", "One")}, 0.9)
    one = table[table["party"] == "state"].set_index("target")
    assert one["contribution"].to_dict() == pytest.approx(shapley)
    assert one["share"].sum() == pytest.approx(1)
    assert one["rest"].eq(0).all()
    assert one["label_da"].tolist() == ["Et", "b", "c", "d"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda f: f.drop(columns="refund_share"), "refund_share"),
        (lambda f: f[f["scenario"] != "base"], "scenario base"),
        (lambda f: f.iloc[1:], "stand once"),
        (lambda f: f.assign(persons=-1.0), "negative persons"),
        (lambda f: f.assign(refund_share=1.2), "outside 0 to 1"),
    ],
)
def test_paths_that_cannot_be_used_are_refused(wrong, words):
    with pytest.raises(InputError, match=words):
        paths_of(wrong(moved_frame(INTO_WORK)), REFUNDS)


def test_a_state_without_a_price_is_refused():
    paths = moved_paths({"all": {"jobafklaring": -1.0, "efterloen": 1.0}})
    with pytest.raises(InputError, match="no price for the state efterloen"):
        appraised(case_of(paths), "all")


def test_the_dead_and_the_absent_need_no_share():
    frame = moved_frame({"all": {"jobafklaring": -1.0, "gone": 1.0}})
    frame.loc[frame["state"] == "gone", "refund_share"] = np.nan
    paths = paths_of(frame, REFUNDS)
    assert paths.refunded["all"][0, 1].tolist() == pytest.approx([0.2 * 99, 0.0])


def run_command(folder, frame):
    """Run the sub-command on a small case; its tables by option."""
    frame.to_parquet(folder / "paths.parquet")
    states = pd.DataFrame({"state": ["jobafklaring", "job"]})
    states.to_csv(folder / "states.csv", index=False)
    targets = {
        "target": ["ordinary_job"],
        "label_da": ["Flere i job"],
        "label_en": ["More in work"],
    }
    pd.DataFrame(targets).to_csv(folder / "targets.csv", index=False)
    task = {"economics": {"draws": 200}, "flow": {}, "as_of": "2018-09-01", "confidence": 0.95}
    given = {
        "settings": json.dumps(task), "paths": folder / "paths.parquet", "in-parameters": SHIPPED,
        "states": folder / "states.csv", "in-targets": folder / "targets.csv",
    }  # fmt: skip
    names = ("parameters", "flows", "results", "break-even", "tornado", "targets", "draws")
    given |= {name: folder / f"{name}.out" for name in names}
    code = main(
        ["case-economics", *(text for key in given for text in (f"--{key}", str(given[key])))]
    )
    return code, {name: given[name] for name in names}


def test_the_command_writes_every_table_and_the_same_again(tmp_path):
    change = INTO_WORK["all"]
    none = dict.fromkeys(change, 0.0)
    scenarios = {"all": change, "only_ordinary_job": change, "without_ordinary_job": none}
    frame = moved_frame(scenarios, months=24, draws={1: 0.5, 2: 2.0})
    code, written = run_command(tmp_path, frame)
    assert code == 0
    tables = {name: pd.read_csv(path) for name, path in written.items()}
    assert len(tables["parameters"]) == len(UNITS)
    assert set(tables["flows"]["year"]) == {2019, 2020}
    assert set(tables["results"]["scenario"]) == set(scenarios)
    assert tables["targets"].set_index("party").loc["municipality", "label_da"] == "Flere i job"
    assert tables["targets"].set_index("party").loc["municipality", "share"] == 1
    assert set(tables["tornado"]["party"]) == set(EVERYONE) == set(tables["draws"]["party"])
    first = {name: path.read_bytes() for name, path in written.items()}
    run_command(tmp_path, frame)
    assert first == {name: path.read_bytes() for name, path in written.items()}


def test_the_command_refuses_states_that_are_not_listed(tmp_path, capsys):
    code, _ = run_command(tmp_path, moved_frame({"all": {"jobafklaring": -1.0, "pension": 1.0}}))
    assert code == InputError.exit_code
    assert "a state pension that the list of states has not" in capsys.readouterr().err
