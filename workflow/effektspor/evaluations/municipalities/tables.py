"""Rows of result tables that have groups, cohorts and measures."""

from typing import Any

import pandas as pd

from effektspor.evaluations.result_tables import records


def measure_of(frame: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The rows of one outcome and denominator."""
    return frame[(frame["outcome"] == outcome) & (frame["denominator"] == denominator)]


def by_cell(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of one week by group and cohort."""
    return {(str(row["group"]), str(row["cohort"])): row for row in records(frame)}
