"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from collections.abc import Mapping, Sequence

from effektspor.report.blocks import callout, figure_block, paragraphs, result_box
from effektspor.report.brf2019 import comparisons, tables
from effektspor.report.brf2019.comparisons import Mapped
from effektspor.report.brf2019.material import Material

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-internship": ("figure.internship.in_programme", "fig_internship", "weekly_n"),
    "fig-survival": ("figure.survival", "fig_survival", "fig_survival_n"),
    "fig-hours": ("figure.hours.started", "fig_hours", "weekly_n"),
    "fig-hours-in": ("figure.hours.in_programme", "fig_hours_in", "weekly_n"),
    "fig-spread": ("figure.spread.internship.in_programme", "spread", "spread_n"),
}
BOX = ("box_internship", "box_time", "box_hours", "box_fidelity")
TRUTH = "truth.table"


def build(
    material: Material, mapped: Mapped, contradictions: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """Markdown by name."""
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    partials = {
        "resultatboks": result_box(material.say("box_title"), [material.say(name) for name in BOX]),
        "data": callout(
            "warning" if synthetic else "note",
            material.words["data_title"],
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "tbl-attrition": tables.attrition(material),
        "tbl-baseline": tables.baseline(material),
        "tbl-fidelity": tables.fidelity_total(material),
        "tbl-roles": tables.fidelity_roles(material),
        "tbl-municipalities": tables.fidelity_municipalities(material),
        "tbl-contradictions": tables.contradictions(material, contradictions),
        "tbl-bases": comparisons.bases(material),
        "tbl-items": comparisons.items(material, mapped),
        "sandhed": _truth(material),
    }
    return partials | {figure_id: _figure(material, figure_id) for figure_id in FIGURES}


def _figure(material: Material, figure_id: str) -> str:
    key, text, n_text = FIGURES[figure_id]
    return figure_block(
        figure_id,
        headline=material.say(f"{text}_headline"),
        subtitle=material.subtitle(key, material.say(f"{text}_subtitle")),
        alt=material.say(f"{text}_alt"),
        notes=material.notes(key, material.say(f"{text}_guide"), material.say(n_text)),
        labels=material.labels,
    )


def _truth(material: Material) -> str:
    """The comparison with the truth, where there is one to compare with."""
    if TRUTH not in material.artefacts or "truth_headline" not in material.sentences:
        return paragraphs([[material.words["no_truth"]]])
    return "\n".join(
        [
            paragraphs([[material.say("truth_internship"), material.say("truth_error")]]),
            comparisons.truth(material),
        ]
    )
