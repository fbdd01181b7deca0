"""
Ingest: raw register files to validated Parquet.

INPUTS   the files named in the config under data; data/codes/
OUTPUTS  results/<study>/register/{persons,spells,employment,hours,population,stv}.parquet
         results/<study>/register/dream.json (counts and the mark of synthetic data)
"""


rule ingest_dream:
    input:
        dream=data_files("dream"),
        codes=code_lists,
    output:
        persons=update("results/{study}/register/persons.parquet"),
        spells=update("results/{study}/register/spells.parquet"),
        employment=update("results/{study}/register/employment.parquet"),
        report=update("results/{study}/register/dream.json"),
    log:
        "logs/{study}/ingest_dream.log",
    benchmark:
        "benchmarks/{study}/ingest_dream.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "ingest-dream",
            lambda wildcards: {
                "dream": study_of(wildcards).data.dream,
                "codes": study_of(wildcards).codes,
                "synthetic": is_synthetic(wildcards.study),
                "first_week": span_of(study_of(wildcards)).start,
                "last_week": span_of(study_of(wildcards)).stop - 1,
                "start_years": start_years(study_of(wildcards).cohorts),
            },
        ),
    message:
        "Benefit histories from DREAM ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --persons {output.persons:q} --spells {output.spells:q}"
        " --employment {output.employment:q} --report {output.report:q} 2> {log:q}"


rule ingest_hours:
    input:
        hours=data_files("hours"),
    output:
        hours=update("results/{study}/register/hours.parquet"),
    log:
        "logs/{study}/ingest_hours.log",
    benchmark:
        "benchmarks/{study}/ingest_hours.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "ingest-hours",
            lambda wildcards: {
                "hours": study_of(wildcards).data.hours,
                "synthetic": is_synthetic(wildcards.study),
            },
        ),
    message:
        "Paid hours from BFL ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --hours {output.hours:q} 2> {log:q}"


rule ingest_population:
    input:
        population=data_files("population"),
        stv=data_files("stv"),
    output:
        population=update("results/{study}/register/population.parquet"),
        stv=update("results/{study}/register/stv.parquet"),
    log:
        "logs/{study}/ingest_population.log",
    benchmark:
        "benchmarks/{study}/ingest_population.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "ingest-population",
            lambda wildcards: {
                "population": study_of(wildcards).data.population,
                "stv": study_of(wildcards).data.stv,
                "synthetic": is_synthetic(wildcards.study),
            },
        ),
    message:
        "Background from BEF and the STV list ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --population {output.population:q} --stv {output.stv:q}"
        " 2> {log:q}"
