"""From raw columns to typed values, with errors that count wrong rows and never show them."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError


def rows_text(wrong: npt.NDArray[np.bool_], before: int) -> str:
    """Say where wrong rows are: "row 3, 7, 9 and 12 more" (the first data row is 1)."""
    numbers = np.flatnonzero(wrong) + before + 1
    shown = ", ".join(str(number) for number in numbers[:3])
    return f"row {shown}" + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")


def whole_numbers(
    values: pd.Series, *, where: Path, before: int, allowed: range | None = None
) -> npt.NDArray[np.int64]:
    """Whole numbers of a column, -1 where it is empty.

    Raises
    ------
    InputError
        Where a value is no whole number or outside the allowed range.
    """
    numbers = _numbers(values)
    empty = _empty(values)
    wrong = ~empty & ~(np.isfinite(numbers) & (numbers == np.floor(numbers)))
    if allowed is not None:
        with np.errstate(invalid="ignore"):
            wrong |= ~empty & ~((numbers >= allowed.start) & (numbers < allowed.stop))
    if wrong.any():
        span = f" from {allowed.start} to {allowed.stop - 1}" if allowed else ""
        raise InputError(
            f"A column should hold whole numbers{span}",
            where=f"{where}, column {values.name}, {rows_text(wrong, before)}",
            todo="Check that the config names the right variable and that it is coded as said.",
        )
    return np.where(empty, -1, np.nan_to_num(numbers)).astype(np.int64)


def amounts(values: pd.Series, *, where: Path, before: int) -> npt.NDArray[np.float64]:
    """Non-negative numbers of a column; empty cells are zero.

    Raises
    ------
    InputError
        Where a value is no number or below zero.
    """
    numbers = _numbers(values)
    empty = _empty(values)
    with np.errstate(invalid="ignore"):
        wrong = ~empty & ~(np.isfinite(numbers) & (numbers >= 0))
    if wrong.any():
        raise InputError(
            "A column should hold numbers of at least zero",
            where=f"{where}, column {values.name}, {rows_text(wrong, before)}",
            todo="Check that the config names the right variable; decimals are written with a point.",
        )
    return np.where(empty, 0.0, np.nan_to_num(numbers))


def dates(values: pd.Series, *, where: Path, before: int) -> npt.NDArray[np.datetime64]:
    """Dates of a column (datetime64[D]), from date values or text YYYY-MM-DD.

    Raises
    ------
    InputError
        Where a date is missing or cannot be read.
    """
    read = pd.to_datetime(values, errors="coerce", format="ISO8601")
    wrong = read.isna().to_numpy()
    if wrong.any():
        raise InputError(
            "A column should hold dates",
            where=f"{where}, column {values.name}, {rows_text(wrong, before)}",
            todo="Give dates as the file type's own dates or as text YYYY-MM-DD.",
        )
    return read.to_numpy().astype("datetime64[D]")


def persons(values: pd.Series, *, where: Path, before: int) -> npt.NDArray[np.object_]:
    """Person keys as text.

    Raises
    ------
    InputError
        Where a key is empty, or is a number with decimals (leading zeros and digits are lost).
    """
    wrong = _empty(values)
    if not wrong.any() and pd.api.types.is_float_dtype(values):
        wrong = (values % 1 != 0).to_numpy()
    if wrong.any():
        raise InputError(
            "A person key is missing or damaged",
            where=f"{where}, column {values.name}, {rows_text(wrong, before)}",
            todo="Every row needs the person key; keep it as text so that no digit is lost.",
        )
    if pd.api.types.is_float_dtype(values):
        values = values.astype("int64")
    return values.astype(str).str.strip().to_numpy(dtype=object)


def _numbers(values: pd.Series) -> npt.NDArray[np.float64]:
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64)


def _empty(values: pd.Series) -> npt.NDArray[np.bool_]:
    empty = values.isna()
    if not pd.api.types.is_numeric_dtype(values):
        empty |= values.astype(str).str.strip().isin(["", "."])
    return empty.to_numpy()
