"""Keys that do not agree between the sources stop the build instead of giving an effect of zero."""

import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_world import STUDY, run_shards, write_registers

from effektspor.calendar import month_number
from effektspor.cohort.build import Registers
from effektspor.cohort.links import count_links, months_of_hours, refuse_unlinked
from effektspor.errors import InputError
from effektspor.registers.quality import Ledger

MONTHS = range(100, 110)


def read(**unknown):
    """A ledger in which each source has ten rows, so many of them of persons not in DREAM."""
    ledger = Ledger()
    for source in ("hours", "population", "stv"):
        ledger.read("cohort", f"{source}.parquet", None, 0 if unknown.get(source) == "none" else 10)
        if unknown.get(source, 0) != "none":
            ledger.step("not_in_dream", "cohort", f"{source}.parquet", None, unknown.get(source, 0))
    return ledger


def link(ledger, linked, unlinked):
    ledger.step("wage_and_hours", "cohort", "hours.parquet", None, linked)
    ledger.step("wage_without_hours", "cohort", "hours.parquet", None, unlinked)
    return ledger.frame()


@pytest.mark.parametrize("source", ["hours", "population", "stv"])
def test_a_source_of_strangers_only_is_refused(source):
    refuse_unlinked(read(**{source: 9}).frame(), 0.5)
    with pytest.raises(InputError, match="None of 10 rows belongs") as caught:
        refuse_unlinked(read(**{source: 10}).frame(), 0.5)
    assert caught.value.where == f"data.{source} against data.dream"


def test_only_the_list_of_stv_participants_may_be_empty():
    refuse_unlinked(read(stv="none").frame(), 0.5)
    for source in ("hours", "population"):
        with pytest.raises(InputError, match="None of 0 rows"):
            refuse_unlinked(read(**{source: "none"}).frame(), 0.5)


def test_the_share_with_hours_is_judged_against_the_setting():
    refuse_unlinked(link(read(), 50, 50), 0.5)
    refuse_unlinked(link(read(), 1, 999), 0.0)
    refuse_unlinked(link(read(), 0, 0), 1.0)
    with pytest.raises(InputError, match=r"Of 1,000 persons .* 499 have hours: 49.9 per cent"):
        refuse_unlinked(link(read(), 499, 501), 0.5)


def registers(employment, paid):
    runs = pd.DataFrame(employment, columns=["person", "first_month", "months"])
    people = pd.DataFrame({"person": range(5), "pnr": list("abcde")})
    nothing = pd.DataFrame()
    hours = pd.DataFrame({"pnr": paid})
    return Registers(5, people, nothing, runs, hours, nothing, nothing)


def test_persons_are_counted_once_and_only_with_a_wage_in_the_months():
    runs = [
        (0, 99, 1),  # ends before the months
        (1, 99, 2),  # its last month is the first of them
        (1, 105, 1),  # the same person again
        (2, 109, 5),
        (3, 110, 5),  # begins after them
    ]
    ledger = Ledger()
    count_links(registers(runs, ["a", "b", "b", "e"]), MONTHS, ledger, "hours.parquet")
    ledger.read("cohort", "hours.parquet", None, 4)
    counts = ledger.frame().set_index("check")["n_affected"]
    assert counts[["wage_and_hours", "wage_without_hours"]].tolist() == [1, 1]


def test_a_wage_counts_in_the_months_that_follow_up_and_hours_share(tmp_path):
    path = tmp_path / "hours.parquet"
    months = [month_number(2014, 1), month_number(2017, 6), month_number(2016, 2)]
    pq.write_table(pa.table({"pnr": list("abc"), "month": months}), path, row_group_size=2)
    first = month_number(2016, 1)  # of follow-up; the hours have earlier months too
    assert months_of_hours(path, STUDY.cohorts) == range(first, month_number(2017, 6) + 1)
    pq.write_table(pa.table({"pnr": pa.array([], "str"), "month": pa.array([], "int16")}), path)
    assert len(months_of_hours(path, STUDY.cohorts)) == 0


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    write_registers(folder)
    return folder


def prefixed(world, folder, table, chosen):
    """The registers with other keys for some persons of a table."""
    shutil.copytree(world, folder)
    frame = pd.read_parquet(folder / f"{table}.parquet")
    odd = frame["pnr"].map(chosen)
    frame["pnr"] = frame["pnr"].mask(odd, "DK" + frame["pnr"])
    frame.to_parquet(folder / f"{table}.parquet", index=False)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("table", ["hours", "population", "stv"])
def test_other_keys_in_a_source_stop_the_build(world, tmp_path, capsys, table):
    folder = prefixed(world, tmp_path / "registers", table, lambda key: True)
    assert run_shards(folder, tmp_path / "out", 2) == 12
    error = capsys.readouterr().err
    assert f"data.{table} against data.dream" in error
    assert "DK" not in error
    assert not (tmp_path / "out" / "attrition.csv").exists()


@pytest.mark.slow
def test_other_keys_of_most_persons_stop_the_build_unless_the_setting_allows_it(
    world, tmp_path, capsys
):
    folder = prefixed(world, tmp_path / "registers", "hours", lambda key: int(key[-2:]) % 10 < 8)
    assert run_shards(folder, tmp_path / "out", 2) == 12
    assert "data.smallest_link asks for 50" in capsys.readouterr().err
    assert run_shards(folder, tmp_path / "allowed", 3, smallest_link=0.05) == 0
    found = pd.read_csv(tmp_path / "allowed" / "quality.csv").set_index("check")["n_affected"]
    share = found["wage_and_hours"] / (found["wage_and_hours"] + found["wage_without_hours"])
    assert 0.05 < share < 0.3


@pytest.mark.slow
def test_with_the_same_keys_nearly_all_are_linked(world, tmp_path):
    assert run_shards(world, tmp_path, 2) == 0
    found = pd.read_csv(tmp_path / "quality.csv").set_index("check")["n_affected"]
    assert found["wage_and_hours"] > 9 * found.get("wage_without_hours", 0)
