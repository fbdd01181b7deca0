"""Weeks and months as numbers."""

from datetime import date

import numpy as np
import pytest

from effektspor import calendar as cal


def test_a_year_of_53_weeks_is_plain_arithmetic():
    assert cal.weeks_in_year(2015) == 53
    assert cal.week_number(2016, 1) - cal.week_number(2015, 53) == 1
    assert len(cal.week_range(2015, 2016)) == 105


@pytest.mark.parametrize(
    ("column", "year", "week"),
    [("y_9131", 1991, 31), ("y_1553", 2015, 53), ("y_0001", 2000, 1), ("y_1852", 2018, 52)],
)
def test_columns_and_weeks_are_inverse(column, year, week):
    number = cal.week_of_column(column)
    assert number == cal.week_number(year, week)
    assert cal.column_of_week(number) == column
    assert cal.iso_week(number) == (year, week)


@pytest.mark.parametrize("column", ["y_1653", "y_1600", "y_1654"])
def test_a_week_that_the_year_does_not_have_is_none(column):
    assert cal.week_of_column(column) is None


def test_a_week_belongs_to_the_month_of_its_thursday():
    numbers = np.arange(cal.week_number(2014, 50), cal.week_number(2017, 5))
    months = cal.month_of_week(numbers)
    for number, month in zip(numbers, months, strict=True):
        thursday = date.fromisocalendar(*cal.iso_week(number), 4)
        assert month == cal.month_number(thursday.year, thursday.month)
