"""What the checks of a rendered report give and are given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

MIN_ALT = 40  # characters; a shorter text cannot name type, axes, course and numbers
# The language of a PDF names its region; that of HTML may.
REGIONS = {"da": "da-DK", "en": "en-GB"}
_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp|pdf)", re.IGNORECASE)
# What Quarto, pandoc and our filter leave where a name is unknown.
_LEFT_OVER = re.compile(
    r"\{\{<|>\}\}|\?(?:var|meta|env):|\?@|\[@\w|\((?:fig|tbl|sec|eq)-[\w-]+\?\)"
)


@dataclass(frozen=True)
class Problem:
    """One broken rule: where in which file, and what."""

    where: str
    what: str


@dataclass(frozen=True)
class Expectations:
    """What the rendered files must show.

    Attributes
    ----------
    language
        Of the text, e.g. ``da``.
    synthetic
        Whether every page must carry the banner; where it is false none may.
    synthetic_label
        Words of the banner in that language.
    """

    language: str
    synthetic: bool
    synthetic_label: str


def bad_alternative_text(alt: str, captions: list[str]) -> str:
    """Say what is wrong with an alternative text; nothing where it is fit."""
    plain = alt.strip()
    if not plain:
        return "is missing"
    if _FILE_NAME.fullmatch(plain) or PurePath(plain).suffix in (".svg", ".png"):
        return "is a file name"
    if len(plain) < MIN_ALT:
        return f"has fewer than {MIN_ALT} characters"
    if squeezed(plain) in {squeezed(caption) for caption in captions}:
        return "repeats the caption"
    return ""


def left_overs(text: str) -> Iterator[str]:
    """Yield marks of names that were never filled in, with some text around each."""
    for found in _LEFT_OVER.finditer(text):
        yield text[max(0, found.start() - 15) : found.end() + 25].strip()


def squeezed(text: str) -> str:
    """Reduce a text to what both formats agree on: no spaces, hyphens or soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", text).casefold()
