"""
Helpers of business cases: their settings, their tables, the municipality's own status.

GIVES    case_settings(), case_table(), status_files()
"""


def case_settings(*keys):
    """Settings groups of a business case."""
    return lambda wildcards: {key: getattr(study_of(wildcards), key) for key in keys}


def case_table(name):
    return lambda wildcards: getattr(study_of(wildcards).tables, name)


def status_files(wildcards):
    """The municipality's monthly status; none where the study has no such file."""
    path = getattr(study_of(wildcards).data, "status", None)
    return [path] if path else []
