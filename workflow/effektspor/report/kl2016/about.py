"""Where the source does not agree with itself: boxes beside the numbers, and the table of all."""

from collections.abc import Mapping, Sequence

from effektspor.report.contradictions import about_box, contradictions
from effektspor.report.material import Material

BOXES = (
    "serier", "register", "skema", "udfordringer", "samarbejde", "indsatser", "virksomheder",
    "progression", "motivation", "moeder", "forventninger",
)  # fmt: skip
"""Values of `box` in ``contradictions.<language>.yml``, each a box of the report."""


def build(material: Material, entries: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Markdown by name; the texts are filled in already."""
    boxes = {f"om-tallene-{box}": about_box(material, box, entries) for box in BOXES}
    return {**boxes, "tbl-contradictions": contradictions(material, entries)}
