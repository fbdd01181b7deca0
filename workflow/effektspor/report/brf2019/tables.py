"""The tables of fidelity in the published report."""

from collections.abc import Mapping
from typing import Any

from effektspor.report import danish
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row

TRACKS: Mapping[str, tuple[str, ...]] = {
    "track_1": ("prep", "ready"),
    "track_2": ("referral", "plan", "cv", "followup"),
    "track_3": ("match",),
}
ROLES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
MOMENTS = ("start", "slut", "change")


def fidelity_total(material: Material) -> str:
    """Table 1: core elements at start and end."""
    words = material.words
    found = {str(row["element"]): row for row in material.rows("fidelity.table1")}
    rows: list[Row | Group] = []
    for track, elements in TRACKS.items():
        rows.append(Group(words[f"{track}_long"]))
        for element in elements:
            row = found[element]
            change = Cell(danish.signed(row["change"]), row["mark"], words[f"mark_{row['mark']}"])
            rows.append(
                Row(
                    str(row["element_label_da"]).replace(" - ", " – "),
                    [danish.number(row["start"]), danish.number(row["slut"]), change],
                )
            )
    return material.table(
        "tbl-fidelity", "fidelity.table1", words["core_element"],
        [Column(words[name]) for name in MOMENTS], rows,
        text="table1", n_text=material.say("fidelity_n"),
    )  # fmt: skip


def fidelity_roles(material: Material) -> str:
    """Table 2: core elements by leader and staff group."""
    words = material.words
    found = {(row["unit_id"], row["element"]): row for row in material.rows("fidelity.table2")}
    rows: list[Row | Group] = []
    for track, elements in TRACKS.items():
        rows.append(Group(words[f"{track}_long"]))
        rows += [
            Row(
                str(found[ROLES[0], element]["element_label_da"]).replace(" - ", " – "),
                [_start_to_end(found[role, element], words) for role in ROLES],
            )
            for element in elements
        ]
    return material.table(
        "tbl-roles", "fidelity.table2", words["core_element"],
        [Column(words[f"role_{role}"], align="center") for role in ROLES], rows,
        text="table2", n_text=material.say("fidelity_n2"), wide=True,
    )  # fmt: skip


def fidelity_municipalities(material: Material) -> str:
    """Table 3: the seventeen municipalities, published values only."""
    words = material.words
    found = {(row["unit_id"], row["element"]): row for row in material.rows("fidelity.table3")}
    elements = [element for track in TRACKS.values() for element in track]
    columns = [
        Column(words[f"short_{element}"], align="center", spanner=words[track])
        for track, members in TRACKS.items()
        for element in members
    ]
    units = list(dict.fromkeys(key[0] for key in found))
    units.sort(key=lambda unit: unit == "total")  # stable: the total comes last
    rows = [
        Row(
            str(found[unit, elements[0]]["unit_label"]),
            [_start_to_end(found[unit, element], words) for element in elements],
            total=unit == "total",
        )
        for unit in units
    ]
    return material.table(
        "tbl-municipalities", "fidelity.table3", words["municipality"], columns, rows,
        text="table3", n_text=material.say("fidelity_n3"), wide=True,
    )  # fmt: skip


def _start_to_end(row: Mapping[str, Any], words: Mapping[str, str]) -> Cell:
    text = f"{danish.number(row['start'])} → {danish.number(row['slut'])}"
    return Cell(text, row["mark"], words[f"mark_{row['mark']}"])
