"""The coding as the report reads it: reports with the strongest evidence first, themes in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from effektspor.evidence.words import DESIGNS
from effektspor.report import danish
from effektspor.report.discus2011.looks import STRENGTHS
from effektspor.report.material import Material

FINDINGS_TABLE = "tbl-findings"
Line = dict[str, Any]


@dataclass(frozen=True)
class Coded:
    """Reports, themes and findings.

    Attributes
    ----------
    reports
        Rows of ``evidence_reports``, strongest evidence first, then by findings and label.
    themes
        Rows of ``evidence_themes``, in the order of the coding.
    findings
        Rows of ``evidence_findings`` by report and theme in these orders, with `number` and
        `target`, the id of its row in the appendix; the reviewers' own statements stand last.
    cells
        Rows of ``evidence_matrix`` by report and theme.
    """

    reports: list[Line]
    themes: list[Line]
    findings: list[Line]
    cells: Mapping[tuple[str, str], Line]

    def label(self, report: str) -> str | None:
        """Name of a report; None for the reviewers' own statements."""
        return next((r["label"] for r in self.reports if r["report"] == report), None)

    def of(self, *, report: str | None = None, theme: str | None = None) -> list[Line]:
        """Findings of a report, on a theme, or both."""
        return [
            each
            for each in self.findings
            if report in (None, each["report"]) and theme in (None, each["theme"])
        ]

    def ground(self, theme: str) -> str:
        """The strongest ground of a theme among reports with a direction, else among all; may be empty."""
        found = [
            cell
            for (_, of), cell in self.cells.items()
            if of == theme and cell["state"] == "finding"
        ]
        stated = [cell for cell in found if cell["direction"] != "none"] or found
        return min((str(cell["strength"]) for cell in stated), key=STRENGTHS.index, default="")

    def own(self, theme: str | None = None) -> list[Line]:
        """Statements of the reviewers themselves."""
        return [each for each in self.of(theme=theme) if self.label(each["report"]) is None]


def read_coded(material: Material) -> Coded:
    """The coding from the data of its artefacts."""
    cells = {(row["report"], row["theme"]): row for row in _rows(material, "matrix.table")}
    order = {theme: row["order"] for (_, theme), row in cells.items()}
    themes = sorted(
        _rows(material, "themes.table"),
        key=lambda row: (str(row["chapter"]), order.get(row["theme"], 0), row["theme"]),
    )
    reports = sorted(_rows(material, "overview.table"), key=_strength)
    rows = _rows(material, "matrix.findings")
    return Coded(reports, themes, _numbered(rows, reports, themes), cells)


def pages(text: object, words: Mapping[str, str]) -> str:
    """``4;19`` as "s. 4 og 19"; nothing where no page is known."""
    known = "" if text is None or text != text else str(text)  # empty cells are NaN
    found = [part.strip() for part in known.replace(",", ";").split(";") if part.strip()]
    whole = [part.removesuffix(".0") for part in found]
    return f"{words['page_short']} {listed(whole)}" if whole else ""


def within(label: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals.

    Examples
    --------
    >>> within("Passiv ventetid"), within("EGU og skole")
    ('passiv ventetid', 'EGU og skole')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def listed(parts: list[str]) -> str:
    """Names in a row, with "og" before the last."""
    return " og ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def numbers(found: list[int]) -> str:
    """``[3, 4, 5, 9]`` as "3–5, 9"."""
    runs: list[list[int]] = []
    for each in sorted(found):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(str(run[0]) if len(run) == 1 else danish.span(run[0], run[-1]) for run in runs)


def _rows(material: Material, key: str) -> list[Line]:
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in material.rows(key)
    ]


def _strength(row: Line) -> tuple[int, float, str]:
    return DESIGNS.index(row["design"]), -float(row["n_findings"] or 0), str(row["label"])


def _numbered(rows: list[Line], reports: list[Line], themes: list[Line]) -> list[Line]:
    place = {row["report"]: at for at, row in enumerate(reports)}
    theme = {row["theme"]: at for at, row in enumerate(themes)}
    ordered = sorted(
        rows,
        key=lambda row: (
            place.get(row["report"], len(place)), theme.get(row["theme"], len(theme)), row["finding"],
        ),
    )  # fmt: skip
    out: list[Line] = []
    groups: list[int] = []
    for number, row in enumerate(ordered, start=1):
        group = place.get(row["report"], len(place))
        if group not in groups:
            groups.append(group)
        # A row of the appendix for each finding, and one above for each report.
        target = f"{FINDINGS_TABLE}-r{number + len(groups)}"
        out.append({**row, "number": number, "target": target})
    return out
