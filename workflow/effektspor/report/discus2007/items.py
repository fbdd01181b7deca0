"""Chapters of the tables of printed figures."""

from collections.abc import Mapping

from effektspor.report.items import Mapped, item_tables
from effektspor.report.material import Material

RESULTS: Mapping[str, str] = {
    "flexjob": r"d07\.(flexjob_after_1y|flexjob\.(8m|12m)|flexjob\.ratio)",
    "created": r"d07\.(created|best_municipality|duration|half_subsidy|company_size)\.",
    "effort": r"d07\.(activity|offered_flexjob|satisfied|other_actors\.)",
    "status": r"d07\.(end|n_citizens)\.",
    "pension": r"d07\.(dp_share|toward_dp)\.",
}
PEOPLE: Mapping[str, str] = {
    "population": r"d07\.(pop|age50s|nonwestern|wait18m)\.",
    "country": r"d07\.nat2005\.",
    "employed": r"d07\.flex\.",
    "waiting": r"d07\.ly\.",
    "pensioned": r"d07\.dp\.",
    "design": r"d07\.(fn7|fee)\.",
}
FACTS: Mapping[str, str] = {
    "limits": r".*(threshold|\.time$|decade|company_size\.size|inclusion_min_wait|national_min_wait"
    r"|min_unemployment|flexjob_after\.years)",
    "fees": r"d07\.(fee\.|n_fee_models)",
    "dates": r".*(date|start$|start_initiated|timeframe|\.year$|start_lag)",
    "trial": r".*",
}


def build(material: Material, mapped: Mapped) -> dict[str, str]:
    """The three tables, by name; together they have each printed figure once."""
    return item_tables(material, mapped, {"results": RESULTS, "people": PEOPLE}, FACTS, named=True)
