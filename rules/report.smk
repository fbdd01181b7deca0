"""
Report: figures, the staged folder that both renderers use, and the rendered files.

INPUTS   results/<study>/artefacts/, reports/<evaluation>/, reports/shared/
OUTPUTS  results/<study>/figures/*.svg, results/<study>/report/<lang>/
         release/<study>/<study>.<lang>.html and .pdf (".syntetisk" before the ending where it is)
"""

for study_name in STUDIES:
    for group in figure_groups(study_name):

        rule:
            name:
                f"figures_{group}_{study_name}"
            input:
                artefacts=[
                    f"results/{study_name}/artefacts/{name}.json"
                    for name in [
                        group,
                        *FIGURES_BESIDE[CONFIG.studies[study_name].evaluation].get(group, []),
                    ]
                ],
                data=[
                    path.format(study=study_name)
                    for path in artefact_data(CONFIG.studies[study_name].evaluation, group)
                ],
                words=f"reports/{CONFIG.studies[study_name].evaluation}/words.da.yml",
            output:
                figures=update(figure_files(study_name, [group])),
            log:
                f"logs/{study_name}/figures_{group}.log",
            params:
                task=task(
                    COMMANDS[CONFIG.studies[study_name].evaluation]["figures"],
                    name=f"figures_{group}_{study_name}",
                ),
                group=group,
                data=lambda wildcards, input: str(Path(input.data[0]).parent),
                folder=lambda wildcards, output: str(Path(output.figures[0]).parent),
            message:
                f"Figures: {group} ({study_name})"
            shell:
                "{params.task} --group {params.group} --artefacts {input.artefacts:q}"
                " --data {params.data:q} --words {input.words:q} --out {params.folder:q} 2> {log:q}"


for evaluation, commands in COMMANDS.items():

    rule:
        name:
            f"stage_report_{evaluation}"
        input:
            artefacts=all_artefact_files,
            data=all_artefact_data,
            figures=lambda wildcards: figure_files(wildcards.study),
            sources=report_sources,
            theme=THEME,
            plan=plan_file,
        output:
            folder=update(directory("results/{study}/report/{lang}")),
            manifest=update("results/{study}/report/{lang}.manifest.json"),
        log:
            "logs/{study}/stage_report-{lang}.log",
        wildcard_constraints:
            study=studies_of(evaluation),
        params:
            task=task(commands["stage"], report_settings, f"stage_report_{evaluation}"),
            data=lambda wildcards, input: sorted({str(Path(path).parent) for path in input.data}),
            figures=lambda wildcards, input: str(Path(input.figures[0]).parent),
            report=lambda wildcards: f"reports/{study_of(wildcards).evaluation}",
        message:
            "Report put together ({wildcards.study}, {wildcards.lang})"
        shell:
            "{params.task} --artefacts {input.artefacts:q} --data {params.data:q}"
            " --figures {params.figures:q} --report {params.report:q} --theme reports/shared"
            " --plan {input.plan:q}"
            " --out {output.folder:q} --manifest {output.manifest:q} 2> {log:q}"


for study_name in STUDIES:

    rule:
        name:
            f"render_{study_name}"
        input:
            manifest=f"results/{study_name}/report/{{lang}}.manifest.json",
        output:
            html=update(f"release/{study_name}/{study_name}.{{lang}}{mark(study_name)}.html"),
            pdf=update(f"release/{study_name}/{study_name}.{{lang}}{mark(study_name)}.pdf"),
        log:
            f"logs/{study_name}/render-{{lang}}.log",
        params:
            task=task(
                "render",
                lambda wildcards: {
                    "renderer": RENDERER.name,
                    "version": RENDERER.version,
                    "fallback": CONFIG.report.renderer == "auto",
                },
                f"render_{study_name}",
            ),
            staged=lambda wildcards, input: input.manifest.removesuffix(".manifest.json"),
        message:
            f"Report in HTML and PDF ({study_name}, {{wildcards.lang}})"
        shell:
            "{params.task} --staged {params.staged:q} --manifest {input.manifest:q}"
            " --html {output.html:q} --pdf {output.pdf:q} 2> {log:q}"
