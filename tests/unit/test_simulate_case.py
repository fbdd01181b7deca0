"""Synthetic registers of the business case: what the memo prints, the effort after it, the ingest."""

import hashlib
import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from effektspor.calendar import week_number
from effektspor.cli import main
from effektspor.codebook import read_codebook
from effektspor.errors import ConfigError, InputError
from effektspor.inhabitants import read_inhabitants
from effektspor.simulate.flows.calibration import before, calibrate, weekly
from effektspor.simulate.flows.case import open_case
from effektspor.simulate.flows.case_truth import Made, expected, truth_of
from effektspor.simulate.flows.given import CaseGiven
from effektspor.simulate.flows.parameters import load_flow_parameters
from effektspor.simulate.flows.run import simulate_case
from effektspor.simulate.flows.states import INDEX, PROGRAMME, STATES
from effektspor.simulate.flows.status import shares_at
from effektspor.simulate.parameters import load_parameters

ROOT = Path(__file__).resolve().parents[2]
PARAMETERS, CODES = ROOT / "data/simulation", ROOT / "data/codes/dream_codes.csv"
INHABITANTS = ROOT / "data/business_case/inhabitants.csv"
SMALL = {"seed": 5, "other_persons": 60, "inflow_scale": 0.01, "status": True}
AS_OF = week_number(2018, 35)


def given(**simulate):
    return CaseGiven(
        simulate=SMALL | simulate,
        units={"own": 766, "cluster": [530, 573], "region": [615, 751]},
        as_of="2018-09-01",
    )


@cache
def committed():
    return (
        load_flow_parameters(PARAMETERS), load_parameters(PARAMETERS), read_codebook(CODES),
        read_inhabitants(INHABITANTS),
    )  # fmt: skip


def opened(flows=None, **simulate):
    known, *rest = committed()
    return open_case(given(**simulate), flows or known, *rest)


def own_states(world):
    return np.concatenate([chunk.states for chunk in world.chunks() if chunk.part == "own"], axis=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    simulate_case(given(), PARAMETERS, INHABITANTS, folder)
    return folder, json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def worlds():
    """States of the municipality's persons in many worlds."""
    return [own_states(opened(seed=seed, inflow_scale=1e-6, other_persons=0)) for seed in range(30)]


def test_the_memo_is_met_on_average_over_worlds(worlds):
    at = AS_OF - week_number(2013, 1)
    inside = [states == PROGRAMME for states in worlds]
    heads = np.array([there[at].sum() for there in inside])
    assert abs(heads.mean() - 218) < 4 * heads.std() / np.sqrt(len(heads))
    long, two = (
        np.array([there[at, there[at] & there[at - back]].size for there in inside]) / heads
        for back in (52, 104)
    )
    assert long.mean() == pytest.approx(127 / 218, abs=0.02)
    assert two.mean() == pytest.approx(1 / 3, abs=0.02)


def test_exits_are_where_the_memo_says_some_weeks_later(worlds):
    at = AS_OF - week_number(2013, 1)
    found = np.zeros(len(STATES))
    for states in worlds:
        for week in range(at - 56, at - 4):
            left = (states[week - 1] == PROGRAMME) & (states[week] != PROGRAMME)
            found += np.bincount(states[week + 4, left], minlength=len(STATES))
    n = found.sum()
    for name, share in (("work", 0.357), ("flexjob", 0.145), ("unemployment", 0.12)):
        # A little below: some of those who leave are dead.
        error = np.sqrt(share * (1 - share) / n)
        assert abs(found[INDEX[name]] / n - share) < 4 * error + 0.006, name


def test_the_expected_path_is_the_mean_of_worlds_and_the_effort_shortens_it(worlds):
    world = opened()
    path, without = (expected(world, effort=on).sum(axis=1) for on in (True, False))
    mean = np.mean([(states == PROGRAMME).sum(axis=1) for states in worlds], axis=0)
    # Of an even inflow to every week the number of starts is fixed: the paths agree but for chance.
    assert np.abs(mean - path).max() < 4 * np.sqrt(path.max() / len(worlds))
    assert np.array_equal(path[: world.as_of + 1], without[: world.as_of + 1])
    assert (path[world.as_of + 2 :] < without[world.as_of + 2 :]).all()
    assert without[-1] - path[-1] > 20


def test_no_effort_changes_nothing():
    flows = load_flow_parameters(PARAMETERS)
    none = flows.case.effort.model_copy(update={"reached": 0.0, "leave": 1.0})
    case = flows.case.model_copy(update={"effort": none})
    world = opened(flows.model_copy(update={"case": case}))
    assert np.array_equal(expected(world, effort=True), expected(world, effort=False))


def test_the_others_have_the_printed_share_of_their_inhabitants():
    world = opened(inflow_scale=0.1, other_persons=0)
    at = world.as_of
    here = sum(
        (chunk.states[at] == PROGRAMME).sum() for chunk in world.chunks() if chunk.part == "others"
    )
    people = world.inhabitants.sum() - world.inhabitants[world.own]
    wanted = 0.1 * 0.005 * people
    assert abs(here - wanted) < 4 * np.sqrt(wanted) + 49  # half a person a place by rounding
    assert world.places.number[world.own] == 766


def test_the_same_seed_gives_the_same_bytes(made, tmp_path):
    simulate_case(given(), PARAMETERS, INHABITANTS, tmp_path)
    folder, _ = made
    first, again = (
        {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in place.iterdir()}
        for place in (folder, tmp_path)
    )
    assert first == again
    assert {"dream.dta", "bef2019.csv", "status.csv", "SYNTHETIC.json", "truth.json"} <= set(first)
    assert not [name for name in first if name.startswith("bfl")]


def test_the_real_ingest_reads_the_files(made, tmp_path):
    folder, truth = made
    settings = {
        "dream": {
            "path": str(folder / "dream.dta"),
            "variables": {"person": "pnr", "week": r"^y_\d{4}$"},
        },
        "codes": {},
        "synthetic": True,
        "extract_date": "2020-01-15",
        "first_week": week_number(2013, 1),
        "last_week": week_number(2019, 52),
        "start_years": [2016, 2017, 2018, 2019],
    }
    out = {name: tmp_path / f"{name}.parquet" for name in ("persons", "spells", "employment")}
    out |= {"quality": tmp_path / "quality.csv", "report": tmp_path / "report.json"}
    arguments = [part for name, path in out.items() for part in (f"--{name}", str(path))]
    assert main(["ingest-dream", "--settings", json.dumps(settings), *arguments]) == 0
    report = json.loads(out["report"].read_text(encoding="utf-8"))
    assert report["weekly_columns"] == 7 * 52 + 1  # 2015 has 53 weeks
    assert report["allowed_unknown_codes"] == {}
    persons, spells = (pq.read_table(out[name]).to_pandas() for name in ("persons", "spells"))
    assert persons["pnr"].str.fullmatch(r"S\d{9}").all()
    own = persons.loc[persons["kom_2018"] == 766, "person"]
    course = spells[(spells["code"] == 785) & spells["person"].isin(own)]
    stop = course["first_week"] + course["weeks"]
    at = truth["as_of_week"]
    assert at == AS_OF
    there = ((course["first_week"] <= at) & (at < stop)).sum()
    assert there == truth["persons"][at - truth["first_week"]]
    assert course["first_week"].min() >= week_number(2014, 27)
    # One course each: nobody comes back.
    assert course["person"].is_unique


def test_the_status_agrees_with_the_registers(made):
    folder, truth = made
    table = pd.read_csv(folder / "status.csv", sep=";").pivot(
        index="month", columns="measure", values="count"
    )
    assert table.index[[0, -1]].tolist() == ["2018-09", "2019-12"]
    assert len(table) == 16
    week = week_number(2018, 37) - truth["first_week"]  # holds 15 September
    assert table.loc["2018-09", "all"] == truth["persons"][week]
    assert (table[["internship", "wage", "no_offer"]].sum(axis=1) <= table["all"]).all()
    assert table.le(table["all"], axis=0).all().all()


def test_the_status_goes_from_the_first_shares_to_the_last():
    status = load_flow_parameters(PARAMETERS).case.status
    assert shares_at(status, 0) == pytest.approx(status.first)
    assert shares_at(status, status.weeks) == pytest.approx(status.then)
    assert shares_at(status, 10 * status.weeks) == pytest.approx(status.then)
    half = shares_at(status, status.weeks // 2)["no_offer"]
    assert half == pytest.approx((status.first["no_offer"] + status.then["no_offer"]) / 2)


def test_the_truth_tells_what_cannot_be_met_at_once_and_rates_that_sum_to_one(made):
    _, truth = made
    memo = {row["what"]: row for row in truth["memo"]}
    assert not memo["full_year"]["calibrated"]
    assert memo["full_year"]["expected"] < memo["citizens"]["expected"]
    assert memo["over_1y"]["expected"] == pytest.approx(0.583, abs=1e-3)
    assert np.sum(truth["monthly_moves"], axis=1) == pytest.approx(1, abs=1e-5)
    bands = truth["monthly_from_programme"]
    assert [band["from_week"] for band in bands] == [0, 26, 52, 104]
    assert [sum(band["to"]) for band in bands] == pytest.approx([1] * 4, abs=1e-5)
    assert bands[-1]["to"][PROGRAMME] > bands[0]["to"][PROGRAMME]


def test_what_is_left_for_leads_to_what_is_wanted_later():
    moves = load_flow_parameters(PARAMETERS).rates()
    wanted = {"work": 0.4, "unemployment": 0.2, "pension": 0.1, "flexjob": 0.1, "self_support": 0.2}
    with pytest.raises(ConfigError, match="too small"):
        before(wanted, moves, 200)
    wanted |= {"sickness": 0.05, "social_assistance": 0.05, "ledighedsydelse": 0.05}
    found = before(wanted | {"ressourceforloeb": 0.05}, moves, 4)
    later = found.copy()
    for _ in range(4):
        later = later @ weekly(moves)
    assert found.sum() == pytest.approx(1)
    assert later[INDEX["work"]] == pytest.approx(0.4 / 1.2, abs=2e-3)


def test_shares_that_no_rates_give_are_refused():
    flows = load_flow_parameters(PARAMETERS)
    case = flows.case.model_copy(update={"over_1y": 0.95, "over_2y": 0.30})
    with pytest.raises(ConfigError, match="no rates of leaving"):
        calibrate(flows.model_copy(update={"case": case}), 217, 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("number,inhabitants\n101,5\n101,6\n", "row 3"),
        ("number,inhabitants\n101,5\n147,0\n", "row 3"),
        ("number,people\n101,5\n", "cannot be read"),
    ],
)
def test_inhabitants_that_cannot_be_are_refused(tmp_path, text, said):
    path = tmp_path / "inhabitants.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_inhabitants(path)


def test_parameters_with_a_mistake_are_told_by_name(tmp_path):
    with pytest.raises(ConfigError, match=r"flows\.yaml is missing"):
        load_flow_parameters(tmp_path)
    text = (PARAMETERS / "flows.yaml").read_text(encoding="utf-8")
    (tmp_path / "flows.yaml").write_text(text.replace("citizens: 218", "citizens: many"))
    with pytest.raises(ConfigError, match=r"case\.citizens"):
        load_flow_parameters(tmp_path)


def test_the_page_tells_of_the_memo_as_it_is_drawn():
    # The municipality's persons come first: how many others there are does not change them.
    world = opened(seed=20190218, inflow_scale=1e-6, other_persons=0)
    made = Made(world)
    for chunk in world.chunks():
        made.add(chunk)
    page = (ROOT / "docs/simulation.md").read_text(encoding="utf-8")
    part = page[page.index("| figure of the memo") :].splitlines()[2:9]
    told = [[float(cell) for cell in row.strip("|").split("|")[1:]] for row in part]
    fresh = [[row["memo"], row["expected"], row["made"]] for row in truth_of(world, made)["memo"]]
    for row, (shown, now) in enumerate(zip(told, fresh, strict=True)):
        assert shown == pytest.approx(now, abs=0.06 if now[0] > 1 else 0.0006), row
