"""The columns that artefacts read of the result tables of registers, by table."""

REGISTER_COLUMNS: dict[str, tuple[str, ...]] = {
    "weekly_shares": (
        "outcome", "denominator", "group", "cohort", "week", "n", "events", "share",
    ),
    "weekly_effects": (
        "outcome", "denominator", "week", "estimate", "se", "ci_low", "ci_high", "band_low",
        "band_high", "n_participants_pre", "n_participants_post", "n_comparison_pre", "n_comparison_post",
        "smallest_group", "evaluated", "method",
    ),
    "effect_curves": (
        "outcome", "denominator", "adjustment", "weighting", "week", "estimate", "evaluated",
    ),
    "endpoints": (
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "first_week", "last_week",
        "weeks", "estimate", "mean", "method", "se", "df", "ci_low", "ci_high", "p_value",
        "headline",
    ),
    "clusters": (
        "outcome", "denominator", "adjustment", "weighting", "endpoint", "clusters", "treated",
        "effective_clusters", "effective_treated", "largest_leverage", "leave_one_low",
        "leave_one_high",
    ),
    "diagnostics": (
        "outcome", "denominator", "id", "label_da", "label_en", "estimate", "se", "ci_low",
        "ci_high", "p_value", "threshold", "rule_da", "rule_en", "status", "why_da", "why_en",
    ),
    "diagnostic_curves": (
        "id", "outcome", "denominator", "week", "estimate", "ci_low", "ci_high",
    ),
    "event_study": (
        "outcome", "denominator", "year", "estimate", "se", "ci_low", "ci_high", "reference",
        "first_week", "last_week",
    ),
    "heterogeneity": (
        "outcome", "denominator", "label", "effect", "ci_low", "ci_high", "shrunken",
        "shrunken_low", "shrunken_high",
    ),
    "heterogeneity_summary": (
        "outcome", "denominator", "week", "tau", "tau_low", "tau_high", "q", "df", "p_value", "mean",
        "mean_low", "mean_high", "prediction_low", "prediction_high", "tau_comparison", "p_equal",
        "method",
    ),
    "survival": (
        "group", "cohort", "week", "at_risk", "events", "censored", "survival", "se",
        "ci_low", "ci_high",
    ),
    "rate_ratio": (
        "estimate", "ci_low", "ci_high", "p_value", "events", "persons", "municipalities", "method",
    ),
    "spread": ("outcome", "denominator", "label", "change", "n_pre", "n_post"),
    "attrition": (
        "step", "id", "label_da", "label_en", "n_before", "n_after", "dropped",
    ),
    "balance": (
        "contrast", "label_da", "label_en", "covariate", "cov_label_da", "cov_label_en", "unit",
        "n_a", "n_b", "mean_a", "mean_b", "smd",
    ),
    "follow_up": ("group", "cohort", "reason", "n"),
    "quality": (
        "source", "file", "year", "check", "action", "unit", "n_before", "n_affected", "n_after",
    ),
    "panel": (
        "outcome", "denominator", "model", "estimate", "se", "estimate_moments", "difference",
        "method",
    ),
    "rate_checks": ("id", "estimate", "ci_low", "ci_high", "p_value", "inference"),
    "restricted_means": (
        "quantity", "week", "at_risk", "group", "cohort", "contrast", "estimate", "se", "ci_low",
        "ci_high", "p_value", "method",
    ),
    "pseudo_effects": (
        "quantity", "week", "method", "estimate", "se", "df", "ci_low", "ci_high", "p_value",
    ),
    "counterfactual": (
        "week", "smallest_at_risk", "observed", "counterfactual_additive",
        "counterfactual_proportional", "difference_additive", "difference_proportional",
        "ci_low_additive", "ci_high_additive", "band_low_additive", "band_high_additive",
        "ci_low_proportional", "ci_high_proportional", "band_low_proportional",
        "band_high_proportional",
    ),
    "incidence": (
        "group", "cohort", "cause", "week", "at_risk", "incidence", "se", "ci_low", "ci_high",
    ),
    "incidence_did": (
        "cause", "week", "estimate", "se", "ci_low", "ci_high", "p_value", "method",
    ),
    "speed_up_means": ("quantity", "week", "unit", "estimate", "ci_low", "ci_high", "method"),
    "exits": ("group", "cohort", "weeks", "state", "label_da", "n", "of", "withheld"),
    "flows": (
        "group", "cohort", "from_weeks", "from_state", "to_weeks", "to_state", "n", "withheld",
    ),
    "exit_effects": (
        "weeks", "state", "estimate", "se", "ci_low", "ci_high", "p_value", "p_holm", "evaluated",
        "why",
    ),
    "truth_comparison": (
        "quantity", "label_da", "label_en", "unit", "week", "estimate", "truth_contrast",
        "contrast_expected",
        "estimator_expected", "mc_se", "estimation_error", "identification_bias",
    ),
}  # fmt: skip
MAY_BE_EMPTY = (
    "diagnostic_curves", "event_study", "heterogeneity", "heterogeneity_summary", "rate_checks",
)  # fmt: skip
"""Tables without rows where the study lacks what they rest on: years before, municipalities."""
