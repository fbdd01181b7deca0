"""The result tables of this evaluation, and rows of those that have groups and measures."""

from pathlib import Path
from typing import Any

import pandas as pd

from effektspor.evaluations import result_tables
from effektspor.evaluations.brf2019.register_columns import REGISTER_COLUMNS
from effektspor.evaluations.brf2019.survey_columns import SURVEY_COLUMNS
from effektspor.evaluations.result_tables import Layout, Tables, records

COLUMNS = REGISTER_COLUMNS | SURVEY_COLUMNS

MAY_BE_EMPTY = (
    "citizens_options", "diagnostic_curves", "event_study", "heterogeneity", "heterogeneity_summary", "rate_checks",
    "link", "link_power", "link_points",
    "efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations",
)  # fmt: skip
"""Tables without rows where the study lacks what they rest on: years before, municipalities."""
LAYOUT = Layout("brf2019", COLUMNS, MAY_BE_EMPTY)


def read_tables(paths: dict[str, Path]) -> Tables:
    """Read result tables of this evaluation; raises as `result_tables.read_tables`."""
    return result_tables.read_tables(paths, LAYOUT)


def measure_of(frame: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The rows of one outcome and denominator."""
    return frame[(frame["outcome"] == outcome) & (frame["denominator"] == denominator)]


def by_cell(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of one week by group and cohort."""
    return {(str(row["group"]), str(row["cohort"])): row for row in records(frame)}
