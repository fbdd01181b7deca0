"""The index of the participants' published fidelity that the programme's strength is tied to."""

import pandas as pd

from effektspor.simulate.surveys.targets import ELEMENTS, targets_of

LINKED = ("prep", "ready", "referral", "plan", "cv", "match")
"""Elements that the evaluation found to go with effect (BRF 2019 p. 16); follow-up is not."""


def fidelity_index(cells: pd.DataFrame) -> pd.Series:
    """Index of the participants by municipality code: mean 0 and variance 1 over them.

    The mean of the six elements' shares at the end (table 3), each standardised over the
    municipalities, standardised again.
    """
    targets = targets_of(cells, "slut")
    shares = pd.DataFrame(targets.by_municipality, index=targets.codes, columns=list(ELEMENTS))
    mean = _standardised(shares[list(LINKED)]).mean(axis=1)
    return pd.Series(_standardised(mean.to_frame())[0], name="index")


def _standardised(frame: pd.DataFrame) -> pd.DataFrame:
    return (frame - frame.mean()) / frame.std(ddof=0)
