"""Plain text into markdown, HTML and attributes, so that no value can change a document.

Everything that an evaluation hands to the report engine is plain text. These functions are the only
way from there into markup: a municipality called ``A*B`` or a price of ``$1`` stays what it is.
"""

import html
import re

# Always markup somewhere in pandoc's markdown, and in Quarto's shortcodes.
_ALWAYS = re.compile(r"([\\`*_{}\[\]<>#$@\"'~^|&])")
# Markup by place: smart dashes and dots, and what would start a list, a quote or a heading.
_SMART = re.compile(r"(--+|\.\.+)")
_BLOCK_START = re.compile(r"^(\(?\w{1,9})([.)])(?=\s|$)|^([-+=:%])")
_SPACE = re.compile(r"[ \t\r\n]+")
# A number and its unit stay on one line. report.lua does the same for markdown.
_UNIT = re.compile(
    r"(?<=\d) (?=(?:pct\.|kr\.|mio\.|mia\.|procentpoint|per cent|percentage points))"
)


def escape_markdown(text: str) -> str:
    r"""Write `text` as markdown that prints exactly `text`; line breaks become spaces.

    >>> escape_markdown("1. januar: $5 *netto*")
    '1\\. januar: \\$5 \\*netto\\*'
    """
    text = _SPACE.sub(" ", text)
    text = _ALWAYS.sub(r"\\\1", text)
    text = _SMART.sub(lambda found: "".join(f"\\{char}" for char in found[0]), text)
    return _BLOCK_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text
    )


def escape_html(text: str) -> str:
    """Write `text` for the inside of an HTML element or a double-quoted attribute."""
    return html.escape(_UNIT.sub("\u00a0", _SPACE.sub(" ", text)), quote=True)


def escape_attribute(text: str) -> str:
    """Write `text` for a double-quoted pandoc attribute, where entities are read and backslashes too."""
    return escape_html(text).replace("\\", "&#92;").replace("{{", "&#123;&#123;")
