"""Finding DREAM's columns by pattern: each time once, whatever else the file has."""

from datetime import date
from pathlib import Path

import pytest

from effektspor.calendar import column_of_week, week_number
from effektspor.config.sources import DreamVariables
from effektspor.errors import InputError
from effektspor.registers.columns import find_columns

FIRST, LAST = week_number(2016, 1), week_number(2016, 4)
NAMES = [
    "pnr",
    *(column_of_week(week) for week in range(FIRST, LAST + 1)),
    *(f"branche_2016_{month:02d}" for month in range(1, 13)),
    "nykom2016",
]


def find(names, **variables):
    return find_columns(
        names,
        DreamVariables.model_validate(variables),
        range(FIRST, LAST + 1),
        [2016],
        extracted=date(2019, 4, 1),
        where=Path("dream.dta"),
    )


def test_other_columns_are_left_alone():
    # A loose pattern also fits names that are no weeks.
    columns = find([*NAMES, "y_total", "kon", "y_1605"], week="^y_")
    assert list(columns.weeks) == list(range(FIRST, LAST + 1))
    assert set(columns.names) == set(NAMES)
    assert columns.blank == ()


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("uge_1602", {"week": r"^(y|uge)_\d{4}$"}),
        ("brancher_2016_03", {"industry": r"^brancher?_(\d{4})_(\d{2})$"}),
        ("kom2016", {"municipality": r"^(?:ny)?kom(\d{4})$"}),
    ],
)
def test_two_columns_of_one_time_are_refused(name, variables):
    with pytest.raises(InputError, match=f"and {name} are of the same time"):
        find([*NAMES, name], **variables)


def test_weeks_are_read_in_order_whatever_their_order_in_the_file():
    columns = find([*NAMES[::-1], "y_9001"])
    assert list(columns.weeks.values()) == NAMES[1:5]
    assert columns.disordered == 3
