"""Where each item of CONSORT 2025 is met, as a list of links; what the source lacks is said."""

from collections.abc import Mapping

from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material

MET, PARTLY, MISSING = "met", "partly", "missing"
ITEMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # Item of the list, whether it is met, and where: parts of this report.
    ("1a", MET, ("sec-1",)),
    ("1b", MET, ("sec-2-1",)),
    ("2", MISSING, ()),
    ("3", PARTLY, ("sec-d",)),
    ("4", PARTLY, ("sec-d", "sec-e")),
    ("5a", PARTLY, ("sec-1-1",)),
    ("5b", MISSING, ()),
    ("6", MET, ("sec-1-1",)),
    ("7", MET, ("sec-1-1",)),
    ("8", MISSING, ()),
    ("9", MET, ("sec-6-1",)),
    ("10", PARTLY, ("sec-d-7",)),
    ("11", PARTLY, ("sec-6-1",)),
    ("12a", MET, ("sec-6-1",)),
    ("12b", PARTLY, ("sec-6-1",)),
    ("13", PARTLY, ("sec-2-2", "sec-6-2")),
    ("14", PARTLY, ("sec-d-1", "tbl-outcomes")),
    ("15", PARTLY, ("sec-3-10",)),
    ("16a", PARTLY, ("sec-3-11",)),
    ("16b", MISSING, ()),
    ("17a", PARTLY, ("sec-6-1",)),
    ("17b", MET, ("sec-3-1", "sec-6-1")),
    ("18", MISSING, ()),
    ("19", PARTLY, ("sec-6-1",)),
    ("20a", PARTLY, ("sec-6-1",)),
    ("20b", PARTLY, ("sec-6-1",)),
    ("21a", MET, ("sec-d-1", "sec-d-2")),
    ("21b", MET, ("sec-d-1",)),
    ("21c", MET, ("sec-d-1", "tbl-answers")),
    ("21d", MET, ("sec-d-3", "sec-d-4")),
    ("22a", MET, ("fig-flow",)),
    ("22b", MET, ("sec-3-1",)),
    ("23a", MET, ("sec-6-1",)),
    ("23b", MET, ("sec-6-1",)),
    ("24a", PARTLY, ("sec-3-7",)),
    ("24b", MISSING, ()),
    ("25", MET, ("fig-baseline", "tbl-baseline")),
    ("26", MET, ("tbl-outcomes", "tbl-answers")),
    ("27", PARTLY, ("sec-3-10",)),
    ("28", MET, ("tbl-subgroups", "tbl-places")),
    ("29", MET, ("sec-2-1",)),
    ("30", MET, ("sec-3-11", "sec-b")),
)


PARTS: Mapping[str, str] = {
    "title": "1a",
    "open": "2",
    "introduction": "6",
    "methods": "8",
    "results": "22a",
    "discussion": "29",
}
"""Heading and the first item under it."""


def checklist(material: Material) -> str:
    """Items under their headings, each with whether it is met and links to where."""
    words = material.words
    starts = {first: name for name, first in PARTS.items()}
    parts: list[str] = []
    lines: list[str] = []
    for item, state, places in ITEMS:
        if item in starts:
            parts += ["\n".join(lines)] if lines else []
            parts.append(f"**{escape_markdown(words[f'consort_part_{starts[item]}'])}**")
            lines = []
        told = f"{item}: {words[f'consort_{item}']}. {words[f'consort_{state}']}"
        where = ": " + ", ".join(f"[@{place}]" for place in places) if places else ""
        lines.append(f"- {escape_markdown(told)}{where}.")
    return "\n\n".join([*parts, "\n".join(lines)]) + "\n"
