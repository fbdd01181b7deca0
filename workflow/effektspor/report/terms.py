"""Findings that are written once for each of some things, with the words of that thing.

At the top of a catalogue ``_each`` names the things and their words, ``_when`` the artefact that a run
must have for one of them::

    _each:
      measure:
        hours.started: {noun: ordinære timer}
        internship.in_programme: {noun: virksomhedspraktik}
    _when: {measure: figure.each}

    effect_each:
      each: measure
      of: effect.each.total
      text: "Effekten på <noun> er {effect.each.total|num1}."

An entry with ``each: measure`` stands for one per measure: ``each`` in its ids becomes the thing's key,
``<noun>`` its word. Where its name holds ``each`` the sentences have names of their own
(``effect_hours_started``); where not, they share one name, and a run has at most one of the things.
"""

import re
from collections.abc import Mapping
from typing import Any

from effektspor.errors import ReportError

ALL_EACH, ALL_WHEN = "_each", "_when"
APART = "@"
"""Between the shared name of an entry and the thing that this one is of."""
_ID = re.compile(r"(?<=\.)each(?=[.|}]|$)")
_NAME = re.compile(r"(?<![a-z])each(?![a-z])")
_WORD = re.compile(r"<([a-z_]+)>", re.IGNORECASE)


def spelt_out(content: dict[str, Any], where: str) -> dict[str, Any]:
    """The entries of a file with those of ``_each`` written out, and without its two keys.

    Raises
    ------
    ReportError
        Where an entry uses a word that a thing does not have.
    """
    things, when = content.pop(ALL_EACH, {}), content.pop(ALL_WHEN, {})
    out: dict[str, Any] = {}
    for name, entry in content.items():
        kind = entry.get("each") if isinstance(entry, Mapping) else None
        if kind not in things:
            out[name] = entry
            continue
        for key, words in things[kind].items():
            own = _NAME.sub(key.replace(".", "_"), name)
            told = own if own != name else f"{name}{APART}{key}"
            filled = _filled(entry, key, words, f"{where}, {name}")
            out[told] = {"when": _ID.sub(key, when[kind]), **filled}
    return out


def shared_name(name: str) -> str:
    """The name under which a report asks for an entry."""
    return name.partition(APART)[0]


def _filled(
    entry: Mapping[str, Any], key: str, words: Mapping[str, str], where: str
) -> dict[str, Any]:
    def word(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise ReportError(
                f"There is no word <{found[1]}> for {key!r}",
                where=where,
                todo=f"Add it to {ALL_EACH} at the top of the file.",
            )
        return words[found[1]]

    return {
        name: _WORD.sub(word, _ID.sub(key, value)) if isinstance(value, str) else value
        for name, value in entry.items()
        if name != "each"
    }
