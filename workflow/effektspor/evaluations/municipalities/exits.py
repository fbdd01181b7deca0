"""Where persons are 26, 52 and 104 weeks after the start, and by which ways, as artefacts.

The tables come with the counts of few hidden already, and what would give them away.
"""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import words
from effektspor.evaluations.municipalities.making import Maker, Study, maker_of
from effektspor.evaluations.municipalities.study_words import StudyWords
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("exits", "flows", "exit_effects")
PLACE = ["group", "cohort", "weeks"]
DEFINITION = Text(
    da="Borgerens situation i ugen, fundet i DREAM og eIndkomst. Hver borger er ét sted i hver uge, "
    "også de døde og udvandrede. Med er dem, der kan følges så langt.",
    en="The citizen's situation in the week, from DREAM and eIndkomst. Each citizen is in one place "
    "in each week, the dead and emigrated too. Counted are those who can be followed that far.",
)
METHOD = Text(
    da="Optælling; effekten er forskel i forskelle i andelen. P-værdierne er korrigeret efter Holm "
    "for alle testede situationer og tidspunkter.",
    en="A count; the effect is a difference in differences of the share. The p values are corrected "
    "by Holm for all tested states and points in time.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Shares and effects by state and week, how many effects hold, the table and the flows."""
    maker = maker_of(study, tables.data_hash)
    lines = merged(tables, study.words)
    common: dict[str, Any] = {
        "population": maker.words.starters,
        "definition": DEFINITION,
        "method": METHOD,
        "n": _observed(tables["exits"], study.words),
    }
    found = []
    last = last_tested(lines)
    for row in records(lines):
        places = _places(int(row["weeks"]), last)
        found += [made for place in places for made in _shares(maker, row, place, common)]
        found += [_effect(maker, row, place, common) for place in places]
    found += _counts(maker, lines, last, common)
    uncertainty = words.wild_interval(study.confidence)
    return [
        *found,
        maker.make("exits.table", "table", **common, unit="mixed", data="exits.csv",
                   uncertainty=uncertainty,
                   title=Text(da="Hvor borgerne er efter start", en="Where citizens are")),
        maker.make("figure.exits", "figure", **{**common, "method": words.COUNT}, unit="share",
                   data="flows.csv", uncertainty=words.NO_SAMPLING,
                   title=Text(da="Borgernes veje fra forløbets start",
                              en="The citizens' ways since the start")),
    ]  # fmt: skip


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The table of states and the flows; hidden counts are missing in both."""
    flows = tables["flows"].copy()
    flows["n"] = flows["n"].where(~flows["withheld"].astype(bool))
    return {"exits.csv": merged(tables, study.words), "flows.csv": flows}


def merged(tables: Tables, study_words: StudyWords) -> pd.DataFrame:
    """One row per week and state: the four shares, the effect and its test.

    An effect is left out where one of its four shares is hidden: with the other three it would
    tell it.

    Returns
    -------
    DataFrame
        Columns weeks, state, label_da, ``share_<cell>`` and ``hidden_<cell>``, ``of_<cell>``,
        estimate, ci_low, ci_high, p_value, p_holm.
    """
    counts = tables["exits"]
    names = [
        study_words.cell_name(g, c) for g, c in zip(counts["group"], counts["cohort"], strict=True)
    ]
    counts = counts.assign(
        cell=names,
        share=counts["n"].astype(float) / counts["of"].where(counts["of"] > 0),
        hidden=counts["withheld"].astype(bool),
    )
    keys = ["weeks", "state", "label_da"]
    wide = counts.pivot(index=keys, columns="cell", values=["share", "hidden", "of"])
    wide.columns = ["_".join(names) for names in wide.columns.to_list()]
    effects = tables["exit_effects"]
    numbers = ["estimate", "ci_low", "ci_high", "p_value", "p_holm"]
    kept = effects.loc[effects["evaluated"].astype(bool), ["weeks", "state", *numbers]]
    order = {state: place for place, state in enumerate(dict.fromkeys(counts["state"]))}
    lines = wide.reset_index().merge(kept, on=["weeks", "state"], how="left")
    lines = lines.assign(place=lines["state"].map(order)).sort_values(["weeks", "place"])
    hidden = lines.filter(like="hidden_").any(axis=1)
    lines.loc[hidden, numbers] = float("nan")
    return lines.drop(columns="place").reset_index(drop=True)


def last_tested(lines: pd.DataFrame) -> int:
    """The last point in time at which an effect is tested; the first of all where none is.

    Of the later cohort few or none can be followed as long as of the earlier one.
    """
    tested = lines.loc[lines["p_holm"].notna(), "weeks"]
    return int(tested.max() if len(tested) else lines["weeks"].min())


def _observed(exits: pd.DataFrame, study_words: StudyWords) -> dict[str, int]:
    """Citizens who can be followed that far, by cell and week."""
    return {
        f"{study_words.cell_name(str(group), str(cohort))}_week{weeks}": int(rows["of"].iloc[0])
        for (group, cohort, weeks), rows in exits.groupby(PLACE, sort=False)
    }


def _places(weeks: int, last: int) -> tuple[str, ...]:
    """Ends of ids: sentences name the last point in time whatever it is."""
    return (f"week{weeks}", "last") if weeks == last else (f"week{weeks}",)


def _shares(
    maker: Maker, row: dict[str, Any], place: str, common: dict[str, Any]
) -> list[Artefact]:
    weeks, state = int(row["weeks"]), row["state"]
    return [
        maker.number(
            f"exits.share.{state}.{maker.words.cell_name(*cell)}.{place}",
            float(row[f"share_{maker.words.cell_name(*cell)}"]), **common, unit="share",
            absent="withheld" if row[f"hidden_{maker.words.cell_name(*cell)}"] else "not_evaluated",
            uncertainty=words.NO_SAMPLING,
            title=Text(da=f"Andel i situationen {row['label_da']}, {words.GROUP[cell[0]].da}, {cell[1]}, "
                       f"{weeks} uger",
                       en=f"Share in state {state}, {words.GROUP[cell[0]].en}, {cell[1]}, "
                       f"{weeks} weeks"),
        )
        for cell in maker.words.cells
    ]  # fmt: skip


def _effect(maker: Maker, row: dict[str, Any], place: str, common: dict[str, Any]) -> Artefact:
    weeks, state = int(row["weeks"]), row["state"]
    return maker.estimate(
        f"exits.did.{state}.{place}", row["estimate"], row["ci_low"], row["ci_high"], **common,
        unit="percentage_points", uncertainty=words.wild_interval(maker.study.confidence),
        title=Text(da=f"Effekt på andelen i situationen {row['label_da']}, {weeks} uger",
                   en=f"Effect on the share in state {state}, {weeks} weeks"),
    )  # fmt: skip


def _counts(maker: Maker, lines: pd.DataFrame, last: int, common: dict[str, Any]) -> list[Artefact]:
    """By week, how many effects were tested and how many hold after Holm's correction."""
    uncertainty = words.wild_interval(maker.study.confidence)
    found = [
        maker.make(
            "exits.weeks.last", "number", **common, unit="weeks", value=float(last),
            uncertainty=words.NO_SAMPLING,
            title=Text(da="Sidste tidspunkt med testet effekt", en="Last point in time with a tested effect"),
        )
    ]  # fmt: skip
    for weeks, rows in lines.groupby("weeks"):
        counts = {
            "tested": (
                rows["p_holm"].notna(),
                Text(da="Situationer med testet effekt", en="States with a tested effect"),
            ),
            "differ": (
                rows["p_holm"] < 1 - maker.study.confidence,
                Text(da="Situationer med effekt efter Holms korrektion",
                     en="States with an effect after Holm's correction"),
            ),
        }  # fmt: skip
        found += [
            maker.make(
                f"exits.{name}.{place}", "number", **common, unit="count", title=title,
                value=float(count.sum()), uncertainty=uncertainty,
            )
            for name, (count, title) in counts.items()
            for place in _places(int(str(weeks)), last)
        ]  # fmt: skip
    return found
