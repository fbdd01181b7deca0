"""
The artefacts and figures of the flexjob trial: what depends on what.

GIVES    TRIAL_GROUPS: groups of artefacts, TRIAL_KEPT, TRIAL_OWN_VALUES, TRIAL_FIGURES,
         TRIAL_FIGURES_BESIDE, trial_artefact_settings(), trial_simulation()
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
TRIAL_GROUPS = {
    "study": ([], []),
    "flow": same("trial_flow"),
    "baseline": same("trial_baseline"),
    "outcomes": same("trial_outcomes", "trial_municipalities"),
    "times": same("trial_times", "trial_time_effects", "trial_durability"),
    "subgroups": same("trial_subgroups"),
    "panel": same("trial_panel", "trial_panel_effects"),
    "national": same("trial_national", "trial_composition"),
    "status": same("trial_status"),
    "profiles": same("trial_profiles"),
    "jobs": same("trial_jobs"),
    "power": same("trial_power"),
    "fees": same("trial_fees", "trial_break_even"),
    "counts": same("trial_counts"),
    "practice": same("practice"),
    "quality": (["trial_quality", "quality"], ["trial_quality", "quality"]),
    "printed": ([], ["printed"]),
    "comparison": ([], ["comparison"]),
}
# Tables that are kept with the project; every other one is made by a rule.
TRIAL_KEPT = {"practice": "data/trial/practice.csv"}
TRIAL_OWN_VALUES = [
    "flow",
    "baseline",
    "outcomes",
    "times",
    "national",
    "status",
    "profiles",
    "jobs",
    "counts",
]
TRIAL_FIGURES = {
    "flow": ["fig-flow"],
    "outcomes": ["fig-outcomes", "fig-municipalities"],
    "times": ["fig-times", "fig-durability"],
    "subgroups": ["fig-subgroups"],
    "panel": ["fig-panel"],
    "baseline": ["fig-baseline"],
    "national": ["fig-national"],
    "status": ["fig-status"],
    "power": ["fig-power"],
    "fees": ["fig-fees"],
}
# Groups whose artefacts a figure needs beside its own: dates, printed values.
TRIAL_FIGURES_BESIDE = {group: ["study", "printed"] for group in TRIAL_FIGURES}


def trial_artefact_settings(study):
    """What decides artefacts beside their tables."""
    return {
        "extract_date": study.data.extract_date,
        "confidence": study.confidence,
        "min_cell": study.disclosure.min_cell,
        "project_start": study.project_start,
        "project_end": study.project_end,
        "status_date": study.status_date,
        "national_months": study.national_months,
        "least_weeks": study.waiting.least_weeks,
        "long_weeks": study.waiting.long_weeks,
        "draws": study.randomisation.draws,
        "fees": study.fees.model_dump(mode="json"),
    }


def trial_simulation(name):
    """What decides the synthetic files of a trial beside its parameters."""
    study = CONFIG.studies[name]
    return {
        "simulate": study.data.simulate,
        "project_start": study.project_start,
        "project_end": study.project_end,
        "status_date": study.status_date,
        "national_months": study.national_months,
        "waiting": study.waiting,
    }
