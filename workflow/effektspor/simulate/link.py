"""The injected link: where the answers show a higher fidelity, the programme is stronger.

The answers come out as published for municipalities by name. Lots are drawn between these profiles
and the municipalities of the registers, so that an invented effect is nowhere tied to the name of
the municipality whose register it is of, not even by who works backwards from slopes.
"""

from typing import Any

import numpy as np
import pandas as pd

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Root, stream


def deal_profiles(parameters: Parameters, root: Root) -> pd.Series:
    """Number of the municipality in the surveys, by that of its registers, of one world.

    Each published profile belongs to one participant; any to any, its own included.
    """
    codes = np.sort(parameters.fidelity_index.index.to_numpy(dtype="int64"))
    dealt = stream(root, "profiles").permutation(codes)
    return pd.Series(dealt, index=pd.Index(codes, name="register"), name="survey")


def linked_draw(
    draw: np.ndarray, r2: float, parameters: Parameters, factor: np.ndarray, profile: pd.Series
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
    profile
        Whose published fidelity belongs to a municipality, as `deal_profiles` gives it.

    Notes
    -----
    The index is centred with the participants' populations times `factor`, so that the expected
    strength of a person's programme stays 1 whatever `r2` is (but for the bound of the strength).
    """
    if r2 == 0:
        return draw
    places = parameters.places
    index = places["code"].map(index_of(parameters, profile)).to_numpy(dtype="float64")
    mine = ~np.isnan(index)
    weight = places["population_thousands_approx"].to_numpy(dtype="float64")[mine] * factor[mine]
    linked = draw.copy()
    centred = index[mine] - (index[mine] * weight).sum() / weight.sum()
    linked[mine] = np.sqrt(r2) * centred + np.sqrt(1 - r2) * draw[mine]
    return linked


def index_of(parameters: Parameters, profile: pd.Series) -> pd.Series:
    """Published index of the profile that each municipality of the registers was dealt."""
    return profile.map(parameters.fidelity_index)


def realised_link(
    r2: float, parameters: Parameters, code: np.ndarray, strength: np.ndarray, profile: pd.Series
) -> dict[str, Any]:
    """What was set, and the squared correlation that came out, over the participants unweighted."""
    index = index_of(parameters, profile)
    by_code = pd.Series(strength, index=code).loc[index.index]
    correlation = float(np.corrcoef(by_code, index)[0, 1])
    return {
        "r2": r2,
        "realised_r2": round(correlation**2, 6),
        "municipalities": len(index),
    }
