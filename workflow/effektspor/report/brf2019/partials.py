"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from collections.abc import Mapping, Sequence

from effektspor.artefacts import Artefact
from effektspor.report.blocks import callout, figure_block, heading, paragraphs, result_box
from effektspor.report.brf2019 import (
    comparisons,
    diagnostics,
    endpoints,
    people,
    quality,
    survey_partials,
    tables,
    timing,
)
from effektspor.report.brf2019.comparisons import Mapped
from effektspor.report.brf2019.material import Material
from effektspor.report.escape import escape_markdown

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-internship": ("figure.internship.in_programme", "fig_internship", "weekly_n"),
    "fig-survival": ("figure.survival", "fig_survival", "fig_survival_n"),
    "fig-specifications": ("figure.specifications", "fig_specifications", "specifications_n"),
    "fig-counterfactual": ("figure.counterfactual", "fig_counterfactual", "time_n"),
    "fig-incidence": ("figure.incidence", "fig_incidence", "time_n"),
    "fig-exits": ("figure.exits", "fig_exits", "exits_n"),
    "fig-hours": ("figure.hours.started", "fig_hours", "weekly_n"),
    "fig-hours-in": ("figure.hours.in_programme", "fig_hours_in", "weekly_n"),
    "fig-placebo": ("figure.placebo", "placebo", "curves_n"),
    "fig-sensitivity": ("figure.sensitivity", "sensitivity", "curves_n"),
    "fig-event-study": ("figure.event_study", "event_study", "event_study_n"),
    "fig-progression": ("figure.progression", "fig_progression", "progression_n"),
    "fig-citizens": ("figure.citizens", "fig_citizens", "citizens_n"),
    "fig-heterogeneity": ("figure.heterogeneity", "heterogeneity", "heterogeneity_n"),
    "fig-scree": ("figure.scree", "fig_scree", "factors_n"),
    "fig-link": ("figure.link", "fig_link", "link_n"),
}
BOX = (
    "box_primary", "box_diagnostics", "box_internship", "box_time", "box_hours", "box_fidelity",
)  # fmt: skip
MARKED = "marked_"
"""Beginning of the findings that say of a measure how its diagnostics turned out."""
INTERNSHIP, HOURS = endpoints.MEASURES[0], endpoints.MEASURES[1:]
TRUTH = "truth.table"


def build(
    material: Material,
    mapped: Mapped,
    contradictions: Sequence[Mapping[str, str]],
    deviations: Sequence[str],
    literature: Sequence[Sequence[object]],
) -> dict[str, str]:
    """Markdown by name.

    Parameters
    ----------
    deviations
        From the analysis plan, in the report's language; may be empty.
    literature
        Authors, year, title and place of what the method appendix refers to.
    """
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    partials = {
        "resultatboks": result_box(material.say("box_title"), [material.say(name) for name in BOX]),
        "data": callout(
            "warning" if synthetic else "note",
            material.say("data_title"),
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "tbl-attrition": people.attrition(material),
        "tbl-baseline": people.baseline(material),
        "tbl-followup": people.follow_up(material),
        "tbl-quality": quality.quality(material),
        "tbl-rate": timing.rates(material),
        "rate-boks": timing.rate_box(material),
        "tbl-time": timing.means(material),
        "tbl-incidence": timing.incidence(material),
        "tbl-exits": timing.exits(material),
        "litteratur": _literature(literature),
        "tbl-fidelity": tables.fidelity_total(material),
        "tbl-roles": tables.fidelity_roles(material),
        "tbl-municipalities": tables.fidelity_municipalities(material),
        "tbl-contradictions": tables.contradictions(material, contradictions),
        "tbl-bases": comparisons.bases(material),
        "tbl-items": comparisons.items(material, mapped),
        "kontroller-praktik": diagnostics.summary(material, INTERNSHIP),
        "kontroller-timer": "\n".join(
            diagnostics.summary(material, each, ["fail"]) for each in HOURS
        ),
        "kontroller-rate": diagnostics.summary(material, diagnostics.RATE, ["fail"]),
        "tbl-diagnostics": diagnostics.table(
            material, INTERNSHIP, "tbl-diagnostics", "diagnostics"
        ),
        "tbl-diagnostics-rate": diagnostics.table(
            material, diagnostics.RATE, "tbl-diagnostics-rate", "diagnostics_rate", cohort=False
        ),
        "tbl-diagnostics-hours": diagnostics.side_by_side(material, HOURS),
        "tbl-endpoints": endpoints.periods(material),
        "tbl-methods": endpoints.methods(material),
        "tbl-specifications": endpoints.specifications(material),
        "sandhed": _truth(material),
        "afvigelser": _deviations(material, deviations),
    }
    figures = {key: _figure(material, key) for key in FIGURES if drawn(key, material.artefacts)}
    return partials | figures | survey_partials.build(material)


def drawn(figure_id: str, artefacts: Mapping[str, Artefact]) -> bool:
    """Whether a run has the figure: one of a survey that it lacks is left out with its section.

    A figure that no section may lack still stops the report, by the include that finds nothing.
    """
    return FIGURES[figure_id][0] in artefacts


def _figure(material: Material, figure_id: str) -> str:
    key, text, n_text = FIGURES[figure_id]
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


def _truth(material: Material) -> str:
    """The whole section on the known truth; empty where the data are real and there is none."""
    if TRUTH not in material.artefacts:
        return ""
    opening = [heading(material.say("truth_title"), 1, "sec-b"), _said(material, "truth_intro")]
    if "truth_headline" not in material.sentences:
        return "\n".join([*opening, _said(material, "truth_not_evaluated")])
    if "truth_primary" in material.sentences:  # a world may lack the truth of the sum
        opening.append(_said(material, "truth_primary"))
    told = _said(material, "truth_internship", "truth_error")
    return "\n".join([*opening, told, comparisons.truth(material)])


def _deviations(material: Material, deviations: Sequence[str]) -> str:
    """What was done otherwise than planned, or that nothing was."""
    if not deviations:
        return _said(material, "plan_followed")
    items = "\n".join(f"- {escape_markdown(each)}" for each in deviations)
    return f"{_said(material, 'plan_deviations')}\n{items}\n"


def _literature(works: Sequence[Sequence[object]]) -> str:
    """A list of works; their titles are in italics."""
    lines = []
    for authors, year, title, place in works:
        parts = [escape_markdown(str(part)) for part in (authors, year, title, place)]
        lines.append(f"- {parts[0]} ({parts[1]}): *{parts[2]}*. {parts[3]}.")
    # Page numbers above a thousand are no numbers of this report.
    return "\n".join(["::: {data-lint=off}", *lines, ":::", ""])


def _said(material: Material, *names: str) -> str:
    """Findings as one paragraph."""
    return paragraphs([[material.say(name) for name in names]])
