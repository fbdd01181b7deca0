"""Where the source does not agree with itself: boxes beside the numbers, and the table of all."""

from collections.abc import Mapping, Sequence

from effektspor.report.blocks import callout
from effektspor.report.contradictions import contradictions
from effektspor.report.material import Material

BOXES = (
    "serier", "register", "skema", "udfordringer", "samarbejde", "indsatser", "virksomheder",
    "progression", "motivation", "moeder", "forventninger",
)  # fmt: skip
"""Values of `box` in ``contradictions.<language>.yml``, each a box of the report."""


def build(material: Material, entries: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Markdown by name; the texts are filled in already."""
    boxes = {f"om-tallene-{box}": _box(material, box, entries) for box in BOXES}
    return {**boxes, "tbl-contradictions": contradictions(material, entries)}


def _box(material: Material, box: str, entries: Sequence[Mapping[str, str]]) -> str:
    page = material.words["page_of"]
    told = [
        f"{each['stated']} {each['problem']} ({page.format(pages=each['pages'])})"
        for each in entries
        if each.get("box") == box
    ]
    return callout("note", material.say("about_title"), told)
