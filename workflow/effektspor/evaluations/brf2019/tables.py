"""The result tables of this evaluation."""

from pathlib import Path

from effektspor.evaluations import result_tables
from effektspor.evaluations.brf2019.published_columns import PUBLISHED_COLUMNS
from effektspor.evaluations.brf2019.survey_columns import SURVEY_COLUMNS
from effektspor.evaluations.municipalities.register_columns import MAY_BE_EMPTY, REGISTER_COLUMNS
from effektspor.evaluations.result_tables import Layout, Tables

COLUMNS = REGISTER_COLUMNS | PUBLISHED_COLUMNS | SURVEY_COLUMNS
NEEDS_SURVEYS = (
    "citizens_options", "link", "link_power", "link_points",
    "efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations",
)  # fmt: skip
LAYOUT = Layout("brf2019", COLUMNS, (*MAY_BE_EMPTY, *NEEDS_SURVEYS))


def read_tables(paths: dict[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)
