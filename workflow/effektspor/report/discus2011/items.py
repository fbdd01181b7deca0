"""Chapters of the tables of printed figures."""

from collections.abc import Mapping

from effektspor.report.items import Mapped, item_tables
from effektspor.report.material import Material

COMPARED: Mapping[str, str] = {
    "reports": r"d11\.(n_reports|commissioner|typology_reports|n_psych|n_reports_caseworker)",
    "typologies": r"d11\.mploy\.",
    "cited": r"d11\.(dp_mental_share|newinsight)\.",
}
FACTS: Mapping[str, str] = {
    "in_reports": r"d11\.(mploy|newinsight|sfi2010|marselisborg|deloitte)\.",
    "pages": r".*_page$|.*\.page$",
    "document": r".*",
}


def build(material: Material, mapped: Mapped) -> dict[str, str]:
    """The two tables, by name; together they have each printed figure once."""
    return item_tables(material, mapped, {"coded": COMPARED}, FACTS)
