"""The plan of the trial: read, and in line with what is estimated."""

from pathlib import Path

import pytest
from trial_frames import trial

from effektspor.config.trial import Randomisation, Waiting
from effektspor.evaluations.plan import read_plan
from effektspor.evaluations.trial.outcome_values import PRIMARY
from effektspor.evaluations.trial.subgroups import subgroups

PATH = Path(__file__).parents[2] / "docs" / "plan-discus2007.md"
PLAN = read_plan(PATH)


@pytest.mark.parametrize(
    ("artefact", "planned"),
    [
        (f"outcomes.{PRIMARY}.difference", True),
        ("outcomes.flexjob_month_8.p", True),
        ("counts.created_difference", True),
        ("outcomes.without_best.flexjob_end.difference", False),
        ("outcomes.place.b.difference", False),
        ("counts.without_best_difference", False),
        ("figure.municipalities", False),
    ],
)
def test_what_was_chosen_from_the_data_is_explorative(artefact, planned):
    assert PLAN.study == "discus2007"
    assert PLAN.covers(artefact) is planned


def test_the_subgroups_that_are_corrected_are_those_of_the_plan():
    for group in subgroups(trial()[0], Waiting()):
        assert PLAN.covers(f"subgroups.{group.subgroup}.interaction") is group.prespecified


def test_the_plan_names_the_draws_of_the_settings():
    text, draw = PATH.read_text(encoding="utf-8"), Randomisation()
    assert f"`randomisation.draws` times, {draw.draws}," in text
    assert f"`randomisation.seed`, {draw.seed}." in text
