"""Municipalities of respondents: numbers, names, or codes that the file labels with names."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.registers.numbers import whole_numbers
from effektspor.registers.raw import Fault, Raw, distinct
from effektspor.registers.user_missing import is_user_missing, ranges_of
from effektspor.surveys.meaning import content_of
from effektspor.surveys.tables import NO_MUNICIPALITY

_SUFFIX = " kommune"
TODO = (
    "Use the numbers from 2007 on, that of the new municipality for one that has merged, or names as "
    "in the list under codes.municipalities."
)


def municipalities(
    raw: Raw, names: Mapping[str, int], faults: list[Fault], todo: str = TODO
) -> npt.NDArray[np.int64]:
    """Municipality numbers, `NO_MUNICIPALITY` where empty.

    A label that is a name says what its code means, whatever number the code is; so does a text.

    Parameters
    ----------
    names
        Numbers of the municipalities by name, small letters.
    faults
        Gets the cells that are no whole number, or of no municipality.
    todo
        What the user can do about a municipality that is not in the list.
    """
    position, cells = distinct(raw.values)
    contents = [content_of(cell) for cell in cells.to_pylist()]
    labels = {content_of(code): text for code, text in raw.variable.value_labels}
    found = [_by_name(labels.get(content, content), names) for content in contents]
    ranges = ranges_of(raw.variable)
    strange = [
        isinstance(content, str) and number is None and not is_user_missing(content, ranges)
        for content, number in zip(contents, found, strict=True)
    ]
    # Cells without a value have position -1: the one that is put last.
    named = np.array([*(NO_MUNICIPALITY if n is None else n for n in found), NO_MUNICIPALITY])
    told, unknown = named[position], np.array([*strange, False])[position]
    left = Raw(
        pa.array(np.where(told != NO_MUNICIPALITY, None, raw.values.to_pylist()), raw.values.type),
        raw.variable, raw.file, raw.before, raw.letters,
    ) if (told != NO_MUNICIPALITY).any() else raw  # fmt: skip
    read = whole_numbers(left)
    numbers = np.where(told != NO_MUNICIPALITY, told, read.values)
    unknown |= (numbers >= 0) & ~np.isin(numbers, list(names.values()))
    faults.append(raw.fault(unknown, "A municipality is not in the list of municipalities", todo))
    faults.extend(read.faults)
    return np.where(unknown, NO_MUNICIPALITY, numbers)


def _by_name(text: object, names: Mapping[str, int]) -> int | None:
    """The number of a municipality's name; "Københavns Kommune" is København."""
    if not isinstance(text, str):
        return None
    plain = " ".join(text.split()).lower()
    if plain.endswith(_SUFFIX):
        plain = plain.removesuffix(_SUFFIX)
        return names.get(plain, names.get(plain.removesuffix("s")))
    return names.get(plain)
