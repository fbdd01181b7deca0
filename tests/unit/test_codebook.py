"""The code lists: what the official list says, and what a malformed one is answered with."""

from pathlib import Path

import numpy as np
import pytest

from effektspor.calendar import week_number
from effektspor.codebook import (
    ACTIVITIES,
    CODE_COLUMNS,
    INTERNSHIP,
    read_codebook,
    read_municipalities,
)
from effektspor.errors import InputError

ROOT = Path(__file__).parents[2]
CODES = ROOT / "data/codes/dream_codes.csv"
MUNICIPALITIES = ROOT / "data/codes/municipalities.csv"
PARTICIPANTS = {
    165: "Albertslund", 430: "Faaborg-Midtfyn", 157: "Gentofte", 270: "Gribskov",
    766: "Hedensted", 316: "Holbæk", 615: "Horsens", 849: "Jammerbugt", 101: "København",
    259: "Køge", 760: "Ringkøbing-Skjern", 740: "Silkeborg", 479: "Svendborg",
    540: "Sønderborg", 185: "Tårnby", 550: "Tønder", 575: "Vejen",
}  # fmt: skip


@pytest.fixture(scope="module")
def book():
    return read_codebook(CODES)


def write_list(path, *rows):
    path.write_text("\n".join([",".join(CODE_COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def row(code, family="jobafklaring", label="Jobafklaringsforløb", activity="", start="", end=""):
    return f"{code},En kode,{family},{label},{activity},{start},{end},own list,user"


def test_official_list_is_whole(book):
    assert len(book.frame) == 129
    assert book.frame["code"].is_unique


def test_internship_is_the_third_digit_7_or_8_of_the_family(book):
    assert book.codes_with("ressourceforloeb", INTERNSHIP) == (817, 818)
    assert book.codes_of("ressourceforloeb") == (810, 813, 814, 815, 816, 817, 818)


def test_partly_fit_is_no_nytteindsats(book):
    assert book.activity(899) == "partly_fit"
    assert book.codes_with("sygedagpenge", ["nytteindsats"]) == ()


@pytest.mark.parametrize(
    ("code", "activity"),
    [(112, None), (412, None), (771, None), (785, None), (131, "guidance"), (741, "guidance"),
     (139, "nytteindsats"), (813, "guidance_upskilling"), (816, "wage_subsidy_public")],
)  # fmt: skip
def test_activity_is_not_read_from_the_digit_alone(book, code, activity):
    assert book.activity(code) == activity


@pytest.mark.parametrize(
    ("code", "family"),
    [(881, "barsel"), (412, "andet"), (621, "efterloen"), (998, "folkepension"), (999, "doed"),
     (743, "ledighedsydelse"), (785, "jobafklaring"), (145, "uddannelseshjaelp")],
)  # fmt: skip
def test_families_that_are_easily_confused(book, code, family):
    assert code in book.codes_of(family)


def test_lookup_tables_agree_with_the_frame(book):
    families, activities = book.family_table(), book.activity_table()
    codes = np.array([0, 817, 899, 112, 870], dtype=np.uint16)
    assert [book.families[i] for i in families[codes[1:4]]] == [
        "ressourceforloeb", "sygedagpenge", "dagpenge",
    ]  # fmt: skip
    assert families[codes[[0, 4]]].tolist() == [-1, -1]
    assert ACTIVITIES[activities[817]] == "workplace_training_private"
    assert activities[112] == -1
    assert int((families >= 0).sum()) == 129


def test_unknown_codes_are_named_and_the_blank_week_is_none(book):
    assert book.unknown(np.array([[0, 817], [870, 870]], dtype=np.uint16)) == (870,)


def test_ressourceforloeb_begins_in_2013(book):
    last_week_of_2012, first_week_of_2013 = week_number(2012, 52), week_number(2013, 1)
    assert book.unknown([810], last_week_of_2012) == (810,)
    assert book.unknown([810], first_week_of_2013) == ()


def test_user_list_is_laid_beside_the_official_one(tmp_path):
    extra = write_list(tmp_path / "extra.csv", row(870, activity="passive"), row(873))
    book = read_codebook(CODES, extra)
    assert book.codes_of("jobafklaring") == (785, 870, 873)
    assert book.unknown([870]) == ()


def test_a_code_may_change_its_meaning_between_periods(tmp_path):
    path = write_list(
        tmp_path / "own.csv",
        row(870, family="andet", label="Andet", end="2016-01-03"),
        row(870, start="2016-01-04"),
    )
    book = read_codebook(path)
    # 2015-W53 is the week of Thursday 31 December 2015.
    assert book.codes_of("andet", week_number(2015, 53)) == (870,)
    assert book.codes_of("jobafklaring", week_number(2015, 53)) == ()
    assert book.codes_of("jobafklaring", week_number(2016, 1)) == (870,)
    assert book.families[book.family_table(week_number(2015, 53))[870]] == "andet"
    assert book.families[book.family_table()[870]] == "jobafklaring"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row(870), row(870)], "two entries"),
        ([row(870, end="2019-01-03"), row(870, start="2019-01-03")], "two entries"),
        ([row(870, start="2019-01-01", end="2018-01-01")], "valid_from is after valid_to"),
        ([row(870, start="1.1.2019")], "YYYY-MM-DD"),
        ([row(87)], "100 to 999"),
        ([row("8x0")], "100 to 999"),
        ([row(870, activity="praktik")], "activity must be one of"),
        ([row(870, label="")], "family_label_da is blank"),
        ([row(870, family="førtidspension")], "ASCII"),
        ([row(870), row(873, label="Andet navn")], "two labels"),
        (["870,En kode,jobafklaring"], "row with 3 fields"),
        ([], "has no rows"),
    ],
)
def test_malformed_list_is_refused_with_place(tmp_path, rows, message):
    path = write_list(tmp_path / "own.csv", *rows)
    with pytest.raises(InputError, match=message) as caught:
        read_codebook(path)
    assert "own.csv" in caught.value.where


def test_user_list_cannot_contradict_the_official_one(tmp_path):
    extra = write_list(tmp_path / "extra.csv", row(817))
    with pytest.raises(InputError, match="817 has two entries") as caught:
        read_codebook(CODES, extra)
    assert "extra.csv, row 2" in caught.value.where
    assert "dream_codes.csv" in caught.value.where


@pytest.mark.parametrize("content", [b"", b"code,label_da\n817,x\n", b"\xff\xfe\x00"])
def test_unreadable_or_incomplete_file_is_refused(tmp_path, content):
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="code list"):
        read_codebook(path)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_codebook(tmp_path / "none.csv")


def test_municipalities():
    frame = read_municipalities(MUNICIPALITIES)
    assert len(frame) == 98
    assert frame.groupby("region").size().to_dict() == {
        "Region Hovedstaden": 29, "Region Midtjylland": 19, "Region Nordjylland": 11,
        "Region Sjælland": 17, "Region Syddanmark": 22,
    }  # fmt: skip
    assert PARTICIPANTS.items() <= dict(zip(frame["number"], frame["name"], strict=True)).items()


@pytest.mark.parametrize(
    ("rows", "message"),
    [(["101,A,R", "101,B,R"], "number stands twice"), (["101,A,R", "102,A,R"], "name stands"),
     (["1,A,R"], "three digits")],
)  # fmt: skip
def test_malformed_municipalities_are_refused(tmp_path, rows, message):
    path = tmp_path / "kommuner.csv"
    path.write_text("\n".join(["number,name,region", *rows]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_municipalities(path)
