"""How alike the groups, and the starters of the two years, are before the start."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.municipalities.study_words import StudyWords

NOTABLE_DIFFERENCE = 0.1
SIZES = ("n_a", "n_b")
METHOD = Text(
    da="Gennemsnit pr. gruppe; standardiseret forskel er forskellen i gennemsnit divideret med "
    "den fælles standardafvigelse.",
    en="Mean by group; the standardised difference is the difference in means divided by the "
    "pooled standard deviation.",
)


def artefacts(maker: Maker, balance: pd.DataFrame, n: dict[str, int]) -> list[Artefact]:
    """Of each contrast the largest difference and how many are notable, and the table.

    Parameters
    ----------
    balance
        One row per contrast and characteristic, with means and standardised difference.
    n
        Of each group and cohort.
    """
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "definition": maker.words.before_start,
        "method": METHOD,
        "uncertainty": words.NO_SAMPLING,
    }
    found = []
    for contrast in maker.words.contrasts:
        rows = balance[balance["contrast"] == contrast.name]
        sizes = rows["smd"].abs()
        persons = {
            label: int(rows[size].iloc[0])
            for label, size in zip(contrast.sides, SIZES, strict=True)
        }
        between = Text(da=str(rows["label_da"].iloc[0]), en=str(rows["label_en"].iloc[0]))
        found += [
            maker.number(
                f"baseline.{contrast.key}.largest", sizes.max(), **common, n=persons, unit="ratio",
                title=Text(da=f"Største standardiserede forskel, uden fortegn: {between.da}",
                           en=f"Largest standardised difference, without sign: {between.en}"),
            ),
            maker.make(
                f"baseline.{contrast.key}.notable", "number", **common, n=persons, unit="count",
                title=Text(da=f"Baggrundsforhold med forskel over 0,1: {between.da}",
                           en=f"Characteristics with a difference above 0.1: {between.en}"),
                value=float((sizes > NOTABLE_DIFFERENCE).sum()),
            ),
        ]  # fmt: skip
    return [
        *found,
        maker.make(
            "baseline.covariates", "number", **common, n=n, unit="count",
            title=Text(da="Baggrundsforhold i tabellen", en="Characteristics in the table"),
            value=float(balance["covariate"].nunique()),
        ),
        maker.make(
            "baseline.table", "table", **common, n=n, unit="mixed", data="balance.csv",
            title=Text(da="Baggrundsforhold før start", en="Characteristics before the start"),
        ),
    ]  # fmt: skip


def keyed(balance: pd.DataFrame, study_words: StudyWords) -> pd.DataFrame:
    """The table with its contrasts under the names of the report."""
    names = {contrast.name: contrast.key for contrast in study_words.contrasts}
    return balance.assign(contrast=balance["contrast"].replace(names))
