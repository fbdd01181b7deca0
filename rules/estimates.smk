"""
Estimates: everything from the moments; regressions on persons only to check them; fidelity from the
published figures.

INPUTS   results/<study>/{moments,risk,yearly_moments}.parquet; shards of persons (panel_persons);
         data/published/; truth.json of synthetic studies
OUTPUTS  results/<study>/{weekly_shares,weekly_effects,effect_curves,endpoints,clusters,spread,
         panel_persons,panel,event_study,survival,rate_ratio,fidelity,truth_comparison}.csv
"""


# Every estimate has the registered plan among its inputs: the plan is hashed before there is a
# result to fit it to, and a changed plan estimates anew.
rule plan:
    input:
        plan=plan_file,
    output:
        registered=update("results/{study}/plan.json"),
    log:
        "logs/{study}/plan.log",
    benchmark:
        "benchmarks/{study}/plan.tsv"
    params:
        task=task("plan"),
    message:
        "Analysis plan registered ({wildcards.study})"
    shell:
        "{params.task} --plan {input.plan:q} --registered {output.registered:q} 2> {log:q}"


rule effects:
    input:
        moments=rules.gather.output.moments,
        plan=rules.plan.output.registered,
    output:
        shares=update("results/{study}/weekly_shares.csv"),
        effects=update("results/{study}/weekly_effects.csv"),
        curves=update("results/{study}/effect_curves.csv"),
        endpoints=update("results/{study}/endpoints.csv"),
        clusters=update("results/{study}/clusters.csv"),
        spread=update("results/{study}/spread.csv"),
    log:
        "logs/{study}/effects.log",
    benchmark:
        "benchmarks/{study}/effects.tsv"
    params:
        task=task(
            "effects",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
                "disclosure": study_of(wildcards).disclosure,
            },
        ),
    message:
        "Weekly shares and difference-in-differences effects ({wildcards.study})"
    shell:
        "{params.task} --moments {input.moments:q} --shares {output.shares:q}"
        " --effects {output.effects:q} --curves {output.curves:q}"
        " --endpoints {output.endpoints:q} --clusters {output.clusters:q}"
        " --spread {output.spread:q} 2> {log:q}"


rule panel_persons:
    input:
        cohort=shards_of("cohort.parquet"),
        outcomes=shards_of("outcomes.parquet"),
        moments=rules.gather.output.moments,
        plan=rules.plan.output.registered,
    output:
        persons=update("results/{study}/panel_persons.csv"),
    log:
        "logs/{study}/panel_persons.log",
    benchmark:
        "benchmarks/{study}/panel_persons.tsv"
    resources:
        mem_mb=MEMORY,
    params:
        task=task(
            "panel-persons",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
            },
        ),
    message:
        "Regressions on persons beside the moments ({wildcards.study})"
    shell:
        "{params.task} --cohort-parts {input.cohort:q} --outcome-parts {input.outcomes:q}"
        " --moments {input.moments:q} --out {output.persons:q} 2> {log:q}"


rule panel:
    input:
        moments=rules.gather.output.moments,
        yearly=rules.gather.output.yearly_moments,
        persons=rules.panel_persons.output.persons,
        plan=rules.plan.output.registered,
    output:
        panel=update("results/{study}/panel.csv"),
        event_study=update("results/{study}/event_study.csv"),
    log:
        "logs/{study}/panel.log",
    benchmark:
        "benchmarks/{study}/panel.tsv"
    threads: CONFIG.compute.threads
    params:
        task=task(
            "panel",
            lambda wildcards: {
                "outcomes": study_of(wildcards).outcomes,
                "cohorts": study_of(wildcards).cohorts,
                "estimation": study_of(wildcards).estimation,
            },
        ),
    message:
        "Panel regressions and event study beside the moments ({wildcards.study})"
    shell:
        "{params.task} --moments {input.moments:q} --yearly {input.yearly:q}"
        " --persons {input.persons:q} --panel {output.panel:q}"
        " --event-study {output.event_study:q} 2> {log:q}"


rule survival:
    input:
        risk=rules.gather.output.risk,
        plan=rules.plan.output.registered,
    output:
        survival=update("results/{study}/survival.csv"),
        rate_ratio=update("results/{study}/rate_ratio.csv"),
        restricted_means=update("results/{study}/restricted_means.csv"),
        counterfactual=update("results/{study}/counterfactual.csv"),
        speed_up_means=update("results/{study}/speed_up_means.csv"),
        pseudo_effects=update("results/{study}/pseudo_effects.csv"),
    log:
        "logs/{study}/survival.log",
    benchmark:
        "benchmarks/{study}/survival.tsv"
    threads: CONFIG.compute.threads
    params:
        task=task(
            "survival",
            lambda wildcards: {"estimation": study_of(wildcards).estimation},
        ),
    message:
        "Time to first internship and start-rate ratio ({wildcards.study})"
    shell:
        "{params.task} --risk {input.risk:q} --survival {output.survival:q}"
        " --rate-ratio {output.rate_ratio:q} --restricted-means {output.restricted_means:q}"
        " --counterfactual {output.counterfactual:q} --speed-up-means {output.speed_up_means:q}"
        " --pseudo-effects {output.pseudo_effects:q} 2> {log:q}"


rule fidelity:
    input:
        published=PUBLISHED,
        plan=rules.plan.output.registered,
    output:
        fidelity=update("results/{study}/fidelity.csv"),
    log:
        "logs/{study}/fidelity.log",
    benchmark:
        "benchmarks/{study}/fidelity.tsv"
    params:
        task=task("fidelity"),
        folder=published_folder,
    message:
        "Fidelity tables from the published figures ({wildcards.study})"
    shell:
        "{params.task} --published {params.folder:q} --out {output.fidelity:q}" " 2> {log:q}"


rule compare_truth:
    input:
        curves=rules.effects.output.curves,
        endpoints=rules.effects.output.endpoints,
        rate_ratio=rules.survival.output.rate_ratio,
        truth="resources/synthetic/{study}/truth.json",
    output:
        comparison=update("results/{study}/truth_comparison.csv"),
    log:
        "logs/{study}/compare_truth.log",
    benchmark:
        "benchmarks/{study}/compare_truth.tsv"
    params:
        task=task("compare-truth"),
    message:
        "Estimates beside the truth of the simulator ({wildcards.study})"
    shell:
        "{params.task} --curves {input.curves:q} --endpoints {input.endpoints:q}"
        " --rate-ratio {input.rate_ratio:q} --truth {input.truth:q}"
        " --comparison {output.comparison:q} 2> {log:q}"
