"""
Helpers of artefacts and reports: groups, figures, texts.

GIVES    COMMANDS, ARTEFACT_GROUPS, groups_of(), FIGURES, THEME and the functions that name their files
"""

COMMANDS = {
    "brf2019": {"artefacts": "artefacts", "figures": "figures", "stage": "stage"},
    "kl2016": {"artefacts": "kl-artefacts", "figures": "kl-figures", "stage": "kl-stage"},
    "discus2007": {
        "artefacts": "trial-artefacts",
        "figures": "trial-figures",
        "stage": "trial-stage",
    },
    "discus2011": {
        "artefacts": "evidence-artefacts",
        "figures": "evidence-figures",
        "stage": "evidence-stage",
    },
    "hedensted2019": {
        "artefacts": "case-artefacts",
        "figures": "case-figures",
        "stage": "case-stage",
    },
    "programme": {
        "artefacts": "programme-artefacts",
        "figures": "programme-figures",
        "stage": "programme-stage",
    },
}
# Evaluation -> group -> result tables that it reads (option of the command: file) and CSVs that it
# writes.
ARTEFACT_GROUPS = {
    "brf2019": BRF_GROUPS,
    "kl2016": KL_GROUPS,
    "discus2007": TRIAL_GROUPS,
    "discus2011": EVIDENCE_GROUPS,
    "hedensted2019": CASE_GROUPS,
    "programme": PROGRAMME_GROUPS,
}
# Group -> what a study must have for it: surveys, `quotes`, series, or synthetic data; "a|b": one is
# enough.
GROUP_NEEDS = {
    "brf2019": BRF_SURVEYS_OF,
    "kl2016": KL_NEEDS,
    "discus2007": {},
    "discus2011": {},
    "hedensted2019": {},
    "programme": PROGRAMME_NEEDS,
}
# Tables that are kept with the project; every other one is made by a rule.
KEPT_TABLES = {
    "brf2019": BRF_KEPT,
    "kl2016": {},
    "discus2007": TRIAL_KEPT,
    "discus2011": {},
    "hedensted2019": CASE_KEPT,
    "programme": {},
}
OWN_VALUE_GROUPS = {
    "brf2019": BRF_OWN_VALUES,
    "kl2016": KL_OWN_VALUES,
    "discus2007": TRIAL_OWN_VALUES,
    "discus2011": EVIDENCE_OWN_VALUES,
    "hedensted2019": CASE_OWN_VALUES,
    "programme": [],
}
FIGURES = {
    "brf2019": BRF_FIGURES,
    "kl2016": KL_FIGURES,
    "discus2007": TRIAL_FIGURES,
    "discus2011": EVIDENCE_FIGURES,
    "hedensted2019": CASE_FIGURES,
    "programme": PROGRAMME_FIGURES,
}
# Figure -> series that a study must have for it.
FIGURE_SERIES = KL_FIGURE_SERIES
# Groups whose artefacts a figure needs beside its own.
FIGURES_BESIDE = {
    "brf2019": BRF_FIGURES_BESIDE,
    "kl2016": KL_FIGURES_BESIDE,
    "discus2007": TRIAL_FIGURES_BESIDE,
    "discus2011": EVIDENCE_FIGURES_BESIDE,
    "hedensted2019": CASE_FIGURES_BESIDE,
    "programme": PROGRAMME_FIGURES_BESIDE,
}
# Groups with a rule of their own.
APART = ("printed", "comparison", "recovery")


def groups_of(study):
    """Groups of artefacts that a study has: those whose inputs it has."""
    evaluation = CONFIG.studies[study].evaluation
    return [
        group
        for group in ARTEFACT_GROUPS[evaluation]
        if all(
            any(has_input(study, key) for key in needed.split("|"))
            for needed in GROUP_NEEDS[evaluation].get(group, [])
        )
    ]


def has_print(evaluation):
    """Whether an evaluation has printed figures that its studies are compared with."""
    return "printed" in ARTEFACT_GROUPS[evaluation]


PRINTED_STUDIES = [key for key in STUDIES if has_print(CONFIG.studies[key].evaluation)]


def artefact_files(groups):
    return expand("results/{{study}}/artefacts/{group}.json", group=groups)


def own_value_files(wildcards):
    own = OWN_VALUE_GROUPS[study_of(wildcards).evaluation]
    groups = [group for group in groups_of(wildcards.study) if group in own]
    return [path.format(study=wildcards.study) for path in artefact_files(groups)]


def artefact_data(evaluation, group):
    names = ARTEFACT_GROUPS[evaluation][group][1]
    return [f"results/{{study}}/artefacts/{group}/{name}.csv" for name in names]


def options_in(tables):
    """Options of the artefacts commands: --in-<table> <file> for each result table."""
    return lambda wildcards, input: [
        part for table in tables for part in (f"--in-{table.replace('_', '-')}", input[table])
    ]


def report_file(name):
    return lambda wildcards: f"reports/{study_of(wildcards).evaluation}/{name}"


def artefact_settings(wildcards):
    """What decides artefacts beside their tables."""
    study = study_of(wildcards)
    settings = {
        "brf2019": brf_artefact_settings,
        "kl2016": kl_artefact_settings,
        "discus2007": trial_artefact_settings,
        "discus2011": evidence_artefact_settings,
        "hedensted2019": case_artefact_settings,
        "programme": programme_artefact_settings,
    }
    return settings[study.evaluation](study)


def truth_comparison(wildcards):
    if not is_synthetic(wildcards.study) or study_of(wildcards).evaluation != "brf2019":
        return []
    return f"results/{wildcards.study}/truth_comparison.csv"


THEME = sorted(str(path) for path in Path("reports/shared").rglob("*") if path.is_file())


def figure_groups(study):
    figures = FIGURES[CONFIG.studies[study].evaluation]
    return [group for group in figures if group in groups_of(study)]


def figure_files(study, groups=None):
    return [
        f"results/{study}/figures/{name}{mark(study)}.svg"
        for group in (figure_groups(study) if groups is None else groups)
        for name in FIGURES[CONFIG.studies[study].evaluation][group]
        if name not in FIGURE_SERIES or has_series(study, FIGURE_SERIES[name])
        if has_figure(study, name)
    ]


def all_artefact_files(wildcards):
    return [f"results/{wildcards.study}/artefacts/{g}.json" for g in groups_of(wildcards.study)]


def all_artefact_data(wildcards):
    return [
        path.format(study=wildcards.study)
        for group in groups_of(wildcards.study)
        for path in artefact_data(study_of(wildcards).evaluation, group)
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
