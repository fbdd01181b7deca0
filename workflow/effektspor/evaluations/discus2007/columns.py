"""What the result tables of a trial must have, by name: the columns that artefacts read."""

from effektspor.evaluations.trial.arms import ALL, ARMS

EVERY = (*ARMS, ALL)


def of_each(*parts: str, arms: tuple[str, ...] = ARMS) -> tuple[str, ...]:
    """Columns that each arm has one of: ``n_other_actor``, ``n_municipality``, ..."""
    return tuple(f"{part}_{arm}" for arm in arms for part in parts)


_LABELS = ("label_da", "label_en")
_DIFFERENCE = ("difference", "diff_low", "diff_high")
_SHARE = ("n", "of", "share", "low", "high")
TRIAL_COLUMNS: dict[str, tuple[str, ...]] = {
    "trial_flow": ("order", "step", "arm", "n", "state"),
    "trial_baseline": (
        "variable", "value", "kind", "block", *_LABELS,
        *of_each("n", "of", "level", "sd", arms=EVERY), "smd", "state",
    ),
    "trial_outcomes": (
        "outcome", "scope", "unit", "order", *_LABELS, *of_each("n", "of", "share", "low", "high"),
        *of_each("n", "of", "share", arms=("all",)), *_DIFFERENCE, "ratio", "ratio_low", "ratio_high",
        "p_exact", "p_randomisation", "draws", "bound_low", "bound_high", "primary", "method", "state",
    ),
    "trial_municipalities": (
        "place", *of_each("n", "of", "share"), *_DIFFERENCE, "without_difference", "without_low",
        "without_high", "p_without", "best", "state",
    ),
    "trial_times": ("arm", "curve", "week", "at_risk", "events", "remaining", "low", "high"),
    "trial_time_effects": (
        "quantity", *of_each("value"), "difference", "low", "high", "p_randomisation", "method",
    ),
    "trial_durability": (
        "arm", "quantity", "value", "low", "high", "jobs", "ended", "horizon_months",
    ),
    "trial_subgroups": (
        "subgroup", "level", *_LABELS, *of_each("n", "of", "share"), "difference", "low", "high",
        "interaction", "interaction_low", "interaction_high", "p_interaction", "p_holm", "state",
    ),
    "trial_panel": (
        "month", *of_each("share"), "difference", "se", "ci_low", "ci_high", "n", "method",
    ),
    "trial_panel_effects": (
        "term", "estimate", "se", "ci_low", "ci_high", "p", "persons", "months", "method",
    ),
    "trial_national": ("group", "month", "outcome", *_SHARE, *_DIFFERENCE, "compared", "state"),
    "trial_composition": (
        "variable", "value", *_LABELS, "share_trial", "share_national", "share_national_weighted",
        "smd_before", "smd_after", "state",
    ),
    "trial_status": ("date", "source", "arm", "status", "n", "of", "share", "state"),
    "trial_profiles": ("group", "variable", "value", "kind", *_LABELS, *_SHARE, "mean", "state"),
    "trial_jobs": ("arm", "variable", "value", *_LABELS, *_SHARE, "state"),
    "trial_power": (
        "base_share", "per_arm", "difference", "power_exact", "power_normal", "kind", "target_power", "low", "high",
    ),
    "trial_fees": ("part", "persons", "amount", "paid", "share"),
    "trial_break_even": ("quantity", "value", "unit", "low", "high"),
    "trial_counts": (
        "quantity", *_LABELS, "value", "low", "high", "p", "unit", "method", "items",
    ),
}  # fmt: skip
MAY_BE_EMPTY = ("trial_times", "trial_durability", "trial_jobs", "trial_profiles")
"""Tables without rows where no job was created."""
