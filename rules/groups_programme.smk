"""
The artefacts and figures of a study of any programme: what depends on what.

GIVES    PROGRAMME_GROUPS: groups of artefacts, PROGRAMME_NEEDS, PROGRAMME_FIGURES,
         PROGRAMME_FIGURES_BESIDE, PROGRAMME_FIGURE_MEASURES, programme_artefact_settings()
"""

from effektspor.codebook import read_codebook
from effektspor.cohort.characteristics import family_names
from effektspor.config.programme import MEASURES

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes: those
# of Bedre Ressourceforloeb that rest on registers. Of a measure that a study lacks the CSV is empty.
PROGRAMME_GROUPS = {
    "study": ([], []),
    **{
        group: BRF_GROUPS[group]
        for group in (
            "endpoints",
            "specifications",
            "diagnostics",
            "event_study",
            "heterogeneity",
            "survival",
            "time",
            "exits",
            "spread",
            "cohort",
            "quality",
        )
    },
    "effects": (
        ["weekly_shares", "weekly_effects", "panel"],
        [
            *(
                f"{outcome}_{denominator}_{kind}"
                for outcome, denominator in MEASURES
                for kind in ("shares", "effects")
            ),
            "panel",
        ],
    ),
    "truth": (["truth_comparison"], ["truth"]),
}
PROGRAMME_NEEDS = {"truth": ["synthetic"]}
PROGRAMME_FIGURES = {
    "effects": [
        "fig-internship",
        "fig-hours",
        "fig-hours-in",
    ],
    **{
        group: BRF_FIGURES[group]
        for group in (
            "specifications",
            "survival",
            "time",
            "exits",
            "diagnostics",
            "event_study",
            "heterogeneity",
        )
    },
}
# Figure -> the measure that a study must have for it.
PROGRAMME_FIGURE_MEASURES = {
    "fig-internship": ("internship", "in_programme"),
    "fig-hours": ("hours", "started"),
    "fig-hours-in": ("hours", "in_programme"),
}
# Groups whose artefacts a figure needs beside its own: names, weeks, the level of intervals.
PROGRAMME_FIGURES_BESIDE = {
    group: ["study", "effects"] if group != "effects" else ["study"] for group in PROGRAMME_FIGURES
}


def has_figure(study, name):
    """Whether a study has what a figure shows; those of other evaluations always have."""
    settings = CONFIG.studies[study]
    if settings.evaluation != "programme":
        return True
    if name == "fig-placebo":
        return bool(settings.cohorts.placebo_years)
    measures = [(each.outcome, each.denominator) for each in settings.outcomes]
    return PROGRAMME_FIGURE_MEASURES.get(name, measures[0]) in measures


def programme_artefact_settings(study):
    """What decides artefacts beside their tables."""
    codes, programme = study.codes, study.programme
    book = read_codebook(*(Path(path) for path in (codes.benefits, codes.extension) if path))
    return {
        "name": study.name,
        "family": family_names(book, programme.family),
        "bridged": [family_names(book, family)[0] for family in programme.bridge_families],
        "pre": study.cohorts.pre,
        "post": study.cohorts.post,
        "weeks": study.cohorts.weeks,
        "placebo_years": study.cohorts.placebo_years,
        "placebo_through": study.cohorts.placebo_through,
        "participants": len(study.municipalities.participants),
        "excluded": len(study.municipalities.excluded),
        "measures": [[each.outcome, each.denominator] for each in study.outcomes],
        "event": programme.event,
        "exit_weeks": study.follow_up.exit_weeks,
        "history_weeks": study.background.history_weeks,
        "pension_age": study.follow_up.pension_age,
        "draws": study.estimation.draws,
        "extract_date": study.data.extract_date,
        "reference_week": study.estimation.reference_week,
        "smallest_group": study.estimation.smallest_group,
        "confidence": study.estimation.confidence,
        "washout_weeks": programme.washout_weeks,
        "bridge_weeks": programme.bridge_weeks,
        "bridge_family_weeks": programme.bridge_family_weeks,
        "min_cell": study.disclosure.min_cell,
        "censor": study.follow_up.censor,
        "count_imputed": study.data.hours.count_imputed,
        "hours_scope": study.ordinary_hours.scope,
    }
