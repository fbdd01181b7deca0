"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from collections.abc import Callable, Mapping

from effektspor.report import partials as common
from effektspor.report import quality
from effektspor.report.comparisons import bases
from effektspor.report.contradictions import about_box, contradictions
from effektspor.report.hedensted2019 import (
    flows,
    follow_up,
    items,
    memo,
    money,
    potential,
    sensitivity,
    summary,
)
from effektspor.report.material import Material
from effektspor.report.parts import Parts, Texts

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-benchmark": ("figure.benchmark", "fig_benchmark", "benchmark_n"),
    "fig-durations": ("figure.durations", "fig_durations", "flows_n"),
    "fig-transitions": ("figure.transitions", "fig_transitions", "model_n"),
    "fig-states": ("figure.states", "fig_states", "model_n"),
    "fig-stock": ("figure.stock", "fig_stock", "model_n"),
    "fig-net": ("figure.net", "fig_net", "economics_n"),
    "fig-tornado": ("figure.tornado", "fig_tornado", "economics_n"),
    "fig-break-even": ("figure.break_even", "fig_break_even", "economics_n"),
    "fig-probability": ("figure.probability", "fig_probability", "economics_n"),
    "fig-targets": ("figure.targets", "fig_targets", "economics_n"),
    "fig-followup": ("figure.followup", "fig_followup", "followup_n"),
}
TABLES: Mapping[str, Callable[[Material], str]] = {
    "tbl-practice": memo.practice,
    "tbl-goals": memo.goals,
    "tbl-potential": potential.potential,
    "tbl-benchmark": potential.benchmark,
    "tbl-exits": flows.exits,
    "tbl-rates": flows.rates,
    "tbl-projection": flows.projection,
    "tbl-consistency": flows.consistency,
    "tbl-parameters": money.parameters,
    "tbl-net": money.net,
    "tbl-results": money.results,
    "tbl-break-even": sensitivity.break_even,
    "tbl-tornado": sensitivity.tornado,
    "tbl-targets": sensitivity.targets,
    "tbl-followup": follow_up.follow_up,
    "tbl-bases": bases,
    "tbl-quality": quality.quality,
}
BOXES = ("udgangspunkt", "maal")
"""Values of `box` in ``contradictions.<language>.yml``, each a box of the report."""


def build(material: Material, texts: Texts) -> dict[str, str]:
    """Markdown by name."""
    entries = texts.contradictions
    return {
        **summary.build(material),
        **{f"om-tallene-{box}": about_box(material, box, entries) for box in BOXES},
        **{name: table(material) for name, table in TABLES.items()},
        **items.build(material, texts.mapped),
        "tbl-contradictions": contradictions(material, entries),
        "afvigelser": common.deviations(material, texts.deviations),
        "litteratur": common.literature(texts.literature),
        **common.figure_partials(material, FIGURES),
    }


PARTS = Parts(build, FIGURES, {})
