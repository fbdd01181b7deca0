"""The written registers have the layouts of the data contract and the same bytes each time."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from pandas.io.stata import StataReader

from effektspor.config.simulation import SimulationSettings
from effektspor.errors import ConfigError
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.run import simulate

FOLDER = Path(__file__).parents[2] / "data" / "simulation"
SMALL = {"starters": 1500, "other_persons": 500, "replications": 2, "chunk_persons": 800}


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(FOLDER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, parameters: Parameters) -> Path:
    out = tmp_path_factory.mktemp("dta")
    simulate(SimulationSettings(**SMALL), parameters, out)
    return out


@pytest.fixture(scope="module")
def dream(folder: Path) -> pd.DataFrame:
    return pd.read_stata(folder / "dream.dta")


def test_dream_columns_stand_in_the_order_of_the_register(dream: pd.DataFrame) -> None:
    names = list(dream.columns)
    weeks = [name for name in names if name.startswith("y_")]
    assert names[:3] == ["pnr", "kon", "alder9131"]
    assert weeks[0] == "y_1101"
    assert weeks[-1] == "y_1852"
    assert "y_1553" in weeks  # 2015 has 53 weeks
    assert not {"y_1653", "y_1100"} & set(weeks)
    assert len(weeks) == 8 * 52 + 1
    assert names[3 : 3 + len(weeks)] == weeks
    months = [f"branche_{year}_{month:02d}" for year in range(2011, 2019) for month in range(1, 13)]
    assert names[3 + len(weeks) : -8] == months
    assert names[-8:] == [f"nykom{year}" for year in range(2011, 2019)]


def test_codes_stay_three_bytes_wide(folder: Path) -> None:
    with StataReader(folder / "dream.dta") as reader:
        reader._ensure_open()
        widths = dict(zip(reader._varlist, reader._typlist, strict=True))
    assert widths["y_1101"] == widths["y_1852"] == 3
    assert widths["branche_2018_12"] == 6
    assert widths["pnr"] == 10


def test_persons_are_unique_and_shuffled(dream: pd.DataFrame) -> None:
    assert dream["pnr"].is_unique
    assert dream["pnr"].str.fullmatch(r"S\d{9}").all()
    assert not dream["pnr"].is_monotonic_increasing
    assert len(dream) == 2000
    starters = dream.filter(like="y_").isin([str(code) for code in range(810, 819)]).any(axis=1)
    assert starters.sum() == 1500
    halves = starters[:1000].mean(), starters[1000:].mean()
    assert abs(halves[0] - halves[1]) < 0.1


def test_both_stata_readers_agree_on_bfl_and_its_dates(folder: Path) -> None:
    by_pandas = pd.read_stata(folder / "bfl2016.dta")
    by_readstat, meta = pyreadstat.read_dta(folder / "bfl2016.dta")
    ends = by_pandas["ajo_job_slut_dato"]
    assert (ends.dt.year == 2016).all()
    assert ends.dt.is_month_end.all()
    assert (pd.to_datetime(by_readstat["ajo_job_slut_dato"]) == ends).all()
    assert meta.number_rows == len(by_pandas)
    assert "SYNTHETIC" in meta.file_label
    kind = by_pandas["ajo_loentime_kode"]
    assert set(kind) == {0, 1}
    assert (by_pandas.loc[kind == 0, "ajo_indberettede_loentimer"] == 0).all()
    assert (by_pandas["ajo_loentimer"] > 0).all()
    share = by_pandas["ajo_loentimer"] / 160.33
    assert np.allclose(by_pandas["ajo_fuldtid_beskaeftiget"], share, atol=1e-4)


def test_industry_stands_in_exactly_the_months_with_a_wage(
    folder: Path, dream: pd.DataFrame
) -> None:
    jobs = pd.read_stata(folder / "bfl2017.dta")
    for month in (1, 8):
        paid = set(jobs.loc[jobs["ajo_job_slut_dato"].dt.month == month, "pnr"])
        assert set(dream.loc[dream[f"branche_2017_{month:02d}"] != "", "pnr"]) == paid


def test_population_holds_the_living_residents(folder: Path, dream: pd.DataFrame) -> None:
    population = pd.read_csv(folder / "bef2018.csv")
    assert list(population) == ["pnr", "koen", "foed_dag", "ie_type", "civst", "ikkevestlig"]
    gone = dream.loc[dream["y_1801"].isin(["999", "997"]), "pnr"]
    assert len(gone)
    assert set(population["pnr"]) == set(dream["pnr"]) - set(gone)
    assert set(population["koen"]) == {1, 2}
    assert set(population["ie_type"]) <= {1, 2, 3}
    assert (population.loc[population["ikkevestlig"] == 1, "ie_type"] > 1).all()
    both = population.merge(dream[["pnr", "kon", "alder9131"]])
    age = (pd.Timestamp("1991-07-29") - pd.to_datetime(both["foed_dag"])).dt.days / 365.25
    assert np.allclose(age, both["alder9131"], atol=0.006)
    assert (both["kon"] == both["koen"]).all()


def test_stv_lists_those_who_took_part(folder: Path, dream: pd.DataFrame) -> None:
    stv = pd.read_csv(folder / "stv.csv")
    assert (stv["stv"] == 1).all()
    assert stv["pnr"].isin(dream["pnr"]).all()
    assert 0 < len(stv) < 200


def test_csv_holds_the_same_as_stata(
    folder: Path, dream: pd.DataFrame, tmp_path: Path, parameters: Parameters
) -> None:
    settings = SimulationSettings(**{**SMALL, "replications": 0}, file_format="csv")
    simulate(settings, parameters, tmp_path)
    text = pd.read_csv(tmp_path / "dream.csv", dtype=str, keep_default_na=False)
    assert list(text) == list(dream)
    strings = [name for name in dream if dream[name].dtype == object]
    assert (text[strings].to_numpy() == dream[strings].to_numpy()).all()
    numbers = [name for name in dream if name not in strings]
    assert np.array_equal(text[numbers].astype(float), dream[numbers].astype(float))
    jobs = pd.read_csv(tmp_path / "bfl2015.csv", parse_dates=["ajo_job_slut_dato"])
    stata = pd.read_stata(folder / "bfl2015.dta")
    pd.testing.assert_frame_equal(jobs, stata, check_dtype=False)


def test_the_same_seed_gives_the_same_bytes(
    folder: Path, tmp_path: Path, parameters: Parameters
) -> None:
    simulate(SimulationSettings(**SMALL), parameters, tmp_path)
    assert _digests(folder) == _digests(tmp_path)
    simulate(SimulationSettings(**{**SMALL, "seed": 1}), parameters, tmp_path)
    assert not set(_digests(folder).values()) & set(_digests(tmp_path).values())


def test_the_mark_says_synthetic_and_nothing_partial_is_left(
    folder: Path, parameters: Parameters
) -> None:
    mark = json.loads((folder / "SYNTHETIC.json").read_text())
    assert mark["synthetic"] is True
    assert mark["seed"] == 20190901
    assert mark["parameters_hash"] == parameters.sha256
    assert not list(folder.glob("*.partial"))


def test_a_leftover_of_an_aborted_run_is_not_given_a_name(
    tmp_path: Path, parameters: Parameters
) -> None:
    (tmp_path / "bef1999.csv.partial").write_text("cut off")
    simulate(
        SimulationSettings(starters=100, other_persons=0, replications=0), parameters, tmp_path
    )
    assert not (tmp_path / "bef1999.csv").exists()


def test_a_wrong_parameter_is_named(tmp_path: Path) -> None:
    for name in ("municipalities.csv", "targets.csv", "fidelity.csv"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    text = (FOLDER / "parameters.yaml").read_text(encoding="utf-8")
    (tmp_path / "parameters.yaml").write_text(text.replace("  stay:", "  stai:"))
    with pytest.raises(ConfigError, match="not usable"):
        load_parameters(tmp_path)
    with pytest.raises(ConfigError, match="missing"):
        load_parameters(tmp_path / "nowhere")


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }
