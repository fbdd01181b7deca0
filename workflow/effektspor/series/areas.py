"""Which rows of a file are of the whole country: those of it, or all municipalities together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.raw import Mask, rows_text

SYNTHETIC_COUNTRY = "Hele landet (syntetisk)"
"""Area in files of the simulator: the mark that a copy of the file keeps."""
_COUNTRY = frozenset({"hele landet", "i alt", "danmark", "000", "0", SYNTHETIC_COUNTRY.lower()})
_REST = frozenset({
    "997", "uoplyst", "uoplyst område", "uoplyst kommune", "ukendt kommune", "411", "christiansø",
})  # fmt: skip
_REGIONS = ("081", "082", "083", "084", "085")


@dataclass(frozen=True)
class Areas:
    """The rows that make the country.

    Attributes
    ----------
    rows
        Shape (rows,).
    area
        Area of each row, shape (rows,); empty where the row is of the country.
    required
        Whether the row is of one that each period must have, shape (rows,).
    needed
        How many those are; 1 for the country.
    """

    rows: Mask
    area: npt.NDArray[np.object_]
    required: Mask
    needed: int


def country(
    areas: Sequence[str] | None, rows: int, known: pd.DataFrame, where: str, before: int
) -> Areas:
    """Choose the rows of the country.

    Parameters
    ----------
    areas
        Labels or numbers of areas, shape (rows,); None where the file has no such column.
    known
        Municipalities since 2007, columns ``number``, ``name`` and ``region``.

    Raises
    ------
    InputError
        Where there is neither the country nor nothing but municipalities: with the areas that are
        unknown, such as those merged in 2007.
    """
    if areas is None:
        return _one_area(np.ones(rows, dtype=bool))
    plain = pd.Series(areas, dtype=object).str.strip().str.lower()
    whole = plain.isin(_COUNTRY).to_numpy()
    if whole.any():
        return _one_area(whole)
    numbers = {str(number): str(number) for number in known["number"]}
    names = dict(zip(known["name"].str.lower(), known["number"].astype(str), strict=True))
    found = plain.str.removesuffix(" kommune").map(numbers | names)
    # Who lives in no municipality belongs to the country too, but no period needs such a row.
    rest = plain.isin(_REST).to_numpy()
    found = found.where(~rest, plain)
    regions = plain.isin({*known["region"].str.lower(), *_REGIONS}).to_numpy()
    strange = found.isna().to_numpy() & ~regions
    if strange.any() or not found.notna().any():
        strange = strange | (regions if not found.notna().any() else False)
        labels = sorted({str(label) for label, odd in zip(areas, strange, strict=True) if odd})
        raise InputError(
            "Areas are neither the country nor municipalities since 2007: "
            + ", ".join(labels[:5]) + (" ..." if len(labels) > 5 else ""),
            where=f"{where}, {rows_text(strange, before)}",
            todo="Fetch the country (Hele landet) instead. Merged municipalities have other borders.",
        )  # fmt: skip
    return Areas(found.notna().to_numpy(), found.fillna("").to_numpy(), ~rest, len(known))


def _one_area(rows: Mask) -> Areas:
    return Areas(rows, np.full(len(rows), "", dtype=object), np.ones(len(rows), dtype=bool), 1)
