"""Weekly effects by specification as artefacts: adjusted or not, citizens or municipalities alike."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import measure_of
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("effect_curves",)
PLAIN, ADJUSTED = "none", "full"


def method(adjusted_for: Text) -> Text:
    """How the curves come about."""
    return Text(
        da=f"Forskel i forskelle, uge for uge: ujusteret og justeret for {adjusted_for.da}, hvor "
        "borgere vejer ens og hvor kommuner vejer ens.",
        en="Difference in differences, week by week: unadjusted and adjusted for "
        f"{adjusted_for.en}, weighted by citizens and by municipalities.",
    )


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """How far apart the adjusted and the unadjusted curve of each measure are, and the figure."""
    maker = maker_of(study, tables.data_hash)
    curves = tables["effect_curves"]
    found = [
        made for measure in maker.words.measures for made in _distances(maker, curves, measure)
    ]
    weeks = int(curves["week"].nunique())
    return [
        *found,
        maker.make(
            "figure.specifications", "figure", unit="percentage_points", data="effect_curves.csv",
            n={"weeks": weeks, "specifications": 4}, population=maker.words.starters,
            method=method(maker.words.adjusted_for), definition=maker.words.week_axis,
            uncertainty=Text(
                da="Kurverne er vist uden intervaller; de står for summen af hver kurve i tabellen "
                "over specifikationer.",
                en="The curves are drawn without intervals; those of the sum of each curve are in "
                "the table of specifications.",
            ),
            title=Text(da="Effekt uge for uge efter specifikation",
                       en="Effect week by week by specification"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The curves as they are."""
    return {"effect_curves.csv": tables["effect_curves"]}


def apart(curves: pd.DataFrame, measure: tuple[str, str], weighting: str) -> "pd.Series[float]":
    """Adjusted minus unadjusted effect in the weeks in which both are evaluated, by week."""
    own = measure_of(curves, *measure)
    own = own[(own["weighting"] == weighting) & own["evaluated"].astype(bool)]
    wide = own.pivot(index="week", columns="adjustment", values="estimate")
    wide = wide.reindex(columns=[PLAIN, ADJUSTED])
    return (wide[ADJUSTED] - wide[PLAIN]).dropna()


def _distances(maker: Maker, curves: pd.DataFrame, measure: tuple[str, str]) -> list[Artefact]:
    outcome, denominator = measure
    found = []
    for weighting, text in (
        ("persons", Text(da="borgere vejer ens", en="citizens alike")),
        ("municipalities", Text(da="kommuner vejer ens", en="municipalities alike")),
    ):
        distance = apart(curves, measure, weighting)
        common: dict[str, Any] = {
            "population": maker.population(denominator),
            "definition": maker.definition(outcome),
            "n": {"weeks": int(curves["week"].nunique()), "weeks_evaluated": len(distance)},
            "method": method(maker.words.adjusted_for),
            "uncertainty": words.NO_INTERVAL,
            "unit": "percentage_points",
        }
        for name, value, da, en in (
            ("largest", distance.abs().max(), "Største afstand", "Largest distance"),
            ("mean", distance.mean(), "Gennemsnitlig afstand", "Mean distance"),
        ):
            found.append(
                maker.number(
                    f"adjusted.{outcome}.{denominator}.{weighting}.{name}",
                    float(value) if len(distance) else None, **common, absent="not_evaluated",
                    title=Text(da=f"{da}, justeret minus ujusteret effekt, {text.da}",
                               en=f"{en}, adjusted minus unadjusted effect, {text.en}"),
                )
            )  # fmt: skip
    return found
