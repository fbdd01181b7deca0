"""One line of the diagnostics table, and the table."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from effektspor.evaluations.diagnostics.numbers import Number
from effektspor.evaluations.diagnostics.rules import Status, Verdict
from effektspor.evaluations.diagnostics.words import Words, why

COLUMNS = [
    "outcome", "denominator", "id", "label_da", "label_en", "estimate", "se", "ci_low", "ci_high",
    "p_value", "threshold", "rule_da", "rule_en", "status", "why_da", "why_en",
]  # fmt: skip
CURVE_COLUMNS = ["id", "outcome", "denominator", "week", "estimate", "ci_low", "ci_high"]


@dataclass(frozen=True)
class Series:
    """The weekly share that a diagnostic is of; both empty where it is of the cohorts."""

    outcome: str = ""
    denominator: str = ""


@dataclass(frozen=True)
class Finding:
    """One diagnostic of one series, or of the cohorts.

    Attributes
    ----------
    threshold
        Thresholds in the unit of the estimate.
    named
        What the largest of several numbers belongs to.
    """

    series: Series
    id: str
    label: Words
    number: Number
    threshold: str
    rule: Words
    verdict: Verdict
    named: Words | None = None

    @property
    def status(self) -> Status:
        """The verdict's status."""
        return self.verdict.status

    def row(self) -> dict[str, object]:
        """The line of `COLUMNS`."""
        named = self.named if self.status != "not_evaluated" else None
        reason, number = why(self.verdict.why, named), self.number
        return {
            "outcome": self.series.outcome, "denominator": self.series.denominator, "id": self.id,
            "label_da": self.label.da, "label_en": self.label.en, "estimate": number.estimate,
            "se": number.se, "ci_low": number.low, "ci_high": number.high,
            "p_value": number.p_value, "threshold": self.threshold, "rule_da": self.rule.da,
            "rule_en": self.rule.en, "status": self.status, "why_da": reason.da,
            "why_en": reason.en,
        }  # fmt: skip


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """All findings, in the order given; the table ``diagnostics``."""
    return pd.DataFrame([finding.row() for finding in findings], columns=COLUMNS)
