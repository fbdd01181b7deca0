"""
Cohort and moments: who is studied, summed to clusters. Persons are not needed after this stage.

INPUTS   results/<study>/register/
OUTPUTS  results/<study>/shards/<shard>/{cohort,outcomes,placebo_cohort,placebo_outcomes,states,
         courses}.parquet (persons, one shard each)
         results/<study>/links.csv (the sources know the same persons, or nothing below is made)
         results/<study>/{moments,risk,yearly_moments,yearly_risk,static,causes}.parquet
         results/<study>/{attrition,baseline,balance,follow_up,hours_weekly,exits,flows,
         quality}.csv
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
        states=state_list,
    output:
        cohort=update("results/{study}/shards/{shard}/cohort.parquet"),
        outcomes=update("results/{study}/shards/{shard}/outcomes.parquet"),
        placebo_cohort=update("results/{study}/shards/{shard}/placebo_cohort.parquet"),
        placebo_outcomes=update("results/{study}/shards/{shard}/placebo_outcomes.parquet"),
        states=update("results/{study}/shards/{shard}/states.parquet"),
        courses=update("results/{study}/shards/{shard}/courses.parquet"),
        attrition=update("results/{study}/shards/{shard}/attrition.csv"),
        links=update("results/{study}/shards/{shard}/links.csv"),
        quality=update("results/{study}/shards/{shard}/quality.csv"),
    log:
        "logs/{study}/cohort-{shard}.log",
    benchmark:
        "benchmarks/{study}/cohort-{shard}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "cohort",
            lambda wildcards: cohort_stage(study_of(wildcards), int(wildcards.shard), len(SHARDS)),
        ),
    message:
        "Cohorts with background and weekly outcomes ({wildcards.study}, shard {wildcards.shard})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb}"
        " --persons {input.persons:q} --spells {input.spells:q}"
        " --employment {input.employment:q} --hours {input.hours:q}"
        " --population {input.population:q} --stv {input.stv:q} --cohort {output.cohort:q}"
        " --outcomes {output.outcomes:q} --placebo-cohort {output.placebo_cohort:q}"
        " --placebo-outcomes {output.placebo_outcomes:q} --states {output.states:q}"
        " --courses {output.courses:q}"
        " --attrition {output.attrition:q} --links {output.links:q}"
        " --quality {output.quality:q} 2> {log:q}"


rule links:
    input:
        links=shards_of("links.csv"),
        quality=shards_of("quality.csv"),
    output:
        links=update("results/{study}/links.csv"),
    log:
        "logs/{study}/links.log",
    benchmark:
        "benchmarks/{study}/links.tsv"
    params:
        task=task(
            "links",
            lambda wildcards: {"smallest_link": study_of(wildcards).data.smallest_link},
        ),
    message:
        "Whether the sources know the same persons in every year ({wildcards.study})"
    shell:
        "{params.task} --link-parts {input.links:q} --quality-parts {input.quality:q}"
        " --links {output.links:q} 2> {log:q}"


rule moments:
    input:
        cohort=rules.cohort.output.cohort,
        outcomes=rules.cohort.output.outcomes,
        placebo_cohort=rules.cohort.output.placebo_cohort,
        placebo_outcomes=rules.cohort.output.placebo_outcomes,
        states=rules.cohort.output.states,
        list=state_list,
        # Not read: sources that do not link must stop the run before a result is overwritten.
        links=rules.links.output.links,
    output:
        moments=update("results/{study}/shards/{shard}/moments.parquet"),
        risk=update("results/{study}/shards/{shard}/risk.parquet"),
        background=update("results/{study}/shards/{shard}/background.csv"),
        follow_up=update("results/{study}/shards/{shard}/follow_up.csv"),
        hours_weekly=update("results/{study}/shards/{shard}/hours_weekly.csv"),
        yearly_moments=update("results/{study}/shards/{shard}/yearly_moments.parquet"),
        yearly_risk=update("results/{study}/shards/{shard}/yearly_risk.parquet"),
        static=update("results/{study}/shards/{shard}/static.parquet"),
        causes=update("results/{study}/shards/{shard}/causes.parquet"),
        exits=update("results/{study}/shards/{shard}/exits.csv"),
        flows=update("results/{study}/shards/{shard}/flows.csv"),
    log:
        "logs/{study}/moments-{shard}.log",
    benchmark:
        "benchmarks/{study}/moments-{shard}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task("moments", lambda wildcards: moments_stage(study_of(wildcards))),
    message:
        "Moments of municipality × cohort × week ({wildcards.study}, shard {wildcards.shard})"
    shell:
        "{params.task} --cohort {input.cohort:q} --outcomes {input.outcomes:q}"
        " --moments {output.moments:q} --risk {output.risk:q} --background {output.background:q}"
        " --follow-up {output.follow_up:q} --hours-weekly {output.hours_weekly:q}"
        " --placebo-cohort {input.placebo_cohort:q} --placebo-outcomes {input.placebo_outcomes:q}"
        " --states {input.states:q} --yearly-moments {output.yearly_moments:q}"
        " --yearly-risk {output.yearly_risk:q} --static {output.static:q}"
        " --causes {output.causes:q} --exits {output.exits:q} --flows {output.flows:q} 2> {log:q}"


rule gather:
    input:
        moments=shards_of("moments.parquet"),
        risk=shards_of("risk.parquet"),
        yearly_moments=shards_of("yearly_moments.parquet"),
        yearly_risk=shards_of("yearly_risk.parquet"),
        static=shards_of("static.parquet"),
        causes=shards_of("causes.parquet"),
    output:
        moments=update("results/{study}/moments.parquet"),
        risk=update("results/{study}/risk.parquet"),
        yearly_moments=update("results/{study}/yearly_moments.parquet"),
        yearly_risk=update("results/{study}/yearly_risk.parquet"),
        static=update("results/{study}/static.parquet"),
        causes=update("results/{study}/causes.parquet"),
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
        " --yearly-moment-parts {input.yearly_moments:q} --yearly-risk-parts {input.yearly_risk:q}"
        " --static-parts {input.static:q} --cause-parts {input.causes:q}"
        " --moments {output.moments:q} --risk {output.risk:q}"
        " --yearly-moments {output.yearly_moments:q} --yearly-risk {output.yearly_risk:q}"
        " --static {output.static:q} --causes {output.causes:q} 2> {log:q}"


rule describe:
    input:
        attrition=shards_of("attrition.csv"),
        background=shards_of("background.csv"),
        follow_up=shards_of("follow_up.csv"),
        hours_weekly=shards_of("hours_weekly.csv"),
        exits=shards_of("exits.csv"),
        flows=shards_of("flows.csv"),
        quality=shards_of("quality.csv"),
        registers=[
            rules.ingest_dream.output.quality,
            rules.ingest_hours.output.quality,
            rules.ingest_population.output.quality,
        ],
        moments=rules.gather.output.moments,
        risk=rules.gather.output.risk,
        causes=rules.gather.output.causes,
        codes=code_lists,
        states=state_list,
    output:
        attrition=update("results/{study}/attrition.csv"),
        baseline=update("results/{study}/baseline.csv"),
        balance=update("results/{study}/balance.csv"),
        follow_up=update("results/{study}/follow_up.csv"),
        hours_weekly=update("results/{study}/hours_weekly.csv"),
        exits=update("results/{study}/exits.csv"),
        flows=update("results/{study}/flows.csv"),
        quality=update("results/{study}/quality.csv"),
    log:
        "logs/{study}/describe.log",
    benchmark:
        "benchmarks/{study}/describe.tsv"
    wildcard_constraints:
        study=studies_of("brf2019", "programme"),
    params:
        task=task(
            "describe",
            lambda wildcards: {
                "codes": study_of(wildcards).codes,
                "background": study_of(wildcards).background,
                "cohorts": study_of(wildcards).cohorts,
                "follow_up": study_of(wildcards).follow_up,
                "disclosure": study_of(wildcards).disclosure,
            },
        ),
    message:
        "Attrition, baseline, balance, follow-up, weekly hours, exits, quality ({wildcards.study})"
    shell:
        "{params.task} --attrition-parts {input.attrition:q}"
        " --background-parts {input.background:q} --follow-up-parts {input.follow_up:q}"
        " --hours-weekly-parts {input.hours_weekly:q} --exits-parts {input.exits:q}"
        " --flows-parts {input.flows:q} --quality-parts {input.quality:q}"
        " --register-quality {input.registers:q} --moments {input.moments:q}"
        " --risk {input.risk:q} --causes {input.causes:q} --attrition {output.attrition:q}"
        " --baseline {output.baseline:q} --balance {output.balance:q}"
        " --follow-up {output.follow_up:q} --hours-weekly {output.hours_weekly:q}"
        " --exits {output.exits:q} --flows {output.flows:q}"
        " --quality {output.quality:q} 2> {log:q}"
