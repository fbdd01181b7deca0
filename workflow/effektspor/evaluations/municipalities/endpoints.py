"""The primary endpoint and its three blocks of weeks: how large, how certain, on whom it rests.

The endpoint is the sum of the weekly effects: the difference in differences of the weeks that a
citizen spends with the outcome in all of the weeks (restricted mean time). One number, one interval,
and no multiplicity; the blocks and the curve come after it.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import precision, words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import measure_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("endpoints", "clusters", "weekly_effects")
ENDPOINTS = ("total", "block_1", "block_2", "block_3")
HEADLINE_METHOD = "wild"
EDGES = ("first_week", "last_week")
GONE = "not_evaluated"
METHOD = Text(
    da="Summen af ugeeffekterne (forskel i forskelle) over de vurderede uger.",
    en="The sum of the weekly effects (difference in differences) over the evaluated weeks.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Endpoints of the headline, the spread over methods and specifications, the clusters."""
    maker = maker_of(study, tables.data_hash)
    endpoints = tables["endpoints"]
    endpoints = endpoints.assign(headline_specification=precision.of_headline(endpoints))
    found: list[Artefact] = []
    for outcome, denominator in maker.words.measures:
        rows = measure_of(endpoints, outcome, denominator)
        common = _common(maker, tables["weekly_effects"], rows, outcome, denominator)
        found += _headline(maker, rows, common, outcome, denominator)
        found += precision.over_methods(maker, rows, common, outcome, denominator)
        clusters = measure_of(tables["clusters"], outcome, denominator)
        found += precision.on_clusters(maker, rows, clusters, common, outcome, denominator)
    return [*found, *_settings(maker, endpoints), *_tables(maker, endpoints)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the tables."""
    return {"endpoints.csv": tables["endpoints"], "clusters.csv": tables["clusters"]}


def headline_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the headline: its specification, by the wild bootstrap."""
    return rows[rows["headline"].astype(bool) & (rows["method"] == HEADLINE_METHOD)]


def _common(
    maker: Maker, effects: pd.DataFrame, rows: pd.DataFrame, outcome: str, denominator: str
) -> dict[str, Any]:
    """Population and definition of a measure, and the persons of the reference week."""
    effects = measure_of(effects, outcome, denominator)
    at = records(effects[effects["week"] == maker.study.reference_week])[0]
    total = rows[rows["endpoint"] == "total"]
    definition, summed = maker.definition(outcome), maker.words.summed[denominator]
    return {
        "population": maker.population(denominator),
        "n": {label: int(at[column]) for label, column in maker.words.n_columns.items()}
        | {"weeks": int(total["weeks"].max()) if len(total) else 0},
        "definition": Text(
            da=f"{definition.da} {summed.da}", en=f"{definition.en} {summed.en}"
        ),
        "absent": GONE,
    }  # fmt: skip


def _headline(
    maker: Maker, rows: pd.DataFrame, common: dict[str, Any], outcome: str, denominator: str
) -> list[Artefact]:
    """Sum, mean per week and p-value of the whole period and of each block."""
    by_endpoint = {str(row["endpoint"]): row for row in records(headline_rows(rows))}
    name = words.OUTCOME[outcome]
    shared = {key: value for key, value in common.items() if key != "absent"} | {
        "method": METHOD,
        "uncertainty": words.wild_interval(maker.study.confidence),
    }
    found: list[Artefact] = []
    for endpoint in ENDPOINTS:
        row = by_endpoint.get(endpoint, {})
        weeks, low, high = (finite(row.get(each)) or 0.0 for each in ("weeks", "ci_low", "ci_high"))
        key, part = f"endpoint.{outcome}.{denominator}.{endpoint}", words.ENDPOINT[endpoint]
        fields: dict[str, Any] = {**shared, "n": {**common["n"], "weeks": int(weeks)}}
        found += [
            maker.estimate(
                key, row.get("estimate"), row.get("ci_low"), row.get("ci_high"), **fields,
                unit="weeks",
                title=Text(da=f"Effekt på uger med {name.da}, {part.da}",
                           en=f"Effect on weeks with {name.en}, {part.en}"),
            ),
            maker.estimate(
                f"{key}.mean", row.get("mean"), low / weeks if weeks else None,
                high / weeks if weeks else None, **fields, unit="percentage_points",
                title=Text(da=f"Gennemsnitlig ugeeffekt på andel med {name.da}, {part.da}",
                           en=f"Mean weekly effect on share with {name.en}, {part.en}"),
            ),
            maker.number(
                f"{key}.p_value", finite(row.get("p_value")), **fields, unit="ratio", absent=GONE,
                title=Text(da=f"P-værdi, uger med {name.da}, {part.da}",
                           en=f"P-value, weeks with {name.en}, {part.en}"),
            ),
        ]  # fmt: skip
    return found


def _settings(maker: Maker, endpoints: pd.DataFrame) -> list[Artefact]:
    """What the headline is and where the blocks begin and end: settings that sentences name."""
    setting = Text(da="En indstilling, ikke et resultat.", en="A setting, not a result.")
    common: dict[str, Any] = {
        "population": Text(da="Kalenderuger i vinduet.", en="Calendar weeks of the window."),
        "n": {"specifications": int(endpoints[["adjustment", "weighting"]].drop_duplicates().shape[0])},
        "method": setting, "uncertainty": setting, "definition": maker.words.week_axis,
    }  # fmt: skip
    first = records(headline_rows(endpoints))[0]
    found = [
        maker.number(
            "headline.adjusted", float(first["adjustment"] != "none"), **common, unit="count",
            title=Text(da="Hovedresultatet er justeret", en="The headline is adjusted"),
        ),
        maker.number(
            "headline.persons", float(first["weighting"] == "persons"), **common, unit="count",
            title=Text(da="Hovedresultatet vejer borgere ens", en="The headline weights persons alike"),
        ),
    ]  # fmt: skip
    for endpoint in ENDPOINTS:
        row = records(endpoints[endpoints["endpoint"] == endpoint])
        for edge in EDGES if row else ():
            found.append(
                maker.number(
                    f"endpoint.{endpoint}.{edge}", float(row[0][edge]), **common, unit="weeks",
                    title=Text(da=f"{words.ENDPOINT[endpoint].da}: {edge}",
                               en=f"{words.ENDPOINT[endpoint].en}: {edge}"),
                )
            )  # fmt: skip
    return found


def _tables(maker: Maker, endpoints: pd.DataFrame) -> list[Artefact]:
    common: dict[str, Any] = {
        "population": Text(
            da="Borgerne bag hvert mål står i tabellen.",
            en="The citizens behind each measure are named in the table.",
        ),
        "n": {"rows": len(endpoints)},
        "definition": Text(
            da="Uger pr. borger: ugeeffekter i andele, lagt sammen over vurderede uger.",
            en="Weeks per citizen: weekly effects as fractions, summed over evaluated weeks.",
        ),
        "unit": "weeks",
    }
    interval = words.wild_interval(maker.study.confidence)
    return [
        maker.make(
            "endpoint.table", "table", **common, data="endpoints.csv", method=METHOD,
            uncertainty=interval,
            title=Text(da="Primært endepunkt og tre perioder", en="Primary endpoint and blocks"),
        ),
        maker.make(
            "endpoint.table_methods", "table", **common, data="endpoints.csv", method=precision.ALL_METHODS,
            uncertainty=words.clustered_levels(maker.study.confidence),
            title=Text(da="Primært endepunkt efter metode", en="Primary endpoint by method"),
        ),
        maker.make(
            "clusters.table", "table", **common, data="clusters.csv", method=precision.CLUSTERS,
            uncertainty=interval,
            title=Text(da="Primært endepunkt efter specifikation",
                       en="Primary endpoint by specification"),
        ),
    ]  # fmt: skip
