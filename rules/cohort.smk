"""
Cohort and moments: who is studied, summed to clusters. Persons are not needed after this stage.

INPUTS   results/<study>/register/
OUTPUTS  results/<study>/shards/<shard>/{cohort,outcomes}.parquet (persons, one shard each)
         results/<study>/{moments,risk}.parquet, attrition.csv, baseline.csv
"""


rule cohort:
    input:
        persons=rules.ingest_dream.output.persons,
        spells=rules.ingest_dream.output.spells,
        employment=rules.ingest_dream.output.employment,
        hours=rules.ingest_hours.output.hours,
        population=rules.ingest_population.output.population,
        stv=rules.ingest_population.output.stv,
        codes=code_lists,
    output:
        cohort=update("results/{study}/shards/{shard}/cohort.parquet"),
        outcomes=update("results/{study}/shards/{shard}/outcomes.parquet"),
        attrition=update("results/{study}/shards/{shard}/attrition.csv"),
    log:
        "logs/{study}/cohort-{shard}.log",
    benchmark:
        "benchmarks/{study}/cohort-{shard}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "cohort",
            lambda wildcards: {
                "codes": study_of(wildcards).codes,
                "programme": study_of(wildcards).programme,
                "ordinary_hours": study_of(wildcards).ordinary_hours,
                "cohorts": study_of(wildcards).cohorts,
                "municipalities": study_of(wildcards).municipalities,
                "background": study_of(wildcards).background,
                "count_imputed": study_of(wildcards).data.hours.count_imputed,
                "shard": {"number": int(wildcards.shard), "of": len(SHARDS)},
            },
        ),
    message:
        "Cohorts with background and weekly outcomes ({wildcards.study}, shard {wildcards.shard})"
    shell:
        "{params.task} --persons {input.persons:q} --spells {input.spells:q}"
        " --employment {input.employment:q} --hours {input.hours:q}"
        " --population {input.population:q} --stv {input.stv:q} --cohort {output.cohort:q}"
        " --outcomes {output.outcomes:q} --attrition {output.attrition:q} 2> {log:q}"


rule moments:
    input:
        cohort=rules.cohort.output.cohort,
        outcomes=rules.cohort.output.outcomes,
    output:
        moments=update("results/{study}/shards/{shard}/moments.parquet"),
        risk=update("results/{study}/shards/{shard}/risk.parquet"),
        background=update("results/{study}/shards/{shard}/background.csv"),
    log:
        "logs/{study}/moments-{shard}.log",
    benchmark:
        "benchmarks/{study}/moments-{shard}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "moments",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "weeks": study_of(wildcards).cohorts.weeks,
            },
        ),
    message:
        "Moments of municipality × cohort × week ({wildcards.study}, shard {wildcards.shard})"
    shell:
        "{params.task} --cohort {input.cohort:q} --outcomes {input.outcomes:q}"
        " --moments {output.moments:q} --risk {output.risk:q} --background {output.background:q}"
        " 2> {log:q}"


rule gather:
    input:
        moments=shards_of("moments.parquet"),
        risk=shards_of("risk.parquet"),
    output:
        moments=update("results/{study}/moments.parquet"),
        risk=update("results/{study}/risk.parquet"),
    log:
        "logs/{study}/gather.log",
    benchmark:
        "benchmarks/{study}/gather.tsv"
    params:
        task=task("gather"),
    message:
        "Moments of all shards added up ({wildcards.study})"
    shell:
        "{params.task} --moment-parts {input.moments:q} --risk-parts {input.risk:q}"
        " --moments {output.moments:q} --risk {output.risk:q} 2> {log:q}"


rule describe:
    input:
        attrition=shards_of("attrition.csv"),
        background=shards_of("background.csv"),
        risk=rules.gather.output.risk,
    output:
        attrition=update("results/{study}/attrition.csv"),
        baseline=update("results/{study}/baseline.csv"),
    log:
        "logs/{study}/describe.log",
    benchmark:
        "benchmarks/{study}/describe.tsv"
    params:
        task=task("describe"),
    message:
        "Attrition flow and baseline table ({wildcards.study})"
    shell:
        "{params.task} --attrition-parts {input.attrition:q}"
        " --background-parts {input.background:q} --risk {input.risk:q}"
        " --attrition {output.attrition:q} --baseline {output.baseline:q} 2> {log:q}"
