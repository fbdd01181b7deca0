"""Cohort to tables through the commands, on a small simulated world: shards change nothing."""

import shutil

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from register_world import ROOT, STUDY, run_shards, write_registers

from effektspor.benchmark.project import GATHERED
from effektspor.calendar import month_of_week
from effektspor.codebook import CODE_COLUMNS
from effektspor.cohort import batches
from effektspor.config.window import start_window, study_span
from effektspor.registers.spells import to_weeks

pytestmark = pytest.mark.slow
TABLES = (
    "attrition", "baseline", "balance", "follow_up", "hours_weekly", "exits", "flows", "links",
    "quality",
)  # fmt: skip


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    write_registers(folder)
    return folder


@pytest.fixture(scope="module")
def whole(registers, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    run_shards(registers, out, 1)
    return out


def assert_same(first, second):
    for name in TABLES:
        assert (first / f"{name}.csv").read_text() == (second / f"{name}.csv").read_text(), name
    for name in GATHERED.values():
        one, other = (pd.read_parquet(out / f"{name}.parquet") for out in (first, second))
        pd.testing.assert_frame_equal(one, other, check_exact=True)


@pytest.mark.parametrize("shards", [3, 8])
def test_shards_change_nothing(registers, whole, tmp_path, shards):
    run_shards(registers, tmp_path, shards)
    assert_same(whole, tmp_path)
    parts = [pd.read_parquet(tmp_path / str(n) / "cohort.parquet") for n in range(shards)]
    assert min(len(part) for part in parts) > 0
    assert not pd.concat(parts)["start"].duplicated().any()


def test_batches_change_nothing(registers, whole, tmp_path, monkeypatch):
    """A batch for each bucket, as with little memory for many persons."""
    monkeypatch.setattr(batches, "KB_PER_PERSON", 10_000)
    run_shards(registers, tmp_path, 1)
    assert_same(whole, tmp_path)
    for name in ("cohort", "outcomes", "courses"):
        assert pq.ParquetFile(whole / "0" / f"{name}.parquet").num_row_groups == 1
        assert pq.ParquetFile(tmp_path / "0" / f"{name}.parquet").num_row_groups > 5
    for name in ("cohort", "outcomes", "courses"):
        one, other = (pd.read_parquet(out / "0" / f"{name}.parquet") for out in (whole, tmp_path))
        pd.testing.assert_frame_equal(one, other)


def test_shards_without_a_start_change_nothing(registers, whole, tmp_path):
    few = {"exclusions": {"min_age": 63}}
    run_shards(registers, tmp_path / "one", 1, **few)
    run_shards(registers, tmp_path / "many", 8, **few)
    starts = [len(pd.read_parquet(p)) for p in tmp_path.glob("many/*/cohort.parquet")]
    assert min(starts) == 0 < max(starts)
    assert_same(tmp_path / "one", tmp_path / "many")


def test_a_row_that_no_shard_has_read_stops_the_build(registers, tmp_path, capsys):
    """The ledger of ingest says one row of hours more than the shards have seen."""
    folder = tmp_path / "registers"
    shutil.copytree(registers, folder)
    quality = pd.read_csv(folder / "quality.csv")
    quality.loc[quality["source"] == "hours", ["n_before", "n_affected", "n_after"]] += 1
    quality.to_csv(folder / "quality.csv", index=False)
    assert run_shards(folder, tmp_path / "out", 2) == 13
    assert "Rows read and rows accounted for differ" in capsys.readouterr().err


def test_rows_of_persons_who_are_not_in_dream_are_counted(registers, tmp_path):
    folder = tmp_path / "registers"
    shutil.copytree(registers, folder)
    hours = pd.read_parquet(folder / "hours.parquet")
    strangers = hours.iloc[:5].assign(pnr="nobody")
    pd.concat([hours, strangers]).to_parquet(folder / "hours.parquet", index=False)
    quality = pd.read_csv(folder / "quality.csv")
    quality.loc[quality["source"] == "hours", ["n_before", "n_affected", "n_after"]] += 5
    quality.to_csv(folder / "quality.csv", index=False)
    assert run_shards(folder, tmp_path / "out", 3) == 0
    found = pd.read_csv(tmp_path / "out" / "quality.csv").set_index(["source", "check"])
    found = found.sort_index()
    assert found.loc[("cohort", "not_in_dream"), "n_affected"].tolist() == [5]
    assert found.loc[("cohort", "not_in_dream"), "n_after"].tolist() == [len(hours) + 5]


def test_a_study_without_anybody_stops_with_a_message(registers, tmp_path, capsys):
    assert run_shards(registers, tmp_path, 1, exclusions={"min_age": 119}) == 13
    assert "No course start is left" in capsys.readouterr().err
    assert not (tmp_path / "attrition.csv").exists()


def test_a_code_that_changes_its_family_within_the_study_stops_the_cohort(
    registers, tmp_path, capsys
):
    extension = tmp_path / "extension.csv"
    extension.write_text(
        ",".join(CODE_COLUMNS)
        + "\n870,En,ressourceforloeb,Ressourceforløb,,,2017-12-31,own,user"
        + "\n870,To,jobafklaring,Jobafklaringsforløb,,2018-01-01,,own,user\n",
        encoding="utf-8",
    )
    with pytest.raises(AssertionError, match="cohort"):
        run_shards(registers, tmp_path / "out", 1, codes={"extension": str(extension)})
    assert "change their meaning within the study: 870" in capsys.readouterr().err


@pytest.mark.parametrize(
    "changed",
    [
        {"follow_up": {"censor": True, "pension_age": 50}},
        {"exclusions": {"min_age": 25, "max_age": 50, "emigrated": True, "stv": True}},
        {"exclusions": {"earlier_programme": True}},
        {"programme": {"bridge_weeks": 2, "bridge_family_weeks": 26}},
        {"cohorts": {"weeks": 100}},
        {"ordinary_hours": {"scope": "week"}},
        {"background": {"benefit_families": ["fleksjob"], "origin_families": []}},
    ],
    ids=["censored", "excluded", "newcomers", "bridged", "shorter", "hours", "background"],
)
def test_the_numbers_reconcile_under_other_settings(registers, whole, tmp_path, changed):
    """`describe` stops unless the flow's last step is the n of every table and model."""
    assert run_shards(registers, tmp_path, 2, **changed) == 0
    before = [(whole / f"{name}.csv").read_text() for name in TABLES]
    after = [(tmp_path / f"{name}.csv").read_text() for name in TABLES]
    moments = [pd.read_parquet(out / "moments.parquet") for out in (whole, tmp_path)]
    assert before != after or not moments[0].equals(moments[1])


def test_without_censoring_the_denominators_are_those_of_all_who_started(registers, tmp_path):
    """With a pension age of 50 most are lost in time; only `censor` may take their weeks out."""
    kept, censored = tmp_path / "kept", tmp_path / "censored"
    run_shards(registers, kept, 1, follow_up={"pension_age": 50})
    run_shards(registers, censored, 1, follow_up={"pension_age": 50, "censor": True})
    n = [
        pd.read_parquet(out / "moments.parquet").query("week == 104").groupby("denominator")["n"]
        for out in (kept, censored)
    ]
    assert (n[1].sum() < n[0].sum()).all()
    cohort = pd.read_parquet(kept / "0" / "cohort.parquet")
    ended = cohort["end_week"] < cohort["last_week"]
    assert (cohort.loc[~ended, "end_reason"] == "end_of_data").all()
    assert (cohort["censor_week"] > cohort["start_week"]).all()
    assert (cohort["censor_week"] <= cohort["last_week"]).all()
    outcomes = pd.read_parquet(censored / "0" / "outcomes.parquet")
    outcomes = outcomes.merge(pd.read_parquet(censored / "0" / "cohort.parquet"), on="start")
    lost = outcomes["first_week"] + outcomes["week"] - 1 >= outcomes["censor_week"]
    assert lost.sum() > 1000
    assert not outcomes.loc[lost, ["started", "in_programme", "internship"]].any(axis=None)


def test_the_cohort_is_the_one_that_a_plain_reading_finds(registers, whole):
    """Starts, ages and weeks on kontanthjælp of every start, person by person in plain Python."""
    spells = pd.read_parquet(registers / "spells.parquet")
    people = pd.read_parquet(registers / "persons.parquet").sort_values("person")
    span = study_span(STUDY.cohorts, STUDY.programme, STUDY.background)
    codes = to_weeks(spells, people["person"].to_numpy(), span)
    book = pd.read_csv(ROOT / "data/codes/dream_codes.csv")
    kontanthjaelp = set(book.loc[book["family"] == "kontanthjaelp", "code"])
    expected = {}
    for position, cohort in enumerate((STUDY.cohorts.pre, STUDY.cohorts.post)):
        window = start_window(cohort, STUDY.cohorts.weeks)
        for person, weeks in enumerate(codes.tolist()):
            inside = [810 <= code <= 818 for code in weeks]
            for week in window:
                at = week - span.start
                if inside[at] and not any(inside[at - 52 : at]):
                    count = sum(code in kontanthjaelp for code in weeks[at - 156 : at])
                    expected[person * 2 + position] = (week, count)
                    break
    cohort = pd.read_parquet(whole / "0" / "cohort.parquet").set_index("start").sort_index()
    counts = cohort[["start_week", "weeks_kontanthjaelp"]].itertuples(index=False, name=None)
    found = dict(zip(cohort.index, counts, strict=True))
    assert len(found) > 1000
    assert found == {start: expected[start] for start in found}
    attrition = pd.read_csv(whole / "attrition.csv").set_index("id")["n_after"]
    assert attrition["start_in_window"] == len(expected)
    assert attrition["in_dream"] == len(people)


def test_weekly_hours_add_up_to_the_months_of_the_register(registers, whole):
    """Of months that lie after the start and have no supported week: every hour, once."""
    cohort = pd.read_parquet(whole / "0" / "cohort.parquet")
    outcomes = pd.read_parquet(whole / "0" / "outcomes.parquet").merge(
        cohort[["start", "first_week", "start_week"]], on="start"
    )
    outcomes["month"] = month_of_week(outcomes["first_week"] + outcomes["week"] - 1)
    outcomes = outcomes[outcomes["month"] > month_of_week(outcomes["start_week"])]
    by_month = outcomes.groupby(["start", "month"])[["weekly_hours", "weekly_reported_hours"]].sum()
    people = pd.read_parquet(registers / "persons.parquet").set_index("person")["pnr"]
    hours = pd.read_parquet(registers / "hours.parquet")
    hours = hours.groupby(["pnr", "month"])[["hours", "reported_hours"]].sum()
    index = by_month.index.to_frame(index=False)
    keys = pd.MultiIndex.from_arrays([people[index["start"] // 2], index["month"]])
    register = hours.reindex(keys).fillna(0)
    ordinary = (outcomes.groupby(["start", "month"])["hours"].any()).to_numpy()
    for own, theirs in (("weekly_hours", "hours"), ("weekly_reported_hours", "reported_hours")):
        kept, all_hours = by_month[own].to_numpy(), register[theirs].to_numpy()
        assert ordinary.sum() > 500
        assert (kept[ordinary] == np.rint(all_hours[ordinary] * 64) / 64).all()
        assert (kept[~ordinary] == 0).all()


def test_mean_hours_of_a_week_are_those_of_all_who_have_started(whole):
    cohort = pd.read_parquet(whole / "0" / "cohort.parquet")[["start", "group", "cohort"]]
    outcomes = pd.read_parquet(whole / "0" / "outcomes.parquet").query("started").merge(cohort)
    table = pd.read_csv(whole / "hours_weekly.csv").set_index(["group", "cohort", "week"])
    assert (table["mean_weekly_reported_hours"] <= table["mean_weekly_hours"]).all()
    assert (table["mean_weekly_reported_hours"] < table["mean_weekly_hours"]).any()
    found = outcomes.astype({"weekly_hours": float, "weekly_reported_hours": float}).groupby(
        ["group", "cohort", "week"]
    )
    assert len(table) == found.ngroups > 400
    assert (table["starters"] == found.size()).all()
    for name in ("weekly_hours", "weekly_reported_hours"):
        np.testing.assert_allclose(table[f"mean_{name}"], found[name].mean(), rtol=1e-9)
    moments = pd.read_parquet(whole / "moments.parquet").query(
        "outcome == 'hours' and denominator == 'started'"
    )
    n = moments.groupby("week")["n"].sum()
    assert table.groupby("week")["starters"].sum().to_dict() == n.to_dict()
