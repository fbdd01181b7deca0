"""Themes of the coded quotes in this report."""

from collections.abc import Mapping

from effektspor.report import quotes
from effektspor.report.material import Material

# Partial: theme of the quotes in it.
THEMES: Mapping[str, str] = {
    "citater-ledelse": "leadership",
    "citater-belief": "belief",
    "citater-forberedelse": "preparation",
    "citater-ejerskab": "ownership",
    "citater-organisering": "organisation",
    "citater-retning": "direction",
    "citater-borgere": "citizen",
}


def build(material: Material) -> dict[str, str]:
    """Markdown by name, as `effektspor.report.quotes.build`."""
    return quotes.build(material, THEMES)
