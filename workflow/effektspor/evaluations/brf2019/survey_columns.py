"""What the result tables of surveys must have, by name: the columns that artefacts read."""

SURVEY_COLUMNS: dict[str, tuple[str, ...]] = {
    "quotes": ("theme", "respondent", "municipality", "quote", "made", "row"),
    "quotes_counts": (
        "read", "merged", "shown", "municipality_hidden", "respondent_pooled",
    ),
    "progression": (
        "item", "asked", "label_da", "n_persons", "n_pairs", "up", "down", "first_mean", "last_mean",
        "change", "effect_size", "panel", "panel_low", "panel_high", "p_panel", "p_municipality",
        "trend_per_year", "p_ordinal", "p_marginal", "p_holm", "p_fdr", "p_ordinal_holm",
        "published_direction", "published_p", "published_below",
    ),
    "progression_shift": ("item", "first", "last", "n", "withheld"),
    "progression_attrition": (
        "measurement", "asked", "persons", "share", "stay_mean", "left_mean", "difference",
        "ci_low", "ci_high", "withheld",
    ),
    "citizens": (
        "survey", "item", "label_da", "asked_if", "answer", "of", "n", "share", "ci_low", "ci_high",
        "weighted", "adjusted", "valid_share", "bound_low", "bound_high", "state", "published",
        "published_low", "published_high", "star_asked", "star2016",
    ),
    "citizens_response": (
        "survey", "variable", "category", "label_da", "invited", "answered", "share", "state",
    ),
    "citizens_options": (
        "survey", "set", "item", "label_da", "of", "n", "share", "ci_low", "ci_high", "state",
    ),
    "link": (
        "exposure", "measure", "family", "unit", "k", "constant", "slope", "ci_low", "ci_high",
        "p_value", "p_permutation", "p_family", "correlation", "r2", "tau2", "leave_low",
        "leave_high", "reliability", "slope_corrected", "corrected_low", "corrected_high",
    ),
    "link_power": ("r2", "exposures", "expected_hits", "p_any", "p_all", "worlds"),
    "link_points": ("exposure", "label", "x", "x_low", "x_high", "y", "y_low", "y_high"),
    "efa_suitability": ("quantity", "of", "value", "ci_low", "ci_high", "n"),
    "efa_eigenvalues": ("criterion", "number", "observed", "mean", "upper", "kept"),
    "efa_loadings": (
        "item", "element", "factor", "loading", "communality", "uniqueness", "msa", "heywood",
        "label_da", "label_en",
    ),
    "efa_correlations": ("factor", "other", "correlation"),
    "municipal_factor": (
        "measure", "quantity", "estimate", "ci_low", "ci_high", "p_value", "leave_low", "leave_high",
        "rows", "items",
    ),
    "municipal_loadings": (
        "measure", "element", "loading", "ci_low", "ci_high", "leave_low", "leave_high",
        "uniqueness", "heywood", "ranks", "component", "item_rest", "alpha_without",
        "index_without",
    ),
    "municipal_index": (
        "measure", "unit_id", "unit_label", "index", "leave_low", "leave_high", "score",
    ),
    "few_rows": (
        "truth", "worlds", "rows", "items", "common_factor", "parallel_one", "parallel_more",
        "bartlett", "kmo_median", "kmo_below", "heywood_one", "heywood_two", "congruence_median",
        "congruence_p10", "mean_coverage", "alpha_coverage", "loading_coverage", "loading_width",
    ),
    "survey_quality": (
        "source", "file", "year", "check", "action", "unit", "n_before", "n_affected", "n_after",
    ),
    "fidelity": (
        "table", "unit_id", "unit_label", "element", "element_label_da", "start", "slut", "change",
        "mark", "start_item", "slut_item", "pages",
    ),
    "survey_fidelity": (
        "level", "unit_id", "unit_label", "wave", "element", "n", "answers", "agree", "share",
        "weighted", "ci_low", "ci_high", "state",
    ),
    "survey_change": (
        "level", "unit_id", "unit_label", "element", "n_start", "n_slut", "start", "slut", "change",
        "difference", "ci_low", "ci_high", "mark", "state",
    ),
    "survey_reliability": (
        "wave", "element", "items", "n", "alpha", "alpha_low", "alpha_high", "omega", "omega_low",
        "omega_high", "note",
    ),
    "fidelity_comparison": (
        "table", "unit_id", "unit_label", "element", "wave", "published", "own", "difference",
        "within_rounding", "reachable", "state", "basis",
    ),
    "fidelity_margins": (
        "table", "wave", "excess", "part", "part_label", "weight_low", "weight_high",
    ),
}  # fmt: skip
