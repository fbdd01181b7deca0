"""Search of rendered Danish text for numbers that are not written as Danish readers expect.

Findings carry the words around them: reports hold aggregates only, so no person's value is shown.
"""

import re
from collections.abc import Iterator

# What looks like a wrong number and is none.
_EXEMPT = re.compile(
    r"https?://\S+|www\.\S+|doi:\S+"
    r"|\b(?:19|20)\d\d-\d\d(?!\d|[-,.]\d)"  # the cohort "2017-18", a name
    r"|\b\d{4}-(?:\d{2}-\d{2}|W\d{2})\b"  # ISO date and week
    r"|\b\d{1,2}\.\d{1,2}\.\d{4}\b"  # 22.11.2026
    r"|\b(?:afsnit|kapitel|figur|tabel|boks|bilag|version|punkt)\s\d+(?:\.\d+)*"
    r"|\b(?:lov|bekendtgørelse|sag|notat|projekt|journal)\s?nr\.\s\d+",
    re.IGNORECASE,
)
_RULES = {
    "decimal point": r"(?<![\d.,])(?:0\.\d+|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.]|\.\d)",
    "comma between thousands": r"(?<![\d.,])[1-9]\d{0,2},\d{3},\d{3}(?!\d)",
    "no point between thousands": r"(?<![\d.,\w])(?!(?:1[789]|20)\d\d(?!\d))\d{4,}(?![\d.\w])",
    "hyphen as minus": r"(?<![\w.,)\]–/-])-\d",
    "hyphen in a range": r"(?<![\w-])\d+(?:[.,]\d+)*-\d+(?![\w-])",
    "en dash before a negative number": r"\d–[−-]\d",
    "minus zero": r"[−-]0(?:,0+)?(?![\d,])",
    "p value of zero": r"\bp\s*=\s*0,0+(?!\d)",
    "per cent sign in prose": r"\d\s*%",
    "no space before the unit": r"\d(?:pct\.|kr\.|procentpoint)",
    "breaking space before the unit": r"\d (?:pct\.|kr\.|procentpoint\b)",
    "two full stops": r"\b(?:pct|kr|nr|ca|mio|pp)\.\.",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _RULES.items()}


def lint_danish(text: str) -> Iterator[tuple[str, str]]:
    """Yield the broken rule and the words around it, for each place in `text`.

    Cross references, identifiers and years are left alone; text that is exempt as a whole (code,
    colophon) is the caller's to leave out.
    """
    blanked = _EXEMPT.sub(lambda found: " " * len(found[0]), text)
    for name, pattern in _COMPILED.items():
        for found in pattern.finditer(blanked):
            start, end = max(0, found.start() - 20), found.end() + 20
            yield name, text[start:end].strip()
