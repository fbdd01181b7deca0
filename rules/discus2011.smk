"""
The desk research: tables of reports and findings, read across, mapped and graded.

INPUTS   the files named in the config under data; source texts where there are any
OUTPUTS  results/<study>/evidence/{reports,findings}.parquet, evidence.json (the mark)
         results/<study>/evidence_{reports,flow,matrix,findings,themes,map,gaps,votes,grades,
         ratings,effects,pooled,quotes}.csv
"""


rule ingest_evidence:
    input:
        reports=lambda wildcards: study_of(wildcards).data.reports,
        findings=lambda wildcards: study_of(wildcards).data.findings,
        themes=lambda wildcards: study_of(wildcards).data.themes,
        designs=lambda wildcards: study_of(wildcards).data.designs,
        labels=lambda wildcards: study_of(wildcards).data.labels,
        texts=evidence_texts,
        plan=rules.plan.output.registered,
    output:
        reports=update("results/{study}/evidence/reports.parquet"),
        findings=update("results/{study}/evidence/findings.parquet"),
        quotes=update("results/{study}/evidence_quotes.csv"),
        report=update("results/{study}/evidence/evidence.json"),
    log:
        "logs/{study}/ingest_evidence.log",
    params:
        task=task("ingest-evidence"),
        texts=lambda wildcards, input: ["--texts", *input.texts] if input.texts else [],
        content=lambda wildcards, input: contents(wildcards.study, list(input)),
    message:
        "Reports and findings that were coded ({wildcards.study})"
    shell:
        "{params.task} --reports {input.reports:q} --findings {input.findings:q}"
        " --themes {input.themes:q} --designs {input.designs:q} --labels {input.labels:q}"
        " {params.texts:q} --out-reports {output.reports:q} --out-findings {output.findings:q}"
        " --quotes {output.quotes:q} --report {output.report:q} 2> {log:q}"


rule evidence:
    input:
        reports=rules.ingest_evidence.output.reports,
        findings=rules.ingest_evidence.output.findings,
        themes=lambda wildcards: study_of(wildcards).data.themes,
        designs=lambda wildcards: study_of(wildcards).data.designs,
        selection=lambda wildcards: study_of(wildcards).data.selection,
    output:
        reports=update("results/{study}/evidence_reports.csv"),
        flow=update("results/{study}/evidence_flow.csv"),
        matrix=update("results/{study}/evidence_matrix.csv"),
        findings=update("results/{study}/evidence_findings.csv"),
        themes=update("results/{study}/evidence_themes.csv"),
        map=update("results/{study}/evidence_map.csv"),
        gaps=update("results/{study}/evidence_gaps.csv"),
    log:
        "logs/{study}/evidence.log",
    params:
        task=task("evidence"),
    message:
        "Reports by themes, read across and mapped ({wildcards.study})"
    shell:
        "{params.task} --reports {input.reports:q} --findings {input.findings:q}"
        " --themes {input.themes:q} --designs {input.designs:q} --selection {input.selection:q}"
        " --out-reports {output.reports:q} --flow {output.flow:q} --matrix {output.matrix:q}"
        " --out-findings {output.findings:q} --out-themes {output.themes:q} --map {output.map:q}"
        " --gaps {output.gaps:q} 2> {log:q}"


rule grade_evidence:
    input:
        reports=rules.ingest_evidence.output.reports,
        findings=rules.ingest_evidence.output.findings,
        themes=lambda wildcards: study_of(wildcards).data.themes,
        designs=lambda wildcards: study_of(wildcards).data.designs,
        weights=lambda wildcards: study_of(wildcards).grading.weights,
        plan=rules.plan.output.registered,
    output:
        votes=update("results/{study}/evidence_votes.csv"),
        grades=update("results/{study}/evidence_grades.csv"),
        ratings=update("results/{study}/evidence_ratings.csv"),
    log:
        "logs/{study}/grade_evidence.log",
    params:
        task=task("grade-evidence", lambda wildcards: {"grading": study_of(wildcards).grading}),
    message:
        "Evidence graded with its arithmetic ({wildcards.study})"
    shell:
        "{params.task} --reports {input.reports:q} --findings {input.findings:q}"
        " --themes {input.themes:q} --designs {input.designs:q} --weights {input.weights:q}"
        " --votes {output.votes:q} --grades {output.grades:q} --ratings {output.ratings:q}"
        " 2> {log:q}"


rule pool_evidence:
    input:
        findings=rules.ingest_evidence.output.findings,
        themes=lambda wildcards: study_of(wildcards).data.themes,
        plan=rules.plan.output.registered,
    output:
        effects=update("results/{study}/evidence_effects.csv"),
        pooled=update("results/{study}/evidence_pooled.csv"),
    log:
        "logs/{study}/pool_evidence.log",
    params:
        task=task(
            "pool-evidence",
            lambda wildcards: {"confidence": study_of(wildcards).confidence},
        ),
    message:
        "Effects with intervals, pooled where there are any ({wildcards.study})"
    shell:
        "{params.task} --findings {input.findings:q} --themes {input.themes:q}"
        " --effects {output.effects:q} --pooled {output.pooled:q} 2> {log:q}"
