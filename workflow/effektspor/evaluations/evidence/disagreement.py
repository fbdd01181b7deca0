"""Why schemes of grading disagree on a theme: a whole sentence for each case."""

from collections.abc import Iterator, Mapping

import pandas as pd

from effektspor.evaluations.evidence.counting import UNDECIDED, Count
from effektspor.evaluations.evidence.ratings import LEVELS, overall

DESIGN_ABOVE = {
    "no_vote": "Designet bedømmes højere end lav, men der er ingen stemme at tælle, fordi retningen ikke "
    "er oplyst.",
    "few": "Designet bedømmes højere end lav, men vidensmængden er under grænsen, også når alle ukendte "
    "vægte er de højeste: det er for lidt, hvor god den enkelte undersøgelse end er.",
    "undecided": "Designet bedømmes højere end lav, men ukendte vægte afgør, om stemmerne er nok til en "
    "retning.",
}
VOTES_ABOVE = (
    "Stemmetællingen giver en dom, skønt intet design bedømmes højere end lav: den tæller, hvor mange der "
    "peger samme vej, og ser ikke på, hvor sikkert hver undersøgelse er bygget."
)
WEAKEST = {
    "comparison": "Efter CLEAR tæller designet alene; efter Campbell afgør den svageste del, og det er "
    "sammenligningsgruppen.",
    "sample": "Efter CLEAR tæller designet alene; efter Campbell afgør den svageste del, og her er "
    "antallet af undersøgte ikke oplyst.",
    "outcome": "Efter CLEAR tæller designet alene; efter Campbell afgør den svageste del, og her er "
    "virkningens størrelse ikke oplyst.",
}
"""By the item that decides; the design itself cannot, since it is what the other scheme rates."""


def why(count: Count, votes: pd.DataFrame, ratings: pd.DataFrame, best: Mapping[str, str]) -> str:
    """The reasons, or nothing where the schemes agree.

    The vote count and the rating of designs disagree where one of them has something to go by and the
    other has not: a rating above the lowest with too few votes, or enough votes on the lowest rating.
    The two ratings disagree where their levels do.

    Parameters
    ----------
    count
        The votes on the theme.
    votes
        All rows of `votes_table` on it.
    ratings
        `ratings_table`.
    best
        Level by scheme.
    """
    return " ".join(_reasons(count, votes, ratings, best))


def _reasons(
    count: Count, votes: pd.DataFrame, ratings: pd.DataFrame, best: Mapping[str, str]
) -> Iterator[str]:
    if not best["clear"]:
        return
    above = best["clear"] != LEVELS[0]
    if above and count.few:
        kind = "no_vote" if not count.votes else "few"
        yield DESIGN_ABOVE["undecided" if count.word == UNDECIDED else kind]
    if not above and not count.few:
        yield VOTES_ABOVE
    if best["clear"] != best["campbell"]:
        yield WEAKEST[_weakest(votes, ratings, best["clear"])]


def _weakest(votes: pd.DataFrame, ratings: pd.DataFrame, level: str) -> str:
    """The item that holds back the report with the best design."""
    clear, campbell = (overall(ratings, scheme) for scheme in ("clear", "campbell"))
    studies = votes.loc[votes["effect_design"].astype(bool), "report"]
    report = max(
        (each for each in studies if clear[each] == level),
        key=lambda each: LEVELS.index(campbell[each]),
    )
    items = ratings[
        (ratings["report"] == report)
        & (ratings["scheme"] == "campbell")
        & ~ratings["item"].isin(["overall", "design"])
    ]
    return str(items.loc[items["level"].map(LEVELS.index).idxmin(), "item"])
