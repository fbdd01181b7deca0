"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from effektspor.report import partials as common
from effektspor.report.comparisons import bases
from effektspor.report.contradictions import about_box, contradictions
from effektspor.report.discus2011 import (
    across,
    effects,
    grading,
    items,
    mapping,
    matrix,
    overview,
    summary,
)
from effektspor.report.discus2011.coded import read_coded
from effektspor.report.discus2011.sections import SECTIONS
from effektspor.report.material import Material
from effektspor.report.parts import Parts, Texts

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-selection": ("figure.selection", "fig_selection", "overview_n"),
    "fig-map": ("figure.map", "fig_map", "map_n"),
    "fig-grades": ("figure.grades", "fig_grades", "grades_n"),
    "fig-forest": ("figure.forest", "fig_forest", "effects_n"),
}
BOXES = ("perspektiv", "rapporter")
"""Values of `box` in ``contradictions.<language>.yml`` with a place of their own; the others are
chapters of the cross-reading."""
ASSETS = ("explore.css", "explore.js")


def build(material: Material, texts: Texts) -> dict[str, str]:
    """Markdown by name."""
    coded = read_coded(material)
    partials = {
        **summary.build(material, coded),
        "tbl-matrix": matrix.matrix(material, coded),
        "tegn": matrix.legend(material),
        "tvaerlaesning": across.chapters(material, coded, texts.contradictions),
        "perspektiv": across.perspective(material, coded),
        "tbl-overview": overview.schema(material, coded),
        "resumeer": overview.summaries(material, coded),
        "tbl-findings": overview.appendix(material, coded),
        **mapping.build(material, coded),
        **grading.build(material, coded),
        **{f"om-tallene-{box}": about_box(material, box, texts.contradictions) for box in BOXES},
        "tbl-contradictions": contradictions(material, texts.contradictions),
        "tbl-bases": bases(material),
        **items.build(material, texts.mapped),
        "afvigelser": common.deviations(material, texts.deviations),
        "litteratur": common.literature(texts.literature),
        **common.figure_partials(material, FIGURES),
    }
    if "effects.table" in material.artefacts:
        partials["tbl-effects"] = effects.effects(material, coded)
    if "quotes.table" in material.artefacts:
        partials["tbl-quotes"] = effects.quotes(material, coded)
    return partials


PARTS = Parts(build, FIGURES, SECTIONS, ASSETS)
