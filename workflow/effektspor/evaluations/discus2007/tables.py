"""The result tables of this evaluation."""

from collections.abc import Mapping
from pathlib import Path

from effektspor.evaluations import result_tables
from effektspor.evaluations.discus2007.columns import MAY_BE_EMPTY, TRIAL_COLUMNS
from effektspor.evaluations.result_tables import Layout, Tables

COLUMNS = {
    **TRIAL_COLUMNS,
    "practice": (
        "theme", "order", "actor", "kind", "point_da", "point_en", "page",
    ),
    "trial_quality": ("source", "year", "check", "n_affected"),
    "quality": ("source", "year", "check", "n_affected"),
    "published": (),
    "replication": ("item_id", "basis", "own_value", "difference", "verdict", "reason"),
}  # fmt: skip
LAYOUT = Layout("discus2007", COLUMNS, MAY_BE_EMPTY)


def read_tables(paths: Mapping[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)
