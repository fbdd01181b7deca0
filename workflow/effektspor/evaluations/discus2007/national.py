"""The trial beside all in the country who waited as long, as artefacts, and who they are."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evaluations.trial.arms import LABELS
from effektspor.evaluations.trial.national import WEIGHTED

REQUIRES = ("trial_national", "trial_composition")
GROUPS = {
    "trial": ("Forsøget", "The trial"),
    "national": ("Landet", "The country"),
    WEIGHTED: ("Landet, vægtet til forsøget", "The country, weighted to the trial"),
    **{arm: LABELS[arm] for arm in ("other_actor", "municipality")},
}
LESS = {WEIGHTED: ("forsøget minus det", "the trial minus it")}
OUTCOMES = {
    "flexjob": ("I fleksjob", "In a flexjob"),
    "disability_pension": ("På førtidspension", "On a disability pension"),
    "ledighedsydelse": ("På ledighedsydelse", "On ledighedsydelse"),
}
POPULATION = Text(
    da="Alle i forsøget og alle andre i landet, der ved projektets start har ventet mindst lige så længe.",
    en="All in the trial and all others in the country who at the start had waited at least as long.",
)
DEFINITION = Text(
    da="Ydelsen i DREAM så mange måneder efter projektets start.",
    en="The benefit in DREAM so many months after the start of the project.",
)
METHOD = Text(
    da="Optælling; landet er vægtet til forsøgets ventetid, alder, køn, herkomst og ydelse før, hvor det "
    "står.",
    en="A count; where it is said, the country is weighted to the trial's wait, age, sex, origin and "
    "earlier benefit.",
)
NOT_DRAWN = Text(
    da="Landet er ikke trukket ved lod: en forskel kan skyldes, hvem der er med.",
    en="The country was not drawn by lot: a difference may be due to who takes part.",
)
COMPOSITION = Text(
    da="Andel af gruppen ved projektets start.",
    en="Share of the group at the start of the project.",
)
SHARES = {
    "trial": ("Forsøget", "The trial"),
    "national": ("Landet", "The country"),
    "national_weighted": ("Landet, vægtet", "The country, weighted"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares by group and month, differences, composition, tables and figure."""
    maker = Maker(study, tables.data_hash)
    table, composition = tables["trial_national"], tables["trial_composition"]
    # The figure has every month; numbers are of those at which the trial is compared.
    compared = table[table["compared"].astype(bool)]
    places = {month: place for place, month in enumerate(sorted(set(compared["month"])), start=1)}
    # By the month, which published figures name, and by its place, which texts of any study can.
    found = [
        each
        for row in records(compared)
        for at in (row["month"], f"at{places[row['month']]}")
        for each in _row(maker, row, str(at))
    ]
    found += [each for row in records(composition) for each in _share(maker, row)]
    n = {
        str(group): words.whole(rows["of"].max())
        for group, rows in table.groupby("group", sort=False)
    }
    common: dict[str, Any] = {
        "n": n, "population": POPULATION, "method": METHOD, "uncertainty": NOT_DRAWN,
    }  # fmt: skip
    for key, kind, data, definition, title in (
        ("national.table", "table", "trial_national", DEFINITION,
         Text(da="Forsøget og landet", en="The trial and the country")),
        ("national.composition.table", "table", "trial_composition", COMPOSITION,
         Text(da="Hvem der er i forsøget og i landet", en="Who is in the trial and in the country")),
        ("figure.national", "figure", "trial_national", DEFINITION,
         Text(da="Forsøget og landet", en="The trial and the country")),
    ):  # fmt: skip
        own = {**common, "definition": definition, "title": title, "unit": "share"}
        found.append(maker.make(key, kind, data=f"{data}.csv", **own))
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are: small counts are hidden in them."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _row(maker: Maker, row: dict[str, Any], at: str) -> Iterator[Artefact]:
    outcome, month, group = str(row["outcome"]), int(row["month"]), str(row["group"])
    name, of = OUTCOMES.get(outcome, (outcome, outcome)), GROUPS.get(group, (group, group))
    common: dict[str, Any] = {
        "n": {"persons": words.whole(row["of"])}, "population": POPULATION,
        "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
    title = Text(
        da=f"{name[0]} efter {month} måneder: {of[0]}",
        en=f"{name[1]} after {month} months: {of[1]}",
    )
    key = f"national.{words.slug(outcome)}.{at}.{words.slug(group)}"
    yield number_of(
        maker, key, row, "share", LOW_HIGH, unit="share", title=title,
        uncertainty=words.wilson(maker.study.confidence), **common,
    )  # fmt: skip
    if group != WEIGHTED:  # a weighted country has no persons
        yield number_of(maker, f"{key}.n", row, "n", unit="persons", title=title, **common)
    if finite(row["difference"]) is not None:
        # Of the weighted country the row holds what the trial has more.
        da, en = LESS.get(group, ("forskel fra landet", "difference"))
        yield number_of(
            maker, f"{key}.difference", row, "difference", ("diff_low", "diff_high"),
            unit="percentage_points", uncertainty=NOT_DRAWN, **common,
            title=Text(da=f"{title.da}: {da}", en=f"{title.en}: {en}"),
        )  # fmt: skip


def _share(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key = f"national.composition.{words.slug(row['variable'])}.{words.slug(row['value'])}"
    common: dict[str, Any] = {
        "n": {"variables": 1}, "population": POPULATION, "definition": COMPOSITION,
        "method": METHOD, "uncertainty": NOT_DRAWN,
    }  # fmt: skip
    for name, (da, en) in SHARES.items():
        title = Text(da=f"{row['label_da']}: {da}", en=f"{row['label_en']}: {en}")
        column = f"share_{name}"
        yield number_of(maker, f"{key}.{name}", row, column, unit="share", title=title, **common)
    for part, da, en in (
        ("before", "før vægtning", "before weighting"), ("after", "efter vægtning", "after weighting")
    ):  # fmt: skip
        yield number_of(
            maker, f"{key}.smd_{part}", row, f"smd_{part}", unit="ratio", **common,
            title=Text(da=f"{row['label_da']}: forskel {da}",
                       en=f"{row['label_en']}: difference {en}"),
        )  # fmt: skip
