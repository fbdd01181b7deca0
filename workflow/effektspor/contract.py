"""The data contract as a page: what each input file must hold, and what each table then holds."""

import json
from typing import Literal

from effektspor.cohort.build import COHORT
from effektspor.cohort.course_activity import COURSE_ACTIVITY
from effektspor.cohort.courses import COURSES
from effektspor.cohort.first_courses import FIRST_COURSES
from effektspor.cohort.outcomes import OUTCOMES
from effektspor.cohort.states import STATES
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.contract_parts import InputFile, Variable, one_of
from effektspor.estimators.causes import CAUSES
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.static import STATIC
from effektspor.estimators.survival import RISK
from effektspor.estimators.yearly import YEARLY_MOMENTS
from effektspor.estimators.yearly_risk import YEARLY_RISK
from effektspor.evaluations.business_case.contract import INPUTS as CASE_INPUTS
from effektspor.evidence.contract import INPUTS as EVIDENCE_INPUTS
from effektspor.evidence.tables import FINDINGS, REPORTS
from effektspor.registers.background import MARITAL_STATUS
from effektspor.registers.dream import EMPLOYMENT, PERSONS
from effektspor.registers.hours import HOURS
from effektspor.registers.population import FLAGS, POPULATION
from effektspor.registers.quality import QUALITY
from effektspor.registers.spells import SPELLS
from effektspor.series.tables import SERIES
from effektspor.surveys.quotes.coding import CODINGS
from effektspor.surveys.tables import ANSWERS, RESPONDENTS
from effektspor.tables import Table
from effektspor.trial.tables import JOBS as TRIAL_JOBS
from effektspor.trial.tables import PERSONS as TRIAL_PERSONS


def _of_coding(part: Literal["themes", "types"]) -> str:
    """Words for quotes of each evaluation."""
    return "; ".join(f"{key}: {one_of(getattr(each, part))}" for key, each in CODINGS.items())


INPUTS = (
    InputFile(
        "DREAM",
        "data.dream",
        "one row per person, each person once, in one file or in several",
        (
            Variable("`pnr`", "text", "", "pseudonymised key, the same in all files", "refused"),
            Variable(
                "`y_YYWW`",
                "text or number",
                "ISO week",
                "three-digit benefit code of [codes.md](codes.md); unknown codes are refused",
                "blank: no benefit in the week",
            ),
            Variable(
                "`branche_YYYY_MM`",
                "text",
                "month",
                "industry code; any code means a wage in the month",
                "blank: no wage",
            ),
            Variable(
                "`nykomYYYY`",
                "number",
                "year",
                "municipality number of [codes.md](codes.md), from 2007 on; of the year where `codes.municipalities` has years",
                "blank or 0: not resident; such starts leave the study",
            ),
        ),
    ),
    InputFile(
        "BFL (eIndkomst)",
        "data.hours",
        "one row per job and month; one file of all years, one a year, or a set",
        (
            Variable("`pnr`", "text", "", "person key", "refused"),
            Variable(
                "`ajo_job_slut_dato`", "date", "day", "last day of the job in the month", "refused"
            ),
            Variable(
                "`ajo_loentimer`", "number", "hours", "at least 0, at most `most_hours` (744)", "0"
            ),
            Variable("`ajo_loentime_kode`", "number", "", "0 imputed, 1 reported", "imputed"),
        ),
    ),
    InputFile(
        "BEF",
        "data.population",
        "one row per person and year (status on 1 January); one file a year, or with a variable of the year",
        (
            Variable("`pnr`", "text", "", "person key", "refused"),
            Variable("`koen`", "number", "", "1 man, 2 woman", "refused"),
            Variable("`foed_dag`", "date", "day", "date of birth", "refused"),
            Variable(
                "`civst`",
                "text",
                "",
                f"{', '.join(MARITAL_STATUS)}; G and P count as married",
                "refused",
            ),
            Variable(
                "`ikkevestlig`",
                "number",
                "",
                "1 non-western origin, else 0; made by you from `OPR_LAND` (and `IE_TYPE`), "
                "not a variable of the register",
                "refused",
            ),
        ),
    ),
    InputFile(
        "STV list (optional)",
        "data.stv",
        "one row per person; persons who are not listed count as 0",
        (
            Variable("`pnr`", "text", "", "person key", "refused"),
            Variable("`stv`", "number", "", "1 took part in the STV project, else 0", "0"),
        ),
    ),
    InputFile(
        "Surveys (optional)",
        "data.surveys",
        "one row per respondent, and wave where there are several; who was invited and did not answer "
        "may stand in the file with a status; the codebooks of [surveys.md](surveys.md) name the variables",
        (
            Variable("respondent", "text or number", "", "key, the same in all waves", "refused"),
            Variable(
                "wave",
                "text or number",
                "",
                "by label where the codebook has a scale, else a number from 1",
                "refused",
            ),
            Variable("date", "date", "day", "day of the answers", "allowed"),
            Variable(
                "municipality",
                "text or number",
                "",
                "number or name of [codes.md](codes.md), or a code whose label is a name; others than "
                "the participants are set aside",
                "counted",
            ),
            Variable("role, background", "text or number", "", "a label of the scale", "counted"),
            Variable(
                "status",
                "text or number",
                "",
                "answered, partly answered or not",
                "from the answers",
            ),
            Variable("weight", "number", "", "at least 0", "refused where there are answers"),
            Variable(
                "item, option",
                "text or number",
                "",
                "a label of the scale, or its code in files without labels; others are refused",
                "no answer; an option is not chosen where another of its set is",
            ),
        ),
    ),
    InputFile(
        "Open series (optional)",
        "data.series",
        "one row per group and period, or area, group and period; CSV or JSON-stat of StatBank, JSON or CSV of "
        "Jobindsats (version 3); further variables must have a total (i alt), whose rows are used",
        (
            Variable("`TID`, `Periode`", "text", "", "2013, 2013K1, 2013Q1 or 2013M01", "refused"),
            Variable(
                "`OMRÅDE`, `Område`",
                "text",
                "",
                "the country, or all municipalities since 2007, which are added up; others are refused",
                "column may be left out",
            ),
            Variable(
                "`ALDER`, `ÅRSAG`, `Ydelse`",
                "text",
                "",
                "a label of the list of groups in `data/series/`; others are refused",
                "refused",
            ),
            Variable(
                "`INDHOLD`, `Antal fuldtidspersoner`",
                "number",
                "persons, full-time persons",
                "from 0 on; decimals with comma, or with point where that is plain; `..` and the like "
                "for no number, `*` behind a number for a provisional one",
                "a gap, which is counted and shown",
            ),
        ),
    ),
    InputFile(
        "Persons of a trial",
        "data.trial.persons",
        "one row per person who was drawn, also those who moved, died or were returned; the codebook "
        "`data/trial/persons.csv` names the columns and says which may be left out",
        (
            Variable("`pnr`", "text or number", "", "person key, as in DREAM", "refused"),
            Variable(
                "`kommune`",
                "text or number",
                "",
                "number or name of the year in which the project began, or a code whose label is a name",
                "refused",
            ),
            Variable("`arm`", "text or number", "", "arm drawn, by label or by code", "refused"),
            Variable(
                "`slutstatus`", "text or number", "", "status at the end of the project", "refused"
            ),
            Variable(
                "`svar_foer`, `svar_efter`",
                "text or number",
                "",
                "who answered the survey",
                "refused",
            ),
            Variable("other categories", "text or number", "", "a label of the scale", "allowed"),
            Variable("dates", "date", "day", "as described above", "allowed"),
            Variable("numbers", "number", "months or times", "at least 0", "allowed"),
        ),
    ),
    InputFile(
        "Flexjobs of a trial",
        "data.trial.jobs",
        "one row per flexjob that was created for a person of the trial, with the columns of the codebook "
        "`data/trial/jobs.csv`; nobody has two at a time",
        (
            Variable("`pnr`", "text or number", "", "person key, as in DREAM", "refused"),
            Variable(
                "`job_start`",
                "date",
                "day",
                "first day; jobs that begin before or after the project are set aside",
                "refused",
            ),
            Variable("`job_slut`", "date", "day", "last day", "the job lasts"),
            Variable("`oprettet_af`", "text or number", "", "arm that created the job", "refused"),
            Variable("other categories", "text or number", "", "a label of the scale", "allowed"),
            Variable("`ansatte`", "number", "persons", "at least 0", "allowed"),
        ),
    ),
    InputFile(
        "Coded quotes (optional)",
        "data.surveys.quotes",
        "a CSV in UTF-8, commas or semicolons between fields, one row per quote and theme",
        (
            Variable("`theme`", "text", "", _of_coding("themes"), "refused"),
            Variable(
                "`municipality`",
                "text",
                "",
                "number or name of [codes.md](codes.md); empty in made examples",
                "allowed",
            ),
            Variable("`respondent_type`", "text", "", _of_coding("types"), "refused"),
            Variable(
                "`quote`",
                "text",
                "",
                "the words, at most 1,000 characters, without names, numbers of persons or addresses",
                "refused",
            ),
            Variable(
                "`source`",
                "text",
                "",
                "id of the interview or answer, one for each person or job centre",
                "refused",
            ),
            Variable(
                "`made`",
                "0 or 1",
                "",
                "1 for a made example, in studies of synthetic data only; 0 for what was said, in "
                "others only",
                "refused",
            ),
            Variable(
                "`names_checked`",
                "0 or 1",
                "",
                "1 where somebody has read that capitals within the quote are no names",
                "column may be left out",
            ),
        ),
    ),
    *EVIDENCE_INPUTS,
    *CASE_INPUTS,
)
TABLES = (
    PERSONS, SPELLS, EMPLOYMENT, HOURS, POPULATION, FLAGS,
    COHORT, OUTCOMES, STATES, COURSES, MOMENTS, RISK, YEARLY_MOMENTS, YEARLY_RISK, STATIC, CAUSES,
    FIRST_COURSES, COURSE_ACTIVITY, ANSWERS, RESPONDENTS, SERIES, TRIAL_PERSONS, TRIAL_JOBS,
    PEOPLE, MONTHS, REPORTS, FINDINGS, QUALITY,
)  # fmt: skip

INTRODUCTION = """# Data contract

What each input file must hold, and what the tables between the stages hold. Generated from the code
that checks them (`effektspor data-docs`). Variable names are those of the registers; others are set
in `config.yaml` under the key named below. Upper and lower case are alike.

A source is one file, one file a year (`bfl{year}.sas7bdat`), a pattern (`bfl/*.parquet`) or a folder.
The ending says the format:

| ending | format | read |
|---|---|---|
| `.sas7bdat` | SAS, also compressed | copied to Parquet once |
| `.xpt` | SAS transport | copied to Parquet once |
| `.sav`, `.zsav` | SPSS | copied to Parquet once |
| `.csv` | text: comma or semicolon, UTF-8 or Latin-1, quoted or not | copied to Parquet once |
| `.dta` | Stata | as it is |
| `.parquet` | Parquet | as it is |

Files of surveys are small and read as they are.

Only the columns named here are read, some rows at a time: `compute.memory_mb` bounds them. Dates are the
file type's own or text `YYYY-MM-DD`, `YYYYMMDD`, `DDMMMYYYY` or `DD-MM-YYYY`. Decimals have a point, or a
comma in a file with semicolons. Codes that the file itself declares missing count as missing.

A damaged file stops the run where the format can tell. It cannot tell of a `.csv` that is cut off exactly
between two rows, or of a `.xpt` of version 5 that is: compare rows or sizes with the original. The log names a
`.csv` whose last line has no line end. A file that the config no longer names leaves its copy in
`results/<study>/converted/`; nothing reads it, and it may be deleted.

A file that breaks a rule stops the run with a message that names file, column and row numbers, never a
person's value; codes and municipality numbers that no list has are named with their number of cells. What is repaired, set aside or added up is counted in `quality.csv` and in the report's appendix:
rows read are rows written plus rows explained. Impossible values stop the run unless `data.tolerance` lets
a share of the rows be set aside.

## Inputs
"""


def contract_page() -> str:
    """Markdown page of all inputs and tables."""
    parts = [INTRODUCTION]
    for file in INPUTS:
        parts.append(f"\n### {file.title}\n\nSetting `{file.setting}`; {file.rows}.\n\n")
        parts.append("| variable | type | unit | codes | if missing |\n|---|---|---|---|---|\n")
        parts += [
            f"| {v.name} | {v.kind} | {v.unit} | {v.codes} | {v.missing} |\n"
            for v in file.variables
        ]
    parts.append("\n## Tables between the stages (Parquet in `results/<study>/`)\n")
    parts += [_table(table) for table in TABLES]
    return "".join(parts)


def tables_schema() -> str:
    """The tables between the stages as JSON: columns with type, meaning and key."""
    tables = {
        table.name: {
            "title": table.title,
            "key": list(table.key),
            "further_columns": table.open_ended,
            "columns": [
                {"name": c.name, "type": c.dtype, "meaning": c.meaning} for c in table.columns
            ],
        }
        for table in TABLES
    }
    return json.dumps(tables, indent=1, ensure_ascii=False) + "\n"


def _table(table: Table) -> str:
    key = f" Key: {', '.join(table.key)}." if table.key else ""
    more = (
        " Further columns follow the study's covariates, years or codebook."
        if table.open_ended
        else ""
    )
    rows = "".join(f"| `{c.name}` | {c.dtype} | {c.meaning} |\n" for c in table.columns)
    return (
        f"\n### {table.title} (`{table.name}`)\n\n{(key + more).strip()}\n\n"
        f"| column | type | meaning |\n|---|---|---|\n{rows}"
    )
