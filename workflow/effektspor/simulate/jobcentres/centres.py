"""The job centres: views that answers have in common, their size, and who answers which survey."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

SIZE = "size"
"""The view that is no opinion: the logarithm of the population, standardised."""
SURVEYS = ("jobcentres", "jobcentres_before")


@dataclass(frozen=True)
class Centres:
    """All municipalities.

    Attributes
    ----------
    code
        Municipality numbers, int64, shape (n,).
    views
        By survey and name: views of shape (n,), standard normal.
    eagerness
        By survey: those with the highest answer, shape (n,).
    """

    code: np.ndarray
    views: Mapping[str, Mapping[str, np.ndarray]]
    eagerness: Mapping[str, np.ndarray]

    def latent(self, survey: str, loadings: Mapping[str, float], own: np.ndarray) -> np.ndarray:
        """Standard normal place on a scale: what a question has in common, and its own part."""
        common = sum((weight * self.views[survey][v] for v, weight in loadings.items()), 0.0 * own)
        rest = 1 - sum(weight**2 for weight in loadings.values())
        place: np.ndarray = common + np.sqrt(max(rest, 0.0)) * own
        return place


def draw_centres(
    places: pd.DataFrame,
    names: Iterable[str],
    persistence: float,
    response: tuple[float, float],
    rng: np.random.Generator,
) -> Centres:
    """Draw views and eagerness for both surveys.

    Parameters
    ----------
    places
        code and population_thousands_approx.
    names
        Views that questions go with; `size` is not drawn.
    persistence
        Correlation of a view between the surveys.
    response
        Correlation of eagerness with size, and of the rest of it between the surveys.
    """
    log = np.log(places["population_thousands_approx"].to_numpy(dtype="float64"))
    size = (log - log.mean()) / log.std()
    main: dict[str, np.ndarray] = {SIZE: size}
    before: dict[str, np.ndarray] = {SIZE: size}
    for name in sorted(set(names) - {SIZE}):
        main[name] = rng.standard_normal(len(size))
        before[name] = kept(main[name], persistence, rng)
    on_size, between = response
    will = rng.standard_normal(len(size))
    wills = (will, kept(will, between, rng))
    return Centres(
        places["code"].to_numpy(dtype="int64"),
        dict(zip(SURVEYS, (main, before), strict=True)),
        {
            survey: on_size * size + np.sqrt(1 - on_size**2) * own
            for survey, own in zip(SURVEYS, wills, strict=True)
        },
    )


def kept(values: np.ndarray, correlation: float, rng: np.random.Generator) -> np.ndarray:
    """Standard normal values that correlate so much with standard normal others."""
    fresh = rng.standard_normal(len(values))
    found: np.ndarray = correlation * values + np.sqrt(1 - correlation**2) * fresh
    return found
