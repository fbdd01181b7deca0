"""Counts of the coding of the desk research that stands beside the published figures."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table

REPORTS, FINDINGS = "desk_research_reports.csv", "desk_research_matrix.csv"
REPORT_COLUMNS = ("report_id", "commissioned_by", "target_group")
FINDING_COLUMNS = ("report", "theme")
TODO = "See docs/published-data.md."
OVER_HALF = 0.5


@dataclass(frozen=True)
class Coding:
    """The reports that were read and the themes of their findings.

    Attributes
    ----------
    reports
        One row per report: `REPORT_COLUMNS`.
    findings
        One row per finding: `FINDING_COLUMNS`. Rows of the reviewers' own statements have no row in
        `reports` and count nowhere.
    """

    reports: pd.DataFrame
    findings: pd.DataFrame

    def count(self) -> int:
        """Reports that were read."""
        return int(self.reports["report_id"].nunique())

    def commissioned(self, pattern: str) -> int:
        """Reports whose coded commissioner fits a pattern."""
        return int(self.reports["commissioned_by"].str.contains(pattern).sum())

    def aimed_at(self, pattern: str) -> int:
        """Reports whose coded target group fits a pattern."""
        return int(self.reports["target_group"].str.contains(pattern).sum())

    def on_theme(self, theme: str) -> int:
        """Reports with a finding on a theme."""
        own = self._own()
        return int(own.loc[own["theme"] == theme, "report"].nunique())

    def mainly_on(self, theme: str) -> int:
        """Reports of whose findings more than half are on a theme."""
        own = self._own()
        share = (own["theme"] == theme).astype(float).groupby(own["report"]).mean()
        return int((share > OVER_HALF).sum())

    def _own(self) -> pd.DataFrame:
        return self.findings[self.findings["report"].isin(self.reports["report_id"])]


def read_coding(folder: Path) -> Coding:
    """Read the coding beside the published figures.

    Raises
    ------
    InputError
        File or column missing, or a table without rows.
    """
    what = "The coding of the desk research"
    return Coding(
        read_text_table(folder / REPORTS, REPORT_COLUMNS, what, TODO),
        read_text_table(folder / FINDINGS, FINDING_COLUMNS, what, TODO),
    )
