"""Tables of who they are: the arms before the draw, groups at the end, the jobs that were created."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.report import cells, danish
from effektspor.report.cells import Line
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

BASELINE, PROFILES, JOBS = "baseline.table", "profiles.table", "jobs.table"
MEAN = "mean"
FLEXJOB = ("flexjob", "flexjob_other_actor", "flexjob_municipality")
STATUS = ("flexjob", "ledighedsydelse", "disability_pension")
WAITING = "ledighedsydelse"
DISTANCE = "ly_distance"
Lines = dict[tuple[str, str, str], dict[str, Any]]


def baseline(material: Material) -> str:
    """Level of each characteristic in both arms and in all, and the standardised difference."""
    words = material.words
    rows: list[Row | Group] = []
    block = ""
    for line in material.rows(BASELINE):
        if line["block"] != block:
            block = str(line["block"])
            rows.append(Group(words[f"block_{block}"]))
        levels = [_level(material, line, arm) for arm in (*ARMS, ALL)]
        smd = cells.number(material, line, "smd", 2, sign=True)
        rows.append(Row(cells.label(line), [*levels, smd]))
    columns = [*(Column(words[f"arm_{arm}"]) for arm in (*ARMS, ALL)), Column(words["smd"])]
    return material.table(
        "tbl-baseline", BASELINE, words["characteristic"], columns, rows,
        text="baseline", n_text=material.say("baseline_n"), wide=True,
    )  # fmt: skip


def profiles(material: Material) -> str:
    """Who is in a flexjob, on ledighedsydelse and pensioned when the project ends."""
    return _profiles(material, "tbl-profiles", "profiles", STATUS)


def employed(material: Material) -> str:
    """Those in a flexjob, by the arm that was drawn for them."""
    return _profiles(material, "tbl-employed", "employed", FLEXJOB)


def distance(material: Material) -> str:
    """How far from work those on ledighedsydelse are, as the trial judged it."""
    words = material.words
    rows = [
        Row(
            cells.label(line),
            [
                cells.count_of(material, line, "n", "of"),
                cells.per_cent(material, line, "share"),
                cells.ends(line, "low", "high", scale=100),
            ],
        )
        for line in material.rows(PROFILES)
        if line["group"] == WAITING and line["variable"] == DISTANCE
    ]
    columns = [Column(words["persons"]), Column(words["per_cent"]), cells.interval(material)]
    return material.table(
        "tbl-distance", PROFILES, words["distance"], columns, rows,
        text="distance", n_text=material.say("profiles_n"),
    )  # fmt: skip


def jobs(material: Material) -> str:
    """The jobs by who created them."""
    words = material.words
    lines = material.rows(JOBS)
    known = {(str(line["arm"]), str(line["variable"]), str(line["value"])): line for line in lines}
    kinds = dict.fromkeys((str(line["variable"]), str(line["value"])) for line in lines)
    rows: list[Row | Group] = []
    for variable, value in kinds:
        row = [_counted(material, known.get((arm, variable, value), {})) for arm in (*ARMS, ALL)]
        rows.append(Row(cells.label(known[ALL, variable, value]), row))
    columns = [Column(words[f"arm_{arm}"]) for arm in (*ARMS, ALL)]
    return material.table(
        "tbl-jobs", JOBS, words["job_kind"], columns, rows,
        text="jobs", n_text=material.say("jobs_n"), wide=True,
    )  # fmt: skip


def _profiles(material: Material, name: str, text: str, groups: Sequence[str]) -> str:
    words = material.words
    lines = material.rows(PROFILES)
    known: Lines = {
        (str(line["group"]), str(line["variable"]), _value(line)): line for line in lines
    }
    told = dict.fromkeys(
        (str(line["variable"]), _value(line))
        for line in lines
        if line["group"] in groups and line["variable"] not in (DISTANCE, "arm", "end_status")
    )
    rows: list[Row | Group] = []
    block = ""
    for variable, value in told:
        own = [known.get((group, variable, value), {}) for group in groups]
        first = next(line for line in own if line)
        if first["block"] != block:
            block = str(first["block"])
            rows.append(Group(words[f"block_{block}"]))
        rows.append(Row(cells.label(first), [_counted(material, line) for line in own]))
    columns = [Column(words[f"group_{group}"]) for group in groups]
    return material.table(
        name, PROFILES, words["characteristic"], columns, rows,
        text=text, n_text=material.say("profiles_n"), wide=True,
    )  # fmt: skip


def _value(line: Line) -> str:
    return "" if pd.isna(line["value"]) else str(line["value"])


def _level(material: Material, line: Line, arm: str) -> str:
    if line["kind"] == MEAN:
        level = cells.number(material, line, f"level_{arm}", 1)
        spread = cells.number(material, line, f"sd_{arm}", 1)
        return material.words["mean_sd"].format(mean=level, sd=spread)
    count = cells.count_of(material, line, f"n_{arm}", f"of_{arm}")
    if count in (cells.DASH, material.words["hidden"]):
        return count
    share = cells.per_cent(material, line, f"level_{arm}", 0)
    return material.words["count_share"].format(count=count, share=share)


def _counted(material: Material, line: Line) -> str:
    if not line:
        return cells.DASH
    if line.get("kind") == MEAN:
        mean = cells.number(material, line, MEAN, 1)
        low_high = cells.ends(line, "low", "high")
        return mean if low_high == cells.DASH else f"{mean} ({low_high})"
    count = cells.count_of(material, line, "n", "of")
    if count in (cells.DASH, material.words["hidden"]):
        return count
    share = danish.number(float(line["share"]) * 100, 0)
    return material.words["count_share"].format(count=count, share=share)
