"""Partials that every report has: figures, the literature, deviations from the plan."""

from collections.abc import Mapping, Sequence

from effektspor.artefacts import Artefact
from effektspor.report.blocks import figure_block, paragraphs
from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material

MARKED = "marked_"
"""Beginning of the findings that say of a measure how its diagnostics turned out."""
Figures = Mapping[str, tuple[str, str, str]]
"""Figure id: artefact, the beginning of its findings' names, and the finding with its n."""


def figure_partials(material: Material, figures: Figures) -> dict[str, str]:
    """Markdown of the figures that a run has, by figure id."""
    return {
        key: _figure(material, figures, key)
        for key in figures
        if drawn(figures, key, material.artefacts)
    }


def drawn(figures: Figures, figure_id: str, artefacts: Mapping[str, Artefact]) -> bool:
    """Whether a run has the figure: one of a survey that it lacks is left out with its section.

    A figure that no section may lack still stops the report, by the include that finds nothing.
    """
    return figures[figure_id][0] in artefacts


def _figure(material: Material, figures: Figures, figure_id: str) -> str:
    key, text, n_text = figures[figure_id]
    return figure_block(
        figure_id,
        headline=material.say(f"{text}_headline"),
        subtitle=material.subtitle(key, material.say(f"{text}_subtitle")),
        alt=material.say(f"{text}_alt"),
        # A failed diagnostic marks the figure of its effect; nothing is hidden.
        notes=material.notes(
            key,
            material.say(f"{text}_guide"),
            material.say(n_text),
            remark=material.sentences.get(key.replace("figure.", MARKED).replace(".", "_"), ""),
        ),
        labels=material.labels,
    )


def deviations(material: Material, found: Sequence[str]) -> str:
    """What was done otherwise than planned, or that nothing was."""
    if not found:
        return said(material, "plan_followed")
    items = "\n".join(f"- {escape_markdown(each)}" for each in found)
    return f"{said(material, 'plan_deviations')}\n{items}\n"


def literature(works: Sequence[Sequence[object]]) -> str:
    """A list of works; their titles are in italics."""
    lines = []
    for authors, year, title, place in works:
        parts = [escape_markdown(str(part)) for part in (authors, year, title, place)]
        lines.append(f"- {parts[0]} ({parts[1]}): *{parts[2]}*. {parts[3]}.")
    # Page numbers above a thousand are no numbers of this report.
    return "\n".join(["::: {data-lint=off}", *lines, ":::", ""])


def said(material: Material, *names: str) -> str:
    """Findings as one paragraph."""
    return paragraphs([[material.say(name) for name in names]])
