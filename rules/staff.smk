"""
Survey of staff: fidelity, belief and reliability, beside the printed tables.

INPUTS   results/<study>/surveys/staff/{answers.parquet,survey.json}; data/published/; the list of
         municipalities; the staff that there was (data.surveys.staff.population), if it is known
OUTPUTS  results/<study>/{survey_fidelity,survey_change,survey_reliability,fidelity_comparison,
         fidelity_margins}.csv
"""


rule fidelity_survey:
    input:
        answers=survey_table("staff", "answers.parquet"),
        mark=survey_table("staff", "survey.json"),
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
        population=survey_population,
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        fidelity=update("results/{study}/survey_fidelity.csv"),
        change=update("results/{study}/survey_change.csv"),
        reliability=update("results/{study}/survey_reliability.csv"),
        comparison=update("results/{study}/fidelity_comparison.csv"),
        margins=update("results/{study}/fidelity_margins.csv"),
    log:
        "logs/{study}/fidelity_survey.log",
    benchmark:
        "benchmarks/{study}/fidelity_survey.tsv"
    params:
        task=task(
            "fidelity-survey",
            lambda wildcards: {
                "disclosure": study_of(wildcards).disclosure,
                "estimation": study_of(wildcards).estimation,
            },
        ),
        population=lambda wildcards, input: (
            ["--population", *input.population] if input.population else []
        ),
        content=lambda wildcards, input: contents(wildcards.study, input.population),
        folder=published_folder,
    message:
        "Fidelity from the survey of staff ({wildcards.study})"
    shell:
        "{params.task} --answers {input.answers:q} --mark {input.mark:q}"
        " --municipalities {input.municipalities:q} {params.population:q}"
        " --published {params.folder:q} --out-fidelity {output.fidelity:q}"
        " --out-change {output.change:q} --out-reliability {output.reliability:q}"
        " --out-comparison {output.comparison:q} --out-margins {output.margins:q} 2> {log:q}"
