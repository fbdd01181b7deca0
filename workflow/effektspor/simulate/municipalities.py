"""Effects of the municipalities, drawn once per world.

All 98 deviate in level and in change, or clustering would not matter; the 17 deviate in the
strength of the programme as well. Small municipalities deviate more than large ones.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.link import deal_profiles, linked_draw
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Root, stream


@dataclass(frozen=True)
class MunicipalEffects:
    """One row per municipality of ``parameters.places`` (all arrays of shape (98,))."""

    code: np.ndarray
    share: np.ndarray  # probability that a person lives there
    treated: np.ndarray  # bool
    level: np.ndarray  # log rate of starting and returning to internships
    change: np.ndarray  # the same, added for starts in the post years
    strength: np.ndarray  # of the programme, mean 1; 0 in the comparison municipalities
    hours_level: np.ndarray  # log share with ordinary hours
    hours_change: np.ndarray


def draw_effects(parameters: Parameters, root: Root, fidelity_r2: float = 0.0) -> MunicipalEffects:
    """Draw the municipal effects of one world; `fidelity_r2` ties the strengths to fidelity."""
    variation, places = parameters.municipalities, parameters.places
    thousands = places["population_thousands_approx"].to_numpy(dtype="float64")
    factor = np.minimum(
        np.sqrt(variation.reference_thousands / thousands), variation.largest_factor
    )
    draws = stream(root, "municipalities").standard_normal((5, len(places)))
    treated = places["participant"].to_numpy() == 1

    def log_deviation(row: int, sd: float) -> np.ndarray:
        scale = sd * factor
        deviation: np.ndarray = draws[row] * scale - scale**2 / 2  # mean 1 on the scale of rates
        return deviation

    profile = deal_profiles(parameters, root)
    linked = linked_draw(draws[2], fidelity_r2, parameters, factor, profile)
    strength = 1.0 + np.clip(
        linked * variation.strength_sd * factor,
        -variation.strength_bound,
        variation.strength_bound,
    )
    return MunicipalEffects(
        code=places["code"].to_numpy(dtype="int64"),
        share=thousands / thousands.sum(),
        treated=treated,
        level=log_deviation(0, variation.level_sd),
        change=log_deviation(1, variation.change_sd),
        strength=np.where(treated, strength, 0.0),
        hours_level=log_deviation(3, variation.hours_level_sd),
        hours_change=log_deviation(4, variation.hours_change_sd),
    )
