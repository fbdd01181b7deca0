"""Tables of the survey of staff: fidelity and belief with intervals and n, beside the print."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from effektspor.evaluations.brf2019.staff.units import BELIEF
from effektspor.evaluations.masking import SMALL
from effektspor.report import danish
from effektspor.report.brf2019.tables import ROLES, TRACKS
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row

PREFIX = "survey_fidelity"
WAVES = ("start", "midway", "slut")
HIDDEN = ("small", "complement")
Line = Mapping[str, Any]


def total(material: Material) -> str:
    """Each element and belief at three waves, with intervals and n, beside the printed table 1."""
    words = material.words
    shares = {(row["element"], row["wave"]): row for row in material.rows(f"{PREFIX}.table")}
    change = _changes(material, "total")
    printed = {str(row["element"]): row for row in material.rows("fidelity.table1")}
    columns = [
        Column(words["printed_start_end"], align="center"),
        *(Column(words[name], align="center", spanner=words["own_share_n"]) for name in WAVES),
        Column(words["change"], align="center", spanner=words["own_change"]),
        Column(words["interval_points"], align="center", spanner=words["own_change"]),
    ]
    rows: list[Row | Group] = []
    for track, elements in [*TRACKS.items(), (BELIEF, (BELIEF,))]:
        rows.append(Group(words[f"{track}_long"]))
        for element in elements:
            row = change["total", element]
            source = printed.get(element)
            cells: list[Cell | str] = [
                danish.number(None) if source is None else _arrow(source["start"], source["slut"]),
                *(_share(material, shares[element, wave]) for wave in WAVES),
                _change(material, row),
                _interval(row),
            ]
            rows.append(Row(words[f"short_{element}"], cells))
    return material.table(
        "tbl-survey", f"{PREFIX}.table", words["core_element"], columns, rows,
        text="survey", n_text=material.say("survey_n"), remark=_remark(material, change), wide=True,
    )  # fmt: skip


def roles(material: Material) -> str:
    """Each element and belief by leader and staff group, start to end."""
    words = material.words
    change = _changes(material, "role")
    columns = [Column(words[f"role_{role}"], align="center") for role in ROLES]
    rows: list[Row | Group] = []
    for track, elements in [*TRACKS.items(), (BELIEF, (BELIEF,))]:
        rows.append(Group(words[f"{track}_long"]))
        rows += [
            Row(
                words[f"short_{element}"],
                [_pair(material, change.get((role, element))) for role in ROLES],
            )
            for element in elements
        ]
    return _table(material, "tbl-survey-roles", columns, rows, "survey_roles", change)


def municipalities(material: Material) -> str:
    """Each municipality's elements, start to end."""
    words = material.words
    change = _changes(material, "municipality")
    columns = [
        Column(words[f"short_{element}"], align="center", spanner=words[track])
        for track, members in TRACKS.items()
        for element in members
    ]
    elements = [element for members in TRACKS.values() for element in members]
    labels = {unit: str(row["unit_label"]) for (unit, _), row in change.items()}
    rows: list[Row | Group] = [
        Row(label, [_pair(material, change[unit, element]) for element in elements])
        for unit, label in labels.items()
    ]
    return _table(
        material, "tbl-survey-municipalities", columns, rows, "survey_municipalities", change,
        stub="municipality",
    )  # fmt: skip


def reliability(material: Material) -> str:
    """Alpha and omega of each element by wave."""
    words = material.words
    found = {(row["element"], row["wave"]): row for row in material.rows(f"{PREFIX}.reliability")}
    columns = [Column(words["statements"])] + [
        Column(words[wave], align="center", spanner=words[coefficient])
        for coefficient in ("alpha", "omega")
        for wave in WAVES
    ]
    elements = [*(each for members in TRACKS.values() for each in members), BELIEF]
    rows: list[Row | Group] = [
        Row(
            words[f"short_{element}"],
            [
                danish.number(found[element, WAVES[0]]["items"]),
                *(
                    _coefficient(material, found[element, wave], coefficient)
                    for coefficient in ("alpha", "omega")
                    for wave in WAVES
                ),
            ],
        )
        for element in elements
    ]
    return material.table(
        "tbl-reliability", f"{PREFIX}.reliability", words["core_element"], columns, rows,
        text="reliability", n_text=material.say("reliability_n"), wide=True,
    )  # fmt: skip


def _table(
    material: Material,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row | Group],
    text: str,
    change: Mapping[tuple[str, str], Line],
    stub: str = "core_element",
) -> str:
    return material.table(
        name, f"{PREFIX}.changes", material.words[stub], columns, rows,
        text=text, n_text=material.say(f"{text}_n"), remark=_remark(material, change), wide=True,
    )  # fmt: skip


def _changes(material: Material, level: str) -> dict[tuple[str, str], Line]:
    rows = material.rows(f"{PREFIX}.changes")
    return {(r["unit_id"], r["element"]): r for r in rows if r["level"] == level}


def hidden_word(material: Material, state: str) -> str:
    """What stands for a number that is hidden, or that nobody gave."""
    words = material.words
    if state == SMALL:
        least = danish.number(material.artefact("disclosure.min_cell").value)
        return words["fewer"].format(n=least)
    return words["hidden"] if state in HIDDEN else words["no_answers"]


def _share(material: Material, row: Line) -> str:
    if row["state"] != "shown" or pd.isna(row["share"]):
        return hidden_word(material, row["state"])
    ends = danish.span(100 * row["ci_low"], 100 * row["ci_high"])
    return f"{danish.number(100 * row['share'])} ({ends}; n\u00a0=\u00a0{danish.number(row['n'])})"


def _pair(material: Material, row: Line | None) -> Cell | str:
    """Start, end, interval of the change and n of a unit, with its mark."""
    if row is None or row["state"] != "shown":
        return hidden_word(material, "absent" if row is None else row["state"])
    text = (
        f"{_arrow(row['start'], row['slut'])} "
        f"({material.words['interval_short']} {_interval(row)}; "
        f"n\u00a0=\u00a0{_arrow(row['n_start'], row['n_slut'])})"
    )
    return _marked(material, text, row)


def _change(material: Material, row: Line) -> Cell | str:
    if row["state"] != "shown":
        return hidden_word(material, row["state"])
    return _marked(material, danish.signed(row["change"]), row)


def _marked(material: Material, text: str, row: Line) -> Cell | str:
    """Belief has no mark: the printed rule is of fidelity."""
    if pd.isna(row["mark"]) or not row["mark"]:
        return text
    return Cell(text, row["mark"], material.words[f"mark_{row['mark']}"])


def _interval(row: Line) -> str:
    if pd.isna(row["ci_low"]):
        return danish.number(None)
    ends = (row["ci_low"], row["ci_high"])
    return " til ".join(danish.signed(end, danish.telling(end)) for end in ends)


def _arrow(first: float, last: float) -> str:
    return f"{danish.number(first)} → {danish.number(last)}"


def _coefficient(material: Material, row: Line, name: str) -> str:
    if pd.isna(row[name]):
        return material.words["not_evaluated"]
    ends = danish.span(row[f"{name}_low"], row[f"{name}_high"], decimals=2)
    return f"{danish.number(row[name], 2)} ({ends})"


def _remark(material: Material, change: Mapping[tuple[str, str], Line]) -> str:
    hidden = any(row["state"] in HIDDEN for row in change.values())
    return material.say("survey_hidden") if hidden else ""
