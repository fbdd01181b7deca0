"""Answers of a staff survey with a known structure, in the shape that survey ingest gives."""

from pathlib import Path

import numpy as np
import pandas as pd

CODEBOOK = Path(__file__).parents[2] / "data/surveys/staff.csv"


def staff_answers(respondents=300, loading=0.75, between=0.4, missing=0.04, seed=1, waves=(1, 3)):
    """Items of one element share a factor; the factors correlate by `between`, belief with none."""
    items = pd.read_csv(CODEBOOK, dtype=str, keep_default_na=False).query("part == 'item'")
    elements = list(dict.fromkeys(items["element"]))
    rng = np.random.default_rng(seed)
    phi = np.full((len(elements), len(elements)), between)
    phi[elements.index("belief")] = phi[:, elements.index("belief")] = 0.0
    np.fill_diagonal(phi, 1.0)
    parts = []
    for wave in waves:
        common = rng.multivariate_normal(np.zeros(len(elements)), phi, respondents)
        for item, element in zip(items["item"], items["element"], strict=True):
            latent = loading * common[:, elements.index(element)]
            latent = latent + np.sqrt(1 - loading**2) * rng.standard_normal(respondents)
            value = pd.array(np.digitize(latent, [-1.5, -0.7, 0.0, 0.9]) + 1, dtype="Int8")
            gone = rng.random(respondents) < missing
            value[gone] = pd.NA
            parts.append(pd.DataFrame({
                "survey": "staff", "wave": wave,
                "respondent": [f"r{n:04d}" for n in range(respondents)],
                "municipality": np.arange(respondents) % 17 + 101, "role": "caseworker",
                "weight": 1.0, "item": item, "element": element, "value": value,
                "counts": (value >= 4).astype("Int8"),
                "state": np.where(gone, "dont_know", "answered"),
            }))  # fmt: skip
    return pd.concat(parts, ignore_index=True).astype({"wave": "int8", "municipality": "int16"})
