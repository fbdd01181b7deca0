"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.brf2019 import (
    citizens,
    cohort,
    comparison,
    diagnostics,
    effects,
    endpoints,
    event_study,
    exits,
    factors,
    fidelity,
    heterogeneity,
    link,
    municipal_factors,
    printed,
    progression,
    quality,
    quotes,
    recovery,
    specified,
    spread,
    survey_quality,
    survival,
    timing,
)
from effektspor.evaluations.brf2019.staff import artefacts as staff_artefacts
from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.printed import printed_data

GROUPS: dict[str, Group] = {
    "effects": Group(effects.REQUIRES, effects.artefacts, plain(effects.figure_data)),
    "endpoints": Group(endpoints.REQUIRES, endpoints.artefacts, plain(endpoints.figure_data)),
    "diagnostics": Group(
        diagnostics.REQUIRES, diagnostics.artefacts, plain(diagnostics.figure_data)
    ),
    "event_study": Group(
        event_study.REQUIRES, event_study.artefacts, plain(event_study.figure_data)
    ),
    "heterogeneity": Group(
        heterogeneity.REQUIRES, heterogeneity.artefacts, plain(heterogeneity.figure_data)
    ),
    "specifications": Group(specified.REQUIRES, specified.artefacts, plain(specified.figure_data)),
    "survival": Group(survival.REQUIRES, survival.artefacts, plain(survival.figure_data)),
    "spread": Group(spread.REQUIRES, spread.artefacts, spread.figure_data),
    "time": Group(timing.REQUIRES, timing.artefacts, plain(timing.figure_data)),
    "exits": Group(exits.REQUIRES, exits.artefacts, plain(exits.figure_data)),
    "cohort": Group(cohort.REQUIRES, cohort.artefacts, cohort.figure_data),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
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
