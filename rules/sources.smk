"""
Sources: the raw files of synthetic studies. Real files come from the user and have no rule.

INPUTS   data/simulation/ (parameters), data/surveys/ (codebooks)
OUTPUTS  resources/synthetic/<study>/: register files in their real layouts, the files of
         those surveys that the config has, the mark, truth.json
"""

for name in filter(is_synthetic, STUDIES):

    rule:
        name:
            f"simulate_{name}"
        input:
            parameters=sorted(str(p) for p in Path("data/simulation").iterdir()),
            codebooks=[
                f"data/surveys/{key}.csv"
                for key in (*SURVEYS, "scales")
                if key == "scales" or has_survey(name, key)
            ],
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
