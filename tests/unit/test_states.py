"""Where persons are after the start, of named persons, and the list that says what each code means.

P programme, S sickness, K kontanthjælp, F flexjob, U student grant, D dead, A abroad, "." no benefit;
w and below a letter mark a week in a month with paid hours.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.codebook import read_codebook
from effektspor.cohort.lookup import end_codes
from effektspor.cohort.state_list import (
    COLUMNS,
    cause_of_state,
    read_state_list,
    state_of_family,
    states_of,
)
from effektspor.cohort.states import Lives, states_after
from effektspor.errors import ConfigError, InputError

ROOT = Path(__file__).parents[2]
BOOK = read_codebook(ROOT / "data/codes/dream_codes.csv")
LIST = read_state_list(ROOT / "data/codes/exit_states.csv")
STATES = states_of(LIST, BOOK, "ressourceforloeb")
LETTERS = {"P": 810, "S": 890, "K": 730, "F": 771, "U": 651, "D": 999, "A": 997, ".": 0, "w": 0}
NEVER = 10_000


def lives(text, pension=NEVER):
    weeks = text.replace(" ", "")
    codes = np.array([[LETTERS[c] for c in weeks]], dtype=np.uint16)
    paid = np.array([[c == "w" for c in weeks]])
    begin, month = np.array([0]), np.arange(len(weeks))
    return Lives(codes, begin, np.array([pension]), paid, month, end_codes(BOOK), STATES)


def at(text, week, pension=NEVER):
    return STATES.names[lives(text, pension).at(np.array([week]))[0]]


@pytest.mark.parametrize(
    ("weeks", "state"),
    [
        ("PPPP", "programme"),
        ("PPPF", "flexjob"),
        ("PPPK", "kontanthjaelp"),
        ("PPPU", "other_benefit"),
        ("PPP.", "no_benefit"),
        ("PPPw", "employment"),
        ("PPPA", "emigrated"),
        ("PPPD", "dead"),
        ("PD..", "dead"),
        ("PDKK", "dead"),
        ("PA.w", "employment"),  # back again
    ],
)
def test_the_state_of_a_week(weeks, state):
    assert at(weeks, 3) == state


@pytest.mark.parametrize(
    ("weeks", "pension", "state"),
    [
        ("PPP.", 3, "retirement"),
        ("PPPw", 2, "retirement"),
        ("PPPP", 2, "programme"),  # a fact of the register comes before the age
        ("PPP.", 4, "no_benefit"),
        ("PPP.", 0, "no_benefit"),  # had the age at the start
        ("PD..", 2, "dead"),
    ],
)
def test_the_age_of_pension(weeks, pension, state):
    assert at(weeks, 3, pension) == state


@pytest.mark.parametrize(
    ("weeks", "end", "reason", "state"),
    [
        ("PPKK", 2, "left", "kontanthjaelp"),
        ("PPPP", 4, "end_of_data", "programme"),
        ("PP..", 4, "end_of_data", "programme"),
        ("PP.D", 2, "death", "dead"),
        ("PP.A", 2, "emigration", "emigrated"),
        ("PP..", 2, "pension", "retirement"),
    ],
)
def test_the_state_after_the_stay(weeks, end, reason, state):
    found = lives(weeks).after_stay(np.array([end]), np.array([reason]), np.array([4]))
    assert STATES.names[found[0]] == state


def test_the_first_week_dead_or_abroad_is_after_the_start():
    assert lives("PPAD").lost[0] == 2
    assert lives("APPP").lost[0] == -1


def test_weeks_that_are_not_read_have_no_state():
    found = states_after(pd.Series([7]), lives("PPPF"), (1, 3, 4))
    assert found.to_dict("records") == [
        {"start": 7, "weeks": 1, "state": "programme"},
        {"start": 7, "weeks": 3, "state": "flexjob"},
    ]


def test_every_family_of_the_official_list_but_the_rest_has_one_state():
    known = state_of_family(LIST)
    rest = set(BOOK.families) - set(known) - {"ressourceforloeb"}
    assert rest == {
        "andet", "barsel", "feriedagpenge_beskaeftigelse", "forrevalidering", "revalidering", "su",
    }  # fmt: skip
    assert set(cause_of_state(LIST).values()) == {
        "employment", "flexjob", "ledighedsydelse", "pension", "dead_or_emigrated", "other",
    }  # fmt: skip


def changed(folder, column, row, value):
    frame = pd.read_csv(ROOT / "data/codes/exit_states.csv", dtype=str, keep_default_na=False)
    frame.loc[frame["state"] == row, column] = value
    frame[frame["state"] != "gone"].to_csv(folder / "own.csv", index=False)
    return folder / "own.csv"


@pytest.mark.parametrize(
    ("column", "row", "value", "said"),
    [
        ("state", "employment", "gone", "lacks a state employment"),
        ("state", "dead", "gone", "lacks a state with the family doed"),
        ("state", "dagpenge", "pension", "The state pension stands twice"),
        ("families", "dagpenge", "fleksjob", "The family fleksjob stands twice"),
        ("families", "dagpenge", "", "all other states have some"),
        ("families", "programme", "su", "have no families"),
        ("label_da", "dagpenge", "", "two labels and a cause"),
        ("state", "dagpenge", "på vej", "ASCII letters"),
        ("cause", "dagpenge", "internship", "that of the event itself"),
    ],
)
def test_a_list_with_an_error_is_refused(tmp_path, column, row, value, said):
    with pytest.raises(InputError, match=said) as caught:
        read_state_list(changed(tmp_path, column, row, value))
    assert str(tmp_path / "own.csv") in caught.value.where


def test_a_list_without_a_column_is_refused(tmp_path):
    (tmp_path / "own.csv").write_text(",".join(COLUMNS[:3]) + "\na,b,c\n", encoding="utf-8")
    with pytest.raises(InputError, match="lacks the columns families, cause"):
        read_state_list(tmp_path / "own.csv")


def test_families_must_be_those_of_the_code_list(tmp_path):
    own = read_state_list(changed(tmp_path, "families", "dagpenge", "dagpenge akasse"))
    with pytest.raises(ConfigError, match="There is no benefit family 'akasse'") as caught:
        states_of(own, BOOK, "ressourceforloeb")
    assert "codes.states" in caught.value.where


def test_a_family_of_the_list_may_be_the_programme():
    states = states_of(LIST, BOOK, "jobafklaring")
    assert states.names[states.of_code[785]] == "programme"
    assert states.names[states.of_code[890]] == "sygedagpenge"


def test_another_programme_and_other_states_are_possible(tmp_path):
    own = read_state_list(changed(tmp_path, "families", "dagpenge", "su"))
    states = states_of(own.assign(), BOOK, "revalidering")
    names = states.names
    assert names[states.of_code[651]] == "dagpenge"
    assert names[states.of_code[760]] == "programme"
    assert names[states.of_code[810]] == "other_benefit"
