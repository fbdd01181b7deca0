"""Hand-made weekly lives for the count of courses at a date, and the rules that read them."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.calendar import week_number
from effektspor.codebook import read_codebook
from effektspor.cohort.course_activity import activity_codes
from effektspor.cohort.first_courses import Rules, first_courses
from effektspor.cohort.lookup import end_codes, programme_codes
from effektspor.cohort.state_list import read_state_list, states_of
from effektspor.config.design import Programme

ROOT = Path(__file__).resolve().parents[2]
COMPANY = (
    "wage_subsidy_private", "wage_subsidy_public",
    "workplace_training_private", "workplace_training_public",
)  # fmt: skip
PASSIVE, GUIDANCE, SUBSIDY, INTERN = 810, 813, 815, 818
SICK, HELP, PENSION, FLEXJOB, LEDIG, DEAD, ABROAD = 890, 730, 783, 771, 740, 999, 997
REFORM = week_number(2013, 1)
BACK = 10
STATES = read_state_list(ROOT / "data/codes/exit_states.csv")
BOOK = read_codebook(ROOT / "data/codes/dream_codes.csv")


def rules_of(last_week, reform=REFORM, **programme):
    """Rules of a count in a week."""
    settings = Programme(**programme)
    return Rules(
        weeks=range(reform, last_week + 1),
        origin_weeks=4,
        programme=programme_codes(BOOK, settings),
        states=states_of(STATES, BOOK, settings.family),
        ends=end_codes(BOOK),
        activities=activity_codes(BOOK, settings.family, "passive", COMPANY),
    )


def read_courses(lives, rules, birth=None):
    """`FIRST_COURSES` of rows of codes that begin `BACK` weeks before the reform."""
    codes = np.array(lives, dtype=np.uint16)
    span = range(rules.weeks.stop - codes.shape[1], rules.weeks.stop)
    people = pd.DataFrame({"person": range(len(codes)), "bucket": 0})
    dates = pd.to_datetime(pd.Series(birth or [None] * len(codes)))
    return first_courses(codes, span, people, dates, rules)


def weeks_of(*runs):
    """Codes of runs (code, weeks), joined."""
    return [code for code, weeks in runs for _ in range(weeks)]


def week_of_day(text):
    """Week number of a day."""
    year, week, _ = date.fromisoformat(text).isocalendar()
    return week_number(year, week)
