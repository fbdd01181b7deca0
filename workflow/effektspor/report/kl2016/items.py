"""Chapters of the tables of printed figures."""

from collections.abc import Mapping

from effektspor.report.items import Mapped, item_tables
from effektspor.report.material import Material

REGISTERS: Mapping[str, str] = {
    "series": r"kl\.(flexjob|fig[123])\.",
    "courses": r"kl\.(register|exit|origin|passive|company_offer)\.",
}
SURVEY: Mapping[str, str] = {
    "response": r"kl\.survey20",
    "challenge": r"kl\.(challenge|fig4)\.",
    "coop": r"kl\.coop\.",
    "offers": r"kl\.(nonemp_offers|fig6)\.",
    "companies": r"kl\.fig(9|10|11)\.",
    "progression": r"kl\.(progress_measure|fig12)\.",
    "motivation": r"kl\.(fig13|fig14|motivation)\.",
    "meetings": r"kl\.(rehabmeeting|fig15|fig16)\.",
    "expectation": r"kl\.(expect|fig17)\.",
}
FACTS: Mapping[str, str] = {
    "axes": r".*axis_tick",
    "limits": r".*(threshold|elapsed|\.time|horizon|lookback|freq|dp_age|dp_duration|example_age)",
    "study": r".*",
}


def build(material: Material, mapped: Mapped) -> dict[str, str]:
    """The three tables, by name; together they have each printed figure once."""
    return item_tables(material, mapped, {"registers": REGISTERS, "survey": SURVEY}, FACTS)
