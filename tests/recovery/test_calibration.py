"""The simulated registers resemble the published evaluation in expectation, not by luck of a seed."""

from pathlib import Path

import numpy as np
import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.estimand import contrast
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.targets import achieved
from effektspor.simulate.world import count_study

WORLDS = 40
KNOWN_MISSES = {"spread.hours.largest"}  # docs/simulation.md says why
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(Path(__file__).parents[2] / "data" / "simulation")


@pytest.fixture(scope="module")
def worlds(parameters: Parameters) -> list[dict[str, float]]:
    return [
        achieved(count_study(SimulationSettings(), parameters, (4242, number)))
        for number in range(WORLDS)
    ]


def test_expected_values_meet_the_targets(
    worlds: list[dict[str, float]], parameters: Parameters
) -> None:
    """Within the tolerance, give or take two Monte Carlo standard errors."""
    missed = set()
    for target in parameters.targets.to_dict("records"):
        values = [world[target["id"]] for world in worlds if target["id"] in world]
        if not values:
            continue
        slack = 2 * np.std(values, ddof=1) / WORLDS**0.5
        if abs(np.mean(values) - target["target"]) > target["tolerance"] + slack:
            missed.add(target["id"])
    assert missed <= KNOWN_MISSES


def test_the_fall_of_the_comparison_group_comes_from_the_inflow_windows(
    parameters: Parameters,
) -> None:
    """With one year of inflow on both sides and no municipal change there is no fall."""
    steady = parameters.municipalities.model_copy(update={"change_sd": 0.0})
    same_window = parameters.cohorts.model_copy(update={"post_years": [2017]})
    even = parameters.model_copy(update={"municipalities": steady, "cohorts": same_window})
    settings, key = SimulationSettings(), "internship.comparison.{}.w95"
    falls = {
        name: np.mean(
            [
                values[key.format("2017-18")] - values[key.format("2016")]
                for values in (
                    achieved(count_study(settings, chosen, (99, number))) for number in range(8)
                )
            ]
        )
        for name, chosen in (("one year", even), ("two years", parameters))
    }
    assert abs(falls["one year"]) < 0.8
    assert falls["two years"] < -2.5


def test_hours_move_after_the_course_only(parameters: Parameters) -> None:
    points = np.mean(
        [
            100 * contrast(count_study(SimulationSettings(), parameters, (7, number)))[:, 94]
            for number in range(8)
        ],
        axis=0,
    )
    assert points[1] > 0.5
    assert abs(points[2]) < 0.05
