"""
Artefacts: what a report may use, in groups by what they depend on; own values beside published.

INPUTS   results/<study>/*.csv, data/published/, reports/<evaluation>/, the analysis plan
OUTPUTS  results/<study>/artefacts/<group>.json with the data of its figures and tables in
         results/<study>/artefacts/<group>/*.csv
         results/<study>/own_values.csv, results/replication.csv
"""

REAL_STUDIES = [key for key in PRINTED_STUDIES if not is_synthetic(key)]

for evaluation, groups in ARTEFACT_GROUPS.items():
    for group, (tables, data) in groups.items():
        if group in APART:
            continue

        rule:
            name:
                f"artefacts_{group}_{evaluation}"
            input:
                **{
                    table: KEPT_TABLES[evaluation].get(table, f"results/{{study}}/{table}.csv")
                    for table in tables
                },
                mark=mark_file,
                plan=plan_file,
            output:
                artefacts=update(f"results/{{study}}/artefacts/{group}.json"),
                data=update(artefact_data(evaluation, group)),
            log:
                f"logs/{{study}}/artefacts_{group}.log",
            wildcard_constraints:
                study=studies_of(evaluation),
            params:
                task=task(
                    COMMANDS[evaluation]["artefacts"],
                    artefact_settings,
                    f"artefacts_{group}_{evaluation}",
                ),
                tables=options_in(tables),
                group=group,
                folder=lambda wildcards, output: output.artefacts.removesuffix(".json"),
            message:
                f"Artefacts: {group} ({{wildcards.study}})"
            shell:
                "{params.task} --group {params.group} {params.tables:q}"
                " --in-mark {input.mark:q} --in-plan {input.plan:q} --out-json {output.artefacts:q}"
                " --out-dir {params.folder:q} 2> {log:q}"


for evaluation, commands in COMMANDS.items():
    if not has_print(evaluation):
        continue

    rule:
        name:
            f"artefacts_printed_{evaluation}"
        input:
            published=PUBLISHED,
            mark=mark_file,
            plan=plan_file,
        output:
            artefacts=update("results/{study}/artefacts/printed.json"),
            data=update(artefact_data(evaluation, "printed")),
        log:
            "logs/{study}/artefacts_printed.log",
        wildcard_constraints:
            study=studies_of(evaluation),
        params:
            task=task(commands["artefacts"], artefact_settings, f"artefacts_printed_{evaluation}"),
            folder=lambda wildcards, output: output.artefacts.removesuffix(".json"),
            published=published_folder,
        message:
            "Artefacts: published figures ({wildcards.study})"
        shell:
            "{params.task} --group printed --in-published {params.published:q}"
            " --in-mark {input.mark:q} --in-plan {input.plan:q} --out-json {output.artefacts:q}"
            " --out-dir {params.folder:q} 2> {log:q}"

    rule:
        name:
            f"own_values_{evaluation}"
        input:
            artefacts=own_value_files,
            mapping=report_file("published_items.yml"),
        output:
            own=update("results/{study}/own_values.csv"),
        log:
            "logs/{study}/own_values.log",
        wildcard_constraints:
            study=studies_of(evaluation),
        params:
            task=task(commands["artefacts"], artefact_settings, f"own_values_{evaluation}"),
        message:
            "Own values for published items ({wildcards.study})"
        shell:
            "{params.task} --group own_values --in-mapping {input.mapping:q}"
            " --in-artefacts {input.artefacts:q} --out-csv {output.own:q} 2> {log:q}"


rule artefacts_recovery:
    input:
        recovery="data/recovery/summary.csv",
        link="data/recovery/link_summary.csv",
        mark=rules.ingest_dream.output.report,
        plan=plan_file,
    output:
        artefacts=update("results/{study}/artefacts/recovery.json"),
        data=update(artefact_data("brf2019", "recovery")),
    log:
        "logs/{study}/artefacts_recovery.log",
    params:
        task=task("artefacts", artefact_settings, "artefacts_recovery"),
        folder=lambda wildcards, output: output.artefacts.removesuffix(".json"),
    message:
        "Artefacts: what the recovery study found ({wildcards.study})"
    shell:
        "{params.task} --group recovery --in-recovery {input.recovery:q}"
        " --in-link-recovery {input.link:q}"
        " --in-mark {input.mark:q} --in-plan {input.plan:q} --out-json {output.artefacts:q}"
        " --out-dir {params.folder:q} 2> {log:q}"


rule replication:
    input:
        own=expand("results/{study}/own_values.csv", study=PRINTED_STUDIES),
        published=PUBLISHED,
    output:
        replication=update("results/replication.csv"),
    log:
        "logs/replication.log",
    params:
        task=task(
            "replication",
            lambda wildcards: {
                "studies": [CONFIG.studies[key].evaluation for key in PRINTED_STUDIES],
                "registers": [CONFIG.studies[key].evaluation for key in REAL_STUDIES],
            },
        ),
        published=published_folder,
    message:
        "Published and own values side by side"
    shell:
        "{params.task} --published {params.published:q} --own {input.own:q}"
        " --out {output.replication:q} 2> {log:q}"


for evaluation, commands in COMMANDS.items():
    if not has_print(evaluation):
        continue

    rule:
        name:
            f"artefacts_comparison_{evaluation}"
        input:
            replication=rules.replication.output.replication,
            published=PUBLISHED,
            truth=truth_comparison,
            mark=mark_file,
            plan=plan_file,
        output:
            artefacts=update("results/{study}/artefacts/comparison.json"),
            data=update(artefact_data(evaluation, "comparison")),
        log:
            "logs/{study}/artefacts_comparison.log",
        wildcard_constraints:
            study=studies_of(evaluation),
        params:
            task=task(
                commands["artefacts"], artefact_settings, f"artefacts_comparison_{evaluation}"
            ),
            truth=lambda wildcards, input: (
                ["--in-truth-comparison", input.truth] if input.truth else []
            ),
            folder=lambda wildcards, output: output.artefacts.removesuffix(".json"),
            published=published_folder,
        message:
            "Artefacts: published, own and true values ({wildcards.study})"
        shell:
            "{params.task} --group comparison --in-replication {input.replication:q}"
            " --in-published {params.published:q} {params.truth:q} --in-mark {input.mark:q}"
            " --in-plan {input.plan:q} --out-json {output.artefacts:q} --out-dir {params.folder:q}"
            " 2> {log:q}"
