"""What follows from the printed counts alone, as artefacts: nothing of it is simulated."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evaluations.trial.counts_printed import (
    ARITHMETIC,
    CLOPPER,
    NEWCOMBE,
    ROUNDED,
    SCORE,
    WILSON,
)

REQUIRES = ("trial_counts",)
SCALE = {
    "percent": "share",
    "share": "share",
    "percentage_points": "percentage_points",
    "ratio": "ratio",
    "persons": "persons",
    "jobs": "jobs",
    "flexjobs": "jobs",
    "count": "count",
    "municipalities": "municipalities",
    "months": "months",
}
POPULATION = Text(
    da="De tal, der er trykt i den offentliggjorte rapport.",
    en="The figures that the published report prints.",
)
DEFINITION = Text(
    da="Regnet alene af trykte antal; ingen persondata er brugt.",
    en="Calculated from printed counts alone; no data of persons are used.",
)
METHOD = Text(
    da="Regning på trykte antal, eksakte tests og intervaller.",
    en="Arithmetic on printed counts, exact tests and intervals.",
)


METHODS = {
    WILSON: "Wilson-interval",
    CLOPPER: "eksakt interval efter Clopper og Pearson; eksakt binomialtest",
    SCORE: "score-interval efter Miettinen og Nurminen; Fishers eksakte test",
    NEWCOMBE: "interval efter Newcombe; midt-p af Fishers test",
    ROUNDED: "spændet af det, der afrundes til det trykte",
    ARITHMETIC: "regning på trykte tal",
}
"""Danish words for the methods that most rows have."""


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One number per quantity with its interval and p, and the table."""
    maker, table = Maker(study, tables.data_hash, published=True), tables["trial_counts"]
    found = [each for row in records(table) for each in _row(maker, row)]
    return [
        *found,
        maker.make(
            "counts.table", "table", unit="mixed", data="trial_counts.csv", n={"counts": len(table)},
            population=POPULATION, definition=DEFINITION, method=METHOD,
            uncertainty=printed_interval(study.confidence),
            title=Text(da="Hvad de trykte antal viser", en="What the printed counts show"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: all of it is published."""
    return {"trial_counts.csv": tables["trial_counts"]}


def printed_interval(confidence: float) -> Text:
    """Of what is calculated from printed counts."""
    at = words.level(confidence)
    return Text(
        da=f"{at} pct.-interval, eller spændet af det, som de trykte tal kan betyde; se metoden.",
        en=f"{at}% interval, or the range of what the printed figures may mean; see the method.",
    )


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    items = [item for item in str(row["items"]).split(";") if item.strip()]
    common: dict[str, Any] = {
        "n": {"items": len(items)}, "title": Text(da=row["label_da"], en=row["label_en"]),
        "population": POPULATION, "definition": DEFINITION, "method": method_of(str(row["method"])),
    }  # fmt: skip
    key, interval = (
        f"counts.{words.slug(row['quantity'])}",
        printed_interval(maker.study.confidence),
    )
    ranged = finite(row["low"]) is not None
    yield number_of(
        maker, key, row, "value", LOW_HIGH, absent="not_evaluated",
        unit=SCALE.get(str(row["unit"]), "mixed"),
        uncertainty=interval if ranged else words.ROUNDED, **common,
    )  # fmt: skip
    if finite(row["p"]) is not None:
        yield number_of(
            maker, f"{key}.p", row, "p", unit="mixed", uncertainty=words.ROUNDED,
            **{**common, "definition": words.P},
        )  # fmt: skip


def method_of(told: str) -> Text:
    """The method of a row; in Danish in general words where it is of one row alone."""
    known = METHODS.get(told)
    return Text(da=f"Trykte antal: {known}." if known else METHOD.da, en=f"Printed counts: {told}.")
