"""The benchmark's register: layout, the same bytes from the same seed, one content in all formats."""

from pathlib import Path

import numpy as np
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pyreadstat
import pytest

from effektspor.benchmark.generate import generate
from effektspor.benchmark.layout import COLUMNS
from effektspor.benchmark.lives import BLANK, RUNS, draw_lives
from effektspor.benchmark.people import SPAN, blocks
from effektspor.codebook import read_codebook

PARAMETERS = Path("data/simulation")
PERSONS = 2_000


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    return generate(folder, PERSONS, ("dta", "parquet", "csv"), PARAMETERS)


def test_layout_is_that_of_a_national_dream(register):
    names = pq.read_schema(register.dream("parquet")).names
    assert names[:3] == ["pnr", "kon", "alder9131"]
    assert names[3 : 3 + len(COLUMNS)] == COLUMNS
    assert (COLUMNS[0], COLUMNS[-1], len(COLUMNS)) == ("y_0701", "y_1852", 626)
    assert sum(name.startswith("branche_") for name in names) == 144
    assert sum(name.startswith("nykom") for name in names) == 12


def test_all_formats_hold_the_same(register):
    stata, _ = pyreadstat.read_dta(register.dream("dta"))
    parquet = pq.read_table(register.dream("parquet")).to_pandas()
    options = pa_csv.ConvertOptions(
        column_types=pq.read_schema(register.dream("parquet")), strings_can_be_null=False
    )
    csv = pa_csv.read_csv(register.dream("csv"), convert_options=options).to_pandas()
    assert len(stata) == PERSONS
    assert stata["pnr"].is_unique
    for other in (parquet, csv):
        assert list(other.columns) == list(stata.columns)
        assert (other.to_numpy() == stata.to_numpy()).all()


def test_same_seed_same_bytes_and_nothing_is_written_twice(register, tmp_path):
    before = {path.name: path.stat().st_mtime_ns for path in register.folder.iterdir()}
    generate(register.folder, PERSONS, ("dta",), PARAMETERS)
    assert {path.name: path.stat().st_mtime_ns for path in register.folder.iterdir()} == before
    again = generate(tmp_path / "again", PERSONS, ("dta",), PARAMETERS)
    other = generate(tmp_path / "other", PERSONS, ("dta",), PARAMETERS, seed=2)
    for name in ("dream.dta", "bfl2017.dta", "bef2016.dta", "stv.csv"):
        content = (register.folder / name).read_bytes()
        assert (again.folder / name).read_bytes() == content
        assert (other.folder / name).read_bytes() != content


def test_folder_of_another_size_is_written_anew(tmp_path):
    generate(tmp_path, 300, ("parquet", "dta"), PARAMETERS)
    generate(tmp_path, 400, ("dta",), PARAMETERS)
    assert not (tmp_path / "dream.parquet").exists()
    assert pyreadstat.read_dta(tmp_path / "dream.dta", metadataonly=True)[1].number_rows == 400


def test_blocks_cut_differently_lose_nobody(monkeypatch):
    """Starters are simulated in larger parts than the blocks that take them."""
    whole = np.concatenate([block.dream["pnr"] for block in blocks(PERSONS, PARAMETERS, 1)])
    monkeypatch.setattr("effektspor.benchmark.people.BLOCK", 300)
    monkeypatch.setattr("effektspor.benchmark.people._AT_ONCE", 120)
    cut = list(blocks(PERSONS, PARAMETERS, 1))
    assert [len(block.dream) for block in cut] == [285, 286, 286, 285, 286, 286, 286]
    keys = np.concatenate([block.dream["pnr"] for block in cut])
    assert set(keys) == set(whole)
    flagged = np.concatenate([block.stv["pnr"] for block in cut])
    assert set(flagged) <= set(keys)
    jobs = np.concatenate([block.bfl[2017]["pnr"] for block in cut])
    assert set(jobs) <= set(keys)


def test_histories_are_long_runs_of_known_codes():
    lives = draw_lives(3_000, SPAN.month_starts, len(SPAN.weeks), np.random.default_rng(1))
    codes = lives.codes
    begins = np.concatenate([codes[:1] > 0, (codes[1:] != codes[:-1]) & (codes[1:] > 0)])
    assert 12 < begins.sum() / 3_000 < 15
    assert 27 < (codes > 0).sum() / begins.sum() < 33
    known = read_codebook(Path("data/codes/dream_codes.csv"), None)
    assert not list(known.unknown(np.array([code for code in RUNS if code != BLANK])))
    assert lives.jobs.shape == (SPAN.n_months, 3_000)
    assert 0.2 < lives.jobs.mean() < 0.5
