"""What municipalities and other actors learned, by theme: coded points of the source with pages."""

from collections.abc import Mapping
from typing import Any

from effektspor.report.blocks import callout
from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material

TABLE = "practice.table"
THEMES: Mapping[str, str] = {
    "erfaringer-jobformidling": "jobformidling",
    "erfaringer-virksomheder": "virksomhedskontakt",
    "erfaringer-samarbejde": "samarbejde",
    "erfaringer-planlaegning": "planlaegning",
    "erfaringer-visitation": "visitation",
    "erfaringer-honorar": "resultatafloenning",
}
"""Partial: theme of the points in it."""
KINDS = ("recommendation", "experience", "barrier")


def build(material: Material) -> dict[str, str]:
    """A partial for each theme, and what is said of the coding."""
    lines = material.rows(TABLE)
    return {
        name: _theme(material, [line for line in lines if line["theme"] == theme])
        for name, theme in THEMES.items()
    } | {
        "erfaringer-om": callout(
            "note", material.say("practice_title"), [material.say("practice_about")]
        )
    }


def _theme(material: Material, lines: list[dict[str, Any]]) -> str:
    """Points under a heading of their kind, in the order of the source."""
    parts: list[str] = []
    for kind in KINDS:
        own = [line for line in lines if line["kind"] == kind]
        if own:
            parts.append(f"**{escape_markdown(material.words[f'kind_{kind}'])}**")
            parts.append("\n".join(f"- {_point(material, line)}" for line in own))
    return "\n\n".join(parts) + "\n"


def _point(material: Material, line: dict[str, Any]) -> str:
    """The point, whom it is of, and its page."""
    told = material.words["point"].format(
        text=line["point_da"], actor=material.words[f"actor_{line['actor']}"], page=line["page"]
    )
    return escape_markdown(told)
