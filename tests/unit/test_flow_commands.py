"""Registers to flows to projection through the commands: memory changes nothing, counts agree."""

import json

import numpy as np
import pandas as pd
import pytest
from register_world import ROOT, _write

from effektspor.calendar import month_number, week_number
from effektspor.cli import main
from effektspor.cohort import batches
from effektspor.cohort.flows.tables import PEOPLE
from effektspor.config.business_case import Flow
from plain_spells import to_spells

FIRST, LAST = week_number(2013, 36), week_number(2019, 20)
PERSONS, OWN = 480, 766
JAF, UNEMPLOYED, SICK = 785, 111, 890
FLOW = Flow(draws=50, horizon_months=48).model_dump(mode="json")
SHARED = {"flow": FLOW, "as_of": "2018-09-01", "confidence": 0.95, "disclosure": {"min_cell": 5}}
TABLES = ("stocks", "durations", "exits", "entries", "transitions", "refunds")


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    rng = np.random.default_rng(8)
    codes = np.zeros((PERSONS, LAST + 1 - FIRST), dtype=np.uint16)
    for row in codes:
        start = int(rng.integers(20, 300))
        stay = int(rng.integers(8, 150))
        row[start - 20 : start] = SICK
        row[start : start + stay] = JAF
        row[start + stay :] = rng.choice([0, UNEMPLOYED])
        if rng.random() < 0.2:  # comes back after a year
            row[start + stay + 60 : start + stay + 100] = JAF
    person = np.arange(PERSONS, dtype="int32")
    bucket = (person % 8).astype("uint8")
    pnr = [f"{k:010d}" for k in person]
    home = np.where(person % 2, OWN, 530)
    spells = to_spells(codes, FIRST)
    month = month_number(2016, 1)
    tables = {
        "persons": pd.DataFrame({"person": person, "bucket": bucket, "pnr": pnr, "kom_2017": home}),
        "spells": spells.assign(bucket=bucket[spells["person"]]),
        "employment": pd.DataFrame(
            {"person": person, "bucket": bucket, "first_month": month, "months": 30}
        )[person % 3 == 0],
        "population": pd.DataFrame(
            {
                "pnr": pnr, "bucket": bucket, "year": 2017, "female": person % 2, "married": 0,
                "birth_date": pd.Timestamp("1970-05-01"), "non_western": 0,
            }
        ),
    }  # fmt: skip
    for name, frame in tables.items():
        _write(frame, folder / f"{name}.parquet")
    return folder


def flows(registers, out):
    out.mkdir(exist_ok=True)
    settings = SHARED | {
        "codes": {"benefits": str(ROOT / "data/codes/dream_codes.csv")},
        "units": {"own": OWN, "cluster": [530], "region": [615]},
        "followed_until": "2019-05-15", "first_week": FIRST, "last_week": LAST,
    }  # fmt: skip
    inputs = [
        f"--{name}={registers / name}.parquet"
        for name in ("persons", "spells", "employment", "population")
    ]
    outputs = [f"--{name}={out / name}.csv" for name in TABLES]
    outputs += [f"--{name}={out / name}.parquet" for name in ("people", "boot")]
    states = f"--states={ROOT / 'data/business_case/states.csv'}"
    command = ["flows", "--settings", json.dumps(settings), *inputs, *outputs, states]
    assert main(command) == 0
    return out


@pytest.fixture(scope="module")
def counted(registers, tmp_path_factory):
    return flows(registers, tmp_path_factory.mktemp("flows"))


def test_a_batch_for_each_bucket_gives_the_same(registers, counted, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "KB_PER_PERSON", 10_000_000)
    parted = flows(registers, tmp_path / "parted")
    for name in TABLES:
        assert (parted / f"{name}.csv").read_text() == (counted / f"{name}.csv").read_text(), name
    for name in ("people", "boot"):
        one, other = (pd.read_parquet(out / f"{name}.parquet") for out in (parted, counted))
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_tables_have_no_rows_of_persons_and_no_few(counted):
    for name, count in (
        ("stocks", "persons"), ("durations", "persons"), ("exits", "n"), ("entries", "n"),
        ("transitions", "n"), ("refunds", "n"),
    ):  # fmt: skip
        table = pd.read_csv(counted / f"{name}.csv")
        assert not {"person", "pnr"} & set(table), name
        assert not table[count].between(1, 4).any(), name
        assert (table[count].isna() == (table["shown"] == "withheld")).all(), name
    assert set(pd.read_parquet(counted / "people.parquet")) == {
        column.name for column in PEOPLE.columns
    }


def test_the_projection_begins_with_those_counted_at_the_date(counted, tmp_path):
    inputs = [f"--{name}={counted / name}.csv" for name in TABLES]
    case = ROOT / "data/business_case"
    inputs += [f"--{name}={case / name}.csv" for name in ("states", "targets", "baseline")]
    outputs = [f"--{name}={tmp_path / name}.csv" for name in ("rates", "projection", "consistency")]
    command = ["flow-model", "--settings", json.dumps(SHARED), *inputs, *outputs]
    assert main([*command, f"--boot={counted}/boot.parquet", f"--paths={tmp_path}/p.parquet"]) == 0
    projection = (
        pd.read_csv(tmp_path / "projection.csv")
        .set_index(["scenario", "month", "state"])
        .sort_index()
    )
    stocks = pd.read_csv(counted / "stocks.csv").set_index(["unit", "month", "state"])
    now = stocks.loc[("own", "2018-09", "jobafklaring"), "persons"]
    assert now > 20
    assert (projection.xs((0, "jobafklaring"), level=(1, 2))["persons"] == now).all()
    # Who is elsewhere is followed once in the programme again: few are told at the beginning.
    begin = projection.loc["base", 0].drop("jobafklaring")
    assert (begin["persons"] == 0).all()
    paths = pd.read_parquet(tmp_path / "p.parquet")
    shares = paths.loc[paths["persons"] > 0, [f"step_{k}" for k in range(1, 5)]].sum(axis=1)
    assert shares.to_numpy() == pytest.approx(np.ones(len(shares)))


def test_a_family_that_is_no_state_of_its_own_is_refused(counted, tmp_path, capsys):
    case = ROOT / "data/business_case"
    table = pd.read_csv(case / "states.csv")
    table.loc[table["state"] == "jobafklaring", "families"] = "jobafklaring uddannelseshjaelp"
    table.to_csv(tmp_path / "states.csv", index=False)
    inputs = [f"--{name}={counted / name}.csv" for name in TABLES]
    inputs += [f"--states={tmp_path / 'states.csv'}", f"--boot={counted}/boot.parquet"]
    inputs += [f"--{name}={case / name}.csv" for name in ("targets", "baseline")]
    outputs = [f"--{n}={tmp_path / n}" for n in ("rates", "projection", "consistency", "paths")]
    assert main(["flow-model", "--settings", json.dumps(SHARED), *inputs, *outputs]) == 12
    said = capsys.readouterr().err
    assert "jobafklaring" in said
    assert "Traceback" not in said
