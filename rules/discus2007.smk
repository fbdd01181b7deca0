"""
The flexjob trial: its files, the histories of those in it and of the country, estimates.

INPUTS   the files named in the config under data.trial; results/<study>/register/;
         data/trial/ (codebooks), data/published/
OUTPUTS  results/<study>/trial/{persons,jobs,people,months}.parquet (never leave)
         results/<study>/trial_{flow,baseline,outcomes,municipalities,times,time_effects,durability,
         subgroups,panel,panel_effects,national,composition,status,profiles,jobs,power,fees,
         break_even,counts,quality}.csv, results/<study>/quality.csv
"""


rule ingest_trial:
    input:
        files=trial_files,
        codebooks=trial_codebooks,
        scales=lambda wildcards: study_of(wildcards).data.trial.scales,
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
    output:
        persons=update("results/{study}/trial/persons.parquet"),
        jobs=update("results/{study}/trial/jobs.parquet"),
        report=update("results/{study}/trial/trial.json"),
        quality=update("results/{study}/trial_quality.csv"),
    log:
        "logs/{study}/ingest_trial.log",
    params:
        task=task(
            "ingest-trial",
            lambda wildcards: {
                "trial": study_of(wildcards).data.trial,
                "waiting": study_of(wildcards).waiting,
                "synthetic": is_synthetic(wildcards.study),
                "tolerance": study_of(wildcards).data.tolerance,
                "key_digits": study_of(wildcards).data.key_digits,
                "project_start": study_of(wildcards).project_start,
                "project_end": study_of(wildcards).project_end,
            },
        ),
        content=lambda wildcards, input: contents(wildcards.study, input.files),
    message:
        "Persons and jobs of the trial ({wildcards.study})"
    shell:
        "{params.task} --files {input.files:q} --codebooks {input.codebooks:q}"
        " --scales {input.scales:q} --municipalities {input.municipalities:q} --persons {output.persons:q}"
        " --jobs {output.jobs:q} --quality {output.quality:q} --report {output.report:q} 2> {log:q}"


rule trial_histories:
    input:
        trial=rules.ingest_trial.output.persons,
        persons=rules.ingest_dream.output.persons,
        spells=rules.ingest_dream.output.spells,
        population=rules.ingest_population.output.population,
        codes=code_lists,
    output:
        people=update("results/{study}/trial/people.parquet"),
        months=update("results/{study}/trial/months.parquet"),
    log:
        "logs/{study}/trial_histories.log",
    benchmark:
        "benchmarks/{study}/trial_histories.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "trial-histories",
            lambda wildcards: {
                "codes": study_of(wildcards).codes,
                "waiting": study_of(wildcards).waiting,
                "smallest_link": study_of(wildcards).data.smallest_link,
                "first_week": study_of(wildcards).register_weeks.start,
                "last_week": study_of(wildcards).register_weeks.stop - 1,
                "project_start": study_of(wildcards).project_start,
                "status_date": study_of(wildcards).status_date,
            },
        ),
    message:
        "Histories of the trial and of all who waited as long ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --trial {input.trial:q}"
        " --persons {input.persons:q} --spells {input.spells:q} --population {input.population:q}"
        " --people {output.people:q} --months {output.months:q} 2> {log:q}"


rule trial_effects:
    input:
        persons=rules.ingest_trial.output.persons,
        jobs=rules.ingest_trial.output.jobs,
        people=rules.trial_histories.output.people,
        months=rules.trial_histories.output.months,
        plan=rules.plan.output.registered,
    output:
        outcomes=update("results/{study}/trial_outcomes.csv"),
        municipalities=update("results/{study}/trial_municipalities.csv"),
        subgroups=update("results/{study}/trial_subgroups.csv"),
        power=update("results/{study}/trial_power.csv"),
    log:
        "logs/{study}/trial_effects.log",
    benchmark:
        "benchmarks/{study}/trial_effects.tsv"
    params:
        task=task("trial-effects", trial_estimation),
    message:
        "Effects of the draw by intention to treat ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --jobs {input.jobs:q} --people {input.people:q}"
        " --months {input.months:q} --outcomes {output.outcomes:q}"
        " --municipalities {output.municipalities:q} --subgroups {output.subgroups:q}"
        " --power {output.power:q} 2> {log:q}"


rule trial_times:
    input:
        persons=rules.ingest_trial.output.persons,
        jobs=rules.ingest_trial.output.jobs,
        plan=rules.plan.output.registered,
    output:
        times=update("results/{study}/trial_times.csv"),
        effects=update("results/{study}/trial_time_effects.csv"),
        durability=update("results/{study}/trial_durability.csv"),
    log:
        "logs/{study}/trial_times.log",
    params:
        task=task("trial-times", trial_estimation),
    message:
        "Time to a flexjob and how long it lasts ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --jobs {input.jobs:q} --times {output.times:q}"
        " --effects {output.effects:q} --durability {output.durability:q} 2> {log:q}"


rule trial_panel:
    input:
        persons=rules.ingest_trial.output.persons,
        jobs=rules.ingest_trial.output.jobs,
        plan=rules.plan.output.registered,
    output:
        panel=update("results/{study}/trial_panel.csv"),
        effects=update("results/{study}/trial_panel_effects.csv"),
    log:
        "logs/{study}/trial_panel.log",
    params:
        task=task("trial-panel", trial_estimation),
    message:
        "Panel regression by month ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --jobs {input.jobs:q} --panel {output.panel:q}"
        " --effects {output.effects:q} 2> {log:q}"


rule trial_describe:
    input:
        persons=rules.ingest_trial.output.persons,
        jobs=rules.ingest_trial.output.jobs,
        people=rules.trial_histories.output.people,
        codebooks=trial_codebooks,
        scales=lambda wildcards: study_of(wildcards).data.trial.scales,
    output:
        flow=update("results/{study}/trial_flow.csv"),
        baseline=update("results/{study}/trial_baseline.csv"),
        profiles=update("results/{study}/trial_profiles.csv"),
        jobs=update("results/{study}/trial_jobs.csv"),
    log:
        "logs/{study}/trial_describe.log",
    params:
        task=task("trial-describe", trial_estimation),
    message:
        "Who was drawn, who was followed, and what jobs they got ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --jobs {input.jobs:q} --people {input.people:q}"
        " --codebooks {input.codebooks:q} --scales {input.scales:q}"
        " --flow {output.flow:q} --baseline {output.baseline:q} --profiles {output.profiles:q}"
        " --jobs-table {output.jobs:q} 2> {log:q}"


rule trial_national:
    input:
        persons=rules.ingest_trial.output.persons,
        people=rules.trial_histories.output.people,
        months=rules.trial_histories.output.months,
        plan=rules.plan.output.registered,
    output:
        national=update("results/{study}/trial_national.csv"),
        composition=update("results/{study}/trial_composition.csv"),
        status=update("results/{study}/trial_status.csv"),
    log:
        "logs/{study}/trial_national.log",
    params:
        task=task("trial-national", trial_estimation),
    message:
        "The trial beside all in the country who waited as long ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --people {input.people:q}"
        " --months {input.months:q} --national {output.national:q}"
        " --composition {output.composition:q} --status {output.status:q} 2> {log:q}"


rule trial_fees:
    input:
        persons=rules.ingest_trial.output.persons,
        jobs=rules.ingest_trial.output.jobs,
    output:
        fees=update("results/{study}/trial_fees.csv"),
        break_even=update("results/{study}/trial_break_even.csv"),
    log:
        "logs/{study}/trial_fees.log",
    params:
        task=task(
            "trial-fees",
            lambda wildcards: {
                "fees": study_of(wildcards).fees,
                "disclosure": study_of(wildcards).disclosure,
                "project_start": study_of(wildcards).project_start,
                "project_end": study_of(wildcards).project_end,
                "randomisation": study_of(wildcards).randomisation,
                "confidence": study_of(wildcards).confidence,
            },
        ),
    message:
        "What other actors are paid ({wildcards.study})"
    shell:
        "{params.task} --persons {input.persons:q} --jobs {input.jobs:q} --fees {output.fees:q}"
        " --break-even {output.break_even:q} 2> {log:q}"


rule trial_counts:
    input:
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        counts=update("results/{study}/trial_counts.csv"),
    log:
        "logs/{study}/trial_counts.log",
    params:
        task=task(
            "trial-counts",
            lambda wildcards: {"confidence": study_of(wildcards).confidence},
        ),
        published=published_folder,
    message:
        "What follows from the published counts alone ({wildcards.study})"
    shell:
        "{params.task} --published {params.published:q} --counts {output.counts:q} 2> {log:q}"


rule trial_quality:
    input:
        parts=[
            "results/{study}/register/quality_dream.csv",
            "results/{study}/register/quality_population.csv",
        ],
    output:
        quality=update("results/{study}/quality.csv"),
    log:
        "logs/{study}/trial_quality.log",
    wildcard_constraints:
        study=studies_of("discus2007"),
    params:
        task=task("survey-quality", name="trial_quality"),
    message:
        "What became of the rows of the registers ({wildcards.study})"
    shell:
        "{params.task} --parts {input.parts:q} --quality {output.quality:q} 2> {log:q}"
