"""Competing exits as artefacts: the event, and leaving without it for work, pension and so on."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.estimators.causes import EVENT
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.event_words import EventWords
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.municipalities.study_words import StudyWords
from effektspor.evaluations.municipalities.time_means import chosen
from effektspor.evaluations.result_tables import records

WEEKS = (52, 104)
CAUSE = {
    "employment": Text(da="lønnet arbejde", en="paid work"),
    "flexjob": Text(da="fleksjob", en="flexjob"),
    "ledighedsydelse": Text(da="ledighedsydelse", en="ledighedsydelse"),
    "pension": Text(da="førtidspension", en="disability pension"),
    "dead_or_emigrated": Text(da="død eller udvandret", en="dead or emigrated"),
    "other": Text(da="anden afgang", en="other exit"),
}
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
    incidence, effects = (named(frame, maker.words.event) for frame in (incidence, effects))
    name_of = CAUSE | {maker.words.event.key: maker.words.event.name}
    common: dict[str, Any] = {
        "population": maker.words.starters, "definition": maker.words.event.competing, "method": METHOD, "n": n,
    }  # fmt: skip
    found = []
    for row in records(incidence[incidence["week"].isin(WEEKS)]):
        text, place = name_of[row["cause"]], words.GROUP[row["group"]]
        cell, week = maker.words.cell_name(row["group"], row["cohort"]), int(row["week"])
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
        text, week = name_of[row["cause"]], int(row["week"])
        found.append(
            maker.estimate(
                f"incidence.did.{row['cause']}.week{week}",
                row["estimate"], row["ci_low"], row["ci_high"], **common, unit="percentage_points",
                uncertainty=words.municipal_interval(confidence),
                title=Text(da=f"Effekt på andelen med først {text.da} inden for {week} uger",
                           en=f"Effect on the share with first {text.en} within {week} weeks"),
            )
        )  # fmt: skip
    title = maker.words.event.title
    uncertainty = words.municipal_interval(confidence)
    return [
        *found,
        maker.make("incidence.table", "table", **common, title=title, uncertainty=uncertainty,
                   unit="mixed", data="incidence_read_off.csv"),
        maker.make("figure.incidence", "figure", **common, title=title, unit="share",
                   data="incidence.csv", uncertainty=words.greenwood_interval(confidence)),
    ]  # fmt: skip


def named(frame: pd.DataFrame, event: EventWords) -> pd.DataFrame:
    """The rows of causes that may come first, the event by its key.

    Causes that the event is made of never end a stay without it.
    """
    causes = frame["cause"].replace(EVENT, event.key)
    return frame.assign(cause=causes)[causes.isin(event.causes)].reset_index(drop=True)


def read_off(
    incidence: pd.DataFrame, effects: pd.DataFrame, study_words: StudyWords
) -> pd.DataFrame:
    """One row per cause and week of reading: the share of each cell, the effect and its interval.

    Returns
    -------
    DataFrame
        Columns week, cause, one per cell (fraction), estimate, ci_low, ci_high.
    """
    event = study_words.event
    incidence, effects = named(incidence, event), named(effects, event)
    at = incidence[incidence["week"].isin(WEEKS)]
    cells = [study_words.cell_name(g, c) for g, c in zip(at["group"], at["cohort"], strict=True)]
    shares = at.assign(cell=cells).pivot_table(
        index=["week", "cause"], columns="cell", values="incidence"
    )
    shares = shares.reindex(columns=[study_words.cell_name(*cell) for cell in study_words.cells])
    whole = shares.reset_index().merge(chosen(effects), on=["week", "cause"], how="left")
    order = {cause: place for place, cause in enumerate(event.causes)}
    ordered = whole.assign(place=whole["cause"].map(order)).sort_values(["week", "place"])
    return ordered.drop(columns=["place", "se", "method"])
