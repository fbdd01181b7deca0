"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from collections.abc import Callable, Mapping

from effektspor.report import partials as common
from effektspor.report import quality
from effektspor.report.comparisons import bases
from effektspor.report.contradictions import about_box, contradictions
from effektspor.report.discus2007 import (
    consort,
    counted,
    country,
    effects,
    frame,
    items,
    money,
    people,
    practice,
    summary,
    timing,
)
from effektspor.report.material import Material
from effektspor.report.parts import Parts, Texts

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-flow": ("figure.flow", "fig_flow", "flow_n"),
    "fig-baseline": ("figure.baseline", "fig_baseline", "baseline_n"),
    "fig-outcomes": ("figure.outcomes", "fig_outcomes", "outcomes_n"),
    "fig-times": ("figure.times", "fig_times", "times_n"),
    "fig-durability": ("figure.durability", "fig_durability", "durability_n"),
    "fig-subgroups": ("figure.subgroups", "fig_subgroups", "outcomes_n"),
    "fig-municipalities": ("figure.municipalities", "fig_municipalities", "outcomes_n"),
    "fig-panel": ("figure.panel", "fig_panel", "panel_n"),
    "fig-national": ("figure.national", "fig_national", "national_n"),
    "fig-status": ("figure.status", "fig_status", "status_n"),
    "fig-power": ("figure.power", "fig_power", "power_n"),
    "fig-fees": ("figure.fees", "fig_fees", "fees_n"),
}
TABLES: Mapping[str, Callable[[Material], str]] = {
    "tbl-baseline": people.baseline,
    "tbl-outcomes": effects.outcomes,
    "tbl-times": timing.times,
    "tbl-durability": timing.durability,
    "tbl-subgroups": effects.subgroups,
    "tbl-places": effects.places,
    "tbl-without-best": effects.without_best,
    "tbl-answers": effects.answers,
    "tbl-panel": timing.panel,
    "tbl-national": country.national,
    "tbl-composition": country.composition,
    "tbl-status": country.status,
    "tbl-power": money.power,
    "tbl-fees": money.fees,
    "tbl-costs": money.costs,
    "tbl-fee-model": money.model,
    "tbl-counts": counted.counts,
    "tbl-profiles": people.profiles,
    "tbl-employed": people.employed,
    "tbl-distance": people.distance,
    "tbl-jobs": people.jobs,
    "tbl-frame": frame.frame,
    "tbl-bases": bases,
    "tbl-quality": quality.quality,
    "tbl-trial-quality": quality.trial_quality,
}
BOXES = ("antal", "kommune", "landet", "honorar", "profiler", "forsoeg")
"""Values of `box` in ``contradictions.<language>.yml``, each a box of the report."""


def build(material: Material, texts: Texts) -> dict[str, str]:
    """Markdown by name."""
    entries = texts.contradictions
    return {
        **summary.build(material),
        **{f"om-tallene-{box}": about_box(material, box, entries) for box in BOXES},
        **{name: table(material) for name, table in TABLES.items()},
        **items.build(material, texts.mapped),
        **practice.build(material),
        "tbl-contradictions": contradictions(material, entries),
        "consort": consort.checklist(material),
        "afvigelser": common.deviations(material, texts.deviations),
        "litteratur": common.literature(texts.literature),
        **common.figure_partials(material, FIGURES),
    }


PARTS = Parts(build, FIGURES, {})
