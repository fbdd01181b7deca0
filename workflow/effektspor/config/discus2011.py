"""Settings of a study that mirrors the desk research of 2011: tables of findings, no registers."""

from typing import Annotated, Literal

from pydantic import Field

from effektspor.config.base import DateText, Settings
from effektspor.config.sources import UndatedPath

EVIDENCE = "data/evidence"
EVIDENCE_FILES = ("reports", "findings", "themes", "designs", "selection", "labels")
"""Tables of a desk research."""


class EvidenceData(Settings):
    """The tables of a desk research: what was read, and what was found in it."""

    simulate: None = None
    """There is no simulator of findings; the key must be left out."""
    extract_date: DateText
    """Date of the coding, YYYY-MM-DD; stands at every source line."""
    reports: UndatedPath = f"{EVIDENCE}/discus2011_reports.csv"
    """Reports that were read, a CSV."""
    findings: UndatedPath = f"{EVIDENCE}/discus2011_findings.csv"
    """Findings: report, theme, direction, evidence, effect if any, page, coder; a CSV."""
    selection: UndatedPath = f"{EVIDENCE}/discus2011_selection.csv"
    """How the reports were chosen: steps with counts, where they are known; a CSV."""
    themes: UndatedPath = f"{EVIDENCE}/themes.csv"
    """Themes with their labels and the chapter that reads them across; a CSV."""
    designs: UndatedPath = f"{EVIDENCE}/designs.csv"
    """Kinds of evidence and the design that each stands for; a CSV."""
    labels: UndatedPath = f"{EVIDENCE}/labels.csv"
    """Other labels by which the text names a report; a CSV."""
    texts: UndatedPath | None = None
    """Folder with the reports' texts, `<report>.txt` with a form feed between pages: each quote is
    searched on the page that is stated."""


class Grading(Settings):
    """Rules by which evidence is graded."""

    weights: UndatedPath = f"{EVIDENCE}/weights.csv"
    """Published weights of the count of votes, with their sources; a CSV."""
    least_stock: Annotated[float, Field(gt=0)] = 1.0
    """Stock of knowledge below which there are too few studies."""
    least_share: Annotated[float, Field(gt=0.5, le=1)] = 0.55
    """Share of the stock that must point one way."""


class Discus2011(Settings):
    """Desk research: reports by themes, read across and graded."""

    evaluation: Literal["discus2011"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is counted."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the date of the coding where it is left out."""
    data: EvidenceData
    """Input files."""
    grading: Grading = Grading()
    """Rules of grading."""
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    """Level of the intervals of pooled effects."""
