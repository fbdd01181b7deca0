"""The result tables of this evaluation."""

from collections.abc import Mapping
from pathlib import Path

from effektspor.evaluations import result_tables
from effektspor.evaluations.result_tables import Layout, Tables

COLUMNS = {
    "series": (
        "series",
        "group",
        "order",
        "label_da",
        "label_en",
        "period",
        "start",
        "value",
        "state",
    ),
    "series_levels": (
        "series",
        "group",
        "label_da",
        "label_en",
        "before_mean",
        "after_mean",
        "ratio",
    ),
    "series_quality": ("series", "file", "rows", "gaps", "revised"),
    "courses_counts": ("quantity", "n", "base", "share", "ci_low", "ci_high"),
    "courses_exits": ("way", "label_da", "label_en", "n", "completed_share", "ci_low", "ci_high"),
    "courses_origins": ("origin", "label_da", "label_en", "n", "share", "ci_low", "ci_high"),
    "courses_activity": ("week", "in_course"),
    "courses_incidence": ("week", "incidence"),
    "courses_age": ("n", "share"),
    "jobcentres": ("year", "item", "answer", "label_da", "kind", "n", "base", "share", "invited"),
    "jobcentre_change": ("item", "sum", "change", "ci_low", "ci_high"),
    "jobcentre_response": ("year", "invited", "answered"),
    "quotes": ("theme", "quote"),
    "quotes_counts": ("read", "shown"),
    "quality": ("source", "year", "check", "n_affected"),
    "survey_quality": ("source", "year", "check", "n_affected"),
    "published": (),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
}
MAY_BE_EMPTY = ("jobcentre_change", "courses_age")
LAYOUT = Layout("kl2016", COLUMNS, MAY_BE_EMPTY)


def read_tables(paths: Mapping[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)
