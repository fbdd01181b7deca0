"""Each rule leaves out whom it names, and is a step of the flow where it is on."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.codebook import read_codebook
from effektspor.cohort.attrition import (
    POPULATION,
    RESIDENT,
    add_steps,
    flow,
    refuse_nobody,
    step_counts,
)
from effektspor.cohort.characteristics import family_names
from effektspor.cohort.exclusions import exclusion_steps
from effektspor.cohort.lookup import end_codes, family_table
from effektspor.config.design import Exclusions
from effektspor.errors import EstimationError

BOOK = read_codebook(Path(__file__).parents[2] / "data/codes/dream_codes.csv")
PROGRAMME = family_table(BOOK, ["ressourceforloeb"], key="programme")
NAMES = ("jobafklaringsforløb", "job clarification")
# Six weeks of history, of which the last four count, and the start in column 6.
HISTORIES = {
    "plain": [730] * 6,
    "dead": [999, 730, 730, 730, 730, 730],
    "abroad": [730, 730, 997, 730, 730, 730],
    "abroad long ago": [997, 997, 730, 730, 730, 730],
    "in the programme": [730, 730, 730, 814, 730, 730],
    "in the programme long ago": [814, 814, 730, 730, 730, 730],
}


def passes(**rules):
    names = list(HISTORIES)
    codes = np.array([[*weeks, 810] for weeks in HISTORIES.values()], dtype=np.uint16)
    starts = pd.DataFrame({"age": [18, 25, 40, 41, 60, 66], "stv": [0, 0, 1, 0, 0, 0]}, index=names)
    begin = np.full(len(names), 6)
    found = exclusion_steps(
        starts, codes, begin, exclusions=Exclusions(**rules), ends=end_codes(BOOK),
        programme=PROGRAMME, programme_names=NAMES, history_weeks=4,
    )  # fmt: skip
    return {step.id: set(kept.index[~kept]) for step, kept in found}, found


def test_rules_that_are_off_are_no_steps_but_stv_always_stands():
    left_out, _ = passes(dead=False)
    assert left_out == {"stv": set()}
    assert list(passes()[0]) == ["dead", "stv"]


def test_each_rule_leaves_out_whom_it_names():
    left_out, _ = passes(min_age=25, max_age=60, emigrated=True, earlier_programme=True, stv=True)
    assert left_out == {
        "age": {"plain", "in the programme long ago"},
        "dead": {"dead"},
        "emigrated": {"abroad"},
        "earlier_programme": {"in the programme"},
        "stv": {"abroad"},
    }


@pytest.mark.parametrize(
    ("rules", "label"),
    [
        ({"min_age": 25}, "At least 25 years old at start"),
        ({"max_age": 60}, "At most 60 years old at start"),
        ({"min_age": 25, "max_age": 60}, "25 to 60 years old at start"),
    ],
)
def test_the_step_says_which_ages(rules, label):
    _, found = passes(**rules)
    assert found[0][0].label_en == label


def test_the_flow_counts_each_step_by_group_and_adds_over_shards():
    starts = pd.DataFrame(
        {"group": ["participants", "comparison", None, "comparison"], "cohort": "2016"}
    )
    steps = [
        (RESIDENT, starts["group"].notna()),
        (POPULATION, pd.Series([True, False, True, True])),
    ]
    part = step_counts(10, 5, starts, steps, ["2016"], NAMES)
    assert part["n_after"].tolist() == [10, 5, 4, 3, 2]
    assert part["comparison_2016"].tolist() == [0, 0, 2, 2, 1]
    table = flow([part, part])
    assert table["n_after"].tolist() == [20, 10, 8, 6, 4]
    assert table["dropped"].isna().tolist() == [True, False, True, False, False]
    assert table["dropped"].dropna().tolist() == [10, 2, 2]
    assert add_steps([part, part])["participants_2016"].tolist() == [0, 0, 2, 2, 2]


def test_the_steps_name_the_programme_of_the_study():
    starts = pd.DataFrame({"group": ["comparison"], "cohort": "2016"})
    flow_labels = step_counts(10, 5, starts, [], ["2016"], NAMES).set_index("id")
    _, found = passes(earlier_programme=True)
    steps = [*flow_labels["label_da"][1:], found[1][0].label_da]
    assert all("jobafklaringsforløb" in label for label in steps), steps
    english = [*flow_labels["label_en"][1:], found[1][0].label_en]
    assert all("job clarification" in label for label in english), english
    assert family_names(BOOK, "jobafklaring") == NAMES


def test_a_flow_that_ends_with_nobody_is_refused():
    part = step_counts(
        10, 5, pd.DataFrame({"group": ["comparison"], "cohort": "2016"}),
        [(RESIDENT, pd.Series([False]))], ["2016"], NAMES,
    )  # fmt: skip
    with pytest.raises(EstimationError, match="No course start is left") as caught:
        refuse_nobody(flow([part]))
    assert "step resident" in caught.value.where
