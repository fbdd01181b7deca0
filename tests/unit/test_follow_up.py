"""What ends a stay and what ends the follow-up of a person, of named persons.

P programme, S sickness, K kontanthjælp, D dead, A abroad, O old-age pension, "." no benefit. The stay
begins in week 0 and follow-up ends after the last letter.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.calendar import week_number
from effektspor.codebook import read_codebook
from effektspor.cohort import covariates
from effektspor.cohort.courses import spell_ends
from effektspor.cohort.follow_up import (
    REASONS,
    follow_up,
    follow_up_counts,
    lost_weeks,
    pension_weeks,
    stay_reasons,
)
from effektspor.cohort.lookup import end_codes, programme_codes
from effektspor.config.design import Programme

BOOK = read_codebook(Path(__file__).parents[2] / "data/codes/dream_codes.csv")
LOOKUP = programme_codes(BOOK, Programme())
LETTERS = {"P": 810, "S": 890, "K": 730, "D": 999, "A": 997, "O": 998, ".": 0}
NEVER = 10_000


def ends(text, pension=NEVER):
    codes = np.array([[LETTERS[c] for c in text.replace(" ", "")]], dtype=np.uint16)
    start, stop = np.array([0]), np.array([codes.shape[1]])
    stay = spell_ends(codes, start, LOOKUP)
    lost, reason = lost_weeks(codes, start, stop, end_codes(BOOK), np.array([pension]))
    return lost[0], str(stay_reasons(codes, stay, lost, reason, stop, LOOKUP)[0])


@pytest.mark.parametrize(
    ("name", "weeks", "lost", "reason"),
    [
        ("stays", "PPPP PPPP", 8, "end_of_data"),
        ("is in a gap when the data end", "PPPP PP..", 8, "end_of_data"),
        ("leaves for kontanthjælp", "PPPP KKKK", 8, "left"),
        ("leaves for nothing", "PPPP .... ....", 12, "left"),
        ("dies", "PPPP DDDD", 4, "death"),
        ("emigrates", "PPPP AAPP", 4, "emigration"),
        ("goes on pension", "PPPP PPOO", 6, "pension"),
        ("dies after a short gap", "PPPP .S.D", 7, "death"),
        ("dies after a long gap", "PPPP .... .DDD", 9, "left"),
        ("leaves and dies later", "PPPP KKDD", 6, "left"),
        ("leaves, comes back and dies", "PPKK PPDD", 6, "left"),
        ("emigrates and dies abroad", "PPPA DDDD", 3, "emigration"),
    ],
)
def test_reasons(name, weeks, lost, reason):
    assert ends(weeks) == (lost, reason), name


@pytest.mark.parametrize(
    ("name", "weeks", "pension", "lost", "reason"),
    [
        ("reaches the age and leaves later", "PPPP PPKK", 3, 3, "pension"),
        ("reaches the age and stays", "PPPP PPPP", 3, 3, "end_of_data"),
        ("leaves at that age", "PPPP KKKK", 4, 4, "pension"),
        ("leaves before", "PPPP KKKK", 6, 6, "left"),
        ("has the age at the start", "PPPP KKKK", -20, 8, "left"),
        ("has it in the week of the start", "PPPP KKKK", 0, 8, "left"),
        ("dies before", "PPPD DDDD", 5, 3, "death"),
        ("reaches it after follow-up", "PPPP PPPP", 8, 8, "end_of_data"),
    ],
)
def test_the_age_of_pension(name, weeks, pension, lost, reason):
    assert ends(weeks, pension) == (lost, reason), name


def test_follow_up_ends_where_the_cohort_ends_though_the_data_go_on():
    codes = np.array([[810, 810, 810, 999]], dtype=np.uint16)
    lost, reason = lost_weeks(codes, np.array([0]), np.array([3]), end_codes(BOOK), np.array([9]))
    assert (lost[0], reason[0]) == (3, "end_of_data")


def test_the_week_of_the_pension_age_is_the_first_with_that_age():
    born = pd.Series(pd.to_datetime(["1951-01-04", "1951-01-05", "1952-02-29", "1951-12-31"]))
    weeks = pension_weeks(born, 65)
    assert weeks[0] == week_number(2016, 1)  # 65 on Monday 4 January 2016
    assert weeks[1] == week_number(2016, 2)
    assert covariates.ages(born, weeks).tolist() == [65] * 4
    assert covariates.ages(born, weeks - 1).tolist() == [64] * 4


def test_counts_of_all_shards_name_every_reason_and_add_up():
    cohort = pd.DataFrame(
        {
            "group": ["participants", "participants", "comparison"],
            "cohort": "2016",
            "end_reason": ["left", "death", "left"],
            "start_week": [0, 5, 9],
            "censor_week": [10, 7, 10],
            "last_week": 10,
        }
    )
    shards = [follow_up_counts(part, censor=False) for part in (cohort[:2], cohort[2:])]
    counts = follow_up(shards)
    assert counts["reason"].tolist() == list(REASONS) * 2
    assert counts["n"].sum() == 3
    assert counts.groupby("group")["n_started"].sum().tolist() == [0, 2]  # not the last week's
    censored = follow_up([follow_up_counts(cohort, censor=True)])
    assert censored.groupby("group")["n_started"].sum().tolist() == [0, 1]
    assert (censored["n"] == counts["n"]).all()
