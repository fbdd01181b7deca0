"""Search a quote for what tells who said it. It finds forms, not persons: somebody must read too."""

import re
from collections.abc import Collection, Iterator

# Eight digits and more in a row: CPR numbers, dates of birth, telephone numbers, keys.
_DIGITS = re.compile(r"(?<!\d)\d(?:[ ./-]?\d){7,}(?!\d)")
_MAIL = re.compile(r"\S@\S")
# In Danish a word in the middle of a sentence has a capital where it is a name.
_CAPITAL = re.compile(r"[A-ZÆØÅÉ]\w*[a-zæøåé]\w*")
_OPENING = re.compile(r"(?:^|[.!?:…]|[\"'«»“”„’\[(]|(?<!\w)[-–—])\s*$")
_NO_NAMES = {"De", "Dem", "Deres", "JobFirst"}
# Municipalities that are ordinary words where a sentence begins.
_ORDINARY = {"Odder", "Skive", "Vejen"}


def forms(text: str) -> Iterator[str]:
    """Yield what in any text, such as an id, has the form of a person's number or address."""
    if _DIGITS.search(text):
        yield "a run of digits as of a CPR number, a date of birth or a telephone number"
    if _MAIL.search(text):
        yield "a mail address"


def tells(text: str, municipalities: Collection[str], *, names_checked: bool) -> Iterator[str]:
    """Yield what in a quote tells of a person or place; words for a message, never the quote's own.

    Parameters
    ----------
    municipalities
        Names of all municipalities.
    names_checked
        Whether somebody has read the quote and found that its capitals are no names.
    """
    yield from forms(text)
    capitals = list(_CAPITAL.finditer(text))
    if any(_is_place(found, text) for found in _places(text, municipalities)):
        yield "the name of a municipality"
    elif not names_checked and any(_is_name(found, text) for found in capitals):
        yield "a capital within a sentence, as of a name"


def _places(text: str, municipalities: Collection[str]) -> Iterator[re.Match[str]]:
    names = "|".join(re.escape(name) for name in sorted(municipalities, key=len, reverse=True))
    return re.finditer(rf"\b(?P<name>{names})s?\b", text) if names else iter(())


def _is_place(found: re.Match[str], text: str) -> bool:
    return found["name"] not in _ORDINARY or not _begins(found.start(), text)


def _is_name(found: re.Match[str], text: str) -> bool:
    return found[0] not in _NO_NAMES and not _begins(found.start(), text)


def _begins(place: int, text: str) -> bool:
    """Whether a sentence begins at a place of the text."""
    return bool(_OPENING.search(text[:place]))
