"""Competing exits as artefacts: internship, and leaving without one for work, pension and so on."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker
from effektspor.evaluations.brf2019.time_means import chosen
from effektspor.evaluations.result_tables import records

WEEKS = (52, 104)
CAUSE = {
    "internship": Text(da="virksomhedspraktik", en="company internship"),
    "employment": Text(da="lønnet arbejde", en="paid work"),
    "flexjob": Text(da="fleksjob", en="flexjob"),
    "ledighedsydelse": Text(da="ledighedsydelse", en="ledighedsydelse"),
    "pension": Text(da="førtidspension", en="disability pension"),
    "dead_or_emigrated": Text(da="død eller udvandret", en="dead or emigrated"),
    "other": Text(da="anden afgang", en="other exit"),
}
DEFINITION = Text(
    da="Det, der sker først: virksomhedspraktik, eller afgang fra ressourceforløbet uden praktik, "
    "fordelt efter borgerens situation i ugen efter afgangen. Hver borger tæller højst én gang.",
    en="What comes first: company internship, or leaving the ressourceforløb without one, by the "
    "citizen's situation in the week after it. Each citizen counts once at most.",
)
METHOD = Text(
    da="Aalen-Johansen: andelen, for hvem det er sket, når de andre udfald også kan komme først. "
    "Andelene lægges sammen med andelen, for hvem intet er sket endnu, til hundrede procent.",
    en="Aalen-Johansen: the share to whom it has happened where the other outcomes may come first. "
    "With the share to whom nothing has happened yet they add up to the whole.",
)


def artefacts(
    maker: Maker, incidence: pd.DataFrame, effects: pd.DataFrame, n: dict[str, int]
) -> list[Artefact]:
    """Shares by cause at the weeks of reading, their effects, the table and the figure."""
    confidence = maker.study.confidence
    common: dict[str, Any] = {
        "population": words.STARTERS, "definition": DEFINITION, "method": METHOD, "n": n,
    }  # fmt: skip
    found = []
    for row in records(incidence[incidence["week"].isin(WEEKS)]):
        text, place = CAUSE[row["cause"]], words.GROUP[row["group"]]
        cell, week = words.cell_name(row["group"], row["cohort"]), int(row["week"])
        found.append(
            maker.estimate(
                f"incidence.{row['cause']}.{cell}.week{week}",
                row["incidence"], row["ci_low"], row["ci_high"], **common, unit="share",
                uncertainty=words.greenwood_interval(confidence),
                title=Text(
                    da=f"Først {text.da} inden for {week} uger, {place.da}, {row['cohort']}-kohorten",
                    en=f"First {text.en} within {week} weeks, {place.en}, {row['cohort']} cohort",
                ),
            )
        )  # fmt: skip
    for row in records(chosen(effects)):
        text, week = CAUSE[row["cause"]], int(row["week"])
        found.append(
            maker.estimate(
                f"incidence.did.{row['cause']}.week{week}",
                row["estimate"], row["ci_low"], row["ci_high"], **common, unit="percentage_points",
                uncertainty=words.municipal_interval(confidence),
                title=Text(da=f"Effekt på andelen med først {text.da} inden for {week} uger",
                           en=f"Effect on the share with first {text.en} within {week} weeks"),
            )
        )  # fmt: skip
    title = Text(da="Praktik og andre afgange, det først indtrufne",
                 en="Internship and other exits, whichever comes first")  # fmt: skip
    uncertainty = words.municipal_interval(confidence)
    return [
        *found,
        maker.make("incidence.table", "table", **common, title=title, uncertainty=uncertainty,
                   unit="mixed", data="incidence_read_off.csv"),
        maker.make("figure.incidence", "figure", **common, title=title, unit="share",
                   data="incidence.csv", uncertainty=words.greenwood_interval(confidence)),
    ]  # fmt: skip


def read_off(incidence: pd.DataFrame, effects: pd.DataFrame) -> pd.DataFrame:
    """One row per cause and week of reading: the share of each cell, the effect and its interval.

    Returns
    -------
    DataFrame
        Columns week, cause, one per cell (fraction), estimate, ci_low, ci_high.
    """
    at = incidence[incidence["week"].isin(WEEKS)]
    cells = [words.cell_name(g, c) for g, c in zip(at["group"], at["cohort"], strict=True)]
    shares = at.assign(cell=cells).pivot_table(
        index=["week", "cause"], columns="cell", values="incidence"
    )
    shares = shares.reindex(columns=[words.cell_name(*cell) for cell in words.CELLS])
    whole = shares.reset_index().merge(chosen(effects), on=["week", "cause"], how="left")
    order = {cause: place for place, cause in enumerate(CAUSE)}
    ordered = whole.assign(place=whole["cause"].map(order)).sort_values(["week", "place"])
    return ordered.drop(columns=["place", "se", "method"])
