"""The fixed words of a report with the names that its study gives to cohorts and event."""

import re
from collections.abc import Mapping

from effektspor.report.findings import look_up
from effektspor.report.programme.measures import HERE, Artefacts, event_of

PAIR = re.compile(r"(?:curve|rate)_placebo_(\d{4})_(\d{4})")


class StudyWords(dict[str, str]):
    """Words; those of a pair of years before the cohorts are made when they are asked for."""

    def __missing__(self, key: str) -> str:
        found = PAIR.fullmatch(key)
        if not found:
            raise KeyError(key)
        return self["curve_placebo"].format(early=found[1], late=found[2])

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """As of every mapping, and with the pairs of years."""
        try:
            return self[key]
        except KeyError:
            return default


def study_words(words: Mapping[str, str], artefacts: Artefacts) -> StudyWords:
    """The words of a study.

    Parameters
    ----------
    words
        As ``words.<language>.yml`` has them: ``{pre}``, ``{post}`` and ``{event}`` stand for names,
        and a key that ends in ``-<event>`` for a word of that event only.
    """
    event = event_of(artefacts)
    names = {
        key: look_up(f"study.{key}", artefacts, HERE).title.da for key in ("pre", "post", "event")
    }
    names["event"] = names["event"][:1].upper() + names["event"][1:]
    found = {key.removesuffix(f"-{event}"): _named(text, names) for key, text in words.items()}
    return StudyWords(found)


def _named(text: str, names: Mapping[str, str]) -> str:
    """Only these names: the others are filled where the word is used."""
    for key, name in names.items():
        text = text.replace(f"{{{key}}}", name)
    return text
