"""
Beside the rate ratio: its checks by years before the project, and competing ends of the stay.

INPUTS   results/<study>/{risk,yearly_risk,causes}.parquet; the list of states
OUTPUTS  results/<study>/{rate_checks,incidence,incidence_did}.csv
"""


rule rate_checks:
    input:
        yearly_risk=rules.gather.output.yearly_risk,
        plan=rules.plan.output.registered,
    output:
        checks=update("results/{study}/rate_checks.csv"),
    log:
        "logs/{study}/rate_checks.log",
    benchmark:
        "benchmarks/{study}/rate_checks.tsv"
    params:
        task=task(
            "rate-checks",
            lambda wildcards: {
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
            },
        ),
    message:
        "Rate ratio before the project ({wildcards.study})"
    shell:
        "{params.task} --yearly-risk {input.yearly_risk:q} --checks {output.checks:q} 2> {log:q}"


rule competing:
    input:
        risk=rules.gather.output.risk,
        causes=rules.gather.output.causes,
        states=state_list,
        plan=rules.plan.output.registered,
    output:
        incidence=update("results/{study}/incidence.csv"),
        incidence_did=update("results/{study}/incidence_did.csv"),
    log:
        "logs/{study}/competing.log",
    benchmark:
        "benchmarks/{study}/competing.tsv"
    params:
        task=task(
            "competing",
            lambda wildcards: {"estimation": study_of(wildcards).estimation},
        ),
    message:
        "Competing ends of the stay ({wildcards.study})"
    shell:
        "{params.task} --risk {input.risk:q} --causes {input.causes:q} --states {input.states:q}"
        " --incidence {output.incidence:q} --incidence-did {output.incidence_did:q} 2> {log:q}"
