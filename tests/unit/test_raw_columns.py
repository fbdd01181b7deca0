"""Raw columns to numbers, dates and keys: every form that files have, and what no form allows."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from effektspor.errors import InputError
from effektspor.registers.dates import Dates
from effektspor.registers.files.base import DOUBLE, HALF, SINGLE, Variable
from effektspor.registers.impossible import Impossible
from effektspor.registers.keys import Keys
from effektspor.registers.numbers import amounts, whole_numbers
from effektspor.registers.raw import Raw

DAYS = [date(1900, 1, 1) + timedelta(days=41 * n) for n in range(1200)]


def raw(values, *, missing=(), before=0, letters=0, exact=DOUBLE):
    array = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    kind = "text" if pa.types.is_string(array.type) else "number"
    variable = Variable("v", "V", kind, missing=missing, exact=exact)
    return Raw(array, variable, Path("file.csv"), before, letters)


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%Y%m%d", "%d%b%Y", "%d-%m-%Y", " %Y-%m-%d "])
def test_dates_of_every_form(form):
    dates = Dates()
    read = dates.read(raw([day.strftime(form) for day in DAYS]))
    assert read.sound().tolist() == DAYS
    dates.finish()


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.int32()])
def test_dates_as_numbers_of_eight_digits(kind):
    numbers = pa.array([int(day.strftime("%Y%m%d")) for day in DAYS], kind)
    assert Dates().read(raw(numbers)).sound().tolist() == DAYS


def test_a_count_of_days_is_no_date():
    read = Dates().read(raw(pa.array([20_484.0, 20_484.5, 1e12, float("inf"), None])))
    assert [fault.wrong.tolist() for fault in read.faults] == [
        [True, True, True, True, False],
        [False, False, False, False, True],
    ]


def test_what_is_day_may_show_in_another_file():
    dates = Dates()
    dates.read(raw(["03-04-2016"])).sound()
    with pytest.raises(InputError, match="day or with the month"):
        dates.finish()
    dates.read(raw(["13-04-2016"])).sound()
    dates.finish()


def test_numbers_as_text_and_as_numbers_are_alike():
    text = raw(["1", " 2.0 ", "+3", "4e0", "", ".", None, "99"], missing=((90.0, 99.0),))
    number = raw(pa.array([1, 2, 3, 4, None, None, None, 99.0]), missing=((90.0, 99.0),))
    for column in (text, number):
        read = whole_numbers(column, allowed=range(5))
        assert read.sound().tolist() == [1, 2, 3, 4, -1, -1, -1, -1]
        assert read.user_missing == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e999", "0x10", "1,5", "1 000", "--1"])
def test_what_is_no_amount(value):
    (fault,) = amounts(raw(["1", value, "2.5"], before=100)).faults
    assert fault.wrong.tolist() == [False, True, False]
    assert "row 102" in str(fault.error())
    assert value not in fault.error().what


def test_letters_of_stata_count_as_user_missing():
    read = amounts(raw(pa.array([1.0, None, None]), letters=1))
    assert (read.sound().tolist(), read.user_missing) == ([1.0, 0.0, 0.0], 1)


def test_keys_are_alike_as_text_and_as_numbers():
    numbers = [11, 99, 42]
    for values in (pa.array(numbers), pa.array(numbers, pa.float64()), ["11", " 99", "42 "]):
        keys, restored = Keys(None).read(raw(values))
        assert (keys.to_pylist(), restored) == (["11", "99", "42"], 0)
        keys, restored = Keys(4).read(raw(values))
        assert (keys.to_pylist(), restored) == (["0011", "0099", "0042"], 3)


@pytest.mark.parametrize("bound", [HALF, SINGLE, DOUBLE])
def test_keys_beyond_what_a_floating_number_keeps_apart(bound):
    numbers = pa.array([bound - 2, bound - 1, bound, bound + 2])
    with pytest.raises(InputError, match="missing or damaged") as caught:
        Keys(20).read(raw(numbers, exact=bound))
    assert "row 3, 4" in caught.value.where
    keys, _ = Keys(None).read(raw(numbers[:2], exact=bound))
    assert keys.to_pylist() == [f"{bound - 2:.0f}", f"{bound - 1:.0f}"]
    whole = pa.array([2**53 + 1, 2**53 + 2])
    assert Keys(None).read(raw(whole))[0].to_pylist() == [str(2**53 + 1), str(2**53 + 2)]


@pytest.mark.parametrize(
    "value", ["1.02E+09", "1,02e+09", "1E+09", "1e-3", "1.5e9", "-5", "+5", "-1.5", "7.", "7,0"]
)
def test_keys_written_as_amounts(value):
    with pytest.raises(InputError, match="missing or damaged") as caught:
        Keys(10).read(raw(["1018012345", value]))
    assert "row 2" in caught.value.where


@pytest.mark.parametrize("kind", [pa.int32(), pa.int64(), pa.float64()])
def test_negative_numbers_are_no_keys(kind):
    with pytest.raises(InputError, match="missing or damaged") as caught:
        Keys(None).read(raw(pa.array([12, -12], kind)))
    assert "row 2" in caught.value.where


def test_keys_of_other_forms_are_left_alone():
    given = ["12E45", "12e45", "010203-1234", "a.b", "a+b=", "-abc"]
    assert Keys(None).read(raw(given))[0].to_pylist() == given


@pytest.mark.parametrize("values", [["12", "99"], pa.array([12.0, 99.0])])
def test_keys_that_the_file_declares_missing(values):
    missing = (("99", "99"),) if isinstance(values, list) else ((90.0, 99.0),)
    with pytest.raises(InputError, match="missing or damaged") as caught:
        Keys(None).read(raw(values, missing=missing))
    assert "row 2" in caught.value.where


def test_keys_of_the_simulator_pass_only_where_the_data_are_called_synthetic():
    given = ["S000000001", "s000000042"]
    assert Keys(None, synthetic=True).read(raw(given))[0].to_pylist() == given
    with pytest.raises(InputError, match="presents them as real") as caught:
        Keys(None).read(raw(["x", given[1]], before=10))
    assert "row 12" in caught.value.where


def test_keys_with_letters_are_of_any_length():
    keys, _ = Keys(None).read(raw(["a", "bc1", "x.y"]))
    assert keys.to_pylist() == ["a", "bc1", "x.y"]


def test_lost_zeros_show_in_a_later_chunk():
    keys = Keys(None)
    keys.read(raw(["0123", "4567"]))
    with pytest.raises(InputError, match="leading zeros may be lost") as caught:
        keys.read(raw(["8901", "234"], before=2))
    assert "row 4" in caught.value.where


def test_impossible_values_are_counted_by_row_and_judged_by_file():
    low = raw(["-1", "-2", "3", "4"])
    faults = [*amounts(low).faults, *whole_numbers(low, allowed=range(4)).faults]
    tolerant = Impossible(0.1)
    assert tolerant.among(faults).tolist() == [True, True, False, True]
    used = np.array([False, True, True, True])
    assert tolerant.among(faults, used=used).tolist() == [False, True, False, True]
    assert tolerant.rows == 5
    tolerant.finish(50)
    with pytest.raises(InputError, match="5 of 49 rows"):
        tolerant.finish(49)
    with pytest.raises(InputError, match="at least zero"):
        Impossible(0).among(faults)
