"""All partials of the report, by the names under which its ``.qmd`` takes them in."""

from collections.abc import Callable, Mapping

from effektspor.report import partials as common
from effektspor.report import quality, quotes
from effektspor.report.comparisons import bases
from effektspor.report.items import printed_shares
from effektspor.report.kl2016 import about, answers, courses, items, series, summary
from effektspor.report.kl2016.sections import SECTIONS
from effektspor.report.material import Material
from effektspor.report.parts import Parts, Texts

# Figure id: artefact, the beginning of its findings' names, and the finding with its n.
FIGURES = {
    "fig-awards-age": ("figure.awards_age", "fig_awards_age", "series_age_n"),
    "fig-awards-cause": ("figure.awards_cause", "fig_awards_cause", "series_cause_n"),
    "fig-fulltime": ("figure.fulltime", "fig_fulltime", "series_fulltime_n"),
    "fig-challenges": ("figure.challenges", "fig_challenges", "survey_n"),
    "fig-cooperation": ("figure.cooperation", "fig_cooperation", "survey_n"),
    "fig-other-offers": ("figure.other_offers", "fig_other_offers", "survey_n"),
    "fig-sectors": ("figure.sectors", "fig_sectors", "survey_n"),
    "fig-company": ("figure.company", "fig_company", "company_n"),
    "fig-expectation": ("figure.expectation", "fig_expectation", "survey_n"),
    "fig-consultants": ("figure.consultants", "fig_consultants", "survey_n"),
    "fig-companies": ("figure.companies", "fig_companies", "survey_n"),
    "fig-progression-time": ("figure.progression_time", "fig_progression_time", "survey_n"),
    "fig-motivation-change": ("figure.motivation_change", "fig_motivation_change", "survey_n"),
    "fig-motivation-time": ("figure.motivation_time", "fig_motivation_time", "survey_n"),
    "fig-citizen-meeting": ("figure.citizen_meeting", "fig_citizen_meeting", "survey_n"),
    "fig-meetings": ("figure.meetings", "fig_meetings", "survey_n"),
    "fig-expected-exits": ("figure.expected_exits", "fig_expected_exits", "survey_n"),
    "fig-early-leavers": ("figure.early_leavers", "fig_early_leavers", "exits_n"),
    "fig-change": ("figure.change", "fig_change", "change_n"),
}
# Partial: the artefact that must be registered, and the function that builds it.
OPTIONAL: Mapping[str, tuple[str, Callable[[Material], str]]] = {
    "tbl-series": ("series.table", series.levels),
    "tbl-series-quality": ("series.quality.table", series.files),
    "tbl-response": (answers.TABLE, answers.response),
    "tbl-change": ("change.table", answers.change),
    "tbl-survey-quality": ("survey_quality.table", quality.survey_quality),
}
# Partial: theme of the quotes in it.
THEMES: Mapping[str, str] = {
    "citater-udfordringer": "challenge",
    "citater-samarbejde": "cooperation",
    "citater-indsatser": "offers",
    "citater-virksomheder": "companies",
    "citater-progression": "progression",
    "citater-motivation": "motivation",
    "citater-moeder": "meetings",
    "citater-forventninger": "expectation",
}


def build(material: Material, texts: Texts) -> dict[str, str]:
    """Markdown by name."""
    printed = printed_shares(material, texts.mapped)
    partials = {
        **summary.build(material),
        **about.build(material, texts.contradictions),
        "tbl-exits": courses.exits(material, printed),
        "tbl-origins": courses.origins(material, printed),
        "tbl-age": courses.ages(material),
        "tbl-early-leavers": courses.outlook(material),
        "tbl-bases": bases(material),
        **items.build(material, texts.mapped),
        "tbl-quality": quality.quality(material),
        "afvigelser": common.deviations(material, texts.deviations),
        "litteratur": common.literature(texts.literature),
        **quotes.build(material, THEMES),
        **common.figure_partials(material, FIGURES),
    }
    if answers.TABLE in material.artefacts:
        partials |= answers.bases(material)
    return partials | {
        name: function(material)
        for name, (artefact, function) in OPTIONAL.items()
        if artefact in material.artefacts
    }


PARTS = Parts(build, FIGURES, SECTIONS)
