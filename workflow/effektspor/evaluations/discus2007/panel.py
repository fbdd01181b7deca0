"""Being in a job month by month as artefacts: differences of each month, early and late."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import number_of
from effektspor.evaluations.result_tables import Tables, records
from effektspor.evaluations.trial.arms import ARMS

REQUIRES = ("trial_panel", "trial_panel_effects")
ENDS = ("ci_low", "ci_high")
DEFINITION = Text(
    da="I fleksjob på samme dag i måneden som projektets start. Alle, der blev trukket lod om, er med i "
    "hver måned; den, der er flyttet eller pensioneret, er ikke i job.",
    en="In a flexjob on the same day of the month as the start of the project. All who were "
    "randomised are in every month; who has moved or been pensioned is not in a job.",
)
METHOD = Text(
    da="Panelregression med måned og kommune, standardfejl klynget på personer; p også af lodtrækningen.",
    en="Panel regression with month and municipality, standard errors clustered on persons; p by the "
    "draw too.",
)
TERMS = {
    "arm": ("Alle måneder", "All months"),
    "arm_random_effects": ("Alle måneder, tilfældige effekter", "All months, random effects"),
    "arm_early": ("De første måneder", "The first months"),
    "arm_late": ("De senere måneder", "The later months"),
    "late_minus_early": ("Senere minus første", "Later minus first"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares and difference of each month, the terms of the regression, tables and figure."""
    maker = trial_maker(study, tables.data_hash)
    months, effects = tables["trial_panel"], tables["trial_panel_effects"]
    found = [each for row in records(months) for each in _month(maker, row)]
    found += [each for row in records(effects) for each in _term(maker, row)]
    common: dict[str, Any] = {
        "n": {"persons": words.whole(effects["persons"].max()), "months": len(months)},
        "population": words.RANDOMISED, "definition": DEFINITION, "method": METHOD,
        "uncertainty": _interval(study.confidence), "unit": "percentage_points",
    }  # fmt: skip
    for key, kind, data in (
        ("panel.table", "table", "trial_panel_effects.csv"),
        ("panel.months.table", "table", "trial_panel.csv"),
        ("figure.panel", "figure", "trial_panel.csv"),
    ):
        title = Text(da="I fleksjob måned for måned", en="In a flexjob month by month")
        found.append(maker.make(key, kind, data=data, title=title, **common))
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are: months of few persons are hidden in them."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _month(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    month = int(row["month"])
    common: dict[str, Any] = {
        "n": {"persons": words.whole(row["n"])}, "population": words.RANDOMISED,
        "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
    for arm in ARMS:
        of = words.ARM[arm]
        yield number_of(
            maker, f"panel.month.{month}.{arm}", row, f"share_{arm}", unit="share", **common,
            title=Text(da=f"Måned {month}: {of.da}", en=f"Month {month}: {of.en}"),
        )  # fmt: skip
    yield number_of(
        maker, f"panel.month.{month}.difference", row, "difference", ENDS, unit="percentage_points",
        title=Text(da=f"Måned {month}: forskel", en=f"Month {month}: difference"),
        uncertainty=_interval(maker.study.confidence), **common,
    )  # fmt: skip


def _term(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    term = str(row["term"])
    da, en = TERMS.get(term, (term, term))
    common: dict[str, Any] = {
        "n": {"persons": words.whole(row["persons"]), "months": words.whole(row["months"])},
        "population": words.RANDOMISED, "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
    key = f"panel.{words.slug(term)}"
    yield number_of(
        maker, key, row, "estimate", ENDS, unit="percentage_points",
        absent="not_evaluated", title=Text(da=da, en=en),
        uncertainty=_interval(maker.study.confidence), **common,
    )  # fmt: skip
    for part, column in (("p", "p"), ("p_randomisation", "p_randomisation")):
        yield number_of(
            maker, f"{key}.{part}", row, column, unit="mixed", absent="not_evaluated",
            title=Text(da=f"{da}: p", en=f"{en}: p"), uncertainty=words.drawn(maker.study.draws),
            **{**common, "definition": words.P},
        )  # fmt: skip


def _interval(confidence: float) -> Text:
    at = words.level(confidence)
    return Text(
        da=f"{at} pct.-konfidensinterval, klynget på personer.",
        en=f"{at}% confidence interval, clustered on persons.",
    )
