"""Other actors against municipalities in one outcome: difference, ratio and what the draw says.

The draw was within municipalities, and so is the comparison. For an outcome that a person has or
has not everything is counted; amounts (more than one job) need draws and Neyman's interval.
"""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.exact import fisher, randomisation
from effektspor.estimators.randomised.means import mean_interval, mean_p
from effektspor.estimators.randomised.score import difference_interval, ratio_interval
from effektspor.evaluations.trial.arms import MUNICIPALITY, OTHER_ACTOR
from effektspor.evaluations.trial.inference import Inference

SCORE = "score interval within municipalities; all draws counted"
NEYMAN = "Neyman's interval within municipalities; draws repeated"
NONE = "not evaluated"


@dataclass(frozen=True)
class Contrast:
    """Difference and ratio of two arms with intervals, as fractions, and p-values of no effect.

    Attributes
    ----------
    p_exact
        Fisher's test, which knows no municipalities; missing for amounts.
    p_randomisation, draws
        P-value of the draw within municipalities, and the draws repeated; 0 where all are counted.
    """

    difference: float = nan
    diff_low: float = nan
    diff_high: float = nan
    ratio: float = nan
    ratio_low: float = nan
    ratio_high: float = nan
    p_exact: float = nan
    p_randomisation: float = nan
    draws: int = 0
    method: str = NONE


def contrast(outcome: pd.DataFrame, how: Inference, *, amounts: bool = False) -> Contrast:
    """Compare the arms in an outcome.

    Parameters
    ----------
    outcome
        One row per person: arm, place, value; without a value a person does not count.
    amounts
        Whether values may be more than 1.
    """
    known = outcome[outcome["value"].notna()]
    places = known.groupby("place")["arm"].nunique()
    if not (places > 1).any():
        return Contrast()
    values = known["value"].to_numpy(dtype=np.float64)
    drawn = (known["arm"] == OTHER_ACTOR).to_numpy()
    if not amounts:
        return counted(Blocks.of_units(values > 0, drawn, known["place"]), how)
    value, low, high = mean_interval(values, drawn, known["place"], how.confidence)
    own = known.groupby("arm")["value"].mean()
    ratio = own[OTHER_ACTOR] / own[MUNICIPALITY] if own[MUNICIPALITY] else nan
    p = mean_p(values, drawn, known["place"], *how.drawing)
    return Contrast(
        value, low, high, ratio,
        p_randomisation=p, draws=how.randomisation.draws, method=NEYMAN,
    )  # fmt: skip


def counted(blocks: Blocks, how: Inference) -> Contrast:
    """Compare the arms by their counts in each municipality."""
    return Contrast(
        blocks.difference, *difference_interval(blocks, how.confidence),
        blocks.ratio, *ratio_interval(blocks, how.confidence),
        fisher(blocks).p, randomisation(blocks).p, 0, SCORE,
    )  # fmt: skip
