"""
Surveys: files of answers to validated tables, one job a survey.

INPUTS   the files named in the config under data.surveys; data/surveys/ (codebooks, scales)
OUTPUTS  results/<study>/surveys/<survey>/{answers,respondents}.parquet
         results/<study>/surveys/<survey>/quality.csv (what became of every row)
         results/<study>/surveys/<survey>/survey.json (the mark of synthetic data, who was asked)
         results/<study>/survey_quality.csv (all surveys)
         results/<study>/quotes.csv, quotes_counts.csv (coded quotes, cleared for print)
"""


rule ingest_survey:
    input:
        files=survey_files,
        codebook=survey_codebook,
        scales=lambda wildcards: study_of(wildcards).data.surveys.scales,
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
    output:
        answers=update("results/{study}/surveys/{survey}/answers.parquet"),
        respondents=update("results/{study}/surveys/{survey}/respondents.parquet"),
        quality=update("results/{study}/surveys/{survey}/quality.csv"),
        report=update("results/{study}/surveys/{survey}/survey.json"),
    log:
        "logs/{study}/ingest_survey-{survey}.log",
    benchmark:
        "benchmarks/{study}/ingest_survey-{survey}.tsv"
    params:
        task=task(
            "ingest-survey",
            lambda wildcards: {
                "survey": wildcards.survey,
                "source": study_of(wildcards).data.surveys.source(wildcards.survey),
                "synthetic": is_synthetic(wildcards.study),
                "tolerance": study_of(wildcards).data.tolerance,
                "key_digits": study_of(wildcards).data.key_digits,
                "participants": participants(wildcards),
            },
        ),
        content=lambda wildcards, input: contents(wildcards.study, input.files),
    message:
        "Answers of the survey {wildcards.survey} ({wildcards.study})"
    shell:
        "{params.task} --codebook {input.codebook:q} --scales {input.scales:q}"
        " --municipalities {input.municipalities:q} --answers {output.answers:q}"
        " --respondents {output.respondents:q} --quality {output.quality:q}"
        " --report {output.report:q} 2> {log:q}"


rule quotes:
    input:
        quotes=lambda wildcards: study_of(wildcards).data.surveys.quotes,
        municipalities=lambda wildcards: study_of(wildcards).codes.municipalities,
        mark=rules.ingest_dream.output.report,
    output:
        quotes=update("results/{study}/quotes.csv"),
        counts=update("results/{study}/quotes_counts.csv"),
    log:
        "logs/{study}/quotes.log",
    params:
        task=task(
            "quotes",
            lambda wildcards: {
                "min_cell": study_of(wildcards).disclosure.min_cell,
                "evaluation": study_of(wildcards).evaluation,
            },
        ),
        content=lambda wildcards, input: contents(wildcards.study, [input.quotes]),
    message:
        "Coded quotes cleared for print ({wildcards.study})"
    shell:
        "{params.task} --quotes {input.quotes:q} --municipalities {input.municipalities:q}"
        " --mark {input.mark:q} --out {output.quotes:q} --counts {output.counts:q} 2> {log:q}"


rule survey_quality:
    input:
        parts=lambda wildcards: [
            survey_table(survey, "quality.csv").format(study=wildcards.study)
            for survey in SURVEYS
            if has_survey(wildcards.study, survey)
        ],
    output:
        quality=update("results/{study}/survey_quality.csv"),
    log:
        "logs/{study}/survey_quality.log",
    params:
        task=task("survey-quality"),
    message:
        "What became of the rows of the surveys ({wildcards.study})"
    shell:
        "{params.task} --parts {input.parts:q} --quality {output.quality:q} 2> {log:q}"
