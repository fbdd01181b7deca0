"""
The artefacts and figures of the evaluation of Bedre Ressourceforloeb: what depends on what.

GIVES    BRF2019: groups of artefacts, the surveys and kept tables they need, figures
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
BRF_GROUPS = {
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
BRF_SURVEYS_OF = {
    "survey_quality": ["any"],
    "progression": ["progression"],
    "citizens": ["referral|later"],
    "survey_fidelity": ["staff"],
    "quotes": ["quotes"],
    "link": ["staff"],
    "factors": ["staff"],
}
# Tables that are kept with the project; every other one is made by a rule.
BRF_KEPT = {"few_rows": "data/recovery/few_rows.csv"}
BRF_OWN_VALUES = ["effects", "survival", "spread", "citizens"]
BRF_FIGURES = {
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
BRF_FIGURES_BESIDE = {
    "heterogeneity": ["printed", "effects"],
    "time": ["effects"],
    "progression": ["effects"],
    "citizens": ["effects"],
    "factors": ["effects"],
}


def brf_artefact_settings(study):
    """What decides artefacts beside their tables."""
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
