"""Tables of the courses: where they led, where from, pension by age and length, all starters."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

YEARS = (52, 104, 156)
"""Weeks since the start at which the outlook is told, where the run reads them off."""
EXIT, ORIGIN = "courses.exit", "courses.origin"
Line = dict[str, Any]


def exits(material: Material, printed: "dict[str, float]") -> str:
    """Number and share of the completed, the printed share, and of all starters at two years.

    Parameters
    ----------
    printed
        Printed share by the id of the artefact that speaks to it.
    """
    words = material.words
    lines = material.rows("courses.exit.table")
    week = next(w for w in (104, *YEARS) if f"incidence_{w}" in lines[0])
    rows = [
        Row(
            str(line["label_da"]),
            [
                *_counted(material, line, "n", "completed_share", "ci_low", "ci_high"),
                _printed(material, printed, f"{EXIT}.{line['way']}.share"),
                _per_cent(line[f"incidence_{week}"]),
            ],
        )
        for line in lines
    ]
    of, every = words["of_completed"], words["of_all"]
    columns = [
        *_share_columns(material, of),
        Column(words["printed_share"]),
        Column(words["after_weeks"].format(weeks=week), spanner=every),
    ]
    return material.table(
        "tbl-exits", "courses.exit.table", words["way"], columns, rows,
        text="exits", n_text=material.say("exits_n"), remark=_hidden(material, lines),
    )  # fmt: skip


def origins(material: Material, printed: "dict[str, float]") -> str:
    """Where persons came from: of the completed, printed, and of all starters."""
    words = material.words
    lines = material.rows("courses.origin.table")
    rows = [
        Row(
            str(line["label_da"]),
            [
                *_counted(material, line, "n", "share", "ci_low", "ci_high"),
                _printed(material, printed, f"{ORIGIN}.{line['origin']}.share"),
                *_counted(material, line, "all_n", "all_share")[:2],
            ],
        )
        for line in lines
    ]
    every = words["of_all"]
    columns = [
        *_share_columns(material, words["of_completed"]),
        Column(words["printed_share"]),
        Column(words["number"], spanner=every),
        Column(words["share_short"], spanner=every),
    ]
    return material.table(
        "tbl-origins", "courses.origin.table", words["origin"], columns, rows,
        text="origins", n_text=material.say("exits_n"), remark=_hidden(material, lines),
    )  # fmt: skip


def ages(material: Material) -> str:
    """Pension by age, and the share with pension by length of the course."""
    words = material.words
    lines = material.rows("courses.age.table")
    rows: list[Row | Group] = []
    for measure in dict.fromkeys(str(line["measure"]) for line in lines):
        rows.append(Group(words[f"measure_{measure}"]))
        rows += [
            Row(
                danish.with_dashes(str(line["label_da"])),
                _counted(material, line, "n", "share", "ci_low", "ci_high"),
            )
            for line in lines
            if line["measure"] == measure
        ]
    return material.table(
        "tbl-age", "courses.age.table", words["age_or_length"], _share_columns(material), rows,
        text="age", n_text=material.say("exits_n"), remark=_hidden(material, lines),
    )  # fmt: skip


def outlook(material: Material) -> str:
    """Share of the completed beside the share of all starters after one, two and three years."""
    words = material.words
    lines = material.rows("courses.exit.table")
    weeks = [week for week in YEARS if f"incidence_{week}" in lines[0]]
    columns = [Column(words["share_short"], spanner=words["of_completed"])]
    columns += [
        Column(words["after_weeks_interval"].format(weeks=week, level=_level(material)),
               spanner=words["of_all"])
        for week in weeks
    ]  # fmt: skip
    rows = [
        Row(str(line["label_da"]), [_per_cent(line["completed_share"]), *_read_off(line, weeks)])
        for line in lines
    ]
    return material.table(
        "tbl-early-leavers", "courses.exit.table", words["way"], columns, rows,
        text="early_leavers", n_text=material.say("exits_n"), remark=_hidden(material, lines),
        wide=True,
    )  # fmt: skip


def _read_off(line: Line, weeks: Sequence[int]) -> list[str]:
    cells: list[str] = []
    for week in weeks:
        low, high = line[f"incidence_{week}_low"], line[f"incidence_{week}_high"]
        value = _per_cent(line[f"incidence_{week}"])
        known = bool(pd.notna(low) and pd.notna(high))
        cells.append(f"{value} ({danish.span(low * 100, high * 100, '', 1)})" if known else value)
    return cells


def _share_columns(material: Material, spanner: str = "") -> list[Column]:
    words = material.words
    names = (
        words["number"],
        words["share_short"],
        words["interval"].format(level=_level(material)),
    )
    return [Column(name, spanner=spanner) for name in names]


def _counted(
    material: Material, line: Line, n: str, share: str, low: str = "", high: str = ""
) -> list[str]:
    """Number, share and interval; the word for hidden where disclosure control keeps them back."""
    if pd.isna(line[n]):
        return [material.words["hidden"], danish.DANISH.missing, danish.DANISH.missing]
    ends = danish.DANISH.missing
    if low and not pd.isna(line[low]):
        ends = danish.span(line[low] * 100, line[high] * 100, "", 1)
    return [danish.number(line[n]), _per_cent(line[share]), ends]


def _printed(material: Material, printed: "dict[str, float]", key: str) -> str:
    if key not in printed:
        return material.words["not_printed"]
    return danish.number(printed[key], 0 if float(printed[key]).is_integer() else 1)


def _per_cent(value: float) -> str:
    return danish.number(None if pd.isna(value) else value * 100, 1)


def _level(material: Material) -> str:
    return danish.plain(level_of(material.artefacts))


def _hidden(material: Material, lines: Sequence[Line]) -> str:
    return material.say("hidden_shares") if any(pd.isna(line["n"]) for line in lines) else ""
