"""What a count of votes says of a theme: its stock of knowledge and the word that follows from it."""

from dataclasses import dataclass
from math import nan

import pandas as pd

FEW, UNDECIDED, CONFLICT = "Få studier", "Kan ikke afgøres", "Modstridende"
WAYS = {"positive": "Positiv", "negative": "Negativ", "no_finding": "Ingen", "mixed": "Blandet"}
"""Danish words of the ways that a vote can point; `Ingen` is no effect found."""
DECIDING = ("Positiv", "Negativ", "Ingen")
"""Ways that can be the word of a theme: a mixed vote adds to the stock and decides nothing."""

ROUNDED = 10
"""Decimals of sums and parts: three votes of 0.4, 0.4 and 0.2 reach a limit of 1."""


@dataclass(frozen=True)
class Count:
    """Votes on one theme.

    Attributes
    ----------
    votes
        Number of votes.
    low, high
        Stock at the lower and the higher ends of the weights.
    way
        Where most of the stock points, at the higher ends; empty without votes.
    share, share_low, share_high
        Its part of the stock: at the higher ends, and the least and most that weights within their
        ends allow.
    word
        A deciding way, `FEW`, `CONFLICT`, or `UNDECIDED` where unknown weights would decide.
    """

    votes: int
    low: float
    high: float
    way: str
    share: float
    share_low: float
    share_high: float
    word: str

    @property
    def few(self) -> bool:
        """Whether there are, or may be, too few studies."""
        return self.word in (FEW, UNDECIDED)


def count_votes(votes: pd.DataFrame, least_stock: float, least_share: float) -> Count:
    """Count the votes on one theme.

    Parameters
    ----------
    votes
        Rows of `votes_table` of one theme that count.
    least_stock, least_share
        Stock below which there are too few studies, and share that must point one way.
    """
    if votes.empty:
        return Count(0, 0.0, 0.0, "", nan, nan, nan, FEW)
    table = pd.DataFrame(
        {
            "way": votes["direction"].map(WAYS),
            "low": votes["product_low"].astype(float),
            "high": votes["product_high"].astype(float),
        }
    )
    sums = table.groupby("way").sum().round(ROUNDED).sort_values("high", kind="stable")
    ends = {str(way): (float(low), float(high)) for way, low, high in sums.itertuples(name=None)}
    low, high = (round(sum(each[at] for each in ends.values()), ROUNDED) for at in (0, 1))
    # The least a way can have is its own lower end against the higher ends of the others.
    least = {way: _part(own[0], high - own[1]) for way, own in ends.items()}
    most = {way: _part(own[1], low - own[0]) for way, own in ends.items()}
    way = list(ends)[-1]
    return Count(
        len(votes), low, high, way, _part(ends[way][1], high - ends[way][1]), least[way], most[way],
        _word(low, high, least, most, least_stock=least_stock, least_share=least_share),
    )  # fmt: skip


def _word(
    low: float, high: float, least: dict[str, float], most: dict[str, float],
    *, least_stock: float, least_share: float,
) -> str:  # fmt: skip
    if high < least_stock:
        return FEW
    certain = [way for way in DECIDING if least.get(way, 0.0) >= least_share]
    possible = [way for way in DECIDING if most.get(way, 0.0) >= least_share]
    if low < least_stock or (possible and not certain):
        return UNDECIDED
    return certain[0] if certain else CONFLICT


def _part(own: float, others: float) -> float:
    return round(own / (own + others), ROUNDED) if own > 0 else 0.0
