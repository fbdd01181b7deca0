"""Weekly shares and effects as artefacts: levels, changes, effects and what the weeks add up to."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.panel import panel_artefacts
from effektspor.evaluations.municipalities.tables import by_cell, measure_of
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("weekly_shares", "weekly_effects", "panel")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Levels, effects and the figure of each measure, and how well the panel agrees."""
    maker = maker_of(study, tables.data_hash)
    found: list[Artefact] = []
    for outcome, denominator in maker.words.measures:
        shares = measure_of(tables["weekly_shares"], outcome, denominator)
        effects = measure_of(tables["weekly_effects"], outcome, denominator).sort_values("week")
        found += _levels(maker, shares, outcome, denominator)
        found += _reference_effect(maker, effects, shares, outcome, denominator)
        found += _over_weeks(maker, effects, outcome, denominator)
        found.append(_figure(maker, effects, outcome, denominator))
    found += _reference(maker, tables["weekly_effects"])
    return found + panel_artefacts(maker, tables["panel"], tables["weekly_effects"])


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The values behind the figures, by the name of the data file."""
    data: dict[str, pd.DataFrame] = {}
    for outcome, denominator in study.words.possible or study.words.measures:
        shares = measure_of(tables["weekly_shares"], outcome, denominator)
        effects = measure_of(tables["weekly_effects"], outcome, denominator)
        data[f"{outcome}_{denominator}_shares.csv"] = shares
        data[f"{outcome}_{denominator}_effects.csv"] = effects
    return data | {"panel.csv": tables["panel"]}


def _levels(maker: Maker, shares: pd.DataFrame, outcome: str, denominator: str) -> list[Artefact]:
    """The share of each group and cohort at the reference week, and each group's change."""
    week, where = maker.study.reference_week, maker.study.at_reference
    early, late = maker.words.cohorts
    at = by_cell(shares[shares["week"] == week])
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "definition": maker.definition(outcome),
        "uncertainty": words.COUNTED,
    }
    found = []
    for group, cohort in maker.words.cells:
        row = at[group, cohort]
        label, place = maker.words.cell_name(group, cohort), words.GROUP[group]
        found.append(
            maker.number(
                f"share.{key}.{label}.{where}", float(row["share"]), **common,
                title=Text(
                    da=f"Andel med {name.da}, {place.da}, {cohort}-kohorten, uge {week}",
                    en=f"Share with {name.en}, {place.en}, {cohort} cohort, week {week}",
                ),
                n={label: int(row["n"])}, unit="share",
                method=Text(da="Optælling.", en="A count."), basis="calibration",
            )
        )  # fmt: skip
    for group in words.GROUPS:
        pre, post = at[group, early], at[group, late]
        place = words.GROUP[group]
        found.append(
            maker.number(
                f"change.{key}.{group}.{where}", float(post["share"] - pre["share"]), **common,
                title=Text(
                    da=f"Ændring i andel med {name.da}, {place.da}, uge {week}",
                    en=f"Change in share with {name.en}, {place.en}, week {week}",
                ),
                n={maker.words.cell_name(group, early): int(pre["n"]),
                   maker.words.cell_name(group, late): int(post["n"])},
                unit="percentage_points",
                method=Text(
                    da=f"{late}-kohortens andel minus {early}-kohortens.",
                    en=f"The share of the {late} cohort minus that of the {early} cohort.",
                ),
                basis="calibration",
            )
        )  # fmt: skip
    return found


def _reference_effect(
    maker: Maker, effects: pd.DataFrame, shares: pd.DataFrame, outcome: str, denominator: str
) -> list[Artefact]:
    """The effect at the reference week, absolute and relative, unless the week is too thin."""
    week, where = maker.study.reference_week, maker.study.at_reference
    late = maker.words.cohorts[1]
    row = records(effects[effects["week"] == week])[0]
    key, name = f"{outcome}.{denominator}", words.OUTCOME[outcome]
    common: dict[str, Any] = {
        "population": maker.population(denominator),
        "definition": maker.definition(outcome),
        "n": {label: int(row[column]) for label, column in maker.words.n_columns.items()},
    }
    evaluated = bool(row["evaluated"])
    at = by_cell(shares[shares["week"] == week])
    without = float(at["participants", late]["share"]) - float(row["estimate"])
    relative = float(row["estimate"]) / without if without > 0 else None
    return [
        maker.number(
            f"effect.{key}.{where}", float(row["estimate"]) if evaluated else None, **common,
            absent="not_evaluated",
            title=Text(da=f"Effekt på andel med {name.da}, uge {week}",
                       en=f"Effect on share with {name.en}, week {week}"),
            unit="percentage_points",
            ci_low=float(row["ci_low"]), ci_high=float(row["ci_high"]),
            uncertainty=words.wild_interval(maker.study.confidence), basis="calibration",
            method=maker.words.difference_method,
        ),
        maker.number(
            f"effect_relative.{key}.{where}", relative if evaluated else None, **common,
            absent="not_evaluated",
            title=Text(da=f"Relativ effekt på andel med {name.da}, uge {week}",
                       en=f"Relative effect on share with {name.en}, week {week}"),
            unit="ratio", uncertainty=words.NO_INTERVAL, method=_relative(late),
        ),
    ]  # fmt: skip


def _relative(late: str) -> Text:
    return Text(
        da=f"Effekten divideret med den andel, som {late}-kohorten ville have haft uden effekten.",
        en=f"The effect divided by the share that the {late} cohort would have had without it.",
    )


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
            method=maker.words.difference_method,
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
        n={label: int(at[column]) for label, column in maker.words.n_columns.items()},
        definition=Text(da=f"{definition.da} {maker.words.week_axis.da}",
                        en=f"{definition.en} {maker.words.week_axis.en}"),
        unit="mixed", data=f"{outcome}_{denominator}_effects.csv",
        method=maker.words.difference_method, uncertainty=words.weekly_interval(maker.study.confidence),
    )  # fmt: skip


def _reference(maker: Maker, effects: pd.DataFrame) -> list[Artefact]:
    """The settings that sentences name: the week of the read-off and the level of intervals."""
    setting = Text(da="En indstilling, ikke et resultat.", en="A setting, not a result.")
    common: dict[str, Any] = {
        "population": Text(da="Kalenderuger i vinduet.", en="Calendar weeks of the window."),
        "n": {"weeks": int(effects["week"].nunique())},
        "method": setting,
        "uncertainty": setting,
        "definition": maker.words.week_axis,
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
