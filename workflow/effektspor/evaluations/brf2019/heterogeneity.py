"""How much the effect differs between municipalities, beyond what chance alone would give.

Municipalities carry letters in the order of their effect: no own estimate stands beside a name.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.spread import refuse_names
from effektspor.evaluations.brf2019.tables import Tables, finite, measure_of, records

REQUIRES = ("heterogeneity", "heterogeneity_summary")
GONE = "not_evaluated"
OWN = ("largest", "smallest", "shrunken_largest", "shrunken_smallest", "clear")
"""Numbers of single municipalities; the others are of their distribution."""
METHOD = Text(
    da="Hver kommunes effekt er dens ændring minus sammenligningskommunernes. Den er trukket mod "
    "gennemsnittet med en tilfældig-effekt-model, jo mere, jo mere usikker den er.",
    en="Each municipality's effect is its change minus that of the comparison municipalities, "
    "shrunken towards the mean by a random-effects model, the more the less certain it is.",
)
VARIANCE = Text(
    da="Standardafvigelsen mellem kommunernes sande effekter, skønnet ved REML; testen er Cochrans "
    "Q. Prædiktionsintervallet er for en ny kommune.",
    en="Standard deviation between the municipalities' true effects by REML; the test is Cochran's "
    "Q. The prediction interval is for a new municipality.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Variance, test, mean and prediction interval of each measure, the extremes, the figure."""
    if len(tables["heterogeneity"]):
        refuse_names(tables["heterogeneity"])
    maker = Maker(study, tables.data_hash)
    found: list[Artefact] = []
    for outcome, denominator in words.MEASURES:
        own = measure_of(tables["heterogeneity"], outcome, denominator)
        summary = records(measure_of(tables["heterogeneity_summary"], outcome, denominator))
        row = summary[0] if summary else {}
        found += _numbers(maker, own, row, outcome, denominator)
    return [*found, _figure(maker, tables["heterogeneity"])]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the caterpillar plot."""
    if len(tables["heterogeneity"]):
        refuse_names(tables["heterogeneity"])
    return {"heterogeneity.csv": tables["heterogeneity"]}


def _numbers(
    maker: Maker, own: pd.DataFrame, row: dict[str, Any], outcome: str, denominator: str
) -> list[Artefact]:
    key, name = f"heterogeneity.{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "n": {"municipalities": len(own)},
        "definition": maker.definition(outcome),
        "uncertainty": words.clustered_levels(maker.study.confidence),
        "absent": GONE,
    }

    def number(
        suffix: str, value: Any, unit: str, da: str, en: str, ends: tuple[str, str] | None = None
    ) -> Artefact:
        low, high = (finite(row.get(end)) for end in ends) if ends else (None, None)
        whole = ends is None or None not in (low, high)
        return maker.number(
            f"{key}.{suffix}", finite(value) if whole else None, **common, unit=unit,
            ci_low=low, ci_high=high, method=METHOD if suffix in OWN else VARIANCE,
            title=Text(da=f"{da}, {name.da}", en=f"{en}, {name.en}"),
        )  # fmt: skip

    points, shrunken, effect = "percentage_points", own["shrunken"], own["effect"]
    clear = own[(own["shrunken_low"] > 0) | (own["shrunken_high"] < 0)]
    return [
        number("tau", row.get("tau"), points, "Standardafvigelse mellem kommuner",
               "Standard deviation between municipalities", ("tau_low", "tau_high")),
        number("p_value", row.get("p_value"), "ratio", "P-værdi for ens effekter",
               "P-value of equal effects"),
        number("mean", row.get("mean"), points, "Gennemsnitlig effekt", "Mean effect"),
        number("prediction_low", row.get("prediction_low"), points,
               "Prædiktionsinterval, nedre", "Prediction interval, lower end"),
        number("prediction_high", row.get("prediction_high"), points,
               "Prædiktionsinterval, øvre", "Prediction interval, upper end"),
        number("largest", effect.max(), points, "Største effekt", "Largest effect"),
        number("smallest", effect.min(), points, "Mindste effekt", "Smallest effect"),
        number("shrunken_largest", shrunken.max(), points, "Største effekt, trukket sammen",
               "Largest shrunken effect"),
        number("shrunken_smallest", shrunken.min(), points, "Mindste effekt, trukket sammen",
               "Smallest shrunken effect"),
        number("clear", float(len(clear)) if len(own) else None, "municipalities",
               "Kommuner, hvis interval ikke omfatter nul",
               "Municipalities with an interval off nought"),
    ]  # fmt: skip


def _figure(maker: Maker, own: pd.DataFrame) -> Artefact:
    return maker.make(
        "figure.heterogeneity", "figure", data="heterogeneity.csv", unit="percentage_points",
        title=Text(da="Effekt efter kommune", en="Effect by municipality"),
        population=Text(da="Deltagerkommunerne.", en="The participating municipalities."),
        n={"municipalities": int(own["label"].nunique())},
        definition=words.COUNTED_PER_WEEK, method=METHOD,
        uncertainty=words.clustered_levels(maker.study.confidence),
    )  # fmt: skip
