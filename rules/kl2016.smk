"""
KL's study: open series, first courses counted at a date, answers of the job centres.

INPUTS   the files named in the config under data.series; results/<study>/register/ and surveys/;
         data/series/ (groups), data/surveys/jobcentres_*.csv (answers counted together, held
         against each other, printed), data/published/
OUTPUTS  results/<study>/series/series.{parquet,json}, {series,series_levels,series_quality}.csv
         results/<study>/shards/<shard>/{first_courses,course_activity}.parquet (never leave)
         results/<study>/courses_{counts,exits,origins,activity,incidence,age}.csv
         results/<study>/{jobcentres,jobcentre_change,jobcentre_response,jobcentre_contrasts}.csv
         results/<study>/quality.csv (what became of the rows of registers)
"""


rule ingest_series:
    input:
        files=all_series_files,
        groups=lambda wildcards: [
            study_of(wildcards).data.series.groups(key)
            for key in study_of(wildcards).data.series.held()
        ],
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
        plan=rules.plan.output.registered,
    output:
        series=update("results/{study}/series/series.parquet"),
        report=update("results/{study}/series/series.json"),
        table=update("results/{study}/series.csv"),
        levels=update("results/{study}/series_levels.csv"),
        quality=update("results/{study}/series_quality.csv"),
    log:
        "logs/{study}/ingest_series.log",
    params:
        task=task(
            "ingest-series",
            lambda wildcards: {
                "series": study_of(wildcards).data.series,
                "synthetic": is_synthetic(wildcards.study),
                "reform": study_of(wildcards).reform,
                "as_of": study_of(wildcards).as_of,
            },
        ),
        content=lambda wildcards, input: contents(wildcards.study, input.files),
    message:
        "Open series ({wildcards.study})"
    shell:
        "{params.task} --municipalities {input.municipalities:q} --series {output.series:q}"
        " --table {output.table:q} --levels {output.levels:q} --quality {output.quality:q}"
        " --report {output.report:q} 2> {log:q}"


rule kl_courses:
    input:
        persons=rules.ingest_dream.output.persons,
        spells=rules.ingest_dream.output.spells,
        population=rules.ingest_population.output.population,
        codes=code_lists,
        states=state_list,
        plan=rules.plan.output.registered,
    output:
        courses=update("results/{study}/shards/{shard}/first_courses.parquet"),
        activity=update("results/{study}/shards/{shard}/course_activity.parquet"),
    log:
        "logs/{study}/kl_courses-{shard}.log",
    benchmark:
        "benchmarks/{study}/kl_courses-{shard}.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "kl-courses",
            lambda wildcards: {
                "programme": study_of(wildcards).programme,
                "codes": study_of(wildcards).codes,
                "first_week": study_of(wildcards).register_weeks.start,
                "reform_week": study_of(wildcards).reform_week,
                "as_of_week": study_of(wildcards).as_of_week,
                "origin_weeks": study_of(wildcards).origin_weeks,
                "passive_activity": study_of(wildcards).passive_activity,
                "company_activities": study_of(wildcards).company_activities,
                "shard": {"number": int(wildcards.shard), "of": len(SHARDS)},
            },
        ),
    message:
        "First courses since the reform ({wildcards.study}, shard {wildcards.shard})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --persons {input.persons:q}"
        " --spells {input.spells:q} --population {input.population:q}"
        " --courses {output.courses:q} --activity {output.activity:q} 2> {log:q}"


rule kl_register:
    input:
        courses=shards_of("first_courses.parquet"),
        activity=shards_of("course_activity.parquet"),
        codes=code_lists,
        states=state_list,
    output:
        counts=update("results/{study}/courses_counts.csv"),
        exits=update("results/{study}/courses_exits.csv"),
        origins=update("results/{study}/courses_origins.csv"),
        activity=update("results/{study}/courses_activity.csv"),
        incidence=update("results/{study}/courses_incidence.csv"),
        age=update("results/{study}/courses_age.csv"),
    log:
        "logs/{study}/kl_register.log",
    benchmark:
        "benchmarks/{study}/kl_register.tsv"
    params:
        task=task(
            "kl-register",
            lambda wildcards: {
                "programme": study_of(wildcards).programme,
                "codes": study_of(wildcards).codes,
                "as_of_week": study_of(wildcards).as_of_week,
                "passive_weeks": study_of(wildcards).passive_weeks,
                "incidence_weeks": study_of(wildcards).incidence_weeks,
                "confidence": study_of(wildcards).confidence,
                "disclosure": study_of(wildcards).disclosure,
            },
        ),
    message:
        "Courses counted at the date of the study ({wildcards.study})"
    shell:
        "{params.task} --courses-parts {input.courses:q} --activity-parts {input.activity:q}"
        " --counts {output.counts:q} --exits {output.exits:q} --origins {output.origins:q}"
        " --activity {output.activity:q} --incidence {output.incidence:q} --age {output.age:q}"
        " 2> {log:q}"


rule kl_survey:
    input:
        survey=lambda wildcards: survey_tables(wildcards, "jobcentres"),
        before=lambda wildcards: survey_tables(wildcards, "jobcentres_before"),
        codebooks=lambda wildcards: [
            study_of(wildcards).data.surveys.codebook(key) for key in JOB_CENTRE_SURVEYS
        ],
        scales=lambda wildcards: study_of(wildcards).data.surveys.scales,
        sums="data/surveys/jobcentres_sums.csv",
        classes="data/surveys/jobcentres_classes.csv",
        contrasts="data/surveys/jobcentres_contrasts.csv",
        printed="data/surveys/jobcentres_printed.csv",
        published=PUBLISHED,
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
        plan=rules.plan.output.registered,
    output:
        shares=update("results/{study}/jobcentres.csv"),
        change=update("results/{study}/jobcentre_change.csv"),
        response=update("results/{study}/jobcentre_response.csv"),
        differences=update("results/{study}/jobcentre_contrasts.csv"),
    log:
        "logs/{study}/kl_survey.log",
    params:
        task=task("kl-survey", lambda wildcards: {"confidence": study_of(wildcards).confidence}),
        survey=lambda wildcards, input: str(Path(input.survey[0]).parent),
        before=lambda wildcards, input: (
            ["--before", str(Path(input.before[0]).parent)] if input.before else []
        ),
        published=published_folder,
    message:
        "Answers of the job centres ({wildcards.study})"
    shell:
        "{params.task} --survey {params.survey:q} --codebook {input.codebooks[0]:q}"
        " {params.before:q} --before-codebook {input.codebooks[1]:q} --scales {input.scales:q}"
        " --sums {input.sums:q} --classes {input.classes:q} --contrasts {input.contrasts:q}"
        " --printed {input.printed:q} --published {params.published:q}"
        " --municipalities {input.municipalities:q}"
        " --shares {output.shares:q} --change {output.change:q} --response {output.response:q}"
        " --differences {output.differences:q}"
        " 2> {log:q}"


rule kl_quality:
    input:
        parts=[
            "results/{study}/register/quality_dream.csv",
            "results/{study}/register/quality_population.csv",
        ],
    output:
        quality=update("results/{study}/quality.csv"),
    log:
        "logs/{study}/kl_quality.log",
    wildcard_constraints:
        study=studies_of("kl2016"),
    params:
        task=task("survey-quality", name="kl_quality"),
    message:
        "What became of the rows of the registers ({wildcards.study})"
    shell:
        "{params.task} --parts {input.parts:q} --quality {output.quality:q} 2> {log:q}"
