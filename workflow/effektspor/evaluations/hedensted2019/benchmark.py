"""The comparison with other municipalities as artefacts: own, raw, weighted, and the gap in persons."""

from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.business_case.benchmark import DURATION
from effektspor.evaluations.hedensted2019.making import (
    NO_INTERVAL,
    Maker,
    Study,
    absence,
    persons,
)
from effektspor.evaluations.hedensted2019.names import MEASURES, UNITS, joined, named
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("potential_benchmark",)
WHAT = {
    "own": Text(da="kommunen", en="the municipality"),
    "benchmark": Text(da="uden vægte", en="unweighted"),
    "adjusted": Text(da="vejet", en="weighted"),
    "gap": Text(da="forskel", en="gap"),
    "persons": Text(da="forskel i personer", en="gap in persons"),
}
COMMON: dict[str, Any] = {
    "population": Text(
        da="Borgere i jobafklaringsforløb i kommunen og i dem, den sammenlignes med; endte og nye "
        "forløb er af de 12 måneder før udgangspunktet.",
        en="Citizens in job clarification in the municipality and in those compared; courses ended and "
        "begun are of the 12 months before the baseline.",
    ),
    "definition": Text(
        da="Kommunen minus sammenligningen, vejet til kommunens alder, køn, oprindelse og ydelser før "
        "forløbet; andelen i forløb efter, hvem der begynder; hvor mange der begynder, er ikke vejet.",
        en="The municipality minus the comparison, weighted to the municipality's age, sex, origin and "
        "benefits before the course; the share in it by who begins; how many begin is not weighted.",
    ),
    "method": Text(
        da="Vægte ved iterativ proportional tilpasning; et potentiale og ingen virkning.",
        en="Weights by raking; a potential and no effect.",
    ),
}
INTERVAL = Text(
    da="Kvadrat-og-læg-sammen-interval (Newcombe) med vægtenes effektive antal; normalt for måneder.",
    en="Square-and-add interval (Newcombe) with the effective number; normal for months.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers by measure and comparison, the table and the figure."""
    maker, table = Maker(study, tables.data_hash), tables["potential_benchmark"]
    common = {
        **COMMON, "unit": "mixed", "data": "potential_benchmark.csv", "uncertainty": INTERVAL,
        "n": {"own": persons(table["n_own"].max()), "others": persons(table["n_benchmark"].max())},
        "title": Text(da="Kommunen og dem, den sammenlignes med",
                      en="The municipality and those it is compared with"),
    }  # fmt: skip
    return [
        *(each for row in records(table) for each in _numbers(maker, row)),
        maker.make("benchmark.table", "table", **common),
        maker.make("figure.benchmark", "figure", **common),
    ]


def _numbers(maker: Maker, row: dict[str, Any]) -> list[Artefact]:
    measure, unit = str(row["measure"]), str(row["unit"])
    level = "months" if measure == DURATION else "share"
    units = {
        "gap": "months" if measure == DURATION else "percentage_points", "persons": "persons",
    }  # fmt: skip
    return [
        maker.told(
            f"benchmark.{measure}.{unit}.{what}", row[what],
            *((row["low"], row["high"]) if what == "gap" else ()),
            absent=absence(row),
            unit=units.get(what, level), **COMMON,
            uncertainty=INTERVAL if what == "gap" else NO_INTERVAL,
            n={"own": persons(row["n_own"]), "others": persons(row["n_benchmark"])},
            title=joined(named(MEASURES, measure), named(UNITS, unit), name),
        )
        for what, name in WHAT.items()
    ]  # fmt: skip
