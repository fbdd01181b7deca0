"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from effektspor.report import partials as common
from effektspor.report import quality
from effektspor.report.blocks import callout, heading, result_box
from effektspor.report.brf2019 import comparisons, rate_box, survey_partials, tables
from effektspor.report.brf2019.sections import SECTIONS
from effektspor.report.comparisons import bases
from effektspor.report.contradictions import contradictions
from effektspor.report.material import Material
from effektspor.report.municipalities import diagnostics, endpoints, people, timing
from effektspor.report.parts import Parts, Texts

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
INTERNSHIP, HOURS = endpoints.MEASURES[0], endpoints.MEASURES[1:]
TRUTH = "truth.table"


def build(material: Material, texts: Texts) -> dict[str, str]:
    """Markdown by name."""
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
        "rate-boks": rate_box.rate_box(material),
        "tbl-time": timing.means(material),
        "tbl-incidence": timing.incidence(material),
        "tbl-exits": timing.exits(material),
        "litteratur": common.literature(texts.literature),
        "tbl-fidelity": tables.fidelity_total(material),
        "tbl-roles": tables.fidelity_roles(material),
        "tbl-municipalities": tables.fidelity_municipalities(material),
        "tbl-contradictions": contradictions(material, texts.contradictions),
        "tbl-bases": bases(material),
        "tbl-items": comparisons.items(material, texts.mapped),
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
        "afvigelser": common.deviations(material, texts.deviations),
    }
    figures = common.figure_partials(material, FIGURES)
    return partials | figures | survey_partials.build(material)


def _truth(material: Material) -> str:
    """The whole section on the known truth; empty where the data are real and there is none."""
    if TRUTH not in material.artefacts:
        return ""
    opening = [
        heading(material.say("truth_title"), 1, "sec-b"),
        common.said(material, "truth_intro"),
    ]
    if "truth_headline" not in material.sentences:
        return "\n".join([*opening, common.said(material, "truth_not_evaluated")])
    if "truth_primary" in material.sentences:  # a world may lack the truth of the sum
        opening.append(common.said(material, "truth_primary"))
    told = common.said(material, "truth_internship", "truth_error")
    return "\n".join([*opening, told, comparisons.truth(material)])


PARTS = Parts(build, FIGURES, SECTIONS)
"""What the report of this evaluation is built with."""
