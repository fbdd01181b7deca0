"""
Link of effect with fidelity and belief: effects of municipalities against their staff's answers.

INPUTS   results/<study>/moments.parquet, results/<study>/surveys/staff/answers.parquet,
         the file of data.surveys.municipality_key
OUTPUTS  results/<study>/{link,link_power,link_points}.csv
"""


rule link:
    input:
        moments=rules.gather.output.moments,
        answers="results/{study}/surveys/staff/answers.parquet",
        key=lambda wildcards: municipality_key(wildcards.study),
        marks=[
            rules.ingest_dream.output.report,
            "results/{study}/surveys/staff/survey.json",
        ],
        plan=rules.plan.output.registered,
    output:
        link=update("results/{study}/link.csv"),
        power=update("results/{study}/link_power.csv"),
        points=update("results/{study}/link_points.csv"),
    log:
        "logs/{study}/link.log",
    benchmark:
        "benchmarks/{study}/link.tsv"
    params:
        task=task(
            "link",
            lambda wildcards: {
                "estimation": study_of(wildcards).estimation,
                "disclosure": study_of(wildcards).disclosure,
                "participants": study_of(wildcards).municipalities.participants,
            },
        ),
        content=lambda wildcards, input: contents(wildcards.study, input.key),
        key=lambda wildcards, input: " ".join(
            f"--municipality-key {shlex.quote(path)}" for path in input.key
        ),
    message:
        "Effects against fidelity and belief ({wildcards.study})"
    shell:
        "{params.task} --moments {input.moments:q} --answers {input.answers:q}"
        " {params.key} --marks {input.marks:q} --link {output.link:q} --power {output.power:q}"
        " --points {output.points:q} 2> {log:q}"
