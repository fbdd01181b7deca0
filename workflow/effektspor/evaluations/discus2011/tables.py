"""The result tables of this evaluation."""

from collections.abc import Mapping
from pathlib import Path

from effektspor.evaluations import result_tables
from effektspor.evaluations.result_tables import Layout, Tables

FINDINGS = (
    "finding", "report", "theme", "subtheme_da", "finding_da", "finding_en", "direction", "studied",
    "evidence", "control_group", "n", "n_unit", "effect", "ci_low", "ci_high", "effect_unit",
    "outcome", "page", "quote", "coder",
)  # fmt: skip
COLUMNS = {
    "evidence_reports": (
        "report", "label", "author", "year", "title_da", "commissioned_by", "target_da",
        "method_da", "design", "n", "n_unit", "period", "comparison", "pages", "note",
        "n_findings", "n_themes", "pages_all", "rating",
    ),
    "evidence_flow": ("step", "n", "label_da"),
    "evidence_matrix": (
        "report", "theme", "order", "state", "direction", "strength", "word_da", "symbol",
        "n_findings", "n_positive", "n_negative", "n_mixed", "n_none", "pages", "finding_ids",
    ),
    "evidence_findings": FINDINGS,
    "evidence_themes": (
        "theme", "label_da", "chapter", "n_reports", "n_no_finding", "n_findings", "positive", "negative", "mixed",
        "none", "verdict", "pages", "synthesis",
    ),
    "evidence_map": ("theme", "design", "n_reports", "n_findings"),
    "evidence_gaps": ("theme", "design_class", "kind", "label"),
    "evidence_votes": (
        "theme", "report", "counted", "quality", "method", "geography", "journal", "combination",
        "product_low", "product_high", "assumed",
    ),
    "evidence_grades": (
        "theme", "stock_low", "stock_high", "share", "direction", "n_votes", "jobeffekter_word", "clear_word",
        "campbell_word", "body_word", "disagree", "why_da",
    ),
    "evidence_ratings": ("report", "scheme", "item", "level", "reason_da"),
    "evidence_effects": (
        "finding", "report", "theme", "outcome", "effect", "ci_low", "ci_high", "effect_unit",
    ),
    "evidence_pooled": (
        "theme", "outcome", "unit", "k", "estimate", "low", "high", "tau2", "i2", "q", "p",
        "pred_low", "pred_high", "method",
    ),
    "evidence_quotes": ("finding", "report", "page", "state", "pages_found"),
    "published": (),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
}  # fmt: skip
MAY_BE_EMPTY = ("evidence_effects", "evidence_pooled", "evidence_gaps", "evidence_quotes")
LAYOUT = Layout("discus2011", COLUMNS, MAY_BE_EMPTY)


def read_tables(paths: Mapping[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)
