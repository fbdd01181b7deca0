"""Time from start to the event as artefacts: shares started, rate ratio, implied duration."""

import math
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.tables import by_cell
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("survival", "rate_ratio")
READ_OFF_WEEKS = (52, 104)
NOWHERE = dict.fromkeys(("survival", "ci_low", "ci_high"), math.nan)
"""The curve at a week that nobody can be followed to."""
GONE = "not_evaluated"
KAPLAN_MEIER = Text(
    da="Kaplan-Meier; andel påbegyndt er 1 minus overlevelseskurven.",
    en="Kaplan-Meier; the share started is 1 minus the survival curve.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares to whom it has come, how far the curves carry, the ratio and the figure."""
    maker = maker_of(study, tables.data_hash)
    survival = tables["survival"]
    return [
        *_started(maker, survival),
        *_support(maker, survival),
        *_rate_ratio(maker, tables["rate_ratio"].iloc[0]),
        _figure(maker, survival),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the figure."""
    return {"survival.csv": tables["survival"]}


def _n_at_start(maker: Maker, survival: pd.DataFrame) -> dict[str, int]:
    first = survival[survival["week"] == survival["week"].min()]
    return {
        maker.words.cell_name(group, cohort): int(n)
        for group, cohort, n in zip(first["group"], first["cohort"], first["at_risk"], strict=True)
    }


def _started(maker: Maker, survival: pd.DataFrame) -> list[Artefact]:
    at = {week: by_cell(survival[survival["week"] == week]) for week in READ_OFF_WEEKS}
    n_at_start = _n_at_start(maker, survival)
    event = maker.words.event
    at_risk = {week: last_at_risk(survival, week) for week in READ_OFF_WEEKS}
    found = []
    for group, cohort in maker.words.cells:
        label, place = maker.words.cell_name(group, cohort), words.GROUP[group]
        for week in READ_OFF_WEEKS:
            row = at[week].get((group, cohort), NOWHERE)
            found.append(
                maker.number(
                    f"started.{label}.week{week}", _share(row),
                    absent=_why_absent(survival, group, cohort, week),
                    title=Text(
                        da=f"Andel, der {event.done.da} inden for {week} uger, {place.da}, "
                        f"{cohort}-kohorten",
                        en=f"Share that {event.done.en} within {week} weeks, {place.en}, {cohort} "
                        "cohort",
                    ),
                    population=maker.words.starters,
                    n={label: n_at_start[label], "at_risk": at_risk[week].get((group, cohort), 0)},
                    definition=event.definition, unit="share",
                    ci_low=1 - float(row["ci_high"]), ci_high=1 - float(row["ci_low"]),
                    method=KAPLAN_MEIER, basis="calibration",
                    uncertainty=words.greenwood_interval(maker.study.confidence),
                )
            )  # fmt: skip
    return found


def _share(row: dict[str, Any]) -> float | None:
    """To how many it has come; nothing of a curve at nought, of which no interval is known."""
    known = all(math.isfinite(float(row[name])) for name in NOWHERE)
    return 1 - float(row["survival"]) if known else None


def last_at_risk(survival: pd.DataFrame, week: int) -> dict[tuple[str, str], int]:
    """Persons at risk by group and cohort, in the last week up to `week` that has any.

    Follow-up is the weeks 0 to 103 since start: at week 104 nobody is at risk, by construction.
    """
    some = survival[(survival["week"] <= week) & (survival["at_risk"] > 0)]
    last = some.sort_values("week").groupby(["group", "cohort"]).tail(1)
    return {cell: int(row["at_risk"]) for cell, row in by_cell(last).items()}


def _why_absent(survival: pd.DataFrame, group: str, cohort: str, week: int) -> str:
    """A curve ends where nobody is left at risk; what is blank before that end is withheld."""
    own = (survival["group"] == group) & (survival["cohort"] == cohort)
    before = survival.loc[own & (survival["week"] < week), "at_risk"]
    if week > int(survival["week"].max()):
        return "not_evaluated"
    return "not_evaluated" if (before == 0).any() else "withheld"


def _support(maker: Maker, survival: pd.DataFrame) -> list[Artefact]:
    """How far the curves rest on enough persons: the same bound as for a week of figure 1."""
    enough = maker.study.smallest_group
    by_week = survival.groupby("week")["at_risk"]
    smallest = by_week.min()[by_week.max() > 0]
    thin = smallest.index[smallest < enough]
    last = int(thin.min()) - 1 if len(thin) else int(smallest.index.max())
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "n": _n_at_start(maker, survival),
        "unit": "weeks",
        "definition": Text(
            da=f"Uger efter start, hvor den mindste af de fire grupper har under {enough} borgere "
            "under risiko.",
            en=f"Weeks since start in which the smallest of the four groups has fewer than "
            f"{enough} citizens at risk.",
        ),
        "method": words.COUNT,
        "uncertainty": words.NO_INTERVAL,
    }
    return [
        maker.number(
            "survival.weeks_thin", float(len(thin)), **common,
            title=Text(da="Uger efter start med få under risiko",
                       en="Weeks since start with few at risk"),
        ),
        maker.number(
            "survival.week_last", float(max(last, 0)), **common,
            title=Text(da="Sidste uge efter start med nok under risiko",
                       en="Last week since start with enough at risk"),
        ),
    ]  # fmt: skip


def _rate_ratio(maker: Maker, row: pd.Series) -> list[Artefact]:
    """The ratio, the rise that it means, and the shortening that a constant rate would give."""
    event = maker.words.event
    ratio = [float(row[name]) for name in ("estimate", "ci_low", "ci_high")]
    common = {
        "population": maker.words.starters,
        "n": {name: int(row[name]) for name in ("persons", "events", "municipalities")},
        "definition": event.definition,
        "unit": "ratio",
        "uncertainty": words.ratio_interval(maker.study.confidence),
        "method": event.method,
    }
    shorter = [1 - 1 / each if each else float("nan") for each in ratio]
    return [
        maker.estimate(
            "rate_ratio", *ratio, **common,
            title=event.ratio,
            basis="calibration",
        ),
        maker.estimate(
            "rate_increase", *(each - 1 for each in ratio), **common,
            title=Text(da=f"Stigning i {event.rate.da}raten",
                       en=f"Rise of the {event.rate.en} rate"),
            basis="calibration",
        ),
        maker.number(
            "rate_ratio.p_value", float(row["p_value"]), **common, absent=GONE,
            title=Text(da=f"P-værdi for forholdet mellem {event.rate.da}rater",
                       en=f"P-value of the {event.rate.en}-rate ratio"),
        ),
        maker.estimate(
            "duration_change", *shorter, **{**common, "method": Text(
                da="1 minus 1 divideret med ratens forhold; gælder ved en rate, der er konstant "
                "over tid.",
                en="1 minus 1 over the rate ratio; holds where the rate is constant over time.",
            )},
            title=Text(da=f"Afledt forkortelse af tiden til {event.to.da}",
                       en=f"Implied shortening of the time to {event.to.en}"),
        ),
    ]  # fmt: skip


def _figure(maker: Maker, survival: pd.DataFrame) -> Artefact:
    event = maker.words.event
    return maker.make(
        "figure.survival", "figure",
        title=Text(da=f"Andel, der endnu ikke {event.not_yet.da}",
                   en=f"Share that has not yet {event.not_yet.en}"),
        population=maker.words.starters, n=_n_at_start(maker, survival), definition=event.definition,
        unit="share", data="survival.csv", method=KAPLAN_MEIER,
        uncertainty=words.greenwood_interval(maker.study.confidence),
    )  # fmt: skip
