"""
Helpers of every stage: settings, what a job's command line carries, targets.

INPUTS   config.yaml or the study file given instead of it
GIVES    CONFIG (validated), task(), study paths, reports()
"""

import hashlib
import json
import os
import shlex
from glob import glob
from pathlib import Path

from effektspor.attempts import Attempt
from effektspor.codehash import command_hash
from effektspor.config.business_case import CASE_FILES
from effektspor.config.discus2011 import EVIDENCE_FILES
from effektspor.config.load import load_config
from effektspor.config.series import SERIES
from effektspor.config.stages import (
    as_text,
    cohort_stage,
    dream_columns,
    dream_stage,
    hours_stage,
    moments_stage,
    population_stage,
    programme_simulation_stage,
)
from effektspor.config.surveys import BRF_SURVEYS, JOB_CENTRE_SURVEYS, SURVEYS
from effektspor.config.trial import TRIAL_FILES
from effektspor.errors import ConfigError, InputError, UserError
from effektspor.fingerprint import fingerprint
from effektspor.registers.files.paths import used_files
from effektspor.report.renderer import choose_renderer

try:
    CONFIG = load_config(config, source=str((workflow.configfiles or ["config.yaml"])[-1]))
    RENDERER = choose_renderer(CONFIG.report.renderer)
except UserError as error:
    # Snakemake adds lines of its files to its own errors; a user needs the message only.
    raise SystemExit(f"effektspor: {error}") from None

STUDIES = sorted(CONFIG.studies)
SOURCES = ("dream", "hours", "population", "stv")
SHARDS = [str(number) for number in range(CONFIG.compute.shards)]
PUBLISHED = sorted(str(path) for path in Path(CONFIG.published).glob("*.csv"))
if not PUBLISHED:
    error = ConfigError(
        "There are no published figures in the folder that the config names",
        where=f"published: {CONFIG.published}",
        todo="Name the folder data/published of this checkout, or a copy of it.",
    )
    raise SystemExit(f"effektspor: {error}")
MEMORY = CONFIG.compute.memory_mb


include: "common_trial.smk"
include: "common_case.smk"


wildcard_constraints:
    study="|".join(STUDIES),
    shard=r"\d+",
    source="|".join(SOURCES),
    survey="|".join(SURVEYS),
    series="|".join(SERIES),
    lang="|".join(CONFIG.report.languages),


def study_of(wildcards):
    return CONFIG.studies[wildcards.study]


def plan_file(wildcards):
    study = study_of(wildcards)
    return study.plan or f"docs/plan-{study.evaluation}.md"


def studies_of(*evaluations):
    """Pattern of the names of the studies that mirror some evaluations; fits nothing without one."""
    return (
        "|".join(key for key in STUDIES if CONFIG.studies[key].evaluation in evaluations) or "(?!)"
    )


def is_synthetic(study):
    return CONFIG.studies[study].data.simulate is not None


TASKS = set()
LOCK = hashlib.sha256(Path("envs/run.lock").read_bytes()).hexdigest()[:8]


def task(command, settings=None, name=None):
    """
    The start of every job's command line: the sub-command with the hash of the code that it runs
    and of the locked packages, the count of attempts that did not succeed, and the settings that
    decide its result. All of it is compared by Snakemake; a change of any runs the job again.

    The attempt is counted by the shell before anything else: also a job that dies before Python
    starts is tried again. `settings` gives a dict of settings groups for the wildcards of the job.
    `name` tells apart the rules that call one command.
    """
    name = name or command
    if name in TASKS:
        raise ValueError(f"two rules are called {name}: give task() a name")
    TASKS.add(name)

    def line(wildcards):
        job = "-".join([name, *(str(value) for value in wildcards)])
        attempt = Attempt.of(Path("results/.attempts") / job)
        code = f"{command_hash(command)}-{LOCK}"
        parts = ["effektspor", command, "--code", code, "--attempt", str(attempt)]
        if settings is not None:
            parts += ["--settings", as_text(settings(wildcards))]
        return f"{attempt.begin_command()}; {shlex.join(parts)}"

    return line


def config_hash(study):
    """Hash of all settings that a study's results depend on; stands in its colophon."""
    settings = json.dumps(study.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(settings.encode()).hexdigest()


def source_settings(wildcards):
    """What the columns of a source's copy depend on, and no more: it is made once."""
    study = study_of(wildcards)
    source = getattr(study.data, wildcards.source).model_dump(mode="json")
    names = {key: source[key] for key in ("variables", "person", "flag") if key in source}
    span = dream_columns(study) if wildcards.source == "dream" else {}
    return {wildcards.source: names | span}


def source_files(study, key):
    """Raw files of a source of a study: one, one a year, or a set."""
    source = getattr(study.data, key, None)  # not every kind of study has every source
    if source is None:
        return []
    try:
        return [str(f.path) for f in used_files(source.path, getattr(source, "years", ()))]
    except UserError as error:
        raise SystemExit(f"effektspor: {error}") from None


def has_registers(study):
    """Whether a study rests on registers; desk research does not."""
    return hasattr(CONFIG.studies[study].data, "dream")


def mark_file(wildcards):
    """The file that says whether the data of a study are synthetic."""
    name = "register/dream" if has_registers(wildcards.study) else "evidence/evidence"
    return f"results/{wildcards.study}/{name}.json"


def has_survey(study, survey):
    """Whether a study has a survey: one of SURVEYS, `quotes`, or `any` of SURVEYS."""
    surveys = getattr(CONFIG.studies[study].data, "surveys", None)
    held = surveys.held() if surveys is not None else ()
    return any(key in held for key in (SURVEYS if survey == "any" else (survey,)))


def has_series(study, series):
    """Whether a study has an open series: one of SERIES, or `any` of them."""
    held = getattr(CONFIG.studies[study].data, "series", None)
    return held is not None and any(
        key in held.held() for key in (SERIES if series == "any" else (series,))
    )


def has_input(study, key):
    """Whether a study has a survey, quotes, `series` of any kind, or `synthetic` data."""
    if key == "synthetic":
        return is_synthetic(study)
    return has_series(study, "any") if key == "series" else has_survey(study, key)


def files_of_series(study, series):
    """The file of a series of a study, or one for each of its groups."""
    source = CONFIG.studies[study].data.series.source(series)
    if source is None:
        return []
    found = sorted(glob(source.pattern)) if "*" in source.pattern else []
    return found or [source.pattern]


def all_series_files(wildcards):
    """Files of all series of a study, notes of their origin, and what was downloaded before them."""
    held = study_of(wildcards).data.series.held()
    files = [path for key in held for path in files_of_series(wildcards.study, key)]
    beside = [f"{path}{end}" for path in files for end in (".source.json", ".earlier")]
    return files + [path for path in beside if os.path.exists(path)]


def files_of_survey(study, survey):
    """Raw files of a survey of a study."""
    if not has_survey(study, survey):
        return []
    source = CONFIG.studies[study].data.surveys.source(survey)
    try:
        return [str(file.path) for file in used_files(source.path, ())]
    except UserError as error:
        raise SystemExit(f"effektspor: {error}") from None


def survey_files(wildcards):
    return files_of_survey(wildcards.study, wildcards.survey)


def survey_codebook(wildcards):
    return study_of(wildcards).data.surveys.codebook(wildcards.survey)


def survey_population(wildcards):
    """The file of the staff that there was; none where it is not known."""
    source = study_of(wildcards).data.surveys.source("staff")
    return [source.population] if source is not None and source.population else []


def municipality_key(study):
    """The file of which register a municipality of the staff's survey has; none: the same."""
    surveys = getattr(CONFIG.studies[study].data, "surveys", None)
    key = getattr(surveys, "municipality_key", None)
    return [key] if key else []


def survey_table(survey, name):
    """A table of survey ingest: answers.parquet, respondents.parquet, quality.csv, survey.json."""
    return f"results/{{study}}/surveys/{survey}/{name}"


def survey_tables(wildcards, survey):
    """The tables of a survey that is analysed; none where the study lacks it."""
    names = ("answers.parquet", "respondents.parquet", "survey.json")
    found = [survey_table(survey, name).format(study=wildcards.study) for name in names]
    return found if has_survey(wildcards.study, survey) else []


def participants(wildcards):
    """Municipalities whose answers belong to a study; None where it asks all of them."""
    municipalities = getattr(study_of(wildcards), "municipalities", None)
    return None if municipalities is None else municipalities.participants


def citizen_surveys(wildcards):
    """Surveys of citizens that a study has: one of the two, or both."""
    return [key for key in ("referral", "later") if has_survey(wildcards.study, key)]


def citizen_tables(name):
    return lambda wildcards: [
        survey_table(key, name).format(study=wildcards.study) for key in citizen_surveys(wildcards)
    ]


def estimate_settings(wildcards):
    study = study_of(wildcards)
    return {"estimation": study.estimation, "disclosure": study.disclosure}


def copy_of(name, key, path):
    """The Parquet copy of a raw file of a slow format; otherwise the file itself."""
    if Path(path).suffix.lower().lstrip(".") not in CONFIG.studies[name].data.convert:
        return path
    digest = hashlib.sha256(path.encode()).hexdigest()[:8]
    return f"results/{name}/converted/{key}/{Path(path).stem}-{digest}.parquet"


def data_files(key):
    """What ingest reads: raw files, or their copies."""
    return lambda wildcards: [
        copy_of(wildcards.study, key, path) for path in source_files(study_of(wildcards), key)
    ]


def contents(study, paths):
    """
    Fingerprint of raw files that a user provides; no file time tells of a delivery that keeps its
    old time. Synthetic files are made by a rule, whose code and settings are compared.
    """
    if is_synthetic(study):
        return ""
    return fingerprint(map(Path, paths), Path("results/.attempts/contents.json"))


def contents_read(key):
    """Fingerprint of the files of a source that ingest reads as they are."""

    def of_study(wildcards):
        raw = source_files(study_of(wildcards), key)
        return contents(wildcards.study, [p for p in raw if copy_of(wildcards.study, key, p) == p])

    return of_study


def raw_file(wildcards):
    """The raw file of which a copy is asked for."""
    copy = f"results/{wildcards.study}/converted/{wildcards.source}/{wildcards.file}.parquet"
    for path in source_files(study_of(wildcards), wildcards.source):
        if copy_of(wildcards.study, wildcards.source, path) == copy:
            return path
    raise ValueError(f"no file of the study is copied to {copy}")


def code_files(study):
    codes = study.codes
    return [path for path in (codes.benefits, codes.extension, codes.municipalities) if path]


def code_lists(wildcards):
    return code_files(study_of(wildcards))


def state_list(wildcards):
    return study_of(wildcards).codes.states


def require_files(paths, key):
    """Stop with a message of our own before Snakemake speaks of missing inputs of rules."""
    for path in paths:
        # A folder that may not be opened is no answer either.
        if not os.path.exists(path):
            error = InputError(
                "The file does not exist, or its folder may not be opened",
                where=path,
                todo=f"Check the path in the config under {key}, and that its disk is mounted.",
            )
            raise SystemExit(f"effektspor: {error}")


for name, each in CONFIG.studies.items():
    if not has_registers(name):
        require_files([getattr(each.data, key) for key in EVIDENCE_FILES], "data")
        require_files([each.grading.weights], "grading")
        require_files([each.data.texts] if each.data.texts else [], "data.texts")
        continue
    require_files([*code_files(each), each.codes.states], "codes")
    if each.data.simulate is None:
        for key in SOURCES:
            require_files(source_files(each, key), f"data.{key}")
    for file in trial_sources(name):
        require_files([each.data.trial.codebook(file)], "data.trial")
        if each.data.simulate is None:
            require_files(files_of_trial(name, file), f"data.trial.{file}")
    if hasattr(each, "tables"):
        require_files([getattr(each.tables, key) for key in CASE_FILES], "tables")
        if each.data.status and each.data.simulate is None:
            require_files([each.data.status], "data.status")
    surveys = getattr(each.data, "surveys", None)
    for key in SURVEYS:
        if has_survey(name, key):
            require_files([surveys.scales, surveys.codebook(key)], "data.surveys")
            require_files(
                [path for path in [surveys.source(key).population] if path],
                f"data.surveys.{key}.population",
            )
            if each.data.simulate is None:
                require_files(files_of_survey(name, key), f"data.surveys.{key}")
    if each.data.simulate is None:
        require_files(municipality_key(name), "data.surveys.municipality_key")
    if has_survey(name, "quotes"):
        require_files([surveys.quotes], "data.surveys.quotes")
    for key in SERIES:
        if has_series(name, key) and each.data.simulate is None:
            require_files(files_of_series(name, key), f"data.series.{key}")


def published_folder(wildcards, input):
    return str(Path(input.published[0]).parent)


def shards_of(name):
    return lambda wildcards: [
        f"results/{wildcards.study}/shards/{shard}/{name}" for shard in SHARDS
    ]


def mark(study):
    return ".syntetisk" if is_synthetic(study) else ""


def reports():
    return [
        f"release/{study}/{study}.{lang}{mark(study)}.{ending}"
        for study in STUDIES
        for lang in CONFIG.report.languages
        for ending in ("html", "pdf")
    ]


def synthetic_files(study):
    return [path for key in SOURCES for path in source_files(CONFIG.studies[study], key)]


def synthetic_survey_files(study):
    return [p for key in SURVEYS for p in files_of_survey(study, key)] + municipality_key(study)


def synthetic_series_files(study):
    return [p for key in SERIES if has_series(study, key) for p in files_of_series(study, key)]
