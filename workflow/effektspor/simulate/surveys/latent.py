"""Latent answers that last from wave to wave."""

import numpy as np

from effektspor.simulate.surveys.panel import Panel


def persistent(panel: Panel, correlation: float, rng: np.random.Generator) -> np.ndarray:
    """Standard normal per row of the panel; a person's values of two waves correlate so much."""
    lasting = rng.standard_normal(panel.n_persons)[panel.person]
    fresh = rng.standard_normal(len(panel.person))
    value: np.ndarray = np.sqrt(correlation) * lasting + np.sqrt(1 - correlation) * fresh
    return value
