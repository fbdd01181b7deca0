"""Themes graded by three schemes, the arithmetic beside, and where the schemes disagree."""

from collections.abc import Mapping
from math import nan

import pandas as pd

from effektspor.evaluations.evidence.ratings import LEVELS, overall

COLUMNS = (
    "theme", "label_da", "stock_low", "stock_high", "share", "direction", "n_votes",
    "jobeffekter_word", "clear_word", "campbell_word", "body_word", "disagree", "why_da",
)  # fmt: skip
FEW, MAYBE_FEW, CONFLICT = "Få studier", "Kan ikke afgøres", "Modstridende"
DIRECTIONS = {"positive": "Positiv", "negative": "Negativ", "mixed": "Ingen", "none": "Ingen"}
WORDS = {"high": "Høj", "moderate": "Moderat", "low": "Lav", "": "Ingen rapport"}
NO_VOTE = "Ingen af rapporterne er et effektstudie, så der er ingen stemmer at tælle."
FEW_VOTES = "Vidensmængden er under grænsen, også hvis alle ukendte vægte er de højeste."
UNKNOWN = "Vidensmængden når grænsen kun, hvis ukendte vægte er høje."
AGREE = "Ordningerne siger det samme."
SIZE = (
    "Stemmetællingen siger mere end bedømmelsen af designet: den ser bort fra, hvor sikkert den "
    "enkelte undersøgelse er bygget."
)
DESIGN = (
    "Designet bedømmes højere end stemmetællingen: en enkelt god undersøgelse giver ikke vidensmængde "
    "nok."
)
LOWEST = (
    "CLEAR ser på designet, Campbell på den svageste del: rapporten oplyser ikke alt, der skal til."
)


def grades_table(
    votes: pd.DataFrame,
    ratings: pd.DataFrame,
    themes: pd.DataFrame,
    *,
    least_stock: float,
    least_share: float,
) -> pd.DataFrame:
    """One row for each theme.

    Parameters
    ----------
    votes
        `votes_table`.
    ratings
        `ratings_table`; a theme has the rating of its best report, and as a body of evidence the lower
        of the two schemes, one step lower where its counted reports disagree.
    least_stock, least_share
        Stock below which there are too few studies, and share that must point one way.
    """
    clear, campbell = (overall(ratings, scheme) for scheme in ("clear", "campbell"))
    rows = [
        _theme(
            {str(key): value for key, value in theme.items()},
            votes[votes["theme"] == theme["theme"]], clear, campbell, least_stock, least_share,
        )
        for theme in themes.to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def vote_word(counted: pd.DataFrame, least_stock: float, least_share: float) -> dict[str, object]:
    """Stock at both ends, the direction of most of it, and the word that follows."""
    low, high = (float(counted[f"product_{end}"].astype(float).sum()) for end in ("low", "high"))
    if counted.empty:
        return {"stock_low": 0.0, "stock_high": 0.0, "share": nan, "direction": "", "word": FEW}
    by = counted.assign(way=counted["direction"].map(DIRECTIONS)).groupby("way")
    sums = by["product_high"].sum().astype(float)
    share, way = float(sums.max() / sums.sum()), str(sums.idxmax())
    if high < least_stock:
        word = FEW
    elif low < least_stock:
        word = MAYBE_FEW
    else:
        word = way if share >= least_share else CONFLICT
    return {"stock_low": low, "stock_high": high, "share": share, "direction": way, "word": word}


def _theme(
    theme: dict[str, object], votes: pd.DataFrame, clear: Mapping[str, str],
    campbell: Mapping[str, str], least_stock: float, least_share: float,
) -> dict[str, object]:  # fmt: skip
    counted = votes[votes["counted"].astype(bool)]
    count = vote_word(counted, least_stock, least_share)
    best = {
        name: _best(votes, ratings) for name, ratings in (("clear", clear), ("campbell", campbell))
    }
    body = _body(best, counted)
    few = count["word"] in (FEW, MAYBE_FEW)
    above = best["clear"] in ("moderate", "high")
    disagree = bool(best["clear"]) and (few == above or best["clear"] != best["campbell"])
    return {
        "theme": theme["theme"],
        "label_da": theme["label_da"],
        **{key: count[key] for key in ("stock_low", "stock_high", "share", "direction")},
        "n_votes": len(counted),
        "jobeffekter_word": count["word"],
        "clear_word": WORDS[best["clear"]],
        "campbell_word": WORDS[best["campbell"]],
        "body_word": WORDS[body],
        "disagree": disagree,
        "why_da": _why(count, counted, best, few=few, above=above),
    }


def _best(votes: pd.DataFrame, ratings: Mapping[str, str]) -> str:
    levels = [ratings[report] for report in votes["report"]]
    return max(levels, key=LEVELS.index) if levels else ""


def _body(best: Mapping[str, str], counted: pd.DataFrame) -> str:
    if not best["clear"]:
        return ""
    level = min(LEVELS.index(each) for each in best.values())
    ways = {DIRECTIONS[str(each)] for each in counted["direction"]}
    return LEVELS[max(0, level - (len(ways) > 1))]


def _why(
    count: Mapping[str, object], counted: pd.DataFrame, best: Mapping[str, str],
    *, few: bool, above: bool,
) -> str:  # fmt: skip
    """The reason in whole sentences, each for one case."""
    parts = []
    if counted.empty:
        parts.append(NO_VOTE)
    elif few:
        parts.append(UNKNOWN if count["word"] == MAYBE_FEW else FEW_VOTES)
    if best["clear"] and few and above:
        parts.append(DESIGN)
    if best["clear"] and not few and not above:
        parts.append(SIZE)
    if best["clear"] != best["campbell"]:
        parts.append(LOWEST)
    return " ".join(parts) or AGREE
