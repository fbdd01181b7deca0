from snakemake.utils import min_version

min_version("9.27")


# A study file given with --configfile replaces config.yaml wholly instead of being laid over it.
if "studies" not in config:

    configfile: "config.yaml"


container: "envs/effektspor.sif"  # of envs/Containerfile; used with --sdm apptainer only


include: "rules/common.smk"
include: "rules/groups.smk"
include: "rules/sources.smk"
include: "rules/ingest.smk"
include: "rules/surveys.smk"
include: "rules/cohort.smk"
include: "rules/estimates.smk"
include: "rules/survival.smk"
include: "rules/staff.smk"
include: "rules/link.smk"
include: "rules/citizens.smk"
include: "rules/checks.smk"
include: "rules/factors.smk"
include: "rules/kl2016.smk"
include: "rules/discus2007.smk"
include: "rules/discus2011.smk"
include: "rules/hedensted2019.smk"
include: "rules/artefacts.smk"
include: "rules/report.smk"


rule all:
    default_target: True
    input:
        reports(),
        ["results/replication.csv"] if PRINTED_STUDIES else [],
