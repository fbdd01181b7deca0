"""Answers that are classes of a quantity: where each begins and ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.surveys.scales import Scale

COLUMNS = ("scale", "answer", "low", "high")
WHAT = "The list of classes"
TODO = (
    "docs/how-to-own-data.md describes the file; data/surveys/jobcentres_classes.csv is an example."
)
NAN = float("nan")


@dataclass(frozen=True)
class Limits:
    """Lowest and highest value of a class, in the unit of the question; missing where it is open."""

    low: float = NAN
    high: float = NAN


def read_classes(path: Path, scales: Mapping[str, Scale]) -> Mapping[tuple[str, str], Limits]:
    """Read the limits by scale and answer.

    Raises
    ------
    InputError
        Where the file is not as described, names a scale or answer that there is not, has an answer
        twice or limits that are no numbers or in the wrong order.
    """
    found: dict[tuple[str, str], Limits] = {}
    for row, cells in enumerate(read_text_table(path, COLUMNS, WHAT, TODO).to_dict("records"), 2):
        where = f"{path}, row {row}"
        key = (str(cells["scale"]), str(cells["answer"]))
        scale = scales.get(key[0])
        if scale is None or key[1] not in {each.id for each in scale.answers}:
            raise InputError(f"{WHAT} names no answer of a scale", where=where, todo=TODO)
        if key in found:
            raise InputError(f"{WHAT} has an answer twice", where=where, todo=TODO)
        limits = Limits(*(_number(str(cells[end]), where, end) for end in ("low", "high")))
        if limits.low > limits.high:
            raise InputError(
                f"{WHAT} has a class that ends before it begins", where=where, todo=TODO
            )
        found[key] = limits
    return found


def _number(text: str, where: str, column: str) -> float:
    if not text:
        return NAN
    if not text.replace(".", "", 1).isdecimal():
        raise InputError(
            f"{WHAT} needs numbers, or nothing where a class is open",
            where=f"{where}, column {column}",
            todo=TODO,
        )
    return float(text)
