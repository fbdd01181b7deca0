"""
Ingest: raw register files to validated Parquet.

INPUTS   the files named in the config under data; data/codes/
OUTPUTS  results/<study>/converted/<source>/*.parquet (copies of files of slow formats)
         results/<study>/register/{persons,spells,employment,hours,population,stv}.parquet
         results/<study>/register/dream.json (counts and the mark of synthetic data)
         results/<study>/register/quality_{dream,hours,population}.csv (what became of every row)
"""


# A file of a slow format is decoded once; what reads it afterwards reads the copy.
rule convert:
    input:
        raw=raw_file,
    output:
        parquet=update("results/{study}/converted/{source}/{file}.parquet"),
    log:
        "logs/{study}/convert-{source}-{file}.log",
    benchmark:
        "benchmarks/{study}/convert-{source}-{file}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task("convert", source_settings),
        content=lambda wildcards: contents(wildcards.study, [raw_file(wildcards)]),
    message:
        "{input.raw} copied to Parquet ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --raw {input.raw:q}"
        " --parquet {output.parquet:q} 2> {log:q}"


rule ingest_dream:
    input:
        dream=data_files("dream"),
        codes=code_lists,
    output:
        persons=update("results/{study}/register/persons.parquet"),
        spells=update("results/{study}/register/spells.parquet"),
        employment=update("results/{study}/register/employment.parquet"),
        quality=update("results/{study}/register/quality_dream.csv"),
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
            lambda wildcards: dream_stage(
                study_of(wildcards), synthetic=is_synthetic(wildcards.study)
            ),
        ),
        content=contents_read("dream"),
    message:
        "Benefit histories from DREAM ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --files {input.dream:q}"
        " --persons {output.persons:q} --spells {output.spells:q}"
        " --employment {output.employment:q} --quality {output.quality:q}"
        " --report {output.report:q} 2> {log:q}"


rule ingest_hours:
    input:
        hours=data_files("hours"),
    output:
        hours=update("results/{study}/register/hours.parquet"),
        quality=update("results/{study}/register/quality_hours.csv"),
    log:
        "logs/{study}/ingest_hours.log",
    benchmark:
        "benchmarks/{study}/ingest_hours.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "ingest-hours",
            lambda wildcards: hours_stage(
                study_of(wildcards), synthetic=is_synthetic(wildcards.study)
            ),
        ),
        content=contents_read("hours"),
    message:
        "Paid hours from BFL ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --files {input.hours:q}"
        " --hours {output.hours:q} --quality {output.quality:q} 2> {log:q}"


rule ingest_population:
    input:
        population=data_files("population"),
        stv=data_files("stv"),
    output:
        population=update("results/{study}/register/population.parquet"),
        stv=update("results/{study}/register/stv.parquet"),
        quality=update("results/{study}/register/quality_population.csv"),
    log:
        "logs/{study}/ingest_population.log",
    benchmark:
        "benchmarks/{study}/ingest_population.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "ingest-population",
            lambda wildcards: population_stage(
                study_of(wildcards), synthetic=is_synthetic(wildcards.study)
            ),
        ),
        content=contents_read("population"),
        content_stv=contents_read("stv"),
    message:
        "Background from BEF and the STV list ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --files {input.population:q}"
        " --stv-files {input.stv:q} --population {output.population:q} --stv {output.stv:q}"
        " --quality {output.quality:q} 2> {log:q}"
