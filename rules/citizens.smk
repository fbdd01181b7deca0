"""
Citizens: how far their repeated measurements move, and what they answer in the two surveys.

INPUTS   results/<study>/surveys/{progression,referral,later}/, data/published/,
         results/<study>/register/persons.parquet (keys only), data/surveys/star2016.csv
OUTPUTS  results/<study>/progression{,_shift,_attrition,_links}.csv
         results/<study>/citizens{,_response,_options}.csv
"""


rule progression:
    input:
        answers=survey_table("progression", "answers.parquet"),
        respondents=survey_table("progression", "respondents.parquet"),
        persons=rules.ingest_dream.output.persons,
        codebook=lambda wildcards: study_of(wildcards).data.surveys.codebook("progression"),
        scales=lambda wildcards: study_of(wildcards).data.surveys.scales,
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        progression=update("results/{study}/progression.csv"),
        shift=update("results/{study}/progression_shift.csv"),
        attrition=update("results/{study}/progression_attrition.csv"),
        links=update("results/{study}/progression_links.csv"),
    log:
        "logs/{study}/progression.log",
    benchmark:
        "benchmarks/{study}/progression.tsv"
    params:
        task=task(
            "progression",
            lambda wildcards: {
                **estimate_settings(wildcards),
                "smallest_link": study_of(wildcards).data.smallest_link,
            },
        ),
        published=published_folder,
    message:
        "Progression of citizens ({wildcards.study})"
    shell:
        "{params.task} --answers {input.answers:q} --respondents {input.respondents:q}"
        " --persons {input.persons:q} --codebook {input.codebook:q} --scales {input.scales:q}"
        " --published {params.published:q} --progression {output.progression:q}"
        " --shift {output.shift:q} --attrition {output.attrition:q}"
        " --links {output.links:q} 2> {log:q}"


rule citizens:
    input:
        answers=citizen_tables("answers.parquet"),
        respondents=citizen_tables("respondents.parquet"),
        reports=citizen_tables("survey.json"),
        codebooks=lambda wildcards: [
            study_of(wildcards).data.surveys.codebook(key) for key in citizen_surveys(wildcards)
        ],
        scales=lambda wildcards: study_of(wildcards).data.surveys.scales,
        star="data/surveys/star2016.csv",
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        citizens=update("results/{study}/citizens.csv"),
        response=update("results/{study}/citizens_response.csv"),
        options=update("results/{study}/citizens_options.csv"),
    log:
        "logs/{study}/citizens.log",
    benchmark:
        "benchmarks/{study}/citizens.tsv"
    params:
        task=task("citizens", estimate_settings),
        surveys=lambda wildcards: citizen_surveys(wildcards),
        folders=lambda wildcards, input: [str(Path(path).parent) for path in input.answers],
        published=published_folder,
    message:
        "Surveys of citizens ({wildcards.study})"
    shell:
        "{params.task} --surveys {params.surveys} --folders {params.folders:q}"
        " --codebooks {input.codebooks:q} --scales {input.scales:q} --star {input.star:q}"
        " --published {params.published:q} --citizens {output.citizens:q}"
        " --response {output.response:q} --options {output.options:q} 2> {log:q}"
