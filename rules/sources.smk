"""
Sources: the raw files of synthetic studies. Real files come from the user and have no rule.

INPUTS   data/simulation/ (parameters), data/surveys/ (codebooks), data/series/ (groups)
OUTPUTS  resources/synthetic/<study>/: register files in their real layouts, the files of
         those surveys and series that the config has, the mark, truth.json
"""

TRIAL_SIMULATION = [
    f"data/simulation/{name}" for name in ("discus2007.yaml", "targets_discus2007.csv")
]
# Persons who move between benefits and jobs; what registers know of them is drawn as for all.
FLOW_SIMULATION = ["data/simulation/flows.yaml"]
SIMULATION = sorted(
    str(path)
    for path in Path("data/simulation").iterdir()
    if str(path) not in TRIAL_SIMULATION + FLOW_SIMULATION
)
# Parameters that the study of KL has beside those of all registers.
KL_SIMULATION = [
    path
    for path in SIMULATION
    if Path(path).stem in ("kl2016", "targets_kl2016", "jobcentres", "jobcentres_targets", "series")
]


def survey_codebooks(name):
    """Codebooks of the surveys that are simulated for a study."""
    keys = [key for key in SURVEYS if has_survey(name, key)]
    return [f"data/surveys/{key}.csv" for key in (*keys, "scales")]


for name in filter(is_synthetic, STUDIES):
    if CONFIG.studies[name].evaluation != "brf2019":
        continue

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=[path for path in SIMULATION if path not in KL_SIMULATION],
            codebooks=survey_codebooks(name),
        output:
            files=update(synthetic_files(name) + synthetic_survey_files(name)),
            mark=update(f"resources/synthetic/{name}/SYNTHETIC.json"),
            truth=update(f"resources/synthetic/{name}/truth.json"),
        log:
            f"logs/{name}/simulate.log",
        benchmark:
            f"benchmarks/{name}/simulate.tsv"
        resources:
            mem_mb=MEMORY,
        params:
            task=task(
                "simulate",
                lambda wildcards, study=name: CONFIG.studies[study].data.simulate.model_dump(),
                f"simulate_{name}",
            ),
            surveys=[survey for survey in SURVEYS if has_survey(name, survey)],
            folder=lambda wildcards, output: str(Path(output.truth).parent),
        message:
            f"Synthetic registers with a known truth ({name})"
        shell:
            "{params.task} --parameters data/simulation --codebooks data/surveys"
            " --surveys {params.surveys} --out-dir {params.folder:q} 2> {log:q}"


for name in filter(is_synthetic, STUDIES):
    if CONFIG.studies[name].evaluation != "kl2016":
        continue

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=SIMULATION,
            codebooks=survey_codebooks(name),
            groups=[CONFIG.studies[name].data.series.groups(key) for key in SERIES],
        output:
            files=update(
                synthetic_files(name) + synthetic_survey_files(name) + synthetic_series_files(name)
            ),
            mark=update(f"resources/synthetic/{name}/SYNTHETIC.json"),
            truth=update(f"resources/synthetic/{name}/truth.json"),
        log:
            f"logs/{name}/simulate.log",
        benchmark:
            f"benchmarks/{name}/simulate.tsv"
        resources:
            mem_mb=MEMORY,
        params:
            task=task(
                "kl-simulate",
                lambda wildcards, study=name: kl_simulation(study),
                f"simulate_{name}",
            ),
            folder=lambda wildcards, output: str(Path(output.truth).parent),
        message:
            f"Synthetic registers, series and answers with a known truth ({name})"
        shell:
            "{params.task} --parameters data/simulation --out-dir {params.folder:q} 2> {log:q}"


for name in filter(is_synthetic, STUDIES):
    if CONFIG.studies[name].evaluation != "discus2007":
        continue

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=TRIAL_SIMULATION,
            codebooks=[CONFIG.studies[name].data.trial.codebook(key) for key in TRIAL_FILES],
            scales=CONFIG.studies[name].data.trial.scales,
            municipalities=CONFIG.studies[name].codes.municipalities,
            published=PUBLISHED,
        output:
            files=update(synthetic_files(name) + synthetic_trial_files(name)),
            mark=update(f"resources/synthetic/{name}/SYNTHETIC.json"),
            truth=update(f"resources/synthetic/{name}/truth.json"),
        log:
            f"logs/{name}/simulate.log",
        benchmark:
            f"benchmarks/{name}/simulate.tsv"
        resources:
            mem_mb=MEMORY,
        params:
            task=task(
                "trial-simulate",
                lambda wildcards, study=name: trial_simulation(study),
                f"simulate_{name}",
            ),
            folder=lambda wildcards, output: str(Path(output.truth).parent),
            published=published_folder,
        message:
            f"Synthetic trial and registers with a known truth ({name})"
        shell:
            "{params.task} --parameters data/simulation --codebooks {input.codebooks:q}"
            " --scales {input.scales:q} --municipalities {input.municipalities:q} --published {params.published:q}"
            " --out-dir {params.folder:q} 2> {log:q}"


for name in filter(is_synthetic, STUDIES):
    if CONFIG.studies[name].evaluation != "programme":
        continue

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=FLOW_SIMULATION + [path for path in SIMULATION if path not in KL_SIMULATION],
            codes=code_files(CONFIG.studies[name]),
        output:
            files=update(synthetic_files(name)),
            mark=update(f"resources/synthetic/{name}/SYNTHETIC.json"),
            truth=update(f"resources/synthetic/{name}/truth.json"),
        log:
            f"logs/{name}/simulate.log",
        benchmark:
            f"benchmarks/{name}/simulate.tsv"
        resources:
            mem_mb=MEMORY,
        params:
            task=task(
                "programme-simulate",
                lambda wildcards, study=name: programme_simulation_stage(CONFIG.studies[study]),
                f"simulate_{name}",
            ),
            folder=lambda wildcards, output: str(Path(output.truth).parent),
        message:
            f"Synthetic registers with a known effect ({name})"
        shell:
            "{params.task} --parameters data/simulation --out-dir {params.folder:q} 2> {log:q}"


def case_simulation(name):
    """What decides the synthetic files of a business case beside their parameters."""
    study = CONFIG.studies[name]
    keys = ("codes", "units", "as_of", "flow")
    return {"simulate": study.data.simulate, **{key: getattr(study, key) for key in keys}}


for name in filter(is_synthetic, STUDIES):
    if CONFIG.studies[name].evaluation != "hedensted2019":
        continue

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=FLOW_SIMULATION + [path for path in SIMULATION if path not in KL_SIMULATION],
            inhabitants=CONFIG.studies[name].tables.inhabitants,
            codes=code_files(CONFIG.studies[name]),
        output:
            files=update(
                synthetic_files(name) + [p for p in [CONFIG.studies[name].data.status] if p]
            ),
            mark=update(f"resources/synthetic/{name}/SYNTHETIC.json"),
            truth=update(f"resources/synthetic/{name}/truth.json"),
        log:
            f"logs/{name}/simulate.log",
        benchmark:
            f"benchmarks/{name}/simulate.tsv"
        resources:
            mem_mb=MEMORY,
        params:
            task=task(
                "case-simulate",
                lambda wildcards, study=name: case_simulation(study),
                f"simulate_{name}",
            ),
            folder=lambda wildcards, output: str(Path(output.truth).parent),
        message:
            f"Synthetic registers and monthly status with known rates ({name})"
        shell:
            "{params.task} --parameters data/simulation --inhabitants {input.inhabitants:q}"
            " --out-dir {params.folder:q} 2> {log:q}"
