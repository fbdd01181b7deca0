"""Arithmetic on KL's printed figures against the checks that were done by hand."""

import csv
import re
from pathlib import Path

import pytest

from effektspor.evaluations.kl2016.checks import checks

PUBLISHED = Path(__file__).resolve().parents[2] / "data" / "published"


@pytest.fixture(scope="module")
def printed():
    with (PUBLISHED / "kl2016.csv").open(encoding="utf-8") as file:
        return {row["item_id"]: float(row["value"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("name", "by_hand", "scale"),
    [
        ("exits_sum", "kl.sum.exits", 100),
        ("origins_sum", "kl.sum.origins", 100),
        ("completed_share", "kl.completed_share", 100),
        ("pension_n", "kl.n.disability_pension", 1),
        ("answered", "kl.n_resp", 1),
        ("coop_clinical_sum", "kl.sum.coop.clinical", 100),
        ("coop_health_sum", "kl.sum.coop.health", 100),
        ("coop_social_sum", "kl.sum.coop.social", 100),
        ("coop_family_sum", "kl.sum.coop.family", 100),
        ("expectation_sum", "kl.fig9.sum", 100),
        ("consultants_sum", "kl.fig10.sum", 100),
        ("progression_sum", "kl.fig12.sum", 100),
        ("motivation_time_sum", "kl.fig14.sum", 100),
        ("motivation_same_most", "kl.fig13.max_same", 100),
    ],
)
def test_the_sums_are_those_done_by_hand(printed, name, by_hand, scale):
    with (PUBLISHED / "arithmetic_checks.csv").open(encoding="utf-8") as file:
        listed = {row["check_id"]: row["computed"] for row in csv.DictReader(file)}
    computed = float(re.match(r"[\d.]+", listed[by_hand])[0])
    assert checks(printed)[name][0] * scale == pytest.approx(computed, abs=0.06)


def test_no_count_out_of_all_answers_gives_the_small_share(printed):
    found = checks(printed)
    assert found["answered_ways"][0] == 1
    n = round(found["answered"][0])
    assert not any(round(100 * k / n) == printed["kl.fig4.knowledge"] for k in range(n + 1))
    assert (found["small_base_low"][0], found["small_base_high"][0]) == (59, 66)


def test_a_rate_that_no_count_gives_is_refused(printed):
    with pytest.raises(ValueError, match="response rate"):
        checks({**printed, "kl.survey2016.population": 3.0})
