"""Spells of a matrix of codes, by the search for runs that ingest uses."""

import pandas as pd

from effektspor.registers.runs import find_runs


def to_spells(codes, first_week, first_person=0):
    """Runs of one code as columns person, code, first_week and weeks; 0 is no benefit."""
    runs = find_runs(codes)
    frame = pd.DataFrame(
        {
            "person": (runs.row + first_person).astype("int32"),
            "code": runs.cells,
            "first_week": (runs.column + first_week).astype("int16"),
            "weeks": runs.length.astype("int16"),
        }
    )
    return frame[frame["code"] != 0].reset_index(drop=True)
