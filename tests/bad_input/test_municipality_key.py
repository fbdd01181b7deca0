"""Keys between the municipalities of the survey and of the registers that cannot be right."""

import pandas as pd
import pytest

from effektspor.errors import InputError
from effektspor.surveys.municipality_key import in_registers, read_municipality_key

PARTICIPANTS = (101, 157, 165)
GOOD = [("survey", "register"), (101, 165), (157, 157), (165, 101)]


def _write(path, rows):
    path.write_text("".join(f"{one},{other}\n" for one, other in rows), encoding="utf-8")
    return path


def test_a_key_gives_the_register_of_each_number_and_leaves_others_alone(tmp_path):
    key = read_municipality_key(_write(tmp_path / "key.csv", GOOD), PARTICIPANTS)
    survey = pd.Series([101, 165, 157, -1, 999], dtype="int16")
    found = in_registers(survey, key)
    assert found.tolist() == [165, 101, 157, -1, 999]
    assert found.dtype == survey.dtype


@pytest.mark.parametrize(
    ("rows", "what", "where"),
    [
        ([("survey", "code"), *GOOD[1:]], "lacks the columns register", "key.csv"),
        ([*GOOD, (165, 157)], "a number a second time", "row 5, column survey"),
        ([*GOOD[:3], (165, 157)], "a number a second time", "row 4, column register"),
        (GOOD[:3], "lacks a partner for 1 participating", "column survey"),
        ([*GOOD[:3], (165, 751)], "no participant's number", "row 4, column register"),
        ([*GOOD[:3], ("Vejen", 101)], "no participant's number", "row 4, column survey"),
        ([*GOOD[:3], ("", 101)], "no participant's number", "row 4, column survey"),
        ([*GOOD[:3], (165.5, 101)], "no participant's number", "row 4, column survey"),
        (GOOD[:1], "has no rows", "key.csv"),
    ],
)
def test_what_cannot_be_stops_with_file_row_and_column(tmp_path, rows, what, where):
    with pytest.raises(InputError, match=what) as error:
        read_municipality_key(_write(tmp_path / "key.csv", rows), PARTICIPANTS)
    assert where in str(error.value)
    for value in ("751", "Vejen", "165.5"):
        assert value not in str(error.value)


def test_a_key_that_is_not_there_stops(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_municipality_key(tmp_path / "key.csv", PARTICIPANTS)
