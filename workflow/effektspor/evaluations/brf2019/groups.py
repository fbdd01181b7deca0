"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from effektspor.artefacts import Artefact
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
from effektspor.evaluations.brf2019.making import Study
from effektspor.evaluations.brf2019.staff import artefacts as staff_artefacts
from effektspor.evaluations.result_tables import Tables


@dataclass(frozen=True)
class Group:
    """How one group of artefacts comes about.

    Attributes
    ----------
    requires, optional
        Names of the result tables that it reads.
    artefacts, data
        From the tables to the artefacts, and to the CSVs beside them.
    """

    requires: tuple[str, ...]
    artefacts: Callable[[Tables, Study], list[Artefact]]
    data: Callable[[Tables, Study], dict[str, pd.DataFrame]]
    optional: tuple[str, ...] = ()


def _plain(
    function: Callable[[Tables], dict[str, pd.DataFrame]],
) -> Callable[[Tables, Study], dict[str, pd.DataFrame]]:
    return lambda tables, _study: function(tables)


GROUPS: dict[str, Group] = {
    "effects": Group(effects.REQUIRES, effects.artefacts, _plain(effects.figure_data)),
    "endpoints": Group(endpoints.REQUIRES, endpoints.artefacts, _plain(endpoints.figure_data)),
    "diagnostics": Group(
        diagnostics.REQUIRES, diagnostics.artefacts, _plain(diagnostics.figure_data)
    ),
    "event_study": Group(
        event_study.REQUIRES, event_study.artefacts, _plain(event_study.figure_data)
    ),
    "heterogeneity": Group(
        heterogeneity.REQUIRES, heterogeneity.artefacts, _plain(heterogeneity.figure_data)
    ),
    "specifications": Group(specified.REQUIRES, specified.artefacts, _plain(specified.figure_data)),
    "survival": Group(survival.REQUIRES, survival.artefacts, _plain(survival.figure_data)),
    "spread": Group(spread.REQUIRES, spread.artefacts, spread.figure_data),
    "time": Group(timing.REQUIRES, timing.artefacts, _plain(timing.figure_data)),
    "exits": Group(exits.REQUIRES, exits.artefacts, _plain(exits.figure_data)),
    "cohort": Group(cohort.REQUIRES, cohort.artefacts, cohort.figure_data),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
    "survey_quality": Group(
        survey_quality.REQUIRES, survey_quality.artefacts, survey_quality.figure_data
    ),
    "quotes": Group(quotes.REQUIRES, quotes.artefacts, _plain(quotes.figure_data)),
    "link": Group(link.REQUIRES, link.artefacts, _plain(link.figure_data)),
    "progression": Group(
        progression.REQUIRES, progression.artefacts, _plain(progression.figure_data)
    ),
    "citizens": Group(citizens.REQUIRES, citizens.artefacts, _plain(citizens.figure_data)),
    "factors": Group(factors.REQUIRES, factors.artefacts, _plain(factors.figure_data)),
    "municipal_factors": Group(
        municipal_factors.REQUIRES,
        municipal_factors.artefacts,
        _plain(municipal_factors.figure_data),
    ),
    "fidelity": Group(fidelity.REQUIRES, fidelity.artefacts, _plain(fidelity.figure_data)),
    "survey_fidelity": Group(
        staff_artefacts.REQUIRES, staff_artefacts.artefacts, _plain(staff_artefacts.figure_data)
    ),
    "recovery": Group(recovery.REQUIRES, recovery.artefacts, _plain(recovery.figure_data)),
    "printed": Group(printed.REQUIRES, printed.artefacts, _plain(printed.figure_data)),
    "comparison": Group(
        comparison.REQUIRES,
        comparison.artefacts,
        comparison.figure_data,
        comparison.OPTIONAL,
    ),
}
