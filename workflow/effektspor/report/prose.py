"""Refuse a number in prose that has no artefact behind it.

Prose is the study's ``.qmd`` and the sentences of its catalogue. A digit may stand there only in a
shortcode or placeholder, in markup (front matter, code, identifiers, cross-references, links,
heading and section numbers), or as part of a phrase on the study's short list of constants
(``constants.yml``: phrase and reason), which holds definitions and never results.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from effektspor.errors import ReportError
from effektspor.report.findings import PLACEHOLDER, Finding

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKUP = re.compile(
    r"```.*?```"  # code
    r"|<!--.*?-->"
    r"|`[^`\n]*`"
    r"|\{\{<.*?>\}\}"  # shortcodes
    r"|\$\$.*?\$\$|\$[^$\n]+\$"  # formulas
    r"|\[@[^\]]*\]"  # cross-references
    r"|\]\([^)]*\)"  # link targets
    r"|\{[#.][^}\n]*\}"  # identifiers and classes
    r"|^\#+[ ]+(?:\d+(?:\.\d+)*\.?[ ])?"  # numbers of headings
    r"|\b[Aa]fsnit\s\d+(?:\.\d+)*"  # references to sections
    r"|^\d+\.[ ]",  # list numbers
    re.DOTALL | re.MULTILINE,
)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_TEXTS = (
    "up",
    "down",
    "unclear",
    "gated",
    "not_evaluated",
    "withheld",
    "synthetic",
    "real",
    "text",
)


def read_constants(path: Path) -> dict[str, str]:
    """Allowed phrases with the reason of each."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    bad = [phrase for phrase, reason in content.items() if not isinstance(reason, str)]
    if bad:
        raise ReportError(
            f"A constant has no reason: {bad[0]!r}", where=str(path), todo="Write `phrase: reason`."
        )
    return {str(phrase): reason for phrase, reason in content.items()}


def check_prose_numbers(text: str, constants: Iterable[str], where: str) -> None:
    """Refuse a number in a document's own words.

    Raises
    ------
    ReportError
        With the number and its line.
    """
    front = _FRONT_MATTER.match(text)
    blank = _blank(text, front[0]) if front else text
    blank = _MARKUP.sub(lambda found: _hollow(found[0]), blank)
    for phrase in sorted(constants, key=len, reverse=True):
        blank = re.sub(
            rf"(?<![\w.,]){re.escape(phrase)}(?!\w|[.,]\d)",
            lambda found: _hollow(found[0]),
            blank,
        )
    found = _NUMBER.search(blank)
    if found:
        line = blank.count("\n", 0, found.start()) + 1
        raise ReportError(
            f"The number {found[0]!r} in the text has no artefact behind it",
            where=f"{where}, line {line}",
            todo="Print it from an artefact, or add a definition to constants.yml with its reason.",
        )


def check_catalogue_numbers(
    catalogue: Mapping[str, Finding], constants: Iterable[str], where: str
) -> None:
    """The same for every variant of every finding, chosen or not."""
    allowed = list(constants)
    for name, finding in catalogue.items():
        for variant in _TEXTS:
            sentence = getattr(finding, variant)
            if sentence:
                bare = PLACEHOLDER.sub("", sentence)
                check_prose_numbers(bare, allowed, f"{where}, {name}.{variant}")


def _blank(text: str, start: str) -> str:
    return _hollow(start) + text[len(start) :]


def _hollow(text: str) -> str:
    """Spaces of the same shape, so that line numbers stay right."""
    return re.sub(r"[^\n]", " ", text)
