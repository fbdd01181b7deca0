"""How precise the primary endpoint is: by method of inference, by specification, by municipality."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.result_tables import finite, records

WILD, RANDOMISATION = "wild", "randomisation"
GONE = "not_evaluated"
ALL_METHODS = Text(
    da="Samme estimat, fem veje til usikkerheden: wild cluster bootstrap, klyngerobuste "
    "standardfejl CR1, CR2 (Satterthwaite-frihedsgrader) og CR3 (jackknife) og randomisering af, "
    "hvilke kommuner der er deltagere.",
    en="One estimate, five ways to its uncertainty: wild cluster bootstrap, cluster-robust "
    "standard errors CR1, CR2 (Satterthwaite degrees of freedom) and CR3 (jackknife), and "
    "randomisation of which municipalities participate.",
)
CLUSTERS = Text(
    da="Effektivt antal: så mange lige store kommuner, der ville give samme usikkerhed. Vægt: den "
    "største kommunes løftestang (leverage). Uden én kommune: mindste og største estimat, når én "
    "kommune ad gangen udelades.",
    en="Effective number: as many equal municipalities as would give the same uncertainty. Weight: "
    "the largest leverage of one municipality. Without one: smallest and largest estimate when one "
    "municipality at a time is left out.",
)


def of_headline(rows: pd.DataFrame) -> pd.Series:
    """Whether a row is of the headline's adjustment and weighting, by whatever method."""
    chosen = rows.loc[rows["headline"].astype(bool), ["adjustment", "weighting"]]
    pairs = set(chosen.itertuples(index=False, name=None))
    own = zip(rows["adjustment"], rows["weighting"], strict=True)
    return pd.Series([pair in pairs for pair in own], index=rows.index)


def over_methods(
    maker: Maker, rows: pd.DataFrame, common: dict[str, Any], outcome: str, denominator: str
) -> list[Artefact]:
    """How far the answer depends on the method and on the specification."""
    total = rows[(rows["endpoint"] == "total") & rows["estimate"].notna()]
    chosen = total[total["headline_specification"]]
    # Randomisation tests; it gives no interval.
    methods, drawn = chosen[chosen["ci_low"].notna()], chosen[chosen["method"] == RANDOMISATION]
    wild = total[total["method"] == WILD]
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


def on_clusters(
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
