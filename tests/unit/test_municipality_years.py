"""Numbers of municipalities year by year, and residence in DREAM checked by them."""

from pathlib import Path

import pytest

from dream_files import dream_frame, ingest_dream, refused, write
from effektspor.codebook import read_municipalities
from effektspor.errors import InputError
from effektspor.municipality_years import read_municipality_years

BY_YEAR = Path("data/codes/municipalities_by_year.csv").resolve()
PLAIN = Path("data/codes/municipalities.csv").resolve()


def listed(path, *rows):
    path.write_text("\n".join(["number,name,valid_from,valid_to", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_list_without_years_holds_in_all_of_them():
    plain = read_municipality_years(PLAIN)
    known = read_municipalities(PLAIN)
    for year in (1995, 2005, 2016):
        assert plain.numbers(year) == set(known["number"])
        assert plain.names(year) == dict(
            zip(known["name"].str.lower(), known["number"], strict=True)
        )
    assert not plain.used_elsewhen(225, 2016)


def test_the_reform_of_2007_changes_numbers():
    both = read_municipality_years(BY_YEAR)
    assert len(both.numbers(2005)) == 271
    assert both.numbers(2007) == set(read_municipalities(PLAIN)["number"])
    assert both.used_elsewhen(360, 2005)  # Lolland
    assert not both.used_elsewhen(360, 2007)
    assert not both.used_elsewhen(999, 2005)
    # A name of the year comes before the same name with a number of another year.
    assert both.names(2005)["ringsted"] in both.numbers(2005)
    assert both.names(2005)["lolland"] == 360


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["101,A,,2006", "101,A,2006,"], ("number stands twice in one year", "row 3")),
        (["101,A,,2006", "102,a,2006,"], ("name stands twice in one year", "row 3")),
        (["101,A,2007,2006"], ("valid_from is after valid_to", "row 2")),
        (["101,A,07,"], ("A year has four digits", "valid_from")),
        (["11,A,,"], ("three digits", "column number")),
    ],
)
def test_a_broken_list_is_refused(tmp_path, rows, words):
    with pytest.raises(InputError) as caught:
        read_municipality_years(listed(tmp_path / "m.csv", *rows))
    for word in words:
        assert word in str(caught.value)


def test_residence_is_checked_by_the_numbers_of_its_own_year(tmp_path, capsys):
    places = listed(tmp_path / "m.csv", *(f"{n},K{n},," for n in (101, 165, 461)), "225,Old,,2015")
    frame = dream_frame()
    frame.loc[1, "nykom2016"] = 225
    path = write(frame, tmp_path / "dream.csv")
    codes = {"municipalities": str(places)}
    code, out = ingest_dream(path, tmp_path / "out", codes=codes)
    assert code == 12
    told = capsys.readouterr().err
    for word in ("not in use in 2016: 225", "nykom2016", "row 2", "changed in 2007"):
        assert word in told
    assert not out["persons"].exists()
    places = listed(tmp_path / "m.csv", *(f"{n},K{n},," for n in (101, 165, 461)), "225,New,2016,")
    assert ingest_dream(path, tmp_path / "out", codes=codes)[0] == 0


def test_a_number_that_no_year_has_is_unknown(tmp_path, capsys):
    frame = dream_frame()
    frame.loc[1, "nykom2016"] = 102
    refused(
        capsys, tmp_path, write(frame, tmp_path / "dream.csv"), "Unknown municipality numbers: 102"
    )
