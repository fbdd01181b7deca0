"""What the job centres' answers say as a whole: how many shares are certain, which is largest."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.making import Maker, answers_source
from effektspor.evaluations.result_tables import finite

HALF = 0.5
SUM = "sum"
MOTIVATION, CHALLENGE, LARGE = "challenge_motivation", "challenge", "large_or_more"
MAJORITY = Text(
    da="Sammenlagte svar, hvis mulige andele blandt alle inviterede ligger helt over eller helt under "
    "halvdelen.",
    en="Sums of answers whose possible shares among all invited lie wholly above or wholly below a "
    "half.",
)
LARGEST = Text(
    da="Den største andel, der kalder et af de øvrige forhold en stor eller meget stor udfordring.",
    en="The largest share that calls one of the other matters a large or very large challenge.",
)
CHANGED = Text(
    da="Ændringer, hvis interval ikke rummer nul.", en="Changes whose interval does not hold zero."
)


def overall(maker: Maker, table: pd.DataFrame) -> Iterator[Artefact]:
    """Sums of answers and those with a certain majority; the largest challenge but motivation.

    Parameters
    ----------
    table
        Rows of the main survey, columns as `effektspor.evaluations.jobcentres.shares`.
    """
    sums = table[(table["kind"] == SUM) & table["share"].notna()]
    certain = (sums["bound_low"] > HALF) | (sums["bound_high"] < HALF)
    invited = int(table["invited"].iloc[0])
    common: dict[str, Any] = {
        "n": {"invited": invited}, "population": words.INVITED, "method": words.METHOD,
        "source": answers_source(synthetic=maker.study.synthetic), "basis": "simulation",
    }  # fmt: skip
    for name, value, da, en in (
        ("judged", len(sums), "Sammenlagte svar", "Sums of answers"),
        ("robust", certain.sum(), "Heraf med et sikkert flertal", "Those with a certain majority"),
    ):
        yield maker.make(
            f"jobcentres.{name}", "number", value=float(value), unit="count", definition=MAJORITY,
            title=Text(da=da, en=en), uncertainty=words.BOUNDS, **common,
        )  # fmt: skip
    large = (sums["group"] == CHALLENGE) & (sums["answer"] == LARGE)
    others = sums.loc[large & (sums["item"] != MOTIVATION), "share"]
    yield maker.number(
        f"jobcentres.challenge_others.{LARGE}", finite(others.max()), unit="share",
        absent="not_evaluated", definition=LARGEST, uncertainty=words.WILSON,
        title=Text(da="Den største af de øvrige udfordringer", en="The largest other challenge"),
        **common,
    )  # fmt: skip


def changed(maker: Maker, table: pd.DataFrame, common: dict[str, Any]) -> Iterator[Artefact]:
    """How many changes between the surveys there are, and how many are beyond their interval.

    Parameters
    ----------
    table
        Columns as `effektspor.evaluations.jobcentres.change`.
    """
    known = table.dropna(subset=["ci_low", "ci_high"])
    sure = (known["ci_low"] > 0) | (known["ci_high"] < 0)
    for name, value, da, en in (
        ("cells", len(known), "Sammenlignede svar", "Compared answers"),
        ("sure", sure.sum(), "Heraf uden for intervallet", "Those beyond the interval"),
    ):
        whole = {**common, "unit": "count", "definition": CHANGED, "title": Text(da=da, en=en)}
        yield maker.make(f"change.{name}", "number", value=float(value), **whole)
