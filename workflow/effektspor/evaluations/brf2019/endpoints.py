"""The primary endpoint and its three blocks of weeks: how large, how certain, on whom it rests.

The endpoint is the sum of the weekly effects: the difference in differences of the weeks that a
citizen spends with the outcome in the 104 weeks (restricted mean time). One number, one interval,
and no multiplicity; the blocks and the curve come after it.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.tables import Tables, finite, measure_of, records

REQUIRES = ("endpoints", "clusters", "weekly_effects")
ENDPOINTS = ("total", "block_1", "block_2", "block_3")
HEADLINE_METHOD, RANDOMISATION = "wild", "randomisation"
EDGES = ("first_week", "last_week")
GONE = "not_evaluated"
METHOD = Text(
    da="Summen af ugeeffekterne (forskel i forskelle) over de vurderede uger.",
    en="The sum of the weekly effects (difference in differences) over the evaluated weeks.",
)
ALL_METHODS = Text(
    da="Samme estimat, fem veje til usikkerheden: wild cluster bootstrap, klyngerobuste "
    "standardfejl CR1, CR2 (Satterthwaite-frihedsgrader) og CR3 (jackknife) og randomisering af, "
    "hvilke kommuner der er deltagere.",
    en="One estimate, five ways to its uncertainty: wild cluster bootstrap, cluster-robust "
    "standard errors CR1, CR2 (Satterthwaite degrees of freedom) and CR3 (jackknife), and "
    "randomisation of which municipalities participate.",
)
SUMMED = {
    "in_programme": Text(
        da="Talt i uger for en borger, der er i ressourceforløb i alle ugerne.",
        en="In weeks of a citizen who is in the programme in all of the weeks.",
    ),
    "started": Text(
        da="Talt i uger for en borger, der er startet før alle ugerne.",
        en="In weeks of a citizen who has started before all of the weeks.",
    ),
}
CLUSTERS = Text(
    da="Effektivt antal: så mange lige store kommuner, der ville give samme usikkerhed. Vægt: den "
    "største kommunes løftestang (leverage). Uden én kommune: mindste og største estimat, når én "
    "kommune ad gangen udelades.",
    en="Effective number: as many equal municipalities as would give the same uncertainty. Weight: "
    "the largest leverage of one municipality. Without one: smallest and largest estimate when one "
    "municipality at a time is left out.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Endpoints of the headline, the spread over methods and specifications, the clusters."""
    maker = Maker(study, tables.data_hash)
    endpoints = tables["endpoints"]
    endpoints = endpoints.assign(headline_specification=of_headline(endpoints))
    found: list[Artefact] = []
    for outcome, denominator in words.MEASURES:
        rows = measure_of(endpoints, outcome, denominator)
        common = _common(maker, tables["weekly_effects"], rows, outcome, denominator)
        found += _headline(maker, rows, common, outcome, denominator)
        found += _over_methods(maker, rows, common, outcome, denominator)
        clusters = measure_of(tables["clusters"], outcome, denominator)
        found += _clusters(maker, rows, clusters, common, outcome, denominator)
    return [*found, *_settings(maker, endpoints), *_tables(maker, endpoints)]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the tables."""
    return {"endpoints.csv": tables["endpoints"], "clusters.csv": tables["clusters"]}


def headline_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the headline: its specification, by the wild bootstrap."""
    return rows[rows["headline"].astype(bool) & (rows["method"] == HEADLINE_METHOD)]


def of_headline(rows: pd.DataFrame) -> pd.Series:
    """Whether a row is of the headline's adjustment and weighting, by whatever method."""
    chosen = rows.loc[rows["headline"].astype(bool), ["adjustment", "weighting"]]
    pairs = set(chosen.itertuples(index=False, name=None))
    own = zip(rows["adjustment"], rows["weighting"], strict=True)
    return pd.Series([pair in pairs for pair in own], index=rows.index)


def _common(
    maker: Maker, effects: pd.DataFrame, rows: pd.DataFrame, outcome: str, denominator: str
) -> dict[str, Any]:
    """Population and definition of a measure, and the persons of the reference week."""
    effects = measure_of(effects, outcome, denominator)
    at = records(effects[effects["week"] == maker.study.reference_week])[0]
    total = rows[rows["endpoint"] == "total"]
    definition, summed = maker.definition(outcome), SUMMED[denominator]
    return {
        "population": maker.population(denominator),
        "n": {label: int(at[column]) for label, column in words.N_COLUMNS.items()}
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


def _over_methods(
    maker: Maker, rows: pd.DataFrame, common: dict[str, Any], outcome: str, denominator: str
) -> list[Artefact]:
    """How far the answer depends on the method and on the specification."""
    total = rows[(rows["endpoint"] == "total") & rows["estimate"].notna()]
    chosen = total[total["headline_specification"]]
    # Randomisation tests; it gives no interval.
    methods, drawn = chosen[chosen["ci_low"].notna()], chosen[chosen["method"] == RANDOMISATION]
    wild = total[total["method"] == HEADLINE_METHOD]
    key, name = f"endpoint.{outcome}.{denominator}", words.OUTCOME[outcome]
    some = len(total) > 0

    def number(suffix: str, unit: str, value: float | None, da: str, en: str) -> Artefact:
        return maker.number(
            f"{key}.{suffix}", value, **common, unit=unit, method=ALL_METHODS,
            uncertainty=words.NO_INTERVAL,
            title=Text(da=f"Uger med {name.da}: {da}", en=f"Weeks with {name.en}: {en}"),
        )  # fmt: skip

    def above(frame: pd.DataFrame) -> float | None:
        return float((frame["ci_low"] > 0).sum()) if some else None

    def below(frame: pd.DataFrame) -> float | None:
        return float((frame["ci_high"] < 0).sum()) if some else None

    return [
        number("randomisation_p", "ratio",
               finite(drawn["p_value"].iloc[0]) if len(drawn) else None,
               "p-værdi ved randomisering", "p-value by randomisation"),
        number("methods", "count", float(len(methods)) if some else None, "metoder", "methods"),
        number("methods_above", "count", above(methods),
               "metoder med interval over nul", "methods with an interval above zero"),
        number("methods_below", "count", below(methods),
               "metoder med interval under nul", "methods with an interval below zero"),
        number("specifications", "count", float(len(wild)) if some else None,
               "specifikationer", "specifications"),
        number("specifications_above", "count", above(wild),
               "specifikationer med interval over nul", "specifications with interval above zero"),
        number("specifications_below", "count", below(wild),
               "specifikationer med interval under nul", "specifications with interval below zero"),
        number("specifications_lowest", "weeks", wild["estimate"].min() if some else None,
               "mindste estimat over specifikationer", "smallest estimate over specifications"),
        number("specifications_highest", "weeks", wild["estimate"].max() if some else None,
               "største estimat over specifikationer", "largest estimate over specifications"),
    ]  # fmt: skip


def _clusters(
    maker: Maker,
    rows: pd.DataFrame,
    clusters: pd.DataFrame,
    common: dict[str, Any],
    outcome: str,
    denominator: str,
) -> list[Artefact]:
    """On how many municipalities the headline rests, and on which one most."""
    headline = rows[rows["headline_specification"]]
    chosen = clusters[clusters["endpoint"] == "total"]
    for column in ("adjustment", "weighting"):
        chosen = chosen[chosen[column].isin(headline[column].unique())]
    row = records(chosen)[0] if len(chosen) else {}
    name = words.OUTCOME[outcome]

    def number(suffix: str, column: str, unit: str, da: str, en: str) -> Artefact:
        return maker.number(
            f"clusters.{outcome}.{denominator}.{suffix}", finite(row.get(column)), **common, unit=unit,
            method=CLUSTERS, uncertainty=words.NO_INTERVAL,
            title=Text(da=f"{da}, uger med {name.da}", en=f"{en}, weeks with {name.en}"),
        )  # fmt: skip

    return [
        number("all", "clusters", "municipalities", "Kommuner i alt", "Municipalities in all"),
        number("treated", "treated", "municipalities", "Deltagerkommuner", "Participants"),
        number("effective", "effective_clusters", "ratio",
               "Effektivt antal kommuner", "Effective number of municipalities"),
        number("effective_treated", "effective_treated", "ratio",
               "Effektivt antal deltagerkommuner", "Effective number of participants"),
        number("largest_leverage", "largest_leverage", "ratio",
               "Største kommunes løftestang", "Largest leverage of a municipality"),
        number("leave_one_low", "leave_one_low", "weeks",
               "Mindste estimat uden én kommune", "Smallest estimate without one municipality"),
        number("leave_one_high", "leave_one_high", "weeks",
               "Største estimat uden én kommune", "Largest estimate without one municipality"),
    ]  # fmt: skip


def _settings(maker: Maker, endpoints: pd.DataFrame) -> list[Artefact]:
    """What the headline is and where the blocks begin and end: settings that sentences name."""
    setting = Text(da="En indstilling, ikke et resultat.", en="A setting, not a result.")
    common: dict[str, Any] = {
        "population": Text(da="Kalenderuger i vinduet.", en="Calendar weeks of the window."),
        "n": {"specifications": int(endpoints[["adjustment", "weighting"]].drop_duplicates().shape[0])},
        "method": setting, "uncertainty": setting, "definition": words.WEEK_AXIS,
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
            "endpoint.table_methods", "table", **common, data="endpoints.csv", method=ALL_METHODS,
            uncertainty=words.clustered_levels(maker.study.confidence),
            title=Text(da="Primært endepunkt efter metode", en="Primary endpoint by method"),
        ),
        maker.make(
            "clusters.table", "table", **common, data="clusters.csv", method=CLUSTERS,
            uncertainty=interval,
            title=Text(da="Primært endepunkt efter specifikation",
                       en="Primary endpoint by specification"),
        ),
    ]  # fmt: skip
