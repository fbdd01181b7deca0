"""The files of the trial in the words of their codebooks: columns, codes and labels."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table

COLUMNS = ("variable", "column", "kind", "scale", "label_da")
SCALES = ("scale", "value", "code", "label_da")
_TODO = "give the codebooks in data/trial of the project"


@dataclass(frozen=True)
class TrialBook:
    """One file: its variables in order, and the scales of its categories."""

    variables: pd.DataFrame
    scales: pd.DataFrame

    def of_kind(self, kind: str) -> list[str]:
        """Columns of a kind: date, category, number, ..."""
        return list(self.variables.loc[self.variables["kind"] == kind, "column"])

    @property
    def labels(self) -> dict[str, str]:
        """Label by column."""
        return dict(zip(self.variables["column"], self.variables["label_da"], strict=True))

    @property
    def value_labels(self) -> dict[str, dict[float, str]]:
        """Label by code, by column of a category; the first of alternatives."""
        coded = self.variables[self.variables["kind"] == "category"]
        found = {}
        for column, scale in zip(coded["column"], coded["scale"], strict=True):
            rows = self.scales[self.scales["scale"] == scale]
            labels = [label.split("|")[0] for label in rows["label_da"]]
            found[column] = dict(zip(rows["code"].astype(float), labels, strict=True))
        return found

    def encoded(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The columns of the file from a table of variables: codes, days, numbers, texts.

        A variable that the table lacks is missing in all rows.
        """
        found = {}
        for row in self.variables.to_dict("records"):
            missing = pd.Series([None] * len(frame), index=frame.index)
            values = frame.get(row["variable"], missing)
            if row["kind"] == "category":
                scale = self.scales[self.scales["scale"] == row["scale"]]
                codes = dict(zip(scale["value"], scale["code"].astype(float), strict=True))
                values = values.map(codes).astype("float64")
            elif row["kind"] in ("number", "municipality"):
                values = values.astype("float64")
            found[row["column"]] = values
        return pd.DataFrame(found)


def read_trial_book(path: Path, scales: Path) -> TrialBook:
    """Read the codebook of a file and the list of scales.

    Raises
    ------
    InputError
        A file is missing or not a table with its columns.
    """
    variables = read_text_table(path, COLUMNS, "The codebook of the trial", _TODO)
    known = read_text_table(scales, SCALES, "The list of the trial's scales", _TODO)
    return TrialBook(variables, known)
