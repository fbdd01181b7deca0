"""
The artefacts and figures of the business case: what depends on what.

GIVES    CASE_GROUPS: groups of artefacts, CASE_KEPT, CASE_OWN_VALUES, CASE_FIGURES,
         CASE_FIGURES_BESIDE, case_artefact_settings(), case_simulation()
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
CASE_GROUPS = {
    "study": ([], []),
    "potential": same("potential"),
    "benchmark": same("potential_benchmark"),
    "flows": same("flow_stocks", "flow_durations", "flow_exits", "flow_entries"),
    "model": same("flow_rates", "flow_projection"),
    "consistency": same("flow_consistency"),
    "economics": same("case_parameters", "case_flows", "case_results"),
    "sensitivity": same("case_break_even", "case_tornado", "case_draws"),
    "targets": same("case_targets"),
    "followup": same("followup", "followup_latest"),
    "practice": same("practice"),
    "quality": (["quality", "status_quality"], ["quality", "status_quality"]),
    "printed": ([], ["printed"]),
    "comparison": ([], ["comparison"]),
}
# Tables that come with the project or the study; every other one is made by a rule.
CASE_KEPT = {"practice": case_table("practice")}
CASE_OWN_VALUES = ["potential", "flows", "benchmark"]
CASE_FIGURES = {
    "benchmark": ["fig-benchmark"],
    "flows": ["fig-durations"],
    "model": ["fig-transitions", "fig-states", "fig-stock"],
    "economics": ["fig-net"],
    "sensitivity": ["fig-tornado", "fig-break-even", "fig-probability"],
    "targets": ["fig-targets"],
    "followup": ["fig-followup"],
}
# Groups whose artefacts a figure needs beside its own: dates, printed values.
CASE_FIGURES_BESIDE = {group: ["study", "printed"] for group in CASE_FIGURES}


def case_artefact_settings(study):
    """What decides artefacts beside their tables."""
    return {
        "extract_date": study.data.extract_date,
        "confidence": study.confidence,
        "min_cell": study.disclosure.min_cell,
        "as_of": study.as_of,
        "followed_until": study.followed_until,
        "exit_weeks": study.flow.exit_weeks,
        "history_months": study.flow.history_months,
        "horizon_months": study.flow.horizon_months,
        "ramp_months": study.flow.ramp_months,
        "bands": study.flow.bands,
        "flow_draws": study.flow.draws,
        "draws": study.economics.draws,
        "first_year": study.economics.first_year,
        "tax": study.economics.tax,
        "cluster": len(study.units.cluster),
        "region": len(study.units.region_without_own),
    }


def case_simulation(name):
    """What decides the synthetic files of a business case beside its parameters."""
    study = CONFIG.studies[name]
    return {
        "simulate": study.data.simulate,
        "units": study.units,
        "as_of": study.as_of,
        "followed_until": study.followed_until,
        "flow": study.flow,
    }
