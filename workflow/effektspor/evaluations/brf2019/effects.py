"""Weekly shares and effects as artefacts: levels, changes, effects and what the weeks add up to."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.brf2019.tables import by_cell, measure_of
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("weekly_shares", "weekly_effects", "panel")
RELATIVE = Text(
    da="Effekten divideret med den andel, som 2017-18-kohorten ville have haft uden effekten.",
    en="The effect divided by the share that the 2017-18 cohort would have had without it.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """All artefacts of figures 1, 3 and 4, of each of the three measures."""
    maker = Maker(study, tables.data_hash)
    found: list[Artefact] = []
    for outcome, denominator in words.MEASURES:
        shares = measure_of(tables["weekly_shares"], outcome, denominator)
        effects = measure_of(tables["weekly_effects"], outcome, denominator).sort_values("week")
        found += _levels(maker, shares, outcome, denominator)
        found += _reference_effect(maker, effects, shares, outcome, denominator)
        found += _over_weeks(maker, effects, outcome, denominator)
        found.append(_figure(maker, effects, outcome, denominator))
    found += _reference(maker, tables["weekly_effects"])
    return found + _panel(maker, tables["panel"], tables["weekly_effects"])


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The values behind the three figures, by the name of the data file."""
    data: dict[str, pd.DataFrame] = {}
    for outcome, denominator in words.MEASURES:
        shares = measure_of(tables["weekly_shares"], outcome, denominator)
        effects = measure_of(tables["weekly_effects"], outcome, denominator)
        data[f"{outcome}_{denominator}_shares.csv"] = shares
        data[f"{outcome}_{denominator}_effects.csv"] = effects
    return data | {"panel.csv": tables["panel"]}


def _levels(maker: Maker, shares: pd.DataFrame, outcome: str, denominator: str) -> list[Artefact]:
    """The share of each group and cohort at the reference week, and each group's change."""
    week = maker.study.reference_week
    at = by_cell(shares[shares["week"] == week])
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "definition": maker.definition(outcome),
        "uncertainty": words.COUNTED,
    }
    found = []
    for group, cohort in words.CELLS:
        row = at[group, cohort]
        label, place = words.cell_name(group, cohort), words.GROUP[group]
        found.append(
            maker.number(
                f"share.{key}.{label}.week{week}", float(row["share"]), **common,
                title=Text(
                    da=f"Andel med {name.da}, {place.da}, {cohort}-kohorten, uge {week}",
                    en=f"Share with {name.en}, {place.en}, {cohort} cohort, week {week}",
                ),
                n={label: int(row["n"])}, unit="share",
                method=Text(da="Optælling.", en="A count."), basis="calibration",
            )
        )  # fmt: skip
    for group in words.GROUPS:
        pre, post = at[group, "2016"], at[group, "2017-18"]
        place = words.GROUP[group]
        found.append(
            maker.number(
                f"change.{key}.{group}.week{week}", float(post["share"] - pre["share"]), **common,
                title=Text(
                    da=f"Ændring i andel med {name.da}, {place.da}, uge {week}",
                    en=f"Change in share with {name.en}, {place.en}, week {week}",
                ),
                n={words.cell_name(group, "2016"): int(pre["n"]),
                   words.cell_name(group, "2017-18"): int(post["n"])},
                unit="percentage_points",
                method=Text(
                    da="2017-18-kohortens andel minus 2016-kohortens.",
                    en="The share of the 2017-18 cohort minus that of the 2016 cohort.",
                ),
                basis="calibration",
            )
        )  # fmt: skip
    return found


def _reference_effect(
    maker: Maker, effects: pd.DataFrame, shares: pd.DataFrame, outcome: str, denominator: str
) -> list[Artefact]:
    """The effect at the reference week, absolute and relative, unless the week is too thin."""
    week = maker.study.reference_week
    row = records(effects[effects["week"] == week])[0]
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "definition": maker.definition(outcome),
        "n": {label: int(row[column]) for label, column in words.N_COLUMNS.items()},
    }
    evaluated = bool(row["evaluated"])
    at = by_cell(shares[shares["week"] == week])
    without = float(at["participants", "2017-18"]["share"]) - float(row["estimate"])
    relative = float(row["estimate"]) / without if without > 0 else None
    return [
        maker.number(
            f"effect.{key}.week{week}", float(row["estimate"]) if evaluated else None, **common,
            absent="not_evaluated",
            title=Text(da=f"Effekt på andel med {name.da}, uge {week}",
                       en=f"Effect on share with {name.en}, week {week}"),
            unit="percentage_points",
            ci_low=float(row["ci_low"]), ci_high=float(row["ci_high"]),
            uncertainty=words.wild_interval(maker.study.confidence), basis="calibration",
            method=words.DIFFERENCE_METHOD,
        ),
        maker.number(
            f"effect_relative.{key}.week{week}", relative if evaluated else None, **common,
            absent="not_evaluated",
            title=Text(da=f"Relativ effekt på andel med {name.da}, uge {week}",
                       en=f"Relative effect on share with {name.en}, week {week}"),
            unit="ratio", uncertainty=words.NO_INTERVAL, method=RELATIVE,
        ),
    ]  # fmt: skip


def _over_weeks(
    maker: Maker, effects: pd.DataFrame, outcome: str, denominator: str
) -> list[Artefact]:
    """What the evaluated weeks say together: their number, peak and middle."""
    good = effects[effects["evaluated"].astype(bool)]
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "definition": maker.definition(outcome),
        "n": {"weeks": len(effects), "weeks_evaluated": len(good)},
        "uncertainty": words.NO_INTERVAL,
    }

    def number(suffix: str, unit: str, value: float | None, da: str, en: str) -> Artefact:
        return maker.number(
            f"weeks.{key}.{suffix}", value, **common, unit=unit, absent="not_evaluated",
            title=Text(da=f"Effekt på {name.da}: {da}", en=f"Effect on {name.en}: {en}"),
            method=words.DIFFERENCE_METHOD,
        )  # fmt: skip

    ordered = records(good.sort_values(["estimate", "week"], ascending=[False, True]))
    peak = ordered[0] if ordered else {"estimate": None, "week": None}
    return [
        number("evaluated", "weeks", len(good), "vurderede uger", "evaluated weeks"),
        number("significant_up", "weeks", int((good["ci_low"] > 0).sum()),
               "uger, hvis interval ligger over nul", "weeks with an interval above zero"),
        number("significant_down", "weeks", int((good["ci_high"] < 0).sum()),
               "uger, hvis interval ligger under nul", "weeks with an interval below zero"),
        number("band_either", "weeks",
               float(((good["band_low"] > 0) | (good["band_high"] < 0)).sum()) if ordered else None,
               "uger, hvor båndet ikke omfatter nul", "weeks with the band off nought"),
        number("band_up", "weeks", int((good["band_low"] > 0).sum()),
               "uger, hvor båndet ligger over nul", "weeks with the band above zero"),
        number("band_down", "weeks", int((good["band_high"] < 0).sum()),
               "uger, hvor båndet ligger under nul", "weeks with the band below zero"),
        number("peak", "percentage_points", peak["estimate"],
               "største ugeeffekt", "largest weekly effect"),
        number("peak_week", "weeks", peak["week"], "ugen med størst effekt", "week of the peak"),
        number("median", "percentage_points", float(good["estimate"].median()),
               "median af ugeeffekterne", "median of the weekly effects"),
    ]  # fmt: skip


def _figure(maker: Maker, effects: pd.DataFrame, outcome: str, denominator: str) -> Artefact:
    name = words.OUTCOME[outcome]
    at = records(effects[effects["week"] == maker.study.reference_week])[0]
    definition = maker.definition(outcome)
    return maker.make(
        f"figure.{outcome}.{denominator}", "figure",
        title=Text(da=f"Andel med {name.da} og effekt heraf, uge for uge",
                   en=f"Share with {name.en} and the effect on it, week by week"),
        population=maker.population(denominator),
        n={label: int(at[column]) for label, column in words.N_COLUMNS.items()},
        definition=Text(da=f"{definition.da} {words.WEEK_AXIS.da}",
                        en=f"{definition.en} {words.WEEK_AXIS.en}"),
        unit="mixed", data=f"{outcome}_{denominator}_effects.csv",
        method=words.DIFFERENCE_METHOD, uncertainty=words.weekly_interval(maker.study.confidence),
    )  # fmt: skip


def _reference(maker: Maker, effects: pd.DataFrame) -> list[Artefact]:
    """The settings that sentences name: the week of the read-off and the level of intervals."""
    setting = Text(da="En indstilling, ikke et resultat.", en="A setting, not a result.")
    common: dict[str, Any] = {
        "population": Text(da="Kalenderuger i vinduet.", en="Calendar weeks of the window."),
        "n": {"weeks": int(effects["week"].nunique())},
        "method": setting,
        "uncertainty": setting,
        "definition": words.WEEK_AXIS,
    }
    return [
        maker.make(
            "reference.week", "number", **common, unit="weeks",
            title=Text(da="Ugen, hvor niveauer aflæses", en="The week at which levels are read"),
            value=float(maker.study.reference_week),
        ),
        maker.make(
            "reference.confidence", "number", **common, unit="share",
            title=Text(da="Intervallernes niveau", en="Level of the intervals"),
            value=maker.study.confidence,
        ),
        maker.make(
            "reference.smallest_group", "number", **common, unit="persons",
            title=Text(da="Mindste gruppe i en vurderet uge", en="Smallest group of a week"),
            value=float(maker.study.smallest_group),
        ),
    ]  # fmt: skip


def _panel(maker: Maker, panel: pd.DataFrame, effects: pd.DataFrame) -> list[Artefact]:
    """How well the panel regressions agree with the estimates from the moments."""
    common: dict[str, Any] = {
        "population": Text(da="Kommuner gange uger.", en="Municipalities by weeks."),
        "n": {"models": len(panel), "weeks": int(effects["week"].nunique())},
        "definition": Text(
            da="Samme effekt beregnet på to måder: panelregression af kommune og uge, og "
            "klyngemomenter.",
            en="The same effect computed in two ways: a panel regression of municipality and "
            "week, and cluster moments.",
        ),
        "unit": "percentage_points",
        "method": Text(
            da="Regression med faste effekter (linearmodels) mod klyngemomenter.",
            en="Fixed-effects regression (linearmodels) against cluster moments.",
        ),
        "uncertainty": Text(da="Regneforskel, ingen stikprøve.", en="Arithmetic, no sampling."),
    }
    return [
        maker.make(
            "panel.largest_difference", "number", **common,
            title=Text(da="Største forskel mellem panelregression og momenter",
                       en="Largest difference between panel regression and moments"),
            value=float(panel["difference"].abs().max()),
        ),
        maker.make(
            "panel.table", "table", **common, data="panel.csv",
            title=Text(da="Panelregression og momenter", en="Panel regression and moments"),
        ),
    ]  # fmt: skip
