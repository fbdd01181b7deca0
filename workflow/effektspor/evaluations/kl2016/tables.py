"""The result tables of this evaluation."""

from collections.abc import Mapping
from pathlib import Path

from effektspor.evaluations import result_tables
from effektspor.evaluations.jobcentres import change, contrasts, response, shares
from effektspor.evaluations.kl2016.course_columns import COURSE_COLUMNS, COURSES_MAY_BE_EMPTY
from effektspor.evaluations.result_tables import Layout, Tables
from effektspor.surveys.quotes.table import COUNTS, QUOTES

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
    **COURSE_COLUMNS,
    "jobcentres": (*shares.COLUMNS, "published"),
    "jobcentre_change": change.COLUMNS,
    "jobcentre_response": response.COLUMNS,
    "jobcentre_contrasts": contrasts.COLUMNS,
    "quotes": tuple(column.name for column in QUOTES.columns),
    "quotes_counts": tuple(column.name for column in COUNTS.columns),
    "quality": ("source", "year", "check", "n_affected"),
    "survey_quality": ("source", "year", "check", "n_affected"),
    "published": (),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
}
MAY_BE_EMPTY = ("jobcentre_change", "jobcentre_contrasts", *COURSES_MAY_BE_EMPTY)
LAYOUT = Layout("kl2016", COLUMNS, MAY_BE_EMPTY)


def read_tables(paths: Mapping[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)
