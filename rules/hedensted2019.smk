"""
The business case: where persons are and go, what the targets mean, what they cost and bring.

INPUTS   results/<study>/register/; data/business_case/ (or the study's own tables); the
         municipality's monthly status, if it has one; data/published/
OUTPUTS  results/<study>/flow/people.parquet (never leaves)
         results/<study>/flow_{stocks,durations,exits,entries,transitions,refunds,rates,projection,
         consistency}.csv, flow_{boot,paths}.parquet,
         results/<study>/{potential,potential_benchmark,followup,followup_latest,status,
         status_quality}.csv,
         results/<study>/case_{parameters,flows,results,break_even,tornado,targets,draws}.csv,
         results/<study>/quality.csv
"""


rule flows:
    input:
        persons=rules.ingest_dream.output.persons,
        spells=rules.ingest_dream.output.spells,
        employment=rules.ingest_dream.output.employment,
        population=rules.ingest_population.output.population,
        states=case_table("states"),
        codes=code_lists,
        plan=rules.plan.output.registered,
    output:
        people=update("results/{study}/flow/people.parquet"),
        boot=update("results/{study}/flow_boot.parquet"),
        stocks=update("results/{study}/flow_stocks.csv"),
        durations=update("results/{study}/flow_durations.csv"),
        exits=update("results/{study}/flow_exits.csv"),
        entries=update("results/{study}/flow_entries.csv"),
        transitions=update("results/{study}/flow_transitions.csv"),
        refunds=update("results/{study}/flow_refunds.csv"),
    log:
        "logs/{study}/flows.log",
    benchmark:
        "benchmarks/{study}/flows.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "flows",
            lambda wildcards: {
                **case_settings("codes", "units", "as_of", "followed_until", "flow")(wildcards),
                **case_settings("confidence", "disclosure")(wildcards),
                "first_week": study_of(wildcards).register_weeks.start,
                "last_week": study_of(wildcards).register_weeks.stop - 1,
            },
        ),
    message:
        "Where persons are each month and where they go ({wildcards.study})"
    shell:
        "{params.task} --memory-mb {resources.mem_mb} --persons {input.persons:q}"
        " --spells {input.spells:q} --employment {input.employment:q}"
        " --population {input.population:q} --states {input.states:q}"
        " --people {output.people:q} --boot {output.boot:q} --stocks {output.stocks:q}"
        " --durations {output.durations:q} --exits {output.exits:q} --entries {output.entries:q}"
        " --transitions {output.transitions:q} --refunds {output.refunds:q} 2> {log:q}"


rule flow_model:
    input:
        stocks=rules.flows.output.stocks,
        durations=rules.flows.output.durations,
        exits=rules.flows.output.exits,
        entries=rules.flows.output.entries,
        transitions=rules.flows.output.transitions,
        refunds=rules.flows.output.refunds,
        boot=rules.flows.output.boot,
        states=case_table("states"),
        targets=case_table("targets"),
        baseline=case_table("baseline"),
        plan=rules.plan.output.registered,
    output:
        rates=update("results/{study}/flow_rates.csv"),
        paths=update("results/{study}/flow_paths.parquet"),
        projection=update("results/{study}/flow_projection.csv"),
        consistency=update("results/{study}/flow_consistency.csv"),
    log:
        "logs/{study}/flow_model.log",
    benchmark:
        "benchmarks/{study}/flow_model.tsv"
    params:
        task=task(
            "flow-model",
            case_settings("flow", "as_of", "confidence", "disclosure"),
        ),
    message:
        "Persons in each state over the coming years, as now and with the targets ({wildcards.study})"
    shell:
        "{params.task} --stocks {input.stocks:q} --durations {input.durations:q}"
        " --exits {input.exits:q} --entries {input.entries:q} --transitions {input.transitions:q}"
        " --refunds {input.refunds:q} --boot {input.boot:q} --states {input.states:q}"
        " --targets {input.targets:q} --baseline {input.baseline:q} --rates {output.rates:q}"
        " --paths {output.paths:q} --projection {output.projection:q}"
        " --consistency {output.consistency:q} 2> {log:q}"


rule case_economics:
    input:
        paths=rules.flow_model.output.paths,
        parameters=case_table("parameters"),
        states=case_table("states"),
        targets=case_table("targets"),
        plan=rules.plan.output.registered,
    output:
        parameters=update("results/{study}/case_parameters.csv"),
        flows=update("results/{study}/case_flows.csv"),
        results=update("results/{study}/case_results.csv"),
        break_even=update("results/{study}/case_break_even.csv"),
        tornado=update("results/{study}/case_tornado.csv"),
        targets=update("results/{study}/case_targets.csv"),
        draws=update("results/{study}/case_draws.csv"),
    log:
        "logs/{study}/case_economics.log",
    benchmark:
        "benchmarks/{study}/case_economics.tsv"
    params:
        task=task(
            "case-economics",
            case_settings("economics", "flow", "as_of", "confidence"),
        ),
    message:
        "What the targets bring municipality, region, state and citizen ({wildcards.study})"
    shell:
        "{params.task} --paths {input.paths:q} --in-parameters {input.parameters:q}"
        " --states {input.states:q} --in-targets {input.targets:q}"
        " --parameters {output.parameters:q} --flows {output.flows:q} --results {output.results:q}"
        " --break-even {output.break_even:q} --tornado {output.tornado:q}"
        " --targets {output.targets:q} --draws {output.draws:q} 2> {log:q}"


rule case_potential:
    input:
        people=rules.flows.output.people,
        stocks=rules.flows.output.stocks,
        durations=rules.flows.output.durations,
        exits=rules.flows.output.exits,
        baseline=case_table("baseline"),
        targets=case_table("targets"),
        inhabitants=case_table("inhabitants"),
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        potential=update("results/{study}/potential.csv"),
        benchmark=update("results/{study}/potential_benchmark.csv"),
    log:
        "logs/{study}/case_potential.log",
    params:
        task=task(
            "case-potential",
            case_settings("units", "as_of", "flow", "confidence", "disclosure"),
        ),
        published=published_folder,
    message:
        "What the targets and the comparison mean in persons ({wildcards.study})"
    shell:
        "{params.task} --people {input.people:q} --stocks {input.stocks:q}"
        " --durations {input.durations:q} --exits {input.exits:q} --baseline {input.baseline:q}"
        " --targets {input.targets:q} --inhabitants {input.inhabitants:q}"
        " --published {params.published:q} --potential {output.potential:q}"
        " --benchmark {output.benchmark:q} 2> {log:q}"


rule ingest_status:
    input:
        files=status_files,
        mark=rules.ingest_dream.output.report,
    output:
        status=update("results/{study}/status.csv"),
        quality=update("results/{study}/status_quality.csv"),
    log:
        "logs/{study}/ingest_status.log",
    params:
        task=task(
            "ingest-status",
            case_settings("as_of", "followed_until", "disclosure"),
        ),
        content=lambda wildcards: contents(wildcards.study, status_files(wildcards)),
    message:
        "The municipality's own monthly status ({wildcards.study})"
    shell:
        "{params.task} --files {input.files:q} --status {output.status:q}"
        " --quality {output.quality:q} 2> {log:q}"


rule case_followup:
    input:
        stocks=rules.flows.output.stocks,
        durations=rules.flows.output.durations,
        exits=rules.flows.output.exits,
        status=rules.ingest_status.output.status,
        targets=case_table("targets"),
        baseline=case_table("baseline"),
        plan=rules.plan.output.registered,
    output:
        followup=update("results/{study}/followup.csv"),
        latest=update("results/{study}/followup_latest.csv"),
    log:
        "logs/{study}/case_followup.log",
    params:
        task=task(
            "case-followup",
            case_settings("as_of", "followed_until", "flow", "confidence", "disclosure"),
        ),
    message:
        "Month by month against the targets ({wildcards.study})"
    shell:
        "{params.task} --stocks {input.stocks:q} --durations {input.durations:q}"
        " --exits {input.exits:q} --status {input.status:q} --targets {input.targets:q}"
        " --baseline {input.baseline:q} --followup {output.followup:q} --latest {output.latest:q}"
        " 2> {log:q}"


rule case_quality:
    input:
        parts=[
            "results/{study}/register/quality_dream.csv",
            "results/{study}/register/quality_population.csv",
        ],
    output:
        quality=update("results/{study}/quality.csv"),
    log:
        "logs/{study}/case_quality.log",
    wildcard_constraints:
        study=studies_of("hedensted2019"),
    params:
        task=task("survey-quality", name="case_quality"),
    message:
        "What became of the rows of the registers ({wildcards.study})"
    shell:
        "{params.task} --parts {input.parts:q} --quality {output.quality:q} 2> {log:q}"
