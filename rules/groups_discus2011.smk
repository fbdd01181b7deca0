"""
The artefacts and figures of the desk research: what depends on what.

GIVES    EVIDENCE_GROUPS: groups of artefacts, EVIDENCE_OWN_VALUES, EVIDENCE_FIGURES,
         EVIDENCE_FIGURES_BESIDE, evidence_artefact_settings()
"""

# Group -> result tables that it reads (option of the command: file) and CSVs that it writes.
EVIDENCE_GROUPS = {
    "study": ([], []),
    "overview": same("evidence_reports", "evidence_flow"),
    "matrix": same("evidence_matrix", "evidence_findings"),
    "themes": same("evidence_themes"),
    "map": same("evidence_map", "evidence_gaps"),
    "grades": same("evidence_votes", "evidence_grades", "evidence_ratings"),
    "effects": (
        ["evidence_effects", "evidence_pooled", "evidence_reports"],
        ["evidence_effects", "evidence_pooled"],
    ),
    "quotes": same("evidence_quotes"),
    "printed": ([], ["printed"]),
    "comparison": ([], ["comparison"]),
}
EVIDENCE_OWN_VALUES = ["overview", "matrix", "themes"]
EVIDENCE_FIGURES = {
    "overview": ["fig-selection"],
    "map": ["fig-map"],
    "grades": ["fig-grades"],
    "effects": ["fig-forest"],
}
# Groups whose artefacts a figure needs beside its own.
EVIDENCE_FIGURES_BESIDE = {group: ["study"] for group in EVIDENCE_FIGURES}


def evidence_artefact_settings(study):
    """What decides artefacts beside their tables."""
    return {
        "extract_date": study.data.extract_date,
        "confidence": study.confidence,
        "least_stock": study.grading.least_stock,
        "least_share": study.grading.least_share,
        "texts": study.data.texts is not None,
    }
