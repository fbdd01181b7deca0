"""The injected link: municipalities with a higher published fidelity have a stronger programme."""

from typing import Any

import numpy as np
import pandas as pd

from effektspor.simulate.parameters import Parameters


def linked_draw(
    draw: np.ndarray, r2: float, parameters: Parameters, factor: np.ndarray
) -> np.ndarray:
    """Standard draws of the strengths, a share `r2` of whose variance is the index.

    Parameters
    ----------
    draw
        Independent standard normal draws of all municipalities.
    r2
        0: the draws as they are.
    parameters
        For the municipalities and the published fidelity.
    factor
        Relative standard deviation of each municipality.

    Notes
    -----
    The index is centred with the participants' populations times `factor`, so that the expected
    strength of a person's programme stays 1 whatever `r2` is (but for the bound of the strength).
    """
    if r2 == 0:
        return draw
    places = parameters.places
    index = places["code"].map(parameters.fidelity_index).to_numpy(dtype="float64")
    mine = ~np.isnan(index)
    weight = places["population_thousands_approx"].to_numpy(dtype="float64")[mine] * factor[mine]
    linked = draw.copy()
    centred = index[mine] - (index[mine] * weight).sum() / weight.sum()
    linked[mine] = np.sqrt(r2) * centred + np.sqrt(1 - r2) * draw[mine]
    return linked


def realised_link(
    r2: float, parameters: Parameters, code: np.ndarray, strength: np.ndarray
) -> dict[str, Any]:
    """What was set, and the squared correlation that came out, over the participants unweighted."""
    index = parameters.fidelity_index
    by_code = pd.Series(strength, index=code).loc[index.index]
    correlation = float(np.corrcoef(by_code, index)[0, 1])
    return {
        "r2": r2,
        "realised_r2": round(correlation**2, 6),
        "municipalities": len(index),
    }
