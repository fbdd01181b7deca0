"""
Checks of the effects, how much they differ between municipalities, and what follows the programme.

INPUTS   results/<study>/{moments,yearly_moments,yearly_risk,static}.parquet,
         {balance,endpoints,clusters,rate_ratio}.csv
OUTPUTS  results/<study>/{diagnostics,diagnostic_curves,heterogeneity,heterogeneity_summary,
         exit_effects}.csv
"""


rule diagnostics:
    input:
        moments=rules.gather.output.moments,
        yearly=rules.gather.output.yearly_moments,
        static=rules.gather.output.static,
        yearly_risk=rules.gather.output.yearly_risk,
        balance=rules.describe.output.balance,
        endpoints=rules.effects.output.endpoints,
        clusters=rules.effects.output.clusters,
        rate_ratio=rules.survival.output.rate_ratio,
        plan=rules.plan.output.registered,
    output:
        diagnostics=update("results/{study}/diagnostics.csv"),
        curves=update("results/{study}/diagnostic_curves.csv"),
    log:
        "logs/{study}/diagnostics.log",
    benchmark:
        "benchmarks/{study}/diagnostics.tsv"
    params:
        task=task(
            "diagnostics",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
                "diagnostics": study_of(wildcards).diagnostics,
            },
        ),
    message:
        "Diagnostics that decide whether effects may be believed ({wildcards.study})"
    shell:
        "{params.task} --moments {input.moments:q} --yearly {input.yearly:q}"
        " --static {input.static:q} --yearly-risk {input.yearly_risk:q}"
        " --balance {input.balance:q} --rate-ratio {input.rate_ratio:q}"
        " --endpoints {input.endpoints:q} --clusters {input.clusters:q}"
        " --diagnostics {output.diagnostics:q} --curves {output.curves:q} 2> {log:q}"


rule heterogeneity:
    input:
        moments=rules.gather.output.moments,
        mark=rules.ingest_dream.output.report,
        plan=rules.plan.output.registered,
    output:
        heterogeneity=update("results/{study}/heterogeneity.csv"),
        summary=update("results/{study}/heterogeneity_summary.csv"),
    log:
        "logs/{study}/heterogeneity.log",
    benchmark:
        "benchmarks/{study}/heterogeneity.tsv"
    params:
        task=task(
            "heterogeneity",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "estimation": study_of(wildcards).estimation,
                "disclosure": study_of(wildcards).disclosure,
            },
        ),
    message:
        "Effects by municipality with shrinkage ({wildcards.study})"
    shell:
        "{params.task} --moments {input.moments:q} --mark {input.mark:q}"
        " --heterogeneity {output.heterogeneity:q} --summary {output.summary:q} 2> {log:q}"


rule exits:
    input:
        static=rules.gather.output.static,
        plan=rules.plan.output.registered,
    output:
        effects=update("results/{study}/exit_effects.csv"),
    log:
        "logs/{study}/exits.log",
    benchmark:
        "benchmarks/{study}/exits.tsv"
    params:
        task=task(
            "exits",
            lambda wildcards: {
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
                "disclosure": study_of(wildcards).disclosure,
            },
        ),
    message:
        "What the project changes in where persons are afterwards ({wildcards.study})"
    shell:
        "{params.task} --static {input.static:q} --effects {output.effects:q} 2> {log:q}"
