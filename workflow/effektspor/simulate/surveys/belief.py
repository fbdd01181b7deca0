"""Answers to the items on belief: stable over time, independent of fidelity and of any effect."""

import numpy as np
from scipy.stats import norm

from effektspor.simulate.surveys.latent import persistent
from effektspor.simulate.surveys.panel import Panel
from effektspor.simulate.surveys.parameters import Staff


def belief_answers(
    panel: Panel, items: list[str], staff: Staff, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Codes 1-5, 8, 9 or missing by item; higher is more belief."""
    belief, cuts = staff.belief, staff.cuts
    person = persistent(panel, staff.persistence, rng)
    answers = {}
    for item, agree in zip(items, belief.agree, strict=True):
        chance = rng.standard_normal(len(person))
        latent = np.sqrt(belief.variance) * person + np.sqrt(1 - belief.variance) * chance
        above = (latent + norm.ppf(agree)) / belief.spread
        codes = np.select(
            [above > cuts.strong, above > 0, above > -cuts.neither, above > -cuts.disagree],
            [5.0, 4.0, 3.0, 2.0],
            default=1.0,
        )
        edges = np.cumsum([staff.dont_know, staff.refused, staff.missing])
        kind = np.searchsorted(edges, rng.random(len(person)), side="right")
        answers[item] = np.choose(kind, [8.0, 9.0, np.nan, codes])
    return answers
