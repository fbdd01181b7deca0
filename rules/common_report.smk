"""
Helpers of artefacts and reports: groups, figures, texts.

GIVES    ARTEFACT_GROUPS, GROUP_SURVEYS, groups_of(), FIGURES, THEME and the functions that name their files
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
ARTEFACT_GROUPS = {
    "effects": (
        ["weekly_shares", "weekly_effects", "panel"],
        [
            *(
                f"{series}_{kind}"
                for series in (
                    "internship_in_programme",
                    "hours_started",
                    "hours_in_programme",
                )
                for kind in ("shares", "effects")
            ),
            "panel",
        ],
    ),
    "endpoints": (["endpoints", "clusters", "weekly_effects"], ["endpoints", "clusters"]),
    "specifications": (["effect_curves"], ["effect_curves"]),
    "diagnostics": (
        ["diagnostics", "diagnostic_curves"],
        ["diagnostics", "diagnostic_curves"],
    ),
    "event_study": (["event_study"], ["event_study"]),
    "heterogeneity": (["heterogeneity", "heterogeneity_summary"], ["heterogeneity"]),
    "survival": (["survival", "rate_ratio"], ["survival"]),
    "time": (
        [
            "rate_ratio",
            "rate_checks",
            "restricted_means",
            "pseudo_effects",
            "speed_up_means",
            "counterfactual",
            "incidence",
            "incidence_did",
            "survival",
        ],
        [
            "rate_ratio",
            "rate_checks",
            "restricted_means",
            "pseudo_effects",
            "counterfactual",
            "incidence",
            "incidence_read_off",
        ],
    ),
    "exits": (["exits", "flows", "exit_effects"], ["exits", "flows"]),
    "spread": (["spread", "weekly_shares"], ["spread"]),
    "cohort": (
        ["attrition", "balance", "follow_up"],
        ["attrition", "balance", "follow_up"],
    ),
    "quality": (["quality"], ["quality"]),
    "survey_quality": (["survey_quality"], ["survey_quality"]),
    "fidelity": (
        ["fidelity"],
        ["fidelity_table1", "fidelity_table2", "fidelity_table3"],
    ),
    "progression": (
        ["progression", "progression_shift", "progression_attrition"],
        ["progression", "progression_shift", "progression_attrition"],
    ),
    "citizens": (
        ["citizens", "citizens_response", "citizens_options"],
        ["citizens", "citizens_response", "citizens_options"],
    ),
    "quotes": (["quotes", "quotes_counts"], ["quotes"]),
    "link": (
        ["link", "link_power", "link_points"],
        ["link", "link_power", "link_points"],
    ),
    "survey_fidelity": (
        [
            "survey_fidelity",
            "survey_change",
            "survey_reliability",
            "fidelity_comparison",
            "fidelity_margins",
        ],
        [
            f"survey_fidelity_{name}"
            for name in ("table", "changes", "comparison", "weights", "reliability")
        ],
    ),
    "factors": (
        ["efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations"],
        ["efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations"],
    ),
    "municipal_factors": (
        ["municipal_factor", "municipal_loadings", "municipal_index", "few_rows"],
        ["municipal_factor", "municipal_loadings", "municipal_index", "few_rows"],
    ),
    "printed": ([], ["printed"]),
    "recovery": ([], ["recovery"]),
    "comparison": ([], ["comparison"]),
}
# Group -> surveys that it is made from; a study that lacks one of them has no such artefacts.
# "a|b": one of the two is enough.
GROUP_SURVEYS = {
    "survey_quality": ["any"],
    "progression": ["progression"],
    "citizens": ["referral|later"],
    "survey_fidelity": ["staff"],
    "quotes": ["quotes"],
    "link": ["staff"],
    "factors": ["staff"],
}
# Tables that are kept with the project; every other one is made by a rule.
KEPT_TABLES = {"few_rows": "data/recovery/few_rows.csv"}
OWN_VALUE_GROUPS = ["effects", "survival", "spread", "citizens"]


def groups_of(study):
    """Groups of artefacts that a study has: those whose surveys it has."""
    return [
        group
        for group in ARTEFACT_GROUPS
        if all(
            any(has_survey(study, survey) for survey in needed.split("|"))
            for needed in GROUP_SURVEYS.get(group, [])
        )
    ]


def artefact_files(groups):
    return expand("results/{{study}}/artefacts/{group}.json", group=groups)


def own_value_files(wildcards):
    groups = [group for group in groups_of(wildcards.study) if group in OWN_VALUE_GROUPS]
    return [path.format(study=wildcards.study) for path in artefact_files(groups)]


def artefact_data(group):
    return [f"results/{{study}}/artefacts/{group}/{name}.csv" for name in ARTEFACT_GROUPS[group][1]]


def report_file(name):
    return lambda wildcards: f"reports/{study_of(wildcards).evaluation}/{name}"


def artefact_settings(wildcards):
    study = study_of(wildcards)
    return {
        "extract_date": study.data.extract_date,
        "collected": study.data.surveys.collected(),
        "reference_week": study.estimation.reference_week,
        "smallest_group": study.estimation.smallest_group,
        "confidence": study.estimation.confidence,
        "washout_weeks": study.programme.washout_weeks,
        "bridge_weeks": study.programme.bridge_weeks,
        "bridge_family_weeks": study.programme.bridge_family_weeks,
        "min_cell": study.disclosure.min_cell,
        "censor": study.follow_up.censor,
        "count_imputed": study.data.hours.count_imputed,
        "hours_scope": study.ordinary_hours.scope,
    }


def truth_comparison(wildcards):
    if not is_synthetic(wildcards.study):
        return []
    return f"results/{wildcards.study}/truth_comparison.csv"


FIGURES = {
    "effects": ["fig-internship", "fig-hours", "fig-hours-in"],
    "specifications": ["fig-specifications"],
    "survival": ["fig-survival"],
    "time": ["fig-counterfactual", "fig-incidence"],
    "exits": ["fig-exits"],
    "diagnostics": ["fig-placebo", "fig-sensitivity"],
    "event_study": ["fig-event-study"],
    "heterogeneity": ["fig-heterogeneity"],
    "progression": ["fig-progression"],
    "citizens": ["fig-citizens"],
    "link": ["fig-link"],
    "factors": ["fig-scree"],
}
# Groups whose artefacts a figure needs beside its own: printed ranges, the level of intervals.
FIGURES_BESIDE = {
    "heterogeneity": ["printed", "effects"],
    "time": ["effects"],
    "progression": ["effects"],
    "citizens": ["effects"],
    "factors": ["effects"],
}
THEME = sorted(str(path) for path in Path("reports/shared").rglob("*") if path.is_file())


def figure_groups(study):
    return [group for group in FIGURES if group in groups_of(study)]


def figure_files(study, groups=None):
    return [
        f"results/{study}/figures/{name}{mark(study)}.svg"
        for group in (figure_groups(study) if groups is None else groups)
        for name in FIGURES[group]
    ]


def all_artefact_files(wildcards):
    return [f"results/{wildcards.study}/artefacts/{g}.json" for g in groups_of(wildcards.study)]


def all_artefact_data(wildcards):
    return [
        path.format(study=wildcards.study)
        for group in groups_of(wildcards.study)
        for path in artefact_data(group)
    ]


def report_sources(wildcards):
    folder = Path("reports") / study_of(wildcards).evaluation
    return sorted(str(path) for path in folder.iterdir() if path.is_file())


def report_settings(wildcards):
    study = study_of(wildcards)
    return {
        "study": study.evaluation,
        "language": wildcards.lang,
        "report_date": study.report_date or study.data.extract_date,
        "config_hash": config_hash(study),
    }
