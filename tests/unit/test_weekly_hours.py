"""Hours of months become ordinary hours of weeks, and none is lost or made."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.calendar import month_number, month_of_week, week_number
from effektspor.cohort.hours import month_totals, spread, weekly_hours

SPAN = range(week_number(2016, 1), week_number(2016, 14))  # January, February and March
JANUARY, FEBRUARY, MARCH = slice(0, 4), slice(4, 8), slice(8, 13)
SUPPORTED = np.zeros(1000, dtype=bool)
SUPPORTED[[815, 771]] = True


def codes(supported_week=None):
    weeks = np.full((1, len(SPAN)), 810, dtype=np.uint16)
    if supported_week is not None:
        weeks[0, supported_week] = 815
    return weeks


def register(*rows):
    columns = ["pnr", "month", "hours", "reported_hours"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(month=[month_number(2016, m) for m in frame["month"]])


def of_a(hours, weeks, **settings):
    return weekly_hours(weeks, SPAN, pd.Series(["a"]), hours, SUPPORTED, **settings)


def test_a_month_is_spread_evenly_over_its_thursdays():
    found = of_a(register(("a", 1, 100.0, 40.0), ("a", 3, 150.0, 0.0)), codes())
    assert found.hours[0, JANUARY].tolist() == [25.0] * 4
    assert found.reported_hours[0, JANUARY].tolist() == [10.0] * 4
    assert found.hours[0, MARCH].tolist() == [30.0] * 5
    assert found.any_hours[0].tolist() == [True] * 4 + [False] * 4 + [True] * 5


def test_the_remainder_goes_to_the_first_weeks():
    weeks = of_a(register(("a", 1, 0.05, 0.05)), codes()).hours[0, JANUARY]
    assert weeks.tolist() == [1 / 64, 1 / 64, 1 / 64, 0]
    assert weeks.sum() == np.rint(0.05 * 64) / 64


def test_rows_of_one_month_are_summed_and_other_persons_left_out():
    rows = register(("a", 1, 60.0, 20.0), ("b", 1, 7.0, 7.0), ("a", 1, 40.0, 20.0))
    found = of_a(rows, codes())
    assert found.hours[0, JANUARY].sum() == 100
    assert found.reported_hours[0, JANUARY].sum() == 40


def test_a_person_with_two_starts_has_the_hours_in_both_rows():
    totals = month_totals(
        pd.Series(["a", "b", "a"]),
        pd.DataFrame({"pnr": ["a", "c"], "month": [5, 5], "paid": [3.0, 9.0]}),
        range(5, 7),
    )
    assert totals.tolist() == [[3, 0], [0, 0], [3, 0]]


@pytest.mark.parametrize(
    ("scope", "ordinary"), [("month", [False] * 4), ("week", [True, False, True, True])]
)
def test_a_week_of_supported_work_voids_its_month_or_itself(scope, ordinary):
    rows = register(("a", 1, 100.0, 100.0), ("a", 2, 100.0, 100.0))
    found = of_a(rows, codes(supported_week=5), scope=scope)
    assert found.any_hours[0, FEBRUARY].tolist() == ordinary
    assert found.hours[0, FEBRUARY].tolist() == [25.0 * week for week in ordinary]
    assert found.reported_hours[0, FEBRUARY].tolist() == [25.0 * week for week in ordinary]
    assert found.any_hours[0, JANUARY].all()
    assert not found.any_hours[0, MARCH].any()


@pytest.mark.parametrize(("count_imputed", "any_hours"), [(True, True), (False, False)])
def test_imputed_hours_count_only_where_the_setting_says(count_imputed, any_hours):
    found = of_a(register(("a", 1, 100.0, 0.0)), codes(), count_imputed=count_imputed)
    assert found.any_hours[0, 0] == any_hours
    assert found.hours[0, 0] == 25
    assert found.reported_hours[0, 0] == 0


@given(
    st.integers(week_number(2014, 1), week_number(2019, 1)),
    st.integers(10, 60),
    st.lists(st.integers(0, 74_400), min_size=16, max_size=16),
)
def test_the_weeks_of_whole_months_add_up_to_the_months(first, length, hundredths):
    span = range(first, first + length)
    months = month_of_week(np.arange(span.start, span.stop))
    totals = np.array([hundredths], dtype=float) / 100
    weekly = spread(totals, span)
    assert weekly.dtype == np.float32
    for month in range(months[0] + 1, months[-1]):
        weeks = weekly[0, months == month]
        assert weeks.sum(dtype=np.float64) == np.rint(totals[0, month - months[0]] * 64) / 64
        assert weeks.max() - weeks.min() <= 1 / 64
    # A month that the span cuts gives its weeks what they would have in the whole.
    whole = spread(np.append([[0.0]], totals, axis=1), range(week_before(first), span.stop))
    assert (whole[0, -length:] == weekly[0]).all()


def week_before(week):
    """The last week of the month before."""
    month = month_of_week(week)
    while month_of_week(week) == month:
        week -= 1
    return week
