"""The start-rate ratio as artefacts: what it is by block of time and by method of inference.

The headline row stands first in the table; the other methods are for the reader to see how much
hangs on the choice.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker
from effektspor.evaluations.result_tables import records

GONE = "not_evaluated"
SAME, PERSONS = "wild_max_t", "cox"
"""Rows of `inference`: the test that the ratio is the same in all blocks, and Cox on persons."""
DEFINITION = Text(
    da="Første uge med virksomhedspraktik (DREAM-kode 817 eller 818), talt i uger fra "
    "ressourceforløbets start. Afgang fra ressourceforløb, død og udvandring censurerer.",
    en="First week of company internship (DREAM code 817 or 818), counted in weeks since the start "
    "of the ressourceforløb. Leaving it, death and emigration censor.",
)
METHOD = Text(
    da="Påbegyndelsesratens ændring i deltagerkommunerne divideret med dens ændring i "
    "sammenligningskommunerne: grupperede proportionale rater i celler af kommune, kohorte og uge "
    "siden start, med frit niveau for hver kommune og hver uge.",
    en="The change of the start rate in the participating municipalities divided by its change in "
    "the comparison municipalities: grouped proportional hazards in cells of municipality, cohort "
    "and week since the start, with a free level of each municipality and each week.",
)


def headline(rates: pd.DataFrame) -> pd.Series:
    """The row of the headline: the first."""
    return rates.iloc[0]


def artefacts(maker: Maker, rates: pd.DataFrame) -> list[Artefact]:
    """The ratio by block of weeks, the test that it is constant, Cox on persons, and two tables."""
    first = headline(rates)
    common: dict[str, Any] = {
        "population": words.STARTERS,
        "n": {name: int(first[name]) for name in ("persons", "events", "municipalities")},
        "definition": DEFINITION,
        "method": METHOD,
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
            title=Text(da="Forhold mellem påbegyndelsesrater, Cox på personer",
                       en="Start-rate ratio, Cox on persons"),
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
            title=Text(da=f"Forhold mellem påbegyndelsesrater {da}", en=f"Start-rate ratio {en}"),
        )
        for name, (data, da, en) in tables.items()
    ]  # fmt: skip
    return found


def _block(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Artefact:
    low, high = int(row["first_week"]), int(row["last_week"])
    return maker.estimate(
        f"rate_ratio.{row['term']}", row["estimate"], row["ci_low"], row["ci_high"],
        **common, unit="ratio",
        title=Text(da=f"Forhold mellem påbegyndelsesrater, uge {low} til {high} efter start",
                   en=f"Start-rate ratio, weeks {low} to {high} since the start"),
    )  # fmt: skip
