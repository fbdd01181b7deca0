"""The partials of surveys, built only where the run has the artefacts of that survey."""

from collections.abc import Callable, Mapping

from effektspor.report import quality
from effektspor.report.brf2019 import (
    citizens,
    factors,
    link,
    municipal,
    progression,
    quotes,
    staff,
    staff_print,
)
from effektspor.report.material import Material

# Partial: the artefact that must be registered, and the function that builds it.
PARTIALS: Mapping[str, tuple[str, Callable[[Material], str]]] = {
    "tbl-survey": ("survey_fidelity.table", staff.total),
    "tbl-survey-roles": ("survey_fidelity.table", staff.roles),
    "tbl-survey-municipalities": ("survey_fidelity.table", staff.municipalities),
    "tbl-reliability": ("survey_fidelity.table", staff.reliability),
    "tbl-survey-print": ("survey_fidelity.table", staff_print.differences),
    "tbl-survey-weights": ("survey_fidelity.table", staff_print.weights),
    "tbl-survey-quality": ("survey_quality.table", quality.survey_quality),
    "tbl-progression": ("progression.table", progression.changes),
    "tbl-progression-tests": ("progression.table", progression.tests),
    "tbl-progression-shift": ("progression.table", progression.shift),
    "tbl-progression-attrition": ("progression.table", progression.attrition),
    "tbl-citizens": ("citizens.table", citizens.shares),
    "tbl-citizens-response": ("citizens.table", citizens.response),
    "tbl-citizens-options": ("citizens.table", citizens.options),
    "tbl-suitability": ("factors.table", factors.suitability),
    "tbl-loadings": ("factors.table", factors.loadings),
    "tbl-factor-correlations": ("factors.table", factors.correlations),
    "tbl-municipal-factor": ("municipal.table", municipal.factor),
    "tbl-municipal-loadings": ("municipal.table", municipal.loadings),
    "tbl-municipal-index": ("municipal.table", municipal.index),
    "tbl-few-rows": ("few_rows.table", municipal.few_rows),
    "tbl-link": ("link.table", link.slopes),
    "tbl-link-power": ("link.power.table", link.expected),
}


def build(material: Material) -> dict[str, str]:
    """Markdown by name, as `effektspor.report.brf2019.partials.build`."""
    found = {
        name: function(material)
        for name, (artefact, function) in PARTIALS.items()
        if artefact in material.artefacts
    }
    return found | quotes.build(material)
