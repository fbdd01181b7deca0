"""Courses counted at the date as artefacts: counts, ways out and in, activity, incidence.

The tables come with the counts of few hidden already, and what would give them away.
"""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import course_words as words
from effektspor.evaluations.kl2016.course_changes import course_changes
from effektspor.evaluations.kl2016.course_columns import COURSE_COLUMNS
from effektspor.evaluations.kl2016.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = tuple(COURSE_COLUMNS)
PRINTED_EXITS = ("self_support", "pension", "flexjob", "ledighedsydelse")
PRINTED_ORIGINS = ("kontanthjaelp", "sygedagpenge", "ledighedsydelse", "self_support")
"""What KL prints, and the simulator is set by."""
ACTIVITY = {
    "passive": (words.PASSIVE, Text(da="passive", en="passive")),
    "company": (words.COMPANY, Text(da="i virksomhedsrettet indsats", en="at companies")),
}
PENSION = {
    ("pension_age", "over_40"): (
        "pension_over_40", words.PENSIONED, words.OVER_40,
        Text(da="Førtidspensionerede over 40 år", en="Pensioned at 40 or more"),
    ),
    ("pension_duration", "over_1y"): (
        "pension_long", words.COMPLETED, words.DURATION,
        Text(da="Førtidspension efter over et år", en="Pension after more than a year"),
    ),
    ("pension_duration", "under_1y"): (
        "pension_short", words.COMPLETED, words.DURATION,
        Text(da="Førtidspension efter højst et år", en="Pension after a year at most"),
    ),
}  # fmt: skip


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers, tables and figures on courses."""
    maker = Maker(study, tables.data_hash)
    counts = {str(row["quantity"]): row for row in records(tables["courses_counts"])}
    ever, followed = (_n(counts[name]["n"]) for name in ("ever_started", "followed"))
    return [
        *_counts(maker, counts),
        *_activity(maker, counts),
        *_exits(maker, tables["courses_exits"], followed),
        *_origins(maker, tables["courses_origins"]),
        *_pensions(maker, tables["courses_age"]),
        *course_changes(maker, counts, records(tables["courses_age"])),
        *_data(maker, ever, followed, _n(counts["completed"]["n"])),
    ]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _counts(maker: Maker, counts: dict[str, dict[str, Any]]) -> Iterator[Artefact]:
    ever, done, now = (counts[name] for name in ("ever_started", "completed", "in_course_now"))
    common: dict[str, Any] = {
        "population": words.STARTERS, "definition": words.COUNTED, "method": words.COUNT,
        "n": {"started": _n(ever["n"])},
    }  # fmt: skip
    whole = {**common, "unit": "persons", "uncertainty": words.NO_SAMPLING}
    yield maker.number(
        "courses.ever_started", ever["n"], **whole, basis="calibration",
        title=Text(da="Har været i ressourceforløb", en="Have been in a ressourceforløb"),
    )  # fmt: skip
    title = Text(da="Har afsluttet forløbet", en="Have completed the course")
    yield maker.number("courses.completed", done["n"], **whole, title=title, basis="calibration")
    yield maker.number(
        "courses.in_course_now", now["n"], **{**whole, "definition": words.IN_COURSE},
        title=Text(da="I forløb på opgørelsesdagen", en="In a course at the date"),
    )  # fmt: skip
    yield maker.number(
        "courses.followed", counts["followed"]["n"], **{**whole, "definition": words.INCIDENCE},
        title=Text(da="Kan følges mindst én uge", en="Can be followed for a week at least"),
    )  # fmt: skip
    yield maker.number(
        "courses.began_before", counts["began_before"]["n"],
        **{**whole, "population": words.BEFORE},
        title=Text(da="Var i forløb før reformen", en="Were in a course before the reform"),
    )  # fmt: skip
    yield _share(
        maker, "courses.completed_share", done, common, basis="calibration",
        title=Text(da="Andel, der har afsluttet", en="Share who have completed"),
    )  # fmt: skip


def _activity(maker: Maker, counts: dict[str, dict[str, Any]]) -> Iterator[Artefact]:
    for quantity, row in counts.items():
        found = re.fullmatch(rf"({'|'.join(ACTIVITY)})_(now|\d+)", quantity)
        if not found:
            continue
        kind, when = found.groups()
        definition, name = ACTIVITY[kind]
        now = when == "now"
        at = Text(da="på opgørelsesdagen", en="at the date") if now else _after(int(when))
        common = {
            "population": words.IN_COURSE if now else words.STILL, "definition": definition,
            "method": words.COUNT, "n": {"in_course": _n(row["base"])},
        }  # fmt: skip
        yield _share(
            maker, f"courses.{kind}{'_now' if now else f'.{when}'}", row, common,
            basis="calibration" if now == (kind == "company") else "simulation",
            absent="not_evaluated" if row["base"] == 0 and not now else "withheld",
            title=Text(da=f"Andel {name.da} {at.da}", en=f"Share {name.en} {at.en}"),
        )  # fmt: skip


def _exits(maker: Maker, table: pd.DataFrame, followed: int) -> Iterator[Artefact]:
    read = (re.fullmatch(r"incidence_(\d+)", str(name)) for name in table)
    weeks = [int(found[1]) for found in read if found]
    for row in records(table):
        key = f"courses.exit.{row['way']}"
        basis = "calibration" if row["way"] in PRINTED_EXITS else "simulation"
        common: dict[str, Any] = {
            "population": words.COMPLETED, "definition": words.EXIT, "method": words.COUNT,
            "n": {"completed": _n(row["base"])},
        }  # fmt: skip
        yield _share(
            maker, f"{key}.share", {**row, "share": row["completed_share"]}, common, basis=basis,
            title=Text(da=f"Afsluttet til: {row['label_da']}", en=f"Left for: {row['label_en']}"),
        )  # fmt: skip
        yield maker.number(
            f"{key}.n", row["n"], **common, unit="persons", uncertainty=words.NO_SAMPLING,
            title=Text(da=f"Antal afsluttet til: {row['label_da']}",
                       en=f"Number who left for: {row['label_en']}"),
        )  # fmt: skip
        for week in weeks:
            yield _incidence(maker, row, week, followed)


def _incidence(maker: Maker, row: dict[str, Any], week: int, followed: int) -> Artefact:
    """Incidence at a week; not evaluated where too few can be followed so long."""
    key, at = f"courses.exit.{row['way']}.incidence_{week}", f"incidence_{week}"
    common: dict[str, Any] = {
        "population": words.STARTERS, "definition": words.INCIDENCE, "n": {"followed": followed},
        "method": words.AALEN_JOHANSEN, "uncertainty": words.greenwood(maker.study.confidence),
        "title": Text(
            da=f"Af alle begyndte inden for {week} uger: {row['label_da']}",
            en=f"Of all starters within {week} weeks: {row['label_en']}",
        ),
    }  # fmt: skip
    if row[f"{at}_withheld"]:
        return maker.number(key, None, **common)
    return maker.estimate(key, row[at], row[f"{at}_low"], row[f"{at}_high"], unit="share", **common)


def _origins(maker: Maker, table: pd.DataFrame) -> Iterator[Artefact]:
    for row in records(table):
        basis = "calibration" if row["origin"] in PRINTED_ORIGINS else "simulation"
        for prefix, population, of in (
            ("", words.COMPLETED, Text(da="afsluttede", en="completed")),
            ("all_", words.STARTERS, Text(da="alle begyndte", en="all starters")),
        ):
            own = {name: row[f"{prefix}{name}"] for name in ("share", "ci_low", "ci_high", "base")}
            common = {
                "population": population, "definition": words.ORIGIN, "method": words.COUNT,
                "n": {"persons": _n(own["base"])},
            }  # fmt: skip
            yield _share(
                maker, f"courses.origin.{row['origin']}.{prefix}share", own, common,
                basis="simulation" if prefix else basis,
                title=Text(da=f"Kom fra: {row['label_da']} ({of.da})",
                           en=f"Came from: {row['label_en']} ({of.en})"),
            )  # fmt: skip


def _pensions(maker: Maker, table: pd.DataFrame) -> Iterator[Artefact]:
    """Age and length of the course; not evaluated where no age is known, or nobody has left."""
    rows = {(str(row["measure"]), str(row["group"])): row for row in records(table)}
    for place, (key, population, definition, title) in PENSION.items():
        row = rows.get(place, {})
        common = {
            "population": population, "definition": definition, "method": words.COUNT,
            "n": {"persons": _n(row.get("base"))},
        }  # fmt: skip
        known = bool(row) and row["base"] != 0
        yield _share(
            maker, f"courses.{key}", row, common, title=title,
            absent="withheld" if known else "not_evaluated",
        )  # fmt: skip


def _data(maker: Maker, ever: int, followed: int, completed: int) -> Iterator[Artefact]:
    """Tables and figures with the files that hold their values."""
    wilson = words.wilson(maker.study.confidence)
    of_all = {"n": {"started": ever}, "population": words.STARTERS}
    of_done = {"n": {"completed": completed}, "population": words.COMPLETED}
    for key, kind, data, definition, whole, title in (
        ("courses.table", "table", "counts", words.COUNTED, of_all,
         Text(da="Forløb på opgørelsesdagen", en="Courses at the date")),
        ("courses.exit.table", "table", "exits", words.EXIT, of_done,
         Text(da="Hvordan forløbene endte", en="How courses ended")),
        ("courses.origin.table", "table", "origins", words.ORIGIN, of_done,
         Text(da="Hvor borgerne kom fra", en="Where citizens came from")),
        ("courses.age.table", "table", "age", words.DURATION, of_done,
         Text(da="Førtidspension efter alder og varighed", en="Pension by age and duration")),
        ("figure.company", "figure", "activity", words.COMPANY, of_all,
         Text(da="Virksomhedsrettede forløb af alle forløb", en="Courses directed at companies")),
    ):  # fmt: skip
        yield maker.make(
            key, kind, title=title, definition=definition, method=words.COUNT, uncertainty=wilson,
            unit="share" if kind == "figure" else "mixed", data=f"courses_{data}.csv", **whole,
        )  # fmt: skip
    yield maker.make(
        "figure.early_leavers", "figure", definition=words.INCIDENCE, unit="share",
        n={"followed": followed}, population=words.STARTERS, method=words.AALEN_JOHANSEN, uncertainty=words.greenwood(maker.study.confidence),
        data="courses_incidence.csv",
        title=Text(da="Afsluttede forløb og alle begyndte", en="Completed courses and all starters"),
    )  # fmt: skip


def _share(
    maker: Maker, key: str, row: dict[str, Any], common: dict[str, Any], **fields: Any
) -> Artefact:
    """A share with its Wilson interval, or the mark that says why there is none."""
    interval: dict[str, Any] = {end: row.get(end) for end in ("ci_low", "ci_high")}
    uncertainty = words.wilson(maker.study.confidence)
    return maker.number(
        key, row.get("share"), **interval, **common, **fields, unit="share", uncertainty=uncertainty
    )


def _after(weeks: int) -> Text:
    return Text(da=f"efter {weeks} uger", en=f"after {weeks} weeks")


def _n(count: Any) -> int:
    """A count for the field n; 0 where it may not be shown."""
    return 0 if count is None or pd.isna(count) else int(count)
