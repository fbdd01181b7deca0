"""The tables of the report: who is in the study, fidelity, comparisons, contradictions."""

from collections.abc import Mapping, Sequence
from typing import Any

from effektspor.report import danish
from effektspor.report.brf2019.material import Material
from effektspor.report.tables import Cell, Column, Group, Row

TRACKS: Mapping[str, tuple[str, ...]] = {
    "track_1": ("prep", "ready"),
    "track_2": ("referral", "plan", "cv", "followup"),
    "track_3": ("match",),
}
ROLES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
CELLS = ("participants_2016", "participants_2017_18", "comparison_2016", "comparison_2017_18")
MOMENTS = ("start", "slut", "change")


def attrition(material: Material) -> str:
    """The flow from all persons to those of the analysis."""
    words = material.words
    columns = [Column(words[name]) for name in ("before", "dropped", "after")]
    columns += [
        Column(cohort, spanner=words[group])
        for group in ("participants", "comparison")
        for cohort in ("2016", "2017-18")
    ]
    rows = [
        Row(
            words.get(f"step_{row['id']}", str(row["label_da"])),
            [danish.number(row[name]) for name in ("n_before", "dropped", "n_after")]
            # Groups are known from the step on that assigns them; before, there is none.
            + [danish.number(row[cell] or None) for cell in CELLS],
        )
        for row in material.rows("attrition.table")
    ]
    return material.table(
        "tbl-attrition", "attrition.table", words["step"], columns, rows,
        text="attrition", n_text=material.say("attrition_n"),
    )  # fmt: skip


def baseline(material: Material) -> str:
    """Means before the start in the later cohort, and standardised differences in both."""
    words = material.words
    found = {
        (row["covariate"], row["group"], row["cohort"]): row
        for row in material.rows("baseline.table")
    }
    covariates = list(dict.fromkeys(key[0] for key in found))
    columns = [
        *(Column(words[group], spanner=words["mean_spanner"])
          for group in ("participants", "comparison")),
        *(Column(words[name], spanner=words["smd_spanner"]) for name in ("smd_2016", "smd_2017_18")),
    ]  # fmt: skip
    rows = []
    for covariate in covariates:
        part, comp = (
            found[covariate, group, "2017-18"] for group in ("participants", "comparison")
        )
        early = found[covariate, "participants", "2016"]
        unit = words.get(f"unit_{part['unit']}", str(part["unit"]))
        scale = 100 if part["unit"] == "share" else 1
        rows.append(
            Row(
                _with_unit(str(part["label_da"]), unit),
                [danish.number(row["mean"] * scale, 1) for row in (part, comp)]
                + [danish.number(row["smd"], 2) for row in (early, part)],
            )
        )
    return material.table(
        "tbl-baseline", "baseline.table", words["covariate"], columns, rows,
        text="baseline", n_text=material.say("baseline_n"),
    )  # fmt: skip


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


def contradictions(material: Material, entries: Sequence[Mapping[str, str]]) -> str:
    """Where the source does not agree with itself; the texts are filled already."""
    words = material.words
    columns = [Column(words["stated"], align="left"), Column(words["problem"], align="left")]
    rows = [Row(each["pages"], [each["stated"], each["problem"]]) for each in entries]
    return material.table(
        "tbl-contradictions", "printed.table", words["page"], columns, rows,
        text="contradictions", n_text=material.say("contradictions_n"),
    )  # fmt: skip


def _with_unit(label: str, unit: str) -> str:
    """Label and unit, unless the label begins with it: "Uger på ... før start"."""
    return label if label.lower().startswith(unit) else f"{label}, {unit}"


def _start_to_end(row: Mapping[str, Any], words: Mapping[str, str]) -> Cell:
    text = f"{danish.number(row['start'])} → {danish.number(row['slut'])}"
    return Cell(text, row["mark"], words[f"mark_{row['mark']}"])
