"""Themes graded by several schemes, and where the schemes disagree."""

from collections.abc import Mapping

import pandas as pd

from effektspor.evaluations.evidence.counting import count_votes
from effektspor.evaluations.evidence.disagreement import why
from effektspor.evaluations.evidence.ratings import LEVELS, overall

COLUMNS = (
    "theme", "label_da", "stock_low", "stock_high", "share", "share_low", "share_high", "direction",
    "n_votes", "jobeffekter_word", "clear_word", "campbell_word", "body_word", "disagree", "why_da",
)  # fmt: skip
WORDS = {"high": "Høj", "moderate": "Moderat", "low": "Lav", "": "Ingen rapport"}


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
        `ratings_table`; a theme has the rating of its best report, see `best_rating`.
    least_stock, least_share
        Stock below which there are too few studies, and share that must point one way.

    Returns
    -------
    pandas.DataFrame
        Split of strong, moderate and indication is not there: its limits were not published. `why_da`
        is empty where the schemes agree.
    """
    rows = []
    for theme in themes.to_dict("records"):
        own = votes[votes["theme"] == theme["theme"]]
        counted = own[own["counted"].astype(bool)]
        count = count_votes(counted, least_stock, least_share)
        best = {scheme: best_rating(own, ratings, scheme) for scheme in ("clear", "campbell")}
        reason = why(count, own, ratings, best)
        rows.append(
            {
                "theme": theme["theme"],
                "label_da": theme["label_da"],
                "stock_low": count.low,
                "stock_high": count.high,
                "share": count.share,
                "share_low": count.share_low,
                "share_high": count.share_high,
                "direction": count.way,
                "n_votes": count.votes,
                "jobeffekter_word": count.word,
                "clear_word": WORDS[best["clear"]],
                "campbell_word": WORDS[best["campbell"]],
                "body_word": WORDS[body_rating(best, counted)],
                "disagree": bool(reason),
                "why_da": reason,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def best_rating(votes: pd.DataFrame, ratings: pd.DataFrame, scheme: str) -> str:
    """Rating of the best report on a theme; empty where no report has a finding.

    A report is rated for what it says of this theme: one that measured an effect of something else has
    no more than the lowest rating here.
    """
    of = overall(ratings, scheme)
    levels = [
        of[report] if effect else LEVELS[0]
        for report, effect in zip(votes["report"], votes["effect_design"], strict=True)
    ]
    return max(levels, key=LEVELS.index) if levels else ""


def body_rating(best: Mapping[str, str], counted: pd.DataFrame) -> str:
    """Rating of all that is known of a theme, in the manner of GRADE.

    It begins with the rating of the best design (CLEAR), goes down to the weakest part (Campbell), which
    stands for risk of bias and imprecision, and one step further where votes point several ways.
    Effects are not weighed; nothing raises it.
    """
    if not best["clear"]:
        return ""
    level = min(LEVELS.index(each) for each in best.values())
    return LEVELS[max(0, level - (counted["direction"].nunique() > 1))]
