"""Who turned out to be able to do less than a flexjob asks, and when that is not told."""

import pytest
from trial_frames import persons_of

from effektspor.config.trial import Randomisation
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.trial.capacity import not_capable
from effektspor.evaluations.trial.inference import Inference

HOW = Inference(0.95, Randomisation(draws=999), 5)


def persons(pension, toward):
    """A trial with these numbers pensioned and on the way, by arm (other actors, own)."""
    frame = persons_of(ly_distance="stuck")
    for arm, one, two in zip(("other_actor", "municipality"), pension, toward, strict=True):
        rows = frame.index[frame["arm"] == arm]
        frame.loc[rows[:one], "end_status"] = "disability_pension"
        frame.loc[rows[:one], "ly_distance"] = None
        frame.loc[rows[one : one + two], "ly_distance"] = "toward_pension"
    return frame


def test_those_pensioned_and_on_the_way_are_counted_once():
    row = not_capable(persons((8, 8), (22, 6)), HOW)
    assert (row["n"], row["of"], row["share"], row["state"]) == (30, 120, 0.25, "shown")
    assert (row["low"], row["high"]) == tuple(float(end) for end in wilson(0.25, 120, 0.95))


@pytest.mark.parametrize(("pension", "toward"), [((8, 8), (22, 2)), ((3, 8), (22, 6))])
def test_a_sum_that_would_tell_a_withheld_part_is_withheld(pension, toward):
    row = not_capable(persons(pension, toward), HOW)
    assert row["state"] == "withheld"
    assert not {"n", "share", "low", "high"} & set(row)
