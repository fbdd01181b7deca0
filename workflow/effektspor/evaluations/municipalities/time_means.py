"""Restricted mean time without the event and shares to whom it has come, as artefacts.

The mean time within the first 52 or 104 weeks exists whatever the course of the rate; the rate
ratio alone gives no time. What "61 per cent higher rate" means in weeks stands here too.
"""

from functools import partial
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker
from effektspor.evaluations.result_tables import finite, records

WEEKS = (52, 104)
UNIT_OF = {"rmst": "weeks", "share": "percentage_points"}
METHOD = Text(
    da="Arealet under Kaplan-Meier-kurven op til den angivne uge, og 1 minus kurven i ugen. "
    "Effekten er forskel i forskelle mellem kommunernes andele i dem (pseudoværdier), som en "
    "effekt i en uge.",
    en="The area under the Kaplan-Meier curve up to the given week, and 1 minus the curve in that "
    "week. The effect is a difference in differences of the municipalities' parts in them "
    "(pseudo-values), as an effect in a week.",
)
UNITS = {"share": "ratio", "ratio": "ratio", "weeks": "weeks"}


def artefacts(
    maker: Maker,
    means: pd.DataFrame,
    effects: pd.DataFrame,
    readings: pd.DataFrame,
    n: dict[str, int],
) -> list[Artefact]:
    """Means and effects, their table, and what the rate ratio means in weeks.

    Parameters
    ----------
    means
        Table ``restricted_means``: levels, and effects on the pooled curves.
    effects
        Table ``pseudo_effects``: effects with the inference of the headline.
    readings
        Table ``speed_up_means``.
    n
        At risk at the start, by cell.
    """
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "n": n,
        "definition": maker.words.event.definition,
    }
    found = [
        _level(maker, row, common) for row in records(means[means["quantity"] == "rmst"])
        if not is_effect(row) and int(row["week"]) in WEEKS
    ]  # fmt: skip
    found += [_effect(maker, row, common) for row in records(effects[effects["method"] == "wild"])]
    found += [_at_risk(maker, means, week, common) for week in WEEKS]
    found += [_reading(maker, row, common) for row in records(readings.dropna(subset=["week"]))
              if row["quantity"] in readings_of(maker)]  # fmt: skip
    found += [_without(maker, means, readings, week, common) for week in WEEKS]
    mean, event = _quantity(maker, "rmst"), maker.words.event
    title = Text(da=f"{mean.da} og andel {event.share.da}",
                 en=f"{mean.en} and share {event.share.en}")  # fmt: skip
    tables = {"table": "restricted_means.csv", "effects": "pseudo_effects.csv"}
    return found + [
        maker.make(
            f"time.{name}", "table", **common, unit="mixed", data=data, title=title, method=METHOD,
            uncertainty=words.pseudo_interval(maker.study.confidence),
        )
        for name, data in tables.items()
    ]  # fmt: skip


def _quantity(maker: Maker, quantity: str) -> Text:
    event = maker.words.event
    if quantity == "rmst":
        return Text(
            da=f"Middeltid {event.without.da}", en=f"Restricted mean time {event.without.en}"
        )
    return Text(da=f"Andel, der {event.done_short.da}", en=f"Share that {event.done_short.en}")


def readings_of(maker: Maker) -> dict[str, tuple[str, Text, Text]]:
    """Quantity of table speed_up_means: short name, title and method."""
    event, late = maker.words.event, maker.words.cohorts[1]
    return {
        "restricted_mean_shortening": ("shorter", Text(
            da=f"Forkortet middeltid {event.without.da}",
            en="Shortening of the restricted mean time",
        ), Text(
            da="Forskellen mellem middeltiden med og uden projektet, divideret med den uden.",
            en="The difference of the mean times with and without the project over that without.",
        )),
        "cumulative_hazard_ratio": ("hazards", Text(
            da=f"Forhold mellem gruppernes kumulerede rater, {late}-kohorten",
            en=f"Ratio of the groups' cumulative hazards, {late} cohort",
        ), Text(
            da="Logaritmen af deltagernes overlevelseskurve divideret med logaritmen af "
            "sammenligningskommunernes.",
            en="The log of the participants' survival curve over that of the comparison.",
        )),
        "implied_share_without_effect": ("implied", Text(
            da=f"Andel {event.share.da}, hvis raten ikke var steget",
            en=f"Share {event.share.en}, had the rate not risen",
        ), Text(
            da="1 minus overlevelseskurven opløftet til 1 divideret med ratens forhold.",
            en="1 minus the survival curve to the power of 1 over the rate ratio.",
        )),
        "implied_mean_treated_later": ("mean", Text(
            da=f"Middeltid til {event.mean_to.da}, hvis raten var konstant",
            en=f"Mean time to {event.mean_to.en}, were the rate constant",
        ), Text(
            da=f"Uger divideret med den kumulerede rate, deltagernes {late}-kohorte.",
            en=f"Weeks over the cumulative hazard, participants' {late} cohort.",
        )),
    }  # fmt: skip


def is_effect(row: dict[str, Any]) -> bool:
    """Whether the row is a difference in differences and not the mean of one group."""
    return bool(row["contrast"] == "did")


def chosen(rows: pd.DataFrame) -> pd.DataFrame:
    """Of contrasts that were inferred in two ways the bootstrap, which the report reads off."""
    return rows[~rows["method"].str.startswith("jackknife")]


def _effect(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Artefact:
    text, unit = _quantity(maker, row["quantity"]), UNIT_OF[row["quantity"]]
    week = int(row["week"])
    return maker.estimate(
        f"time.{row['quantity']}.did.week{week}", row["estimate"], row["ci_low"], row["ci_high"],
        **common, unit=unit, method=METHOD,
        uncertainty=words.wild_interval(maker.study.confidence),
        title=Text(da=f"Effekt, {text.da[0].lower()}{text.da[1:]}, {week} uger",
                   en=f"Effect, {text.en[0].lower()}{text.en[1:]}, {week} weeks"),
    )  # fmt: skip


def _level(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Artefact:
    text, unit = _quantity(maker, "rmst"), UNIT_OF["rmst"]
    week, place = int(row["week"]), words.GROUP[row["group"]]
    cell = maker.words.cell_name(row["group"], row["cohort"])
    return maker.estimate(
        f"time.rmst.{cell}.week{week}", row["estimate"], row["ci_low"], row["ci_high"], **common,
        unit=unit, method=METHOD, uncertainty=words.greenwood_interval(maker.study.confidence),
        title=Text(
            da=f"{text.da} de første {week} uger, {place.da}, {row['cohort']}-kohorten",
            en=f"{text.en} in the first {week} weeks, {place.en}, {row['cohort']} cohort",
        ),
    )  # fmt: skip


def _at_risk(maker: Maker, means: pd.DataFrame, week: int, common: dict[str, Any]) -> Artefact:
    """On how few persons the last week of a mean rests, in the smallest of the four groups."""
    smallest = means.loc[means["week"] == week, "at_risk"].min()
    return maker.number(
        f"time.at_risk.week{week}", smallest, **common, absent="not_evaluated", unit="persons",
        method=words.COUNT, uncertainty=words.NO_SAMPLING,
        title=Text(da=f"Under risiko i den mindste gruppe i ugen før uge {week}",
                   en=f"At risk in the smallest group in the week before week {week}"),
    )  # fmt: skip


def _reading(maker: Maker, row: dict[str, Any], common: dict[str, Any]) -> Artefact:
    """One reading of the rate ratio; its interval where the table has one."""
    name, title, method = readings_of(maker)[row["quantity"]]
    week = int(row["week"])
    has_ends = pd.notna(row["ci_low"]) and pd.notna(row["ci_high"])
    make = maker.estimate if has_ends else partial(maker.number, absent="not_evaluated")
    parts = ("estimate", "ci_low", "ci_high") if has_ends else ("estimate",)
    # Where a curve has come down to nought a ratio of its logs has no bound.
    numbers = [finite(row[part]) for part in parts]
    return make(
        f"speed.{name}.week{week}", *numbers, **common, unit=UNITS[row["unit"]], method=method,
        uncertainty=(
            words.municipal_interval(maker.study.confidence) if has_ends else words.NO_INTERVAL
        ),
        title=Text(da=f"{title.da}, {week} uger", en=f"{title.en}, {week} weeks"),
    )  # fmt: skip


def _without(
    maker: Maker, means: pd.DataFrame, readings: pd.DataFrame, week: int, common: dict[str, Any]
) -> Artefact:
    """The mean time that the later cohort would have had: the observed over 1 minus the shortening."""
    mean = _quantity(maker, "rmst")
    own = means[(means["quantity"] == "rmst") & (means["week"] == week)]
    own = own[(own["group"] == "participants") & (own["cohort"] == maker.words.cohorts[1])]
    at = readings[(readings["week"] == week)]
    shorter = at.loc[at["quantity"] == "restricted_mean_shortening", "estimate"]
    value = None if own.empty or shorter.empty else own["estimate"].iloc[0] / (1 - shorter.iloc[0])
    return maker.number(
        f"speed.without.week{week}", value, **common, absent="not_evaluated", unit="weeks",
        uncertainty=words.NO_INTERVAL,
        title=Text(da=f"{mean.da} uden projektet, {week} uger",
                   en=f"{mean.en} and the project, {week} weeks"),
        method=Text(da="Den observerede middeltid divideret med 1 minus forkortelsen.",
                    en="The observed mean over 1 minus the shortening."),
    )  # fmt: skip
