"""
Helpers of trials and of desk research: their files and what decides their estimates.

GIVES    trial_sources(), files_of_trial(), trial_estimation(), evidence_texts() and the like
"""


def trial_sources(study):
    """Names of the files of a trial; none where a study is no trial."""
    return TRIAL_FILES if hasattr(CONFIG.studies[study].data, "trial") else ()


def files_of_trial(study, file):
    """Raw files of one kind of a trial."""
    try:
        source = getattr(CONFIG.studies[study].data.trial, file)
        return [str(each.path) for each in used_files(source.path, ())]
    except UserError as error:
        raise SystemExit(f"effektspor: {error}") from None


def trial_files(wildcards):
    return [p for key in TRIAL_FILES for p in files_of_trial(wildcards.study, key)]


def trial_codebooks(wildcards):
    return [study_of(wildcards).data.trial.codebook(key) for key in TRIAL_FILES]


def trial_estimation(wildcards):
    """What decides the estimates of a trial."""
    study = study_of(wildcards)
    keys = (
        "project_start",
        "project_end",
        "status_date",
        "national_months",
        "waiting",
        "randomisation",
        "confidence",
        "disclosure",
    )
    return {key: getattr(study, key) for key in keys}


def evidence_texts(wildcards):
    """Texts in which quotes are searched; none where the study has no folder of them."""
    folder = study_of(wildcards).data.texts
    return sorted(str(path) for path in Path(folder).glob("*.txt")) if folder else []


def synthetic_trial_files(study):
    return [p for key in trial_sources(study) for p in files_of_trial(study, key)]
