"""
The artefacts and figures of KL's evaluation: what depends on what.

GIVES    KL_GROUPS: groups of artefacts, KL_NEEDS, KL_OWN_VALUES, KL_FIGURES, KL_FIGURE_SERIES,
         KL_FIGURES_BESIDE, kl_artefact_settings(), kl_simulation()
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
KL_GROUPS = {
    "study": ([], []),
    "series": (
        ["series", "series_levels", "series_quality"],
        ["series", "series_levels", "series_quality"],
    ),
    "courses": (
        [
            "courses_counts",
            "courses_exits",
            "courses_origins",
            "courses_activity",
            "courses_incidence",
            "courses_age",
        ],
        [
            "courses_counts",
            "courses_exits",
            "courses_origins",
            "courses_activity",
            "courses_incidence",
            "courses_age",
        ],
    ),
    "jobcentres": (
        ["jobcentres", "jobcentre_response", "jobcentre_contrasts"],
        ["jobcentres", "jobcentre_response"],
    ),
    "jobcentre_change": (["jobcentre_change"], ["jobcentre_change"]),
    "quotes": (["quotes", "quotes_counts"], ["quotes"]),
    "quality": (["quality"], ["quality"]),
    "survey_quality": (["survey_quality"], ["survey_quality"]),
    "printed": ([], ["printed"]),
    "comparison": ([], ["comparison"]),
}
# Group -> what a study must have for it; "a|b": one of the two is enough.
KL_NEEDS = {
    "series": ["series"],
    "jobcentres": ["jobcentres"],
    "jobcentre_change": ["jobcentres_before"],
    "quotes": ["quotes"],
    "survey_quality": ["any"],
}
KL_OWN_VALUES = ["series", "courses", "jobcentres", "jobcentre_change"]
KL_FIGURES = {
    "series": ["fig-awards-age", "fig-awards-cause", "fig-fulltime"],
    "courses": ["fig-company", "fig-early-leavers"],
    "jobcentres": [
        "fig-challenges",
        "fig-cooperation",
        "fig-other-offers",
        "fig-sectors",
        "fig-expectation",
        "fig-consultants",
        "fig-companies",
        "fig-progression-time",
        "fig-motivation-change",
        "fig-motivation-time",
        "fig-citizen-meeting",
        "fig-meetings",
        "fig-expected-exits",
    ],
    "jobcentre_change": ["fig-change"],
}
# Figures of which a study may have some and lack others: series that they show.
KL_FIGURE_SERIES = {
    "fig-awards-age": "awards_age",
    "fig-awards-cause": "awards_cause",
    "fig-fulltime": "fulltime",
}
# Groups whose artefacts a figure needs beside its own: dates, printed values.
KL_FIGURES_BESIDE = {group: ["study", "printed"] for group in KL_FIGURES}


def kl_artefact_settings(study):
    """What decides artefacts beside their tables."""
    return {
        "extract_date": study.data.extract_date,
        "collected": study.data.surveys.collected(),
        "confidence": study.confidence,
        "min_cell": study.disclosure.min_cell,
        "reform": study.reform,
        "as_of": study.as_of,
        "survey_year": study.survey_year,
        "before_year": study.before_year,
        "passive_weeks": study.passive_weeks,
        "incidence_weeks": study.incidence_weeks,
    }


def kl_simulation(name):
    """What decides the synthetic files of a study beside its parameters."""
    study = CONFIG.studies[name]
    return {
        "simulate": study.data.simulate,
        "as_of": study.as_of,
        "origin_weeks": study.origin_weeks,
        "passive_weeks": study.passive_weeks,
        "incidence_weeks": study.incidence_weeks,
        "series": study.data.series.held(),
        "surveys": [key for key in SURVEYS if has_survey(name, key)],
    }
