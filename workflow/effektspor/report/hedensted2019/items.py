"""Chapters of the tables of printed figures."""

from collections.abc import Mapping

from effektspor.report.items import Mapped, item_tables
from effektspor.report.material import Material

RESULTS: Mapping[str, str] = {
    "persons": r"hed\.long\.fewer_persons\.n",
    "exits": r"hed\.(base\.|long\.exit)",
    "base": r".*",
}
FACTS: Mapping[str, str] = {
    "limits": r"hed\.(.*threshold|memo_date|.*\.month$|short\.horizon|frame\.deadline)",
    "flow": r"hed\.(flow|frame|invest|progress)",
    "goals_short": r"hed\.short\.",
    "goals_long": r"hed\.long\.",
    "counted": r".*",
}


def build(material: Material, mapped: Mapped) -> dict[str, str]:
    """Both tables, by name; together they have each printed figure once."""
    return item_tables(material, mapped, {"results": RESULTS}, FACTS, named=True)
