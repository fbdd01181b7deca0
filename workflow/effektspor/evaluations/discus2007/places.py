"""What each municipality shows, and what is left without it, as artefacts; no name is told."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker
from effektspor.evaluations.result_tables import finite, records
from effektspor.evaluations.trial.arms import ARMS, MUNICIPALITY

DEFINITION = Text(
    da="Personer med et job, der tæller, i én kommune; og forskellen mellem grupperne, når kommunen "
    "udelades.",
    en="Persons with a job that counts in one municipality; and the difference between the arms when "
    "it is left out.",
)
METHOD = Text(
    da="Optælling; én kommune udeladt ad gangen.",
    en="A count; one municipality left out at a time.",
)


def place_artefacts(maker: Maker, table: pd.DataFrame) -> list[Artefact]:
    """Shares by place, differences within and without it, and how the best one did."""
    rows = records(table)
    found = [each for row in rows for each in _place(maker, row)]
    best = [row for row in rows if bool(row["best"])]
    for row in best[:1]:
        own = f"share_{MUNICIPALITY}"
        found.append(
            maker.number(
                "outcomes.best_municipality.share", finite(row[own]), unit="share",
                **_common(row, "Højest andel i en kommunes egen gruppe",
                          "Highest share in a municipality's own arm"),
                uncertainty=words.CHOSEN,
            )
        )  # fmt: skip
    found.append(
        maker.make(
            "outcomes.places", "number", value=float(len(rows)), unit="municipalities",
            **_common({}, "Kommuner i forsøget", "Municipalities in the trial"),
            uncertainty=words.ALL_COUNTED,
        )
    )  # fmt: skip
    return found


def _place(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key, place = f"outcomes.place.{words.slug(row['place'])}", row["place"]
    for arm in ARMS:
        of = words.ARM[arm]
        yield maker.number(
            f"{key}.{arm}", finite(row[f"share_{arm}"]), unit="share",
            **_common(row, f"Kommune {place}: {of.da}", f"Municipality {place}: {of.en}"),
            uncertainty=words.wilson(maker.study.confidence),
        )  # fmt: skip
    for part, columns, da, en in (
        ("difference", ("difference", "diff_low", "diff_high"), "forskel", "difference"),
        (
            "without",
            ("without_difference", "without_low", "without_high"),
            "uden den",
            "without it",
        ),
    ):
        yield maker.estimate(
            f"{key}.{part}", *(finite(row[column]) for column in columns), unit="percentage_points",
            **_common(row, f"Kommune {place}: {da}", f"Municipality {place}: {en}"),
            uncertainty=words.within_places(maker.study.confidence),
        )  # fmt: skip


def _common(row: dict[str, Any], da: str, en: str) -> dict[str, Any]:
    n = {arm: words.whole(row.get(f"of_{arm}")) for arm in ARMS}
    return {
        "n": n, "title": Text(da=da, en=en), "population": words.RANDOMISED,
        "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
