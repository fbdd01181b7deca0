"""The event study over start years: effects where there can be none, and where there may be one."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import measure_of
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("event_study",)
METHOD = Text(
    da="Panelregression på kommune, startår og uge: deltagerkommunernes afvigelse i hvert startår "
    "fra referenceåret, ud over sammenligningskommunernes, som gennemsnit pr. uge.",
    en="Panel regression on municipality, start year and week: the participants' departure from "
    "the reference year in each start year beyond that of the comparison, as a mean per week.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """One number per start year and measure, what the years before say, and the figure."""
    maker = maker_of(study, tables.data_hash)
    found: list[Artefact] = []
    for outcome, denominator in maker.words.measures:
        rows = measure_of(tables["event_study"], outcome, denominator).sort_values("year")
        found += _years(maker, rows, outcome, denominator)
        found += _before(maker, rows, outcome, denominator)
    return [*found, _figure(maker, tables["event_study"])]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the figure."""
    return {"event_study.csv": tables["event_study"]}


def estimated(rows: pd.DataFrame) -> pd.DataFrame:
    """Years with an estimate of their own: not the reference, which is nought by definition."""
    return rows[~rows["reference"].astype(bool) & rows["estimate"].notna()]


def _common(maker: Maker, rows: pd.DataFrame, outcome: str) -> dict[str, Any]:
    return {
        "population": maker.words.by_year,
        "n": {"years": len(rows)},
        "definition": maker.definition(outcome),
        "method": _method(rows),
        "uncertainty": words.jackknife_interval(maker.study.confidence),
    }


def _years(maker: Maker, rows: pd.DataFrame, outcome: str, denominator: str) -> list[Artefact]:
    name = words.OUTCOME[outcome]
    return [
        maker.number(
            f"event_study.{outcome}.{denominator}.year{row['year']}", finite(row["estimate"]),
            **_common(maker, rows, outcome), unit="percentage_points",
            ci_low=finite(row["ci_low"]), ci_high=finite(row["ci_high"]),
            title=Text(da=f"Afvigelse i andel med {name.da}, startår {row['year']}",
                       en=f"Departure in share with {name.en}, start year {row['year']}"),
        )
        for row in records(estimated(rows))
    ]  # fmt: skip


def _before(maker: Maker, rows: pd.DataFrame, outcome: str, denominator: str) -> list[Artefact]:
    """The years before the reference: how many stand out, and the largest of them."""
    reference = rows.loc[rows["reference"].astype(bool), "year"]
    own = estimated(rows)
    before = own[own["year"] < reference.min()] if len(reference) else own.iloc[:0]
    outside = ((before["ci_low"] > 0) | (before["ci_high"] < 0)).sum()
    key, some = f"event_study.{outcome}.{denominator}", len(before) > 0
    common = _common(maker, rows, outcome) | {"absent": "not_evaluated"}
    return [
        maker.number(
            f"{key}.years_before", float(len(before)) if some else None, **common, unit="count",
            title=Text(da="Startår før referenceåret", en="Start years before the reference"),
        ),
        maker.number(
            f"{key}.outside", float(outside) if some else None, **common, unit="count",
            title=Text(da="Startår før projektet med interval uden om nul",
                       en="Years before the project with an interval off nought"),
        ),
        maker.number(
            f"{key}.largest", float(before["estimate"].abs().max()) if some else None, **common,
            unit="percentage_points",
            title=Text(da="Største afvigelse før projektet", en="Largest departure before it"),
        ),
    ]  # fmt: skip


def _figure(maker: Maker, rows: pd.DataFrame) -> Artefact:
    return maker.make(
        "figure.event_study", "figure", data="event_study.csv", unit="percentage_points",
        title=Text(da="Afvigelse efter startår", en="Departure by start year"),
        population=maker.words.by_year, n={"years": int(rows["year"].nunique())},
        definition=words.COUNTED_PER_WEEK, method=_method(rows),
        uncertainty=words.jackknife_interval(maker.study.confidence),
    )  # fmt: skip


def _method(rows: pd.DataFrame) -> Text:
    """The method with its weeks: the same for every start year, those before the project reached any."""
    weeks = rows[["first_week", "last_week"]].dropna()
    if weeks.empty:
        return METHOD
    first, last = int(weeks["first_week"].min()), int(weeks["last_week"].max())
    return Text(
        da=f"{METHOD.da} Alle startår er målt i de samme uger, uge {first} til {last} af deres egen "
        "kalender; senere ugers effekt er ikke med.",
        en=f"{METHOD.en} All start years are measured in the same weeks, {first} to {last} of "
        "their own calendar; effects of later weeks are not in it.",
    )
