"""Reports by themes: what each report says of each theme, and how strongly."""

import pandas as pd

from effektspor.evaluations.evidence.directions import SYMBOLS, WORDS, dominating
from effektspor.evidence.words import DATA_DESIGNS, DIRECTIONS, EFFECT_DESIGNS

COLUMNS = (
    "report", "theme", "order", "state", "direction", "strength", "word_da", "symbol", "n_findings",
    "n_positive", "n_negative", "n_mixed", "n_none", "pages", "finding_ids",
)  # fmt: skip


def read_reports_only(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports that were read: neither the reading across nor own experience."""
    return reports[reports["kind"] == "report"].reset_index(drop=True)


def matrix_table(
    reports: pd.DataFrame, findings: pd.DataFrame, themes: pd.DataFrame
) -> pd.DataFrame:
    """One row for each report and theme, also where the report says nothing of it.

    Parameters
    ----------
    reports, findings
        `REPORTS` and `FINDINGS`.
    themes
        As from `read_themes`.
    """
    by_cell = dict(iter(findings.groupby(["report", "theme"])))
    rows = [
        {
            "report": report,
            "theme": theme,
            "order": int(order),
            **_cell(by_cell.get((report, theme))),
        }
        for report in read_reports_only(reports)["report"]
        for theme, order in zip(themes["theme"], themes["order"], strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def strength(designs: "pd.Series[str]") -> str:
    """How strong the best evidence of a cell is: by its design, not by the number of findings."""
    if designs.isin(EFFECT_DESIGNS).any():
        return "strong"
    return "medium" if designs.isin(DATA_DESIGNS).any() else "weak"


def pages_of(findings: pd.DataFrame) -> str:
    """All pages of some findings, each once, ascending."""
    pages = {int(page) for cell in findings["page"] for page in str(cell).split(";")}
    return ";".join(str(page) for page in sorted(pages))


def _cell(own: pd.DataFrame | None) -> dict[str, object]:
    if own is None:
        return {
            "state": "not_studied", "direction": "", "strength": "",
            "word_da": WORDS["not_studied"], "symbol": "", "n_findings": 0,
            **{f"n_{each}": 0 for each in DIRECTIONS}, "pages": "", "finding_ids": "",
        }  # fmt: skip
    found = own[own["studied"] == "finding"]
    common = {
        "n_findings": len(found),
        **{f"n_{each}": int((found["direction"] == each).sum()) for each in DIRECTIONS},
        "pages": pages_of(own),
        "finding_ids": ";".join(own["finding"]),
    }
    if found.empty:
        nothing = {"state": "no_finding", "direction": "", "strength": strength(own["design"])}
        return {**nothing, "word_da": WORDS["no_finding"], "symbol": "0", **common}
    direction = dominating(found["direction"])
    return {
        "state": "finding", "direction": direction, "strength": strength(found["design"]),
        "word_da": WORDS[direction], "symbol": SYMBOLS[direction], **common,
    }  # fmt: skip
