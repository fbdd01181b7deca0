"""Which target carries the gain.

A target's contribution is the mean of what it brings alone and of what is lost when it alone is left
out. Where targets interact in pairs only, that is the Shapley value (1953): alone it brings v(i), last
it brings v(i) and all its interactions, and the Shapley value has half of each interaction. Higher
interactions leave a rest, which the sum of the contributions differs by from the whole gain.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.resampling import percentiles
from effektspor.evaluations.business_case.appraisal import EVERYONE
from effektspor.evaluations.business_case.economics import Appraised
from effektspor.evaluations.business_case.person_months import ALL, ONLY, WITHOUT

Floats = npt.NDArray[np.float64]
COLUMNS = [
    "target", "label_da", "label_en", "party", "only", "without", "contribution", "low", "high",
    "share", "rest",
]  # fmt: skip


def target_table(
    cases: Mapping[str, Appraised], labels: Mapping[str, tuple[str, str]], confidence: float
) -> pd.DataFrame:
    """One row per target and party.

    Parameters
    ----------
    labels
        Danish and English label by target; a target without one is called by its id.

    Returns
    -------
    DataFrame
        `COLUMNS`: present values in DKK, without the investment: with the target alone, with all
        others, its contribution with interval; `share` of the sum of contributions, empty where
        that is not above nought; `rest`, the whole gain minus that sum, the same for all targets.
    """
    targets = [
        name.removeprefix(ONLY)
        for name in cases
        if name.startswith(ONLY) and WITHOUT + name.removeprefix(ONLY) in cases
    ]
    if not targets:
        return pd.DataFrame(columns=COLUMNS)
    point, drawn = (
        np.stack([_contribution(cases, target, part) for target in targets])
        for part in ("point", "drawn")
    )
    rows = []
    for at, target in enumerate(targets):
        only, without = (cases[kind + target].point.gain[0] for kind in (ONLY, WITHOUT))
        for index, party in enumerate(EVERYONE):
            value, total = point[at, 0, index], point[:, 0, index].sum()
            found = percentiles(drawn[at, :, index], value, confidence)
            share = value / total if total > 0 else np.nan
            # What is nought but for rounding is nought.
            rest = round(cases[ALL].point.gain[0, index] - total, 2) + 0.0
            rows.append(
                (
                    target,
                    *labels.get(target, (target, target)),
                    party,
                    only[index],
                    without[index],
                    value,
                    found.low,
                    found.high,
                    share,
                    rest,
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _contribution(cases: Mapping[str, Appraised], target: str, part: str) -> Floats:
    """Shape (draws, parties)."""
    alone, left_out, whole = (
        getattr(cases[name], part).gain for name in (ONLY + target, WITHOUT + target, ALL)
    )
    return np.asarray((alone + whole - left_out) / 2)
