"""All files of one kind as one table, with faults that name the file and its own row numbers."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from effektspor.registers.quality import Ledger
from effektspor.registers.raw import Fault, Mask
from effektspor.tables import Table
from effektspor.trial.files import TrialFile

FILE = "file"


class Rows:
    """The rows of all files, in their order.

    Attributes
    ----------
    frame
        The columns of the files together and `FILE`, the place of the file; what one file does not
        have is missing in its rows.
    """

    def __init__(self, files: Sequence[TrialFile]) -> None:
        self.files = files
        parts = [each.frame.assign(**{FILE: at}) for at, each in enumerate(files)]
        self.frame = pd.concat(parts, ignore_index=True)

    def has(self, *variables: str) -> bool:
        """Whether some file has all of the variables."""
        return any(each.has(*variables) for each in self.files)

    def cells(self) -> list[list[Fault]]:
        """What is wrong with single cells, file by file."""
        return [list(each.faults) for each in self.files]

    def faults(
        self, variable: str, wrong: "Mask | pd.Series[bool]", what: str, todo: str
    ) -> Iterator[Fault]:
        """What is wrong with some rows of a variable, one fault per file."""
        mask = np.asarray(wrong, dtype=bool)
        for at, each in enumerate(self.files):
            own = mask[(self.frame[FILE] == at).to_numpy()]
            # A file without the variable has nothing that could be wrong; its key stands for it.
            column = variable if each.has(variable) else "person"
            yield each.fault(column, own, what, todo)

    def refuse(self, variable: str, wrong: "Mask | pd.Series[bool]", what: str, todo: str) -> None:
        """Stop where a row is wrong.

        Raises
        ------
        InputError
            With file, column and rows.
        """
        for fault in self.faults(variable, wrong, what, todo):
            fault.refuse()

    def count(
        self, ledger: Ledger, check: str, source: str, found: "Mask | pd.Series[bool]"
    ) -> None:
        """Enter rows that a check found, each under its file."""
        mask = np.asarray(found, dtype=bool)
        for at, each in enumerate(self.files):
            own = int(mask[(self.frame[FILE] == at).to_numpy()].sum())
            if own:
                ledger.step(check, source, each.file.label, None, own)


def completed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with all columns of a table that may be missing; a category that is missing is None, never NaN."""
    filled = frame.copy()
    for column in table.columns:
        name = column.name
        if name not in filled and column.missing:
            filled[name] = pd.Series([None] * len(filled), filled.index, dtype=column.dtype)
        if name in filled and column.dtype == "object":
            cells = filled[name].astype(object)
            filled[name] = cells.mask(cells.isna(), None)
    return filled
