"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.brf2019 import (
    citizens,
    comparison,
    factors,
    fidelity,
    link,
    municipal_factors,
    printed,
    progression,
    quotes,
    recovery,
    survey_quality,
)
from effektspor.evaluations.brf2019.staff import artefacts as staff_artefacts
from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.municipalities.register_groups import REGISTER_GROUPS
from effektspor.evaluations.printed import printed_data

GROUPS: dict[str, Group] = {
    **REGISTER_GROUPS,
    "survey_quality": Group(
        survey_quality.REQUIRES, survey_quality.artefacts, survey_quality.figure_data
    ),
    "quotes": Group(quotes.REQUIRES, quotes.artefacts, plain(quotes.figure_data)),
    "link": Group(link.REQUIRES, link.artefacts, plain(link.figure_data)),
    "progression": Group(
        progression.REQUIRES, progression.artefacts, plain(progression.figure_data)
    ),
    "citizens": Group(citizens.REQUIRES, citizens.artefacts, plain(citizens.figure_data)),
    "factors": Group(factors.REQUIRES, factors.artefacts, plain(factors.figure_data)),
    "municipal_factors": Group(
        municipal_factors.REQUIRES,
        municipal_factors.artefacts,
        plain(municipal_factors.figure_data),
    ),
    "fidelity": Group(fidelity.REQUIRES, fidelity.artefacts, plain(fidelity.figure_data)),
    "survey_fidelity": Group(
        staff_artefacts.REQUIRES, staff_artefacts.artefacts, plain(staff_artefacts.figure_data)
    ),
    "recovery": Group(recovery.REQUIRES, recovery.artefacts, plain(recovery.figure_data)),
    "printed": Group(printed.REQUIRES, printed.artefacts, plain(printed_data)),
    "comparison": Group(
        comparison.REQUIRES,
        comparison.artefacts,
        comparison.figure_data,
        comparison.OPTIONAL,
    ),
}
