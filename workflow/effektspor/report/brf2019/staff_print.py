"""Tables that hold the survey of staff against the print: differences, and the weights it needs."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.brf2019.staff import HIDDEN, PREFIX, hidden_word
from effektspor.report.brf2019.tables import ROLES, TRACKS
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row

Line = Mapping[str, Any]
GROUPS = {1: "all_answers", 2: "all_roles", 3: "all_municipalities"}


def differences(material: Material) -> str:
    """Own minus printed share of each cell, start and end; cells beyond rounding are marked."""
    words = material.words
    lines = material.rows(f"{PREFIX}.comparison")
    found = {(r["table"], r["unit_id"], r["element"], r["wave"]): r for r in lines}
    columns = [
        Column(words[f"short_{element}"], align="center", spanner=words[track])
        for track, members in TRACKS.items()
        for element in members
    ]
    elements = [element for members in TRACKS.values() for element in members]
    rows: list[Row | Group] = []
    for table, name in GROUPS.items():
        rows.append(Group(words[name]))
        units = {r["unit_id"]: str(r["unit_label"]) for r in lines if r["table"] == table}
        if table == 3:  # its total is table 1 again
            units.pop("total", None)
        if table == 2:  # in the order of the other tables
            units = {role: words[f"role_{role}"] for role in ROLES}
        rows += [
            Row(
                label,
                [
                    _cell(material, [found[table, unit, element, w] for w in ("start", "slut")])
                    for element in elements
                ],
            )
            for unit, label in units.items()
        ]
    hidden = any(row["state"] in HIDDEN for row in lines)
    return material.table(
        "tbl-survey-print", f"{PREFIX}.comparison", words["group"], columns, rows,
        text="survey_print", n_text=material.say("survey_print_n"),
        remark=material.say("survey_hidden") if hidden else "", wide=True,
    )  # fmt: skip


def weights(material: Material) -> str:
    """Which part of the answers each group must have for table 2 to give table 1, and has."""
    words = material.words
    found = {(row["part"], row["wave"]): row for row in material.rows(f"{PREFIX}.weights")}
    columns = [
        Column(words[name], align="center", spanner=words[wave])
        for wave in ("start", "slut")
        for name in ("weight_needed", "weight_own")
    ]
    rows: list[Row | Group] = [
        Row(
            words[f"role_{role}"],
            [text for wave in ("start", "slut") for text in _weight(material, found[role, wave])],
        )
        for role in ROLES
    ]
    return material.table(
        "tbl-survey-weights", f"{PREFIX}.weights", words["all_roles"], columns, rows,
        text="survey_weights", n_text=material.say("survey_weights_n"),
    )  # fmt: skip


def _cell(material: Material, pair: list[Line]) -> Cell | str:
    texts = [
        danish.signed(row["difference"], 1)
        if row["state"] == "shown"
        else hidden_word(material, row["state"])
        for row in pair
    ]
    text = texts[0] if texts[0] == texts[1] and texts[0][0].isalpha() else " / ".join(texts)
    if any(row["within_rounding"] == 0 for row in pair):
        return Cell(text, "yellow", material.words["beyond_rounding"])
    return text


def _weight(material: Material, row: Line) -> tuple[str, str]:
    own: float = row["own"]
    shown = material.words["hidden"] if pd.isna(own) else danish.number(100 * own, 1)
    return danish.span(100 * row["weight_low"], 100 * row["weight_high"], decimals=1), shown
