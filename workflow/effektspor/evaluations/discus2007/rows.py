"""Numbers of a row as artefacts: one way to say a value, its interval and why there is none."""

from collections.abc import Mapping
from typing import Any

from effektspor.artefacts import Artefact
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.making import Maker
from effektspor.evaluations.result_tables import finite

Ends = tuple[str, str]
LOW_HIGH: Ends = ("low", "high")


def number_of(
    maker: Maker,
    artefact_id: str,
    row: Mapping[str, Any],
    column: str,
    ends: Ends = ("", ""),
    **fields: Any,
) -> Artefact:
    """A row's number with its interval where it has one, or the mark that says why there is none.

    Parameters
    ----------
    column, ends
        Of the value, and of the ends of its interval: none are looked up where they are blank.
    fields
        What the artefact says besides; `absent` is taken from the row's state where it is not
        given, and ``uncertainty`` is `words.ALL_COUNTED` where there is no interval and none is
        given.
    """
    low, high = (finite(row.get(end)) for end in ends)
    value = finite(row[column])
    interval: dict[str, Any] = {}
    if value is not None and low is not None and high is not None:
        interval = {"ci_low": low, "ci_high": high}
    fields.setdefault("absent", words.absence(row))
    fields.setdefault("uncertainty", words.ALL_COUNTED)
    return maker.number(artefact_id, value, **interval, **fields)
