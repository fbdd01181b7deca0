"""
Factors: of the staff's answers, and of the municipalities' published fidelity.

INPUTS   results/<study>/surveys/staff/answers.parquet with its codebook; data/published/
OUTPUTS  results/<study>/efa_{suitability,eigenvalues,loadings,correlations}.csv
         results/<study>/municipal_{factor,loadings,index}.csv
"""


rule factors:
    input:
        answers=survey_table("staff", "answers.parquet"),
        codebook=lambda wildcards: study_of(wildcards).data.surveys.codebook("staff"),
        plan=rules.plan.output.registered,
    output:
        suitability=update("results/{study}/efa_suitability.csv"),
        eigenvalues=update("results/{study}/efa_eigenvalues.csv"),
        loadings=update("results/{study}/efa_loadings.csv"),
        correlations=update("results/{study}/efa_correlations.csv"),
    log:
        "logs/{study}/factors.log",
    benchmark:
        "benchmarks/{study}/factors.tsv"
    params:
        task=task("factors", lambda wildcards: {"estimation": study_of(wildcards).estimation}),
    message:
        "Factors of the staff's answers ({wildcards.study})"
    shell:
        "{params.task} --answers {input.answers:q} --codebook {input.codebook:q}"
        " --suitability {output.suitability:q} --eigenvalues {output.eigenvalues:q}"
        " --loadings {output.loadings:q} --correlations {output.correlations:q} 2> {log:q}"


rule municipal_factors:
    input:
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        factor=update("results/{study}/municipal_factor.csv"),
        loadings=update("results/{study}/municipal_loadings.csv"),
        index=update("results/{study}/municipal_index.csv"),
    log:
        "logs/{study}/municipal_factors.log",
    benchmark:
        "benchmarks/{study}/municipal_factors.tsv"
    params:
        task=task(
            "municipal-factors", lambda wildcards: {"estimation": study_of(wildcards).estimation}
        ),
        folder=published_folder,
    message:
        "What the municipalities' fidelity has in common ({wildcards.study})"
    shell:
        "{params.task} --published {params.folder:q} --factor {output.factor:q}"
        " --loadings {output.loadings:q} --index {output.index:q} 2> {log:q}"
