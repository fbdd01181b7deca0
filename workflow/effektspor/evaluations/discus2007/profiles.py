"""Who is in a flexjob, on ledighedsydelse or pensioned when the project ends, as artefacts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("trial_profiles",)
GROUPS = {
    "flexjob": ("I fleksjob", "In a flexjob"),
    "ledighedsydelse": ("På ledighedsydelse", "On ledighedsydelse"),
    "disability_pension": ("På førtidspension", "On a disability pension"),
    "flexjob_other_actor": ("I fleksjob, andre aktører", "In a flexjob, other actors"),
    "flexjob_municipality": ("I fleksjob, kommuner", "In a flexjob, municipalities"),
    "ledighedsydelse_other_actor": (
        "På ledighedsydelse, andre aktører",
        "On ledighedsydelse, other actors",
    ),
    "ledighedsydelse_municipality": (
        "På ledighedsydelse, kommuner",
        "On ledighedsydelse, municipalities",
    ),
    "other_actor": ("Andre aktører", "Other actors"),
    "municipality": ("Kommuner", "Municipalities"),
    "stuck": ("Sidder fast på ledighedsydelse", "Stuck on ledighedsydelse"),
    "not_right_before": ("Fleksjob ikke rette løsning, før", "Flexjob not right, before"),
    "not_right_after": ("Fleksjob ikke rette løsning, efter", "Flexjob not right, after"),
    "non_western": ("Ikke-vestlige indvandrere", "Non-western immigrants"),
    "all": ("Alle", "All"),
}
MEAN = "mean"
POPULATION = Text(
    da="De borgere, der har den status ved projektets slut.",
    en="The citizens with that status at the end of the project.",
)
DEFINITION = Text(
    da="Andel af dem i gruppen, det vides om.",
    en="Share of those in the group whom it is known of.",
)
CHOSEN = Text(
    da="Grupperne er opstået efter lodtrækningen; en forskel mellem dem er ingen virkning.",
    en="The groups came about after the draw; a difference between them is no effect.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares with intervals and counts by group, variable and value; the table."""
    maker, table = trial_maker(study, tables.data_hash), tables["trial_profiles"]
    found = [each for row in records(table) for each in _row(maker, row)]
    sizes = table.groupby("group", sort=False)["of"].max()
    n = {words.slug(group): words.whole(size) for group, size in sizes.items()}
    return [
        *found,
        maker.make(
            "profiles.table", "table", unit="mixed", data="trial_profiles.csv",
            n=n or {"persons": 0}, population=POPULATION, definition=DEFINITION, method=words.COUNT,
            uncertainty=CHOSEN,
            title=Text(da="Profiler efter status ved slutningen",
                       en="Profiles by status at the end"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is: small counts are hidden in it."""
    return {"trial_profiles.csv": tables["trial_profiles"]}


def _row(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    group = str(row["group"])
    da, en = GROUPS.get(group, (group, group))
    common: dict[str, Any] = {
        "n": {"persons": 0 if finite(row["of"]) is None else int(row["of"])},
        "title": Text(da=f"{da}: {row['label_da']}", en=f"{en}: {row['label_en']}"),
        "population": POPULATION, "definition": DEFINITION, "method": words.COUNT,
    }  # fmt: skip
    key, level = (
        f"profiles.{words.slug(group)}.{words.slug(row['variable'])}",
        maker.study.confidence,
    )
    if row["kind"] == MEAN:
        yield number_of(
            maker, f"{key}.{MEAN}", row, MEAN, LOW_HIGH, unit="mixed",
            uncertainty=words.of_mean(level), **common,
        )  # fmt: skip
        return
    key = f"{key}.{words.slug(row['value'])}"
    yield number_of(
        maker, key, row, "share", LOW_HIGH, unit="share", uncertainty=words.wilson(level), **common
    )
    yield number_of(maker, f"{key}.n", row, "n", unit="persons", **common)
