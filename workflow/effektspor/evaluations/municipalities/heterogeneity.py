"""How much the effect differs between municipalities, beyond what chance alone would give.

Municipalities carry letters in the order of their effect: no own estimate stands beside a name. In
a synthetic run the table gives all of them one uncertainty, so that none is known by its size.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.spread import refuse_names
from effektspor.evaluations.municipalities.tables import measure_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("heterogeneity", "heterogeneity_summary")
GONE = "not_evaluated"
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
COMPARED = Text(
    da="Kommuner ændrer sig forskelligt også uden et projekt. Samme standardafvigelse mellem "
    "sammenligningskommunerne, og en test af, om de to er lige store.",
    en="Municipalities change differently without a project too. The same standard deviation among "
    "comparison municipalities, and a test of whether the two are equal.",
)
ALIKE = Text(
    da="Kommunerne er vist med samme usikkerhed, medianen, så ingen kan kendes på sin størrelse.",
    en="Municipalities are shown with one uncertainty, the median, so that none is known by its size.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Variance, test, mean and prediction interval of each measure, the extremes, the figure."""
    if len(tables["heterogeneity"]):
        refuse_names(tables["heterogeneity"])
    maker = maker_of(study, tables.data_hash)
    found: list[Artefact] = []
    for outcome, denominator in maker.words.measures:
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
        "definition": at_reference(maker, outcome),
        "uncertainty": _uncertainty(maker),
    }
    points = "percentage_points"

    def title(da: str, en: str) -> Text:
        return Text(da=f"{da}, {name.da}", en=f"{en}, {name.en}")

    def number(suffix: str, value: Any, unit: str, method: Text, da: str, en: str) -> Artefact:
        return maker.number(
            f"{key}.{suffix}", finite(value), **common, unit=unit, method=method, absent=GONE,
            title=title(da, en),
        )  # fmt: skip

    def spread(suffix: str, da: str, en: str) -> Artefact:
        return maker.estimate(
            f"{key}.{suffix}", row.get(suffix), row.get(f"{suffix}_low"), row.get(f"{suffix}_high"),
            **common, unit=points, method=VARIANCE, title=title(da, en),
        )  # fmt: skip

    shrunken, effect = own["shrunken"], own["effect"]
    clear = own[(own["shrunken_low"] > 0) | (own["shrunken_high"] < 0)]
    return [
        spread("tau", "Standardafvigelse mellem kommuner", "SD between municipalities"),
        spread("mean", "Gennemsnit over kommuner", "Mean over municipalities"),
        number("p_value", row.get("p_value"), "ratio", VARIANCE,
               "P-værdi for ens effekter", "P-value of equal effects"),
        number("prediction_low", row.get("prediction_low"), points, VARIANCE,
               "Prædiktionsinterval, nedre", "Prediction interval, lower end"),
        number("prediction_high", row.get("prediction_high"), points, VARIANCE,
               "Prædiktionsinterval, øvre", "Prediction interval, upper end"),
        number("tau_comparison", row.get("tau_comparison"), points, COMPARED,
               "Standardafvigelse mellem sammenligningskommuner", "SD between comparison ones"),
        number("p_equal", row.get("p_equal"), "ratio", COMPARED,
               "P-værdi for lige stor spredning", "P-value of equal spread"),
        number("beyond", _beyond(row, 1 - maker.study.confidence), "count", COMPARED,
               "Forskelle ud over tilfældighed og almindelige udsving", "Differences beyond chance"),
        number("largest", effect.max(), points, METHOD, "Største effekt", "Largest effect"),
        number("smallest", effect.min(), points, METHOD, "Mindste effekt", "Smallest effect"),
        number("shrunken_largest", shrunken.max(), points, METHOD,
               "Største effekt, trukket sammen", "Largest shrunken effect"),
        number("shrunken_smallest", shrunken.min(), points, METHOD,
               "Mindste effekt, trukket sammen", "Smallest shrunken effect"),
        number("clear", float(len(clear)) if len(own) else None, "municipalities", METHOD,
               "Kommuner, hvis interval ikke omfatter nul",
               "Municipalities with an interval off nought"),
    ]  # fmt: skip


def _beyond(row: dict[str, Any], alpha: float) -> float | None:
    """How far effects differ.

    Returns
    -------
    float or None
        1 beyond chance and beyond what differs without a project, 0 beyond chance only, -1 not
        beyond chance.
    """
    chance, ordinary = finite(row.get("p_value")), finite(row.get("p_equal"))
    if chance is None:
        return None
    if chance >= alpha:
        return -1.0
    return 1.0 if ordinary is not None and ordinary < alpha else 0.0


def at_reference(maker: Maker, outcome: str) -> Text:
    """What is counted, and in which week."""
    definition, week = maker.definition(outcome), maker.study.reference_week
    return Text(da=f"{definition.da} I uge {week}.", en=f"{definition.en} In week {week}.")


def _figure(maker: Maker, own: pd.DataFrame) -> Artefact:
    return maker.make(
        "figure.heterogeneity", "figure", data="heterogeneity.csv", unit="percentage_points",
        title=Text(da="Effekt efter kommune", en="Effect by municipality"),
        population=Text(da="Deltagerkommunerne med nok borgere.",
                        en="Participating municipalities with enough citizens."),
        n={"municipalities": int(own["label"].nunique())},
        definition=Text(
            da=f"Andele som i figurerne af ugerne, i uge {maker.study.reference_week}.",
            en=f"Shares as in the figures of the weeks, in week {maker.study.reference_week}.",
        ),
        method=METHOD,
        uncertainty=_uncertainty(maker),
    )  # fmt: skip


def _uncertainty(maker: Maker) -> Text:
    of_data = words.municipal_levels(maker.study.confidence)
    if not maker.study.synthetic:
        return of_data
    return Text(da=f"{of_data.da} {ALIKE.da}", en=f"{of_data.en} {ALIKE.en}")
