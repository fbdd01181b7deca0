"""BFL and BEF with defects: one clear message, or a repair that is counted; no row is lost."""

import json
from dataclasses import dataclass, field

import pandas as pd
import pyreadstat
import pytest

from effektspor.calendar import month_number
from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.registers.files.convert import convert
from effektspor.registers.hours import HOURS
from effektspor.registers.population import FLAGS, POPULATION
from effektspor.registers.quality import read_quality, refuse_gaps
from effektspor.registers.reading import source_files

SECRET = "4711000000000000"  # stands in every key of the files below: no message may show it


def key(number):
    return f"{SECRET}{number:04d}"


def bfl(year=2016, persons=range(1, 5)):
    """Two months of each person, one job each."""
    return pd.DataFrame(
        [
            {
                "pnr": key(person),
                "ajo_job_slut_dato": f"{year}-0{month}-28",
                "ajo_loentimer": "80.25",
                "ajo_loentime_kode": "1",
            }
            for person in persons
            for month in (1, 2)
        ]
    )


def bef(persons=range(1, 5)):
    return pd.DataFrame(
        [
            {
                "pnr": key(person),
                "koen": "1",
                "foed_dag": "1970-05-20",
                "civst": "U",
                "ikkevestlig": "0",
            }
            for person in persons
        ]
    )


def edited(frame, column, row, value):
    """The frame with another value in one row (counted from 1), or in all rows where row is 0."""
    frame = frame.copy()
    frame.loc[frame.index if row == 0 else row - 1, column] = value
    return frame


@dataclass
class Case:
    """Files by name (frames, or text as it is), settings, and what is expected of them."""

    id: str
    files: dict
    said: tuple = ()
    settings: dict = field(default_factory=dict)
    path: str = "in{year}.csv"
    years: tuple = (2016,)
    counts: dict = field(default_factory=dict)
    rows: int = -1


def write(folder, files):
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            target.write_bytes(content.encode())
        elif target.suffix == ".dta":
            pyreadstat.write_dta(content, target)
        elif target.suffix == ".parquet":
            content.to_parquet(target)
        else:
            content.to_csv(target, index=False)


def run(command, case, folder, more=()):
    write(folder, case.files)
    source = {"path": str(folder / case.path), "years": case.years}
    rules = {k: v for k, v in case.settings.items() if k in ("tolerance", "key_digits")}
    source |= {k: v for k, v in case.settings.items() if k not in rules}
    name = command.removeprefix("ingest-")
    settings = {name: source, "synthetic": False, **rules}
    given = [f"--{name}", str(folder / "out.parquet"), "--quality", str(folder / "quality.csv")]
    if name == "population":
        settings["stv"] = {"path": str(folder / "stv.csv")} if "stv.csv" in case.files else None
        given += ["--stv", str(folder / "stv.parquet")]
    return main([command, "--settings", json.dumps(settings), *given, *more])


def refused(command, case, folder, capsys):
    assert run(command, case, folder) == 12
    message = capsys.readouterr().err
    for said in case.said:
        assert said in message
    assert SECRET not in message
    assert "Traceback" not in message
    left = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {*case.files}
    assert not left, "a refused run leaves no output and no temporary file"


def passed(command, case, folder, table):
    """Run a case that must succeed: rows in = rows out + rows explained, counts as expected."""
    assert run(command, case, folder) == 0
    out = table.read(folder / "out.parquet")
    quality = read_quality(folder / "quality.csv")
    source = command.removeprefix("ingest-")
    refuse_gaps(quality[quality["source"] == source], {source: len(out)})
    quality = quality[quality["check"] != "read"]
    found = quality.groupby("check")["n_affected"].sum().to_dict()
    assert found == case.counts
    if case.rows >= 0:
        assert len(out) == case.rows
    return out


DATE, PAID, KIND = "ajo_job_slut_dato", "ajo_loentimer", "ajo_loentime_kode"
HOURS_REFUSED = [
    Case("negative_hours", {"in2016.csv": edited(bfl(), PAID, 3, "-1")},
         ("at least zero", f"column {PAID}, row 3")),
    Case("800_hours_a_month", {"in2016.csv": edited(bfl(), PAID, 5, "800")},
         ("More hours in a month", "744", "row 5")),
    Case("no_number", {"in2016.csv": edited(bfl(), PAID, 5, "mange")}, ("at least zero", "row 5")),
    Case("infinite_hours", {"in2016.csv": edited(bfl(), PAID, 5, "1e999")}, ("row 5",)),
    Case("hours_kind_2", {"in2016.csv": edited(bfl(), KIND, 8, "2")},
         ("from 0 to 1", f"column {KIND}, row 8")),
    Case("date_of_another_year", {"in2016.csv": edited(bfl(), DATE, 2, "2015-12-31")},
         ("outside 2016", "row 2")),
    Case("missing_date", {"in2016.csv": edited(bfl(), DATE, 2, "")}, ("missing", "row 2")),
    Case("no_date", {"in2016.csv": edited(bfl(), DATE, 2, "2016-02-30")}, ("dates", "row 2")),
    Case("day_or_month", {"in2016.csv": edited(bfl(), DATE, 0, "03-04-2016")},
         ("day or with the month", DATE)),
    Case("month_before_day", {"in2016.csv": edited(bfl(), DATE, 0, "01-28-2016")}, ("dates",)),
    Case("decimal_comma_in_comma_file", {"in2016.csv": edited(bfl(), PAID, 4, "80,25")},
         ("at least zero", "row 4", "semicolons")),
    Case("blank_key", {"in2016.csv": edited(bfl(), "pnr", 6, "  ")}, ("key is missing", "row 6")),
    Case("key_with_decimals", {"in2016.csv": edited(bfl(), "pnr", 6, "12.0")},
         ("key is missing or damaged", "row 6")),
    Case("number_key_with_decimals",
         {"in2016.dta": bfl().assign(pnr=[float(n) for n in range(7)] + [7.5])},
         ("key is missing or damaged", "row 8"), path="in{year}.dta"),
    Case("number_keys_too_long_for_a_float",
         {"in2016.dta": bfl().assign(pnr=[4.7e17] * 8)},
         ("key is missing or damaged",), path="in{year}.dta"),
    Case("text_keys_without_zeros", {"in2016.csv": edited(bfl(), "pnr", 7, "123")},
         ("leading zeros", "row 7", "key_digits")),
    Case("number_keys_without_zeros",
         {"in2016.dta": bfl().assign(pnr=[float(n) for n in range(96, 104)])},
         ("leading zeros", "key_digits"), path="in{year}.dta"),
    Case("keys_of_two_files_differ",
         {"in2016.csv": bfl(), "in2017.csv": bfl(2017).assign(pnr="123456789")},
         ("leading zeros", "in2017.csv"), years=(2016, 2017)),
    Case("key_longer_than_it_may_be", {"in2016.csv": bfl()}, ("more digits", "row 1"),
         {"key_digits": 10}),
    Case("no_file_of_a_year", {"in2016.csv": bfl()}, ("does not exist", "in2017.csv"),
         years=(2016, 2017)),
    Case("folder_of_another_year", {"set/year=2016/a.csv": bfl(2015)}, ("outside 2016", "a.csv"),
         path="set"),
    Case("no_rows_of_a_year", {"in.csv": bfl()}, ("no rows of 2017", "data.hours.years"),
         path="in.csv", years=(2016, 2017)),
    Case("wrong_variable_name", {"in2016.csv": bfl().rename(columns={PAID: "timer"})},
         (PAID, "missing", "data.hours.variables")),
    Case("empty_file", {"in2016.csv": ""}, ("empty", "in2016.csv")),
    Case("header_only", {"in2016.csv": bfl().head(0)}, ("no rows", "in2016.csv")),
    Case("one_delivery_in_two_formats", {"in2016.csv": bfl(), "in2016.parquet": bfl()},
         ("would be read twice", "in2016.csv and", "in2016.parquet"), path="in{year}.*"),
    Case("one_delivery_in_two_spellings", {"set/Bfl.CSV": bfl(), "set/bfl.dta": bfl()},
         ("would be read twice",), path="set"),
    Case("two_deliveries_of_a_register",
         {"new/bfl.csv": bfl(persons=range(25)), "old/bfl.csv": bfl(persons=range(21))},
         ("21 jobs of 2016-01", "21 stand in another file", "old/bfl.csv and", "new/bfl.csv"),
         path="*/bfl.csv"),
    Case("one_month_in_two_deliveries",
         {"set/a.csv": bfl(persons=range(40))[::2], "set/b.csv": bfl(persons=range(40)),
          "set/c.csv": bfl(persons=range(50, 99))},
         ("40 jobs of 2016-01", "40 stand in another file", "b.csv and", "a.csv"), path="set"),
    Case("year_that_no_file_has_in_a_set", {"set/a.csv": bfl()}, ("no rows of 2017",), path="set",
         years=(2016, 2017)),
    Case("more_than_tolerated",
         {"in2016.csv": edited(edited(bfl(), PAID, 3, "-1"), KIND, 5, "7")},
         ("at least zero", "row 3", "2 of 8 rows", "data.tolerance"), {"tolerance": 0.2}),
]  # fmt: skip
HOURS_PASSED = [
    Case("as_it_should_be", {"in2016.csv": bfl()}, rows=8),
    Case("within_the_tolerance",
         {"in2016.csv": edited(edited(bfl(), PAID, 3, "-1"), KIND, 5, "7")},
         settings={"tolerance": 0.25}, counts={"out_of_range": 2}, rows=6),
    Case("zeros_put_back",
         {"in2016.dta": bfl().assign(pnr=[float(n) for n in range(96, 104)])}, path="in{year}.dta",
         settings={"key_digits": 10}, counts={"key_digits": 8}, rows=8),
    Case("some_zeros_put_back", {"in2016.csv": edited(bfl(), "pnr", 7, "123")},
         settings={"key_digits": 20}, counts={"key_digits": 1}, rows=8),
    Case("blanks_around_keys", {"in2016.csv": edited(bfl(), "pnr", 1, f"  {key(1)} ")}, rows=8),
    Case("years_that_are_not_used", {"in.csv": pd.concat([bfl(2015), bfl(2016), bfl(2017)])},
         path="in.csv", counts={"other_years": 16}, rows=8),
    Case("defects_in_years_that_are_not_used",
         {"in.csv": pd.concat([bfl(2016), edited(bfl(2008), PAID, 1, "-9")])},
         path="in.csv", counts={"other_years": 8}, rows=8),
    Case("jobs_without_hours",
         {"in2016.csv": edited(edited(edited(bfl(), PAID, 1, "0"), PAID, 2, ""), PAID, 3, "0.001")},
         counts={"zero_hours": 3}, rows=5),
    Case("several_jobs", {"in2016.csv": pd.concat([bfl(), bfl(), bfl(persons=[1])])},
         counts={"merged_jobs": 10}, rows=8),
    Case("jobs_in_two_files_of_a_set",
         {"set/b.csv": bfl(), "set/a.csv": bfl(persons=[4, 5])}, path="set",
         counts={"merged_jobs": 2}, rows=10),
    Case("half_of_the_jobs_in_two_files",
         {"set/a.csv": bfl(persons=range(40)), "set/b.csv": bfl(persons=range(20, 60))},
         path="set", counts={"merged_jobs": 40}, rows=120),
    Case("same_persons_with_other_hours_in_two_files",
         {"set/a.csv": bfl(persons=range(40)),
          "set/b.csv": edited(bfl(persons=range(40)), KIND, 0, "0")},
         path="set", counts={"merged_jobs": 80}, rows=80),
    Case("equal_jobs_in_one_file", {"in2016.csv": pd.concat([bfl(persons=range(40))] * 2)},
         counts={"merged_jobs": 80}, rows=80),
    Case("set_in_folders_of_years",
         {"set/year=2015/a.csv": bfl(2015), "set/year=2016/a.csv": bfl()}, path="set", rows=8),
    Case("set_by_pattern", {"in1.csv": bfl(), "in2.csv": bfl(persons=[8, 9])}, path="in*.csv",
         rows=12),
    Case("other_name", {"in2016.csv": bfl().rename(columns={"pnr": "lobenr"})}, rows=8),
    Case("own_alias", {"in2016.csv": bfl().rename(columns={PAID: "Timer"})},
         settings={"variables": {"hours": [PAID, "timer"]}}, rows=8),
    Case("upper_case_names", {"in2016.csv": bfl().rename(columns=str.upper)}, rows=8),
    Case("numbers_with_blanks_and_decimals",
         {"in2016.csv": edited(edited(bfl(), KIND, 1, "1.0"), PAID, 1, " 80.25 ")}, rows=8),
    Case("semicolons_and_decimal_comma",
         {"in2016.csv": edited(bfl(), PAID, 0, "80,25").to_csv(sep=";", index=False)}, rows=8),
    Case("dates_of_sas_as_text", {"in2016.csv": edited(bfl(), DATE, 1, "28JAN2016")}, rows=8),
    Case("dates_as_digits", {"in2016.csv": edited(bfl(), DATE, 1, "20160128")}, rows=8),
    Case("dates_as_numbers",
         {"in2016.parquet": edited(bfl(), DATE, 0, "20160128").astype({DATE: float})},
         path="in{year}.parquet", counts={"merged_jobs": 4}, rows=4),
    Case("day_first_once_clear",
         {"in2016.csv": edited(edited(bfl(), DATE, 0, "05-02-2016"), DATE, 1, "28-01-2016")},
         counts={"merged_jobs": 3}, rows=5),
]  # fmt: skip


def ids(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases])


@ids(HOURS_REFUSED)
def test_hours_are_refused_with_one_message(tmp_path, capsys, case):
    refused("ingest-hours", case, tmp_path, capsys)


@ids(HOURS_PASSED)
def test_hours_are_explained_to_the_last_row(tmp_path, case):
    hours = passed("ingest-hours", case, tmp_path, HOURS)
    january = hours["month"] == month_number(2016, 1)
    assert january.any()
    assert (hours["hours"] == 80.25 * hours["jobs"]).all()


POPULATION_REFUSED = [
    Case("repeated_person", {"in2016.csv": pd.concat([bef(), bef([2])])},
         ("1 rows repeat a person key", "in2016.csv, row 5")),
    Case("person_in_two_files_of_a_set",
         {"set/a.csv": bef().assign(aar=2016), "set/b.csv": bef(range(3, 9)).assign(aar=2016)},
         ("2 rows repeat a person key", "b.csv, row 1", "b.csv, row 2"),
         {"variables": {"year": "aar"}}, path="set"),
    Case("many_repeated_rows", {"in2016.csv": pd.concat([bef(range(100)), bef(range(100))])},
         ("100 rows repeat", "row 101", "row 103", "97 more")),
    Case("unknown_civil_status", {"in2016.csv": edited(bef(), "civst", 4, "X")},
         ("Marital status", "row 4")),
    Case("civil_status_as_number", {"in2016.csv": edited(bef(), "civst", 0, "1")},
         ("Marital status", "row 1, 2, 3 and 1 more")),
    Case("sex_3", {"in2016.csv": edited(bef(), "koen", 2, "3")}, ("from 1 to 2", "row 2")),
    Case("missing_sex", {"in2016.csv": edited(bef(), "koen", 2, "")}, ("missing", "row 2")),
    Case("missing_birth", {"in2016.csv": edited(bef(), "foed_dag", 2, "")}, ("missing", "row 2")),
    Case("born_later", {"in2016.csv": edited(bef(), "foed_dag", 1, "2017-01-01")},
         ("after the year", "row 1")),
    Case("born_long_before", {"in2016.csv": edited(bef(), "foed_dag", 1, "1885-10-14")},
         ("125 years", "row 1")),
    Case("origin_as_text", {"in2016.csv": edited(bef(), "ikkevestlig", 1, "ja")},
         ("from 0 to 1", "row 1")),
    Case("no_variable_of_the_year", {"set/a.csv": bef()}, ("The variable aar is missing",),
         {"variables": {"year": "aar"}}, path="set"),
    Case("set_that_says_no_year", {"set/a.csv": bef()},
         ("Nothing says of which year", "a.csv", "year=2016"), path="set"),
    Case("one_person_in_two_formats", {"in2016.csv": bef(), "in2016.dta": bef()},
         ("would be read twice",), path="in{year}.*"),
    Case("year_without_rows", {"in.csv": bef().assign(aar=2015)}, ("no rows of 2016",),
         {"variables": {"year": "aar"}}, path="in.csv"),
    Case("wrong_mark", {"in2016.csv": bef(), "stv.csv": f"pnr,stv\n{key(1)},1\n{key(2)},2\n"},
         ("from 0 to 1", "stv.csv", "row 2")),
    Case("keys_of_the_list_differ", {"in2016.csv": bef(), "stv.csv": "pnr,stv\n123,1\n"},
         ("leading zeros", "stv.csv")),
]  # fmt: skip
POPULATION_PASSED = [
    Case("as_it_should_be", {"in2016.csv": bef()}, rows=4),
    Case("lower_case_codes_with_blanks", {"in2016.csv": edited(bef(), "civst", 1, " u ")}, rows=4),
    Case("within_the_tolerance",
         {"in2016.csv": edited(edited(bef(range(9)), "koen", 1, "3"), "civst", 1, "X")},
         settings={"tolerance": 0.2}, counts={"out_of_range": 1}, rows=8),
    Case("one_file_of_three_years",
         {"in.csv": pd.concat([bef().assign(AAR=year) for year in (2015, 2016, 2017)])},
         path="in.csv", years=(2016, 2017), settings={"variables": {"year": ["aar"]}},
         counts={"other_years": 4}, rows=8),
    Case("folders_of_years", {"set/year=2015/a.csv": bef(), "set/year=2016/a.csv": bef()},
         path="set", rows=4),
    Case("folders_of_years_by_pattern", {"set/year=2016/a.csv": bef()}, path="set/year={year}",
         rows=4),
    Case("one_person_in_two_years", {"in2016.csv": bef(), "in2017.csv": bef()}, years=(2016, 2017),
         rows=8),
    Case("zeros_put_back",
         {"in2016.dta": bef().assign(pnr=[7.0, 8.0, 9.0, 10.0])}, path="in{year}.dta",
         settings={"key_digits": 4}, counts={"key_digits": 4}, rows=4),
    Case("upper_case_names", {"in2016.csv": bef().rename(columns=str.upper)}, rows=4),
]  # fmt: skip


@ids(POPULATION_REFUSED)
def test_population_is_refused_with_one_message(tmp_path, capsys, case):
    refused("ingest-population", case, tmp_path, capsys)


@ids(POPULATION_PASSED)
def test_population_is_explained_to_the_last_row(tmp_path, case):
    population = passed("ingest-population", case, tmp_path, POPULATION)
    assert (population["birth_date"] == pd.Timestamp(1970, 5, 20)).all()
    assert population[["female", "married", "non_western"]].sum().sum() == 0


def test_a_list_of_marks_is_explained_to_the_last_row(tmp_path):
    marks = pd.DataFrame(
        {"pnr": [key(n) for n in (1, 2, 1, 3, 4)], "stv": ["1", "0", "1", "", "1"]}
    )
    case = Case("marks", {"in2016.csv": bef(), "stv.csv": marks})
    assert run("ingest-population", case, tmp_path) == 0
    flags = FLAGS.read(tmp_path / "stv.parquet")
    assert sorted(flags["pnr"]) == [key(1), key(4)]
    quality = read_quality(tmp_path / "quality.csv")
    refuse_gaps(quality, {"stv": 2, "population": 4})
    found = quality[quality["source"] == "stv"].set_index("check")["n_affected"].to_dict()
    assert found == {"read": 5, "not_marked": 2, "merged_marks": 1}


def test_a_link_to_another_file_of_a_source_is_refused(tmp_path, capsys):
    case = Case("link", {"set/a.csv": bfl()}, path="set")
    write(tmp_path, case.files)
    (tmp_path / "set" / "latest.csv").symlink_to("a.csv")
    assert run("ingest-hours", case, tmp_path) == 12
    assert "would be read twice" in capsys.readouterr().err


def booked(folder, column):
    """What the ledger of a run holds: rows that a check found, by file or year and check."""
    quality = read_quality(folder / "quality.csv")
    return quality.groupby([column, "check"])["n_affected"].sum().to_dict()


def test_jobs_of_one_file_are_booked_by_their_own_year(tmp_path):
    jobs = pd.concat([bfl(2015), bfl(), bfl(), bfl(2017), bfl(2009)], ignore_index=True)
    jobs = edited(edited(edited(jobs, PAID, 1, "0"), KIND, 9, "7"), DATE, 17, "no date")
    case = Case("years", {"in.csv": jobs}, path="in.csv", years=(2015, 2016, 2017))
    case.settings = {"tolerance": 0.05}
    case.counts = {"out_of_range": 2, "other_years": 8, "zero_hours": 1, "merged_jobs": 7}
    passed("ingest-hours", case, tmp_path, HOURS)
    assert booked(tmp_path, "year") == {
        (-1, "read"): 9, (-1, "out_of_range"): 1, (-1, "other_years"): 8,
        (2015, "read"): 8, (2015, "zero_hours"): 1,
        (2016, "read"): 15, (2016, "out_of_range"): 1, (2016, "merged_jobs"): 7,
        (2017, "read"): 8,
    }  # fmt: skip


def test_persons_of_one_file_are_booked_by_the_year_of_their_row(tmp_path):
    people = pd.concat([bef(range(n)).assign(aar=2010 + n) for n in (4, 5, 6)])
    case = Case("years", {"in.csv": people}, path="in.csv", years=(2015, 2016))
    case.settings, case.counts = {"variables": {"year": "aar"}}, {"other_years": 4}
    passed("ingest-population", case, tmp_path, POPULATION)
    assert booked(tmp_path, "year") == {
        (-1, "read"): 4, (-1, "other_years"): 4, (2015, "read"): 5, (2016, "read"): 6,
    }  # fmt: skip


def test_files_of_one_name_are_booked_by_their_folders(tmp_path):
    files = {"set/1/a.csv": bfl(persons=[1]), "set/2/a.csv": bfl(persons=[2, 3])}
    case = Case("labels", files, path="set")
    passed("ingest-hours", case, tmp_path, HOURS)
    assert booked(tmp_path, "file") == {("1/a.csv", "read"): 2, ("2/a.csv", "read"): 4}


def test_a_source_without_years_has_no_file_a_year():
    with pytest.raises(InputError, match="year"):
        source_files("stv{year}.csv", ())


def test_codes_that_the_file_calls_missing_are_counted(tmp_path):
    frame = bfl().assign(**{PAID: 80.25, KIND: [1.0, 9.0] * 4})
    pyreadstat.write_sav(frame, tmp_path / "in2016.sav", missing_ranges={KIND: [9.0]})
    case = Case("user_missing", {}, path="in{year}.sav", counts={"user_missing": 4}, rows=8)
    hours = passed("ingest-hours", case, tmp_path, HOURS)
    assert hours.groupby("month")["reported_hours"].sum().tolist() == [4 * 80.25, 0]


def test_letters_of_stata_are_counted_as_missing(tmp_path):
    frame = bfl().assign(**{PAID: 80.25, KIND: pd.Series([1, "a"] * 4, dtype=object)})
    pyreadstat.write_dta(frame, tmp_path / "in2016.dta", missing_user_values={KIND: ["a"]})
    case = Case("letters", {}, path="in{year}.dta", counts={"user_missing": 4}, rows=8)
    passed("ingest-hours", case, tmp_path, HOURS)


def test_hours_are_the_same_to_the_last_bit_in_any_order_and_split(tmp_path):
    jobs = pd.concat([edited(bfl(), PAID, 0, f"{n}.{n % 10}1") for n in range(1, 40)])
    shuffled = jobs.sample(frac=1, random_state=1)
    tables = []
    for number, files in enumerate(
        ({"in.csv": jobs}, {"in.csv": shuffled}, {"a.csv": shuffled[:99], "b.csv": shuffled[99:]})
    ):
        folder = tmp_path / str(number)
        case = Case("order", files, path="in.csv" if len(files) == 1 else "?.csv")
        case.counts = {"merged_jobs": len(jobs) - 8}
        if len(files) > 1:
            case.path = "*.csv"
        folder.mkdir()
        hours = passed("ingest-hours", case, folder, HOURS)
        tables.append(hours.sort_values(["pnr", "month"], ignore_index=True))
    pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)
    pd.testing.assert_frame_equal(tables[0], tables[2], check_exact=True)


@pytest.mark.parametrize("wrong", [False, True])
def test_a_converted_copy_is_read_and_the_original_named(tmp_path, capsys, wrong):
    frame = edited(edited(bfl(), PAID, 0, "80,25"), PAID, 3, "-1" if wrong else "80,25")
    case = Case("copy", {"in2016.csv": frame.to_csv(sep=";", index=False)})
    write(tmp_path, case.files)
    copy = tmp_path / "copies" / "other.parquet"
    convert(tmp_path / "in2016.csv", ["pnr", DATE, PAID, KIND], copy, 100)
    code = run("ingest-hours", case, tmp_path, ["--files", str(copy)])
    if wrong:
        assert code == 12
        message = capsys.readouterr().err
        assert f"in2016.csv, column {PAID}, row 3" in message
        assert "other.parquet" not in message
        return
    assert code == 0
    hours = HOURS.read(tmp_path / "out.parquet")
    assert (hours["hours"] == 80.25).all()
    assert set(read_quality(tmp_path / "quality.csv")["file"]) == {"in2016.csv"}
