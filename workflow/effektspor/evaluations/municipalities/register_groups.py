"""The groups of artefacts that rest on registers, by what they depend on."""

from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.municipalities import (
    cohort,
    diagnostics,
    effects,
    endpoints,
    event_study,
    exits,
    heterogeneity,
    quality,
    specified,
    spread,
    survival,
    timing,
)

REGISTER_GROUPS: dict[str, Group] = {
    "effects": Group(effects.REQUIRES, effects.artefacts, effects.figure_data),
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
    "time": Group(timing.REQUIRES, timing.artefacts, timing.figure_data),
    "exits": Group(exits.REQUIRES, exits.artefacts, exits.figure_data),
    "cohort": Group(cohort.REQUIRES, cohort.artefacts, cohort.figure_data),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
}
