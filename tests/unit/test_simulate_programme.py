"""Synthetic registers of any programme: the same seed, the known effect, the real ingest."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from effektspor.calendar import week_number
from effektspor.cli import main
from effektspor.config.load import load_config
from effektspor.simulate.flows.given import ProgrammeGiven
from effektspor.simulate.flows.lives import NEVER, Course, Ratios
from effektspor.simulate.flows.lives import run as run_lives
from effektspor.simulate.flows.parameters import load_flow_parameters
from effektspor.simulate.flows.run import simulate_programme
from effektspor.simulate.flows.states import DEAD, PROGRAMME, STATES, WORK

ROOT = Path(__file__).resolve().parents[2]
PARAMETERS = ROOT / "data/simulation"


def given(family="kontanthjaelp", **simulate):
    sizes = {
        "seed": 3,
        "starters": 1500,
        "other_persons": 200,
        "first_year": 2011,
        "last_year": 2017,
    }
    study = {
        "evaluation": "programme",
        "name": "Et forsøg",
        "data": {
            "extract_date": "2018-02-01",
            "simulate": sizes | simulate,
            "dream": {"path": "x/dream.dta"},
            "hours": {"path": "x/bfl{year}.dta"},
            "population": {"path": "x/bef{year}.csv"},
        },
        "programme": {"family": family},
        "cohorts": {
            "pre": {"id": "2015", "first_year": 2015, "last_year": 2015},
            "post": {"id": "2016", "first_year": 2016, "last_year": 2016},
            "weeks": 104,
        },
        "municipalities": {"participants": [101, 147, 461, 751, 851]},
    }
    whole = load_config({"studies": {"x": study}}).studies["x"].model_dump(mode="json")
    keys = ("codes", "programme", "cohorts", "municipalities", "outcomes")
    return ProgrammeGiven(simulate=whole["data"]["simulate"], **{key: whole[key] for key in keys})


def make(folder, settings):
    simulate_programme(settings, PARAMETERS, folder)
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def codes_of(folder):
    frame = pyreadstat.read_dta(folder / "dream.dta")[0]
    weeks = frame[[name for name in frame if name.startswith("y_")]]
    return weeks.apply(pd.to_numeric, errors="coerce").fillna(0).astype(int).to_numpy()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programme")
    return folder, make(folder, given())


def hashes(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(world, tmp_path):
    folder, _ = world
    make(tmp_path / "again", given())
    assert hashes(tmp_path / "again") == hashes(folder)
    make(tmp_path / "other", given(seed=4))
    assert hashes(tmp_path / "other")["dream.dta"] != hashes(folder)["dream.dta"]


def test_without_effect_both_lives_are_the_same(tmp_path):
    truth = make(tmp_path, given(effect={"internship": 1.0, "employment": 1.0}))
    assert truth["reached"] > 50
    for name, quantity in truth["quantities"].items():
        if name == "rate_ratio":
            assert quantity["contrast"] == 1.0
        else:
            assert not np.any(np.nan_to_num(np.array(quantity["contrast"], dtype=float))), name


def test_a_stronger_effect_gives_a_larger_contrast(world, tmp_path):
    _, weak = world
    strong = make(tmp_path, given(effect={"internship": 3.0, "employment": 2.5}))
    for name in ("internship|in_programme|total", "hours|started|total", "rate_ratio"):
        low, high = (t["quantities"][name]["contrast"] for t in (weak, strong))
        assert high > low > 0, name
    assert strong["quantities"]["rate_ratio"]["contrast"] == pytest.approx(3.0, rel=0.25)


def test_a_family_without_activities_has_its_one_code_and_no_internships(tmp_path):
    settings = given("jobafklaring", first_year=2011)
    truth = make(tmp_path, settings)
    assert not [name for name in truth["quantities"] if "internship" in name]
    assert truth["quantities"]["rate_ratio"]["contrast"] > 1
    codes = codes_of(tmp_path)
    first_week = pyreadstat.read_dta(tmp_path / "dream.dta", metadataonly=True)[1].column_names
    weeks = [name for name in first_week if name.startswith("y_")]
    began = min(np.flatnonzero((codes == 785).any(axis=0)))
    assert weeks[began] == "y_1427"  # the benefit began in July 2014
    assert not ((codes >= 870) & (codes <= 878)).any()


def test_activities_have_the_codes_of_the_list_and_nobody_returns_from_death(world):
    folder, _ = world
    codes = codes_of(folder)
    inside = codes[(codes >= 730) & (codes <= 739)]
    assert set(np.unique(inside)) >= {730, 733, 737}
    assert 0.02 < (inside == 737).mean() < 0.4
    dead = codes == 999
    assert dead.any()
    assert (np.diff(dead.astype(int), axis=1) >= 0).all()


def test_the_real_ingest_finds_the_starts_that_were_made(world, tmp_path):
    folder, truth = world
    settings = {
        "dream": {"path": str(folder / "dream.dta")},
        "codes": {},
        "synthetic": True,
        "extract_date": "2018-02-01",
        "first_week": week_number(2011, 1),
        "last_week": week_number(2017, 52),
        "start_years": [2015, 2016],
    }
    out = {name: tmp_path / f"{name}.parquet" for name in ("persons", "spells", "employment")}
    out |= {"quality": tmp_path / "quality.csv", "report": tmp_path / "report.json"}
    arguments = [part for name, path in out.items() for part in (f"--{name}", str(path))]
    assert main(["ingest-dream", "--settings", json.dumps(settings), *arguments]) == 0
    persons, spells = (pq.read_table(out[name]).to_pandas() for name in ("persons", "spells"))
    mine = spells[spells["code"].between(730, 739)].groupby("person")["first_week"].min()
    home = persons.set_index("person")["kom_2016"].reindex(mine.index)
    later = mine.between(week_number(2016, 1), week_number(2016, 52))
    assert (later & home.isin([101, 147, 461, 751, 851])).sum() == truth["reached"]


def test_the_files_are_marked_and_name_no_person(world):
    folder, _ = world
    keys = pyreadstat.read_dta(folder / "dream.dta", usecols=["pnr"])[0]["pnr"]
    assert keys.is_unique
    assert keys.str.fullmatch(r"S\d{9}").all()
    mark = json.loads((folder / "SYNTHETIC.json").read_text(encoding="utf-8"))
    assert mark["synthetic"] is True
    hours = pyreadstat.read_dta(folder / "bfl2016.dta")[0]
    assert set(hours["pnr"]) <= set(keys)
    assert (hours["ajo_loentimer"] > 0).all()


def test_weekly_rates_are_met():
    flows = load_flow_parameters(PARAMETERS)
    moves = flows.rates()
    n, weeks, rate = 4000, 60, 0.02
    to = np.zeros((n, len(STATES)))
    to[:, WORK] = 1.0
    none = np.zeros(n, dtype="int8")
    course = Course(
        np.full(n, 1, dtype="int32"), none, none, np.full(n, 1), np.full((80, 1), rate), to
    )
    ones, since = np.ones((n, len(STATES))), np.zeros(n, dtype="int32")
    draws = np.random.default_rng(5).random((weeks, n), dtype="float32")
    states = run_lives(course, moves, Ratios(ones, since), draws)
    stays = (states == PROGRAMME).mean(axis=1)
    expected = np.exp(-(rate + flows.death + flows.emigration) * np.arange(weeks - 1))
    assert np.abs(stays[1:] - expected).max() < 4 * np.sqrt(0.25 / n)
    doubled = run_lives(course, moves, Ratios(2 * ones, since), draws)
    # On the same random numbers a higher rate keeps nobody in longer.
    assert ((doubled == PROGRAMME) <= (states == PROGRAMME)).all()


def test_who_never_starts_is_never_in_the_programme():
    flows = load_flow_parameters(PARAMETERS)
    n, weeks = 500, 200
    none, ones = np.zeros(n, dtype="int8"), np.ones((n, len(STATES)))
    course = Course(
        np.full(n, NEVER, dtype="int32"), none, none, np.full(n, NEVER),
        np.full((2, 1), 0.1), np.full((n, len(STATES)), 1.0),
    )  # fmt: skip
    draws = np.random.default_rng(6).random((weeks, n), dtype="float32")
    ratios = Ratios(ones, np.zeros(n, dtype="int32"))
    states = run_lives(course, flows.rates(), ratios, draws)
    assert not (states == PROGRAMME).any()
    assert (states == DEAD).mean() < 0.05
    assert len(np.unique(states)) > 4


def test_what_is_the_programme_itself_is_no_other_state():
    flows = load_flow_parameters(PARAMETERS)
    rates = flows.rates("social_assistance")
    assert rates[:, STATES.index("social_assistance")].sum() == 0
    assert rates.sum() == pytest.approx(
        flows.rates().sum() - flows.moves["self_support"]["social_assistance"]
    )
