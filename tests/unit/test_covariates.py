"""Background is measured before the start and nowhere else."""

import numpy as np
import pandas as pd

from effektspor.calendar import month_number, week_number
from effektspor.cohort import covariates as cov

KONTANTHJAELP = np.zeros(1000, dtype=bool)
KONTANTHJAELP[730:740] = True


def test_ages_count_completed_years_on_the_monday_of_the_start():
    born = pd.Series(pd.to_datetime(["1980-01-04", "1980-01-05", "1980-12-31", "1979-02-01"]))
    weeks = np.full(4, week_number(2016, 1))  # Monday 4 January 2016
    assert cov.ages(born, weeks).tolist() == [36, 35, 35, 36]


def test_the_history_of_a_start_ends_with_the_week_before_it():
    codes = np.array([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]], dtype=np.uint16)
    history = cov.history_of(codes, np.array([4, 2]), 3)
    assert history.tolist() == [[2, 3, 4], [0, 6, 7]]


def test_weeks_in_a_family_stop_at_the_start_and_at_the_window():
    codes = np.array([[730, 731, 0, 730, 730, 730]], dtype=np.uint16)
    starts = np.array([4])
    assert cov.weeks_in(cov.history_of(codes, starts, 156), KONTANTHJAELP)[0] == 3
    assert cov.weeks_in(cov.history_of(codes, starts, 2), KONTANTHJAELP)[0] == 1


def test_origin_is_the_last_benefit_within_four_weeks():
    history = np.array(
        [
            [730, 730, 730, 730, 730],
            [730, 890, 0, 0, 0],
            [730, 0, 0, 0, 0],
            [890, 890, 730, 0, 0],
        ],
        dtype=np.uint16,
    )
    assert cov.came_from(history, KONTANTHJAELP).tolist() == [1, 0, 0, 1]


def test_months_employed_count_only_months_before_the_month_of_the_start():
    start = week_number(2016, 10)  # March 2016
    employment = pd.DataFrame(
        {
            "person": [7, 7, 8],
            "first_month": [month_number(2015, 11), month_number(2016, 3), month_number(2010, 1)],
            "months": [3, 5, 200],
        }
    )
    weeks = np.full(3, start)
    persons = np.array([7, 8, 9], dtype=np.int32)
    assert cov.months_employed(employment, persons, weeks, 36).tolist() == [3, 36, 0]
