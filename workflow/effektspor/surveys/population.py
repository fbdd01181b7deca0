"""The staff that there was, by municipality and role: for intervals of a finite population."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.surveys.codebook import Codebook

COLUMNS = ("municipality", "role", "n")
TODO = "Give a CSV with municipality (number), role (as in the codebook's scale) and n."


def read_staff(path: Path, municipalities: Collection[int], book: Codebook) -> pd.DataFrame:
    """Read the staff by municipality and role.

    Returns
    -------
    DataFrame
        municipality (int), role (English label of the codebook's scale) and n (int), each pair once.

    Raises
    ------
    InputError
        Where a municipality, role or number cannot be, or a pair is there twice.
    """
    frame = read_text_table(path, COLUMNS, "The list of staff", TODO)
    role = book.one("role")
    known = {} if role is None or role.scale is None else {
        text: answer.label_en
        for answer in role.scale.answers
        for text in (answer.label_en, str(answer.code), *answer.labels)
    }  # fmt: skip
    frame["role"] = frame["role"].map(known)
    for column in ("municipality", "n"):
        frame[column] = pd.to_numeric(frame[column], errors="coerce")
    checks = {
        "municipality": ~frame["municipality"].isin(list(municipalities)),
        "role": frame["role"].isna(),
        "n": ~((frame["n"] >= 0) & (frame["n"] % 1 == 0)),
    }
    for column, wrong in checks.items():
        if wrong.any():
            row = int(wrong.to_numpy().argmax()) + 2
            raise InputError(
                "The list of staff has a value that cannot be",
                where=f"{path}, row {row}, column {column}",
                todo=TODO,
            )
    if frame.duplicated(["municipality", "role"]).any():
        raise InputError(
            "The list of staff has a municipality and role twice", where=str(path), todo=TODO
        )
    return frame.astype({"municipality": "int64", "n": "int64"})
