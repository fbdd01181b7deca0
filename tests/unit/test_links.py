"""Keys that do not agree between the sources stop the build instead of giving an effect of zero."""

import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from register_world import STUDY, run_shards, write_registers

from effektspor.calendar import month_number
from effektspor.cohort.design import Registers
from effektspor.cohort.link_limits import refuse_strangers, refuse_unlinked
from effektspor.cohort.link_table import LINKS, add_links, background_links
from effektspor.cohort.links import count_links, hours_links, months_of_hours
from effektspor.errors import InputError
from effektspor.registers.buckets import bucket_of
from effektspor.registers.quality import Ledger

MONTHS = range(100, 110)
BOTH = (STUDY.cohorts.pre, STUDY.cohorts.post)


def read(**unknown):
    """A ledger in which each source has ten rows, so many of them of persons not in DREAM."""
    ledger = Ledger()
    for source in ("hours", "population", "stv"):
        ledger.read("cohort", f"{source}.parquet", None, 0 if unknown.get(source) == "none" else 10)
        if unknown.get(source, 0) != "none":
            ledger.step("not_in_dream", "cohort", f"{source}.parquet", None, unknown.get(source, 0))
    return ledger


@pytest.mark.parametrize("source", ["hours", "population", "stv"])
def test_a_source_of_strangers_only_is_refused(source):
    refuse_strangers(read(**{source: 9}).frame())
    with pytest.raises(InputError, match="None of 10 rows belongs") as caught:
        refuse_strangers(read(**{source: 10}).frame())
    assert caught.value.where == f"data.{source} against data.dream"


def test_only_the_list_of_stv_participants_may_be_empty():
    refuse_strangers(read(stv="none").frame())
    for source in ("hours", "population"):
        with pytest.raises(InputError, match="None of 0 rows"):
            refuse_strangers(read(**{source: "none"}).frame())


def links(*rows):
    return LINKS.conform(pd.DataFrame(rows, columns=["source", "year", "n", "linked"]))


def test_each_year_of_hours_is_judged_against_the_setting():
    good = ("hours", 2016, 1000, 1000), ("hours", 2017, 1000, 500)
    refuse_unlinked(links(*good), 0.5)
    refuse_unlinked(links(("hours", 2018, 999, 1)), 0.0)
    with pytest.raises(InputError) as caught:
        refuse_unlinked(links(*good, ("hours", 2018, 1000, 499)), 0.5)
    said = (
        "Of 1,000 persons with programme codes and a wage in DREAM in 2018, 499 have hours in 2018"
    )
    assert f"{said}: 49.9 per cent" in str(caught.value)
    assert caught.value.where.startswith("data.hours, file or rows of 2018")


def test_each_year_of_the_population_is_judged_against_the_setting():
    good = ("hours", 2017, 1000, 900), ("population", 2016, 100, 50)
    refuse_unlinked(links(*good), 0.5)
    with pytest.raises(InputError) as caught:
        refuse_unlinked(links(*good, ("population", 2017, 527, 0)), 0.5)
    said = "Of 527 course starts of 2017 in the municipalities of the study, 0 have a background in"
    assert f"{said} 2017: 0.0 per cent" in str(caught.value)
    assert caught.value.where.startswith("data.population, file or rows of 2017")


@pytest.mark.parametrize("source", ["hours", "population"])
def test_a_year_of_few_is_not_judged(source):
    refuse_unlinked(links((source, 2018, 19, 0), (source, 2017, 0, 0)), 1.0)
    with pytest.raises(InputError, match="Of 20 "):
        refuse_unlinked(links((source, 2018, 20, 0)), 1.0)


def registers(employment, paid):
    runs = pd.DataFrame(employment, columns=["person", "first_month", "months"])
    people = pd.DataFrame({"person": range(5), "pnr": list("abcde")})
    nothing = pd.DataFrame()
    hours = pd.DataFrame(paid, columns=["pnr", "month"])
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
    paid = [("a", 99), ("b", 100), ("b", 101), ("e", 99)]
    count_links(registers(runs, paid), MONTHS, ledger, "hours.parquet")
    ledger.read("cohort", "hours.parquet", None, 4)
    counts = ledger.frame().set_index("check")["n_affected"]
    assert counts[["wage_and_hours", "wage_without_hours"]].tolist() == [1, 1]


def test_hours_link_in_the_year_of_the_wage_only():
    """Months 100 to 109 are those of year 8 from its fifth on, and the first two of year 9."""
    runs = [
        (0, 99, 1),  # ends before the months
        (1, 99, 20),  # in both years
        (2, 107, 1),
        (2, 100, 1),  # the same person and year again
        (3, 108, 1),
        (4, 110, 1),  # begins after the months
    ]
    paid = [("a", 100), ("b", 96), ("c", 108), ("d", 119), ("d", 108), ("e", 109)]
    found = hours_links(registers(runs, paid), MONTHS)
    assert found.to_numpy().tolist() == [["hours", 8, 2, 1], ["hours", 9, 2, 1]]
    assert hours_links(registers(runs, paid), range(100, 100)).empty


def test_background_is_counted_by_year_of_residents_starts():
    starts = pd.DataFrame(
        [("comparison", 2016, 1), ("participants", 2016, None), (None, 2016, 0), (None, 2017, 0)],
        columns=["group", "year", "female"],
    )
    assert background_links(starts).to_numpy().tolist() == [["population", 2016, 2, 1]]
    assert background_links(starts.iloc[:0]).empty


def test_links_of_shards_add_up():
    one = links(("hours", 2016, 3, 2), ("population", 2016, 1, 1))
    both = add_links([one, links(("hours", 2017, 1, 0), ("hours", 2016, 4, 4)), one.iloc[:0]])
    assert both.to_numpy().tolist() == [
        ["hours", 2016, 7, 6], ["hours", 2017, 1, 0], ["population", 2016, 1, 1],
    ]  # fmt: skip


def test_a_wage_counts_in_the_months_that_follow_up_and_hours_share(tmp_path):
    path = tmp_path / "hours.parquet"
    months = [month_number(2014, 1), month_number(2017, 6), month_number(2016, 2)]
    pq.write_table(pa.table({"pnr": list("abc"), "month": months}), path, row_group_size=2)
    first = month_number(2016, 1)  # of follow-up; the hours have earlier months too
    assert months_of_hours(path, BOTH, 104) == range(first, month_number(2017, 6) + 1)
    pq.write_table(pa.table({"pnr": pa.array([], "str"), "month": pa.array([], "int16")}), path)
    assert len(months_of_hours(path, BOTH, 104)) == 0


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    write_registers(folder)
    return folder


def prefixed(world, folder, table, chosen):
    """The registers with other keys in some rows of a table."""
    shutil.copytree(world, folder)
    frame = pd.read_parquet(folder / f"{table}.parquet")
    frame["pnr"] = frame["pnr"].mask(chosen(frame), "DK" + frame["pnr"])
    # As ingest has it: a person of another key stands in another bucket.
    frame["bucket"] = bucket_of(pa.array(frame["pnr"])).astype("uint8")
    frame.sort_values("bucket", kind="stable").to_parquet(folder / f"{table}.parquet", index=False)
    return folder


def refuse(folder, out, capsys):
    """What the build says when it stops before anything is estimated; it names no key."""
    assert run_shards(folder, out, 2) == 12
    assert sorted(path.name for path in out.iterdir()) == ["0", "1"]
    assert not list(out.rglob("moments.parquet"))
    error = capsys.readouterr().err
    keys = {f"DK{key}" for key in pd.read_parquet(folder / "persons.parquet")["pnr"]}
    assert not any(word.strip(".,;:'") in keys for word in error.split())
    assert "DK" not in error
    return error


@pytest.mark.slow
@pytest.mark.parametrize("table", ["hours", "population", "stv"])
def test_other_keys_in_a_source_stop_the_build(world, tmp_path, capsys, table):
    folder = prefixed(world, tmp_path / "registers", table, lambda rows: rows["pnr"].notna())
    assert f"data.{table} against data.dream" in refuse(folder, tmp_path / "out", capsys)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2014, 2016, 2018])
@pytest.mark.parametrize(("table", "said"), [("hours", "0 have hours"), ("population", "0 have a")])
def test_other_keys_in_one_year_stop_the_build(world, tmp_path, capsys, table, said, year):
    def of_year(rows):
        return (rows["month"] // 12 if table == "hours" else rows["year"]) == year

    folder = prefixed(world, tmp_path / "registers", table, of_year)
    error = refuse(folder, tmp_path / "out", capsys)
    assert said in error
    assert f"data.{table}, file or rows of {year}" in error


@pytest.mark.slow
def test_other_keys_of_most_persons_stop_the_build_unless_the_setting_allows_it(
    world, tmp_path, capsys
):
    def most(rows):
        return rows["pnr"].str[-2:].astype(int) % 10 < 8

    folder = prefixed(world, tmp_path / "registers", "hours", most)
    assert "data.smallest_link asks for 50" in refuse(folder, tmp_path / "out", capsys)
    assert run_shards(folder, tmp_path / "allowed", 3, smallest_link=0.05) == 0
    found = LINKS.conform(pd.read_csv(tmp_path / "allowed" / "links.csv"))
    hours = found[found["source"] == "hours"]
    assert hours["year"].tolist() == list(range(2013, 2019))
    assert (hours["linked"] / hours["n"]).between(0.05, 0.3).all()


@pytest.mark.slow
def test_with_the_same_keys_nearly_all_are_linked(world, tmp_path):
    assert run_shards(world, tmp_path, 2) == 0
    links = pd.read_csv(tmp_path / "links.csv")
    assert (links["linked"] > 0.9 * links["n"]).all()
    attrition = pd.read_csv(tmp_path / "attrition.csv").set_index("id")["n_after"]
    starts = links[(links["source"] == "population") & (links["year"] >= 2016)]
    assert [starts["n"].sum(), starts["linked"].sum()] == attrition[
        ["resident", "population"]
    ].tolist()
    found = pd.read_csv(tmp_path / "quality.csv").set_index("check")["n_affected"]
    assert found["wage_and_hours"] > 9 * found.get("wage_without_hours", 0)
