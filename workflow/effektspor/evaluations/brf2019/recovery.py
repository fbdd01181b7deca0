"""What the recovery study found of the headline's intervals and tests, for the method appendix.

The study draws worlds with the municipalities' real sizes and a known effect. Its table is made by
``effektspor recovery`` and kept with the project; no run of a study makes it.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("recovery", "link_recovery")
SERIES = {
    "internship": Text(da="virksomhedspraktik", en="company internship"),
    "hours": Text(da="ordinære løntimer", en="ordinary paid hours"),
}
WEIGHTINGS = {
    "persons": Text(da="borgere vejer ens", en="by persons"),
    "municipalities": Text(da="kommuner vejer ens", en="by municipalities"),
}
METHODS = ("wild", "cr1")
WORLDS = Text(
    da="Kunstige verdener med kommunernes virkelige størrelser, uden virkelige personer.",
    en="Artificial worlds with the municipalities' real sizes, without real persons.",
)
# The flag `synthetic` of an artefact speaks of the study's registers; these worlds are none.
SYNTHETIC = Text(da=f"Syntetisk. {WORLDS.da}", en=f"Synthetic. {WORLDS.en}")
HALF = 0.5
LINK = Text(
    da="Elementer med en sikker hældning hver for sig, når svarene har deres fejl og spredningen "
    "mellem effekterne skal skønnes.",
    en="Elements with a significant slope each for itself where answers have their errors and the "
    "spread of effects has to be estimated.",
)
METHOD = Text(
    da="Dækning: andel af verdener, hvor intervallet for det primære mål indeholder den kendte "
    "effekt. Falsk fund: andel af verdener uden effekt, hvor testen finder en.",
    en="Coverage: share of worlds whose interval of the primary endpoint holds the known effect. "
    "Size: share of worlds without an effect in which the test finds one.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Coverage and size of the primary endpoint by series, weighting and method."""
    maker = Maker(study, tables.data_hash, registers=False)
    table = tables["recovery"]
    rows = table[(table["deviations"] == "by_size") & (table["endpoint"] == "total")]
    found = [_number(maker, rows, "recovery.worlds", float(rows["worlds"].min()), "count",
                     Text(da="Kunstige verdener", en="Artificial worlds"))]  # fmt: skip
    for (series, weighting, method), own in rows.groupby(["series", "weighting", "method"]):
        outcome = str(series).split("|")[0]
        if method not in METHODS or outcome not in SERIES:
            continue
        name, weights = SERIES[outcome], WEIGHTINGS[str(weighting)]
        for column, word in (
            ("coverage", Text(da="Dækning", en="Coverage")),
            ("size", Text(da="Falsk fund", en="Size")),
        ):
            title = Text(
                da=f"{word.da}, {name.da}, {weights.da}, {method}",
                en=f"{word.en}, {name.en}, {weights.en}, {method}",
            )
            key = f"recovery.{column}.{outcome}.{weighting}.{method}"
            found.append(_number(maker, own, key, float(own[column].iloc[0]), "share", title))
    return [*found, *_of_link(maker, tables["link_recovery"])]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The rows that the numbers are taken from."""
    return {"recovery.csv": tables["recovery"]}


def _of_link(maker: Maker, table: pd.DataFrame) -> list[Artefact]:
    """Elements found where the index of the true shares explains half, with answers in error."""
    own = table[(table["r2"] == HALF) & (table["quantity"] == "hits")]
    return [
        maker.number(
            "recovery.link.half.hits", float(row["value"]), n={"worlds": int(row["worlds"])},
            unit="count", population=WORLDS, source=SYNTHETIC if maker.study.synthetic else WORLDS,
            definition=LINK, method=LINK, basis="document",
            title=Text(da="Fundne elementer", en="Elements found"),
            uncertainty=Text(
                da=f"Simulationens egen standardfejl er {row['mc_se']:.2f}.".replace(".", ",", 1),
                en=f"The simulation's own standard error is {row['mc_se']:.2f}.",
            ),
        )
        for row in own.to_dict("records")
    ]  # fmt: skip


def _number(
    maker: Maker, rows: pd.DataFrame, key: str, value: float, unit: str, title: Text
) -> Artefact:
    error = 100 * float(rows[["coverage_mc_se", "size_mc_se"]].to_numpy().max())
    fields: dict[str, Any] = {
        "title": title,
        "n": {"worlds": int(rows["worlds"].min())},
        "unit": unit,
        "population": WORLDS,
        "source": SYNTHETIC if maker.study.synthetic else WORLDS,
        "definition": METHOD,
        "method": METHOD,
        "uncertainty": Text(
            da=f"Simulationens egen standardfejl er højst {error:.1f} procentpoint.".replace(
                ".", ",", 1
            ),
            en=f"The simulation's own standard error is at most {error:.1f} points.",
        ),
        "basis": "document",
    }
    return maker.number(key, value, **fields)
