"""The start-rate ratio as artefacts: what it is by block of time and by method of inference.

The headline row stands first in the table; the other methods are for the reader to see how much
hangs on the choice.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.result_tables import records

GONE = "not_evaluated"
SAME, PERSONS = "wild_max_t", "cox"
"""Rows of `inference`: the test that the ratio is the same in all blocks, and Cox on persons."""


def headline(rates: pd.DataFrame) -> pd.Series:
    """The row of the headline: the first."""
    return rates.iloc[0]


def artefacts(maker: Maker, rates: pd.DataFrame) -> list[Artefact]:
    """The ratio by block of weeks, the test that it is constant, Cox on persons, and two tables."""
    first, event = headline(rates), maker.words.event
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "n": {name: int(first[name]) for name in ("persons", "events", "municipalities")},
        "definition": event.definition,
        "method": event.method,
        "uncertainty": words.ratio_interval(maker.study.confidence),
    }
    own = rates[rates["inference"] == first["inference"]]
    found = [_block(maker, row, common) for row in records(own) if "block" in str(row["term"])]
    constancy = records(rates[rates["inference"] == SAME])
    found.append(
        maker.number(
            "rate_ratio.constancy", constancy[0]["p_value"] if constancy else None, **common,
            absent=GONE, unit="ratio",
            title=Text(da="P-værdi for, at forholdet er det samme i alle perioder",
                       en="P-value of the ratio being the same in all blocks"),
        )
    )  # fmt: skip
    persons = records(rates[rates["inference"] == PERSONS])
    found.append(
        maker.number(
            "rate_ratio.cox", persons[0]["estimate"] if persons else None, **common, absent=GONE,
            unit="ratio",
            title=Text(da=f"{event.ratio.da}, Cox på personer",
                       en=f"{event.ratio.en}, Cox on persons"),
        )
    )  # fmt: skip
    for end, text in (("low", "Mindste"), ("high", "Største")):
        found.append(
            maker.number(
                f"rate_ratio.leave_one_{end}", first[f"leave_one_{end}"], **common, absent=GONE,
                unit="ratio",
                title=Text(da=f"{text} forhold, når én kommune udelades",
                           en=f"Ratio without one municipality, {end} end"),
            )
        )  # fmt: skip
    tables = {
        "table": ("rate_ratio.csv", "efter metode og periode", "by method and block of weeks"),
        "checks": ("rate_checks.csv", "før projektet", "before the project"),
    }
    found += [
        maker.make(
            f"rate_ratio.{name}", "table", **common, unit="ratio", data=data,
            title=Text(da=f"{event.ratio.da} {da}", en=f"{event.ratio.en} {en}"),
        )
        for name, (data, da, en) in tables.items()
    ]  # fmt: skip
    return found


def _block(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Artefact:
    low, high = int(row["first_week"]), int(row["last_week"])
    ratio = maker.words.event.ratio
    return maker.estimate(
        f"rate_ratio.{row['term']}", row["estimate"], row["ci_low"], row["ci_high"],
        **common, unit="ratio",
        title=Text(da=f"{ratio.da}, uge {low} til {high} efter start",
                   en=f"{ratio.en}, weeks {low} to {high} since the start"),
    )  # fmt: skip
