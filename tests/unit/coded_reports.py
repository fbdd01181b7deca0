"""A small coding for tests: three reports, four themes, and what the lists hold."""

from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[2] / "data" / "evidence"
REPORT = {
    "report": "a_2001", "kind": "report", "label": "A 2001", "author": "A", "year": "2001",
    "title_da": "T", "commissioned_by": "ikke oplyst", "target_da": "ledige", "method_da": "m",
    "design": "qualitative", "n": "", "n_unit": "", "period": "", "comparison": "no", "pages": "4",
    "note": "", "quality": "", "journal": "none", "country": "denmark",
}  # fmt: skip
FINDING = {
    "finding": "f1", "report": "a_2001", "theme": "motivation", "subtheme_da": "", "finding_da": "x",
    "finding_en": "x", "direction": "positive", "studied": "finding", "evidence": "interviews",
    "control_group": "no", "n": "", "n_unit": "", "effect": "", "ci_low": "", "ci_high": "",
    "effect_unit": "", "outcome": "", "page": "4", "quote": "", "coder": "A",
}  # fmt: skip
EFFECT = {
    "evidence": "randomised_trial", "control_group": "yes", "effect": "4", "ci_low": "1",
    "ci_high": "7", "effect_unit": "percentage_points", "outcome": "employment",
}  # fmt: skip


def write(path, rows):
    """Rows as a CSV; a path for what reads it."""
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def reports(path, *changes):
    """A list of reports; each change is one row."""
    return write(path / "reports.csv", [REPORT | change for change in changes])


def findings(path, *changes):
    """A list of findings with keys f1, f2, ...; each change is one row."""
    rows = [FINDING | {"finding": f"f{i}"} | change for i, change in enumerate(changes, start=1)]
    return write(path / "findings.csv", rows)
