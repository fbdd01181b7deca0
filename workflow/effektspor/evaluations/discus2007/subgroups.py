"""Subgroups and whether the arms' difference is another in them, as artefacts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, records
from effektspor.evaluations.trial.arms import ARMS

REQUIRES = ("trial_subgroups",)
NAMES = {
    "long_wait": ("Lang ventetid", "Long wait"),
    "origin_sickness": ("Fra sygedagpenge", "From sickness benefit"),
    "motivated_before": ("Motiveret før", "Motivated before"),
    "women": ("Kvinder", "Women"),
}
DEFINITION = Text(
    da="Personer i fleksjob ved projektets slutning i hver gruppe og undergruppe; ukendte er blandt de andre.",
    en="Persons in a flexjob at the end, in each arm and subgroup; the unknown are among the others.",
)
INTERACTION = Text(
    da="Forskellen mellem andre aktører og kommuner i den ene undergruppe minus den i den anden.",
    en="The difference between other actors and municipalities in one subgroup minus that in the other.",
)
METHOD = Text(
    da="Forskelle af forskelle; p af lodtrækningen, korrigeret efter Holm for de planlagte undergrupper.",
    en="Differences of differences; p by the draw, corrected by Holm for the planned subgroups.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares and differences by level, one interaction per subgroup, table and figure."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_subgroups"]
    found = [each for row in records(table) for each in _level(maker, row)]
    for _, rows in table.groupby("subgroup", sort=False):
        told = rows[rows["interaction"].notna()]
        found += _interaction(maker, records(told if len(told) else rows)[0])
    common: dict[str, Any] = {
        "n": {arm: words.whole(table.groupby("subgroup")[f"of_{arm}"].sum().max()) for arm in ARMS},
        "data": "trial_subgroups.csv", "population": words.RANDOMISED, "method": METHOD,
        "unit": "percentage_points", "uncertainty": words.within_places(study.confidence),
        "title": Text(da="Forskelle i undergrupper", en="Differences in subgroups"),
    }  # fmt: skip
    return [
        *found,
        maker.make("subgroups.table", "table", definition=DEFINITION, **common),
        maker.make("figure.subgroups", "figure", definition=DEFINITION, **common),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_subgroups.csv": tables["trial_subgroups"]}


def _level(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key = f"subgroups.{words.slug(row['subgroup'])}.{words.slug(row['level'])}"
    common: dict[str, Any] = {
        "n": {arm: words.whole(row[f"of_{arm}"]) for arm in ARMS}, "population": words.RANDOMISED,
        "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
    for arm in ARMS:
        of = words.ARM[arm]
        title = Text(da=f"{row['label_da']}: {of.da}", en=f"{row['label_en']}: {of.en}")
        yield number_of(
            maker, f"{key}.{arm}", row, f"share_{arm}", unit="share", title=title, **common
        )
    title = Text(da=f"{row['label_da']}: forskel", en=f"{row['label_en']}: difference")
    yield number_of(
        maker, f"{key}.difference", row, "difference", LOW_HIGH, unit="percentage_points",
        title=title, uncertainty=words.within_places(maker.study.confidence),
        **{**common, "definition": words.CONTRAST},
    )  # fmt: skip


def _interaction(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    name = str(row["subgroup"])
    da, en = NAMES.get(name, (name, name))
    common: dict[str, Any] = {
        "n": {arm: words.whole(row[f"of_{arm}"]) for arm in ARMS}, "population": words.RANDOMISED,
        "definition": INTERACTION, "method": METHOD,
    }  # fmt: skip
    key = f"subgroups.{words.slug(name)}.interaction"
    yield number_of(
        maker, key, row, "interaction", ("interaction_low", "interaction_high"),
        unit="percentage_points", title=Text(da=f"{da}: samspil", en=f"{en}: interaction"),
        uncertainty=words.within_places(maker.study.confidence), **common,
    )  # fmt: skip
    for part, column in (("p", "p_interaction"), ("p_holm", "p_holm")):
        yield number_of(
            maker, f"{key}.{part}", row, column, unit="mixed",
            title=Text(da=f"{da}: p af samspillet", en=f"{en}: p of the interaction"),
            uncertainty=words.drawn(maker.study.draws), **{**common, "definition": words.P},
        )  # fmt: skip
