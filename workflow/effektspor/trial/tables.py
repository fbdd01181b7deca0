"""The tables that the ingest of a trial writes: those who were drawn, and the jobs they got.

Categories are named by their `value` in the list of scales, and are None where the file says
nothing. A variable that a study does not have is missing in every row, so that the tables have one
shape whatever the files hold.
"""

from effektspor.tables import Column, Table

_YES = "yes or no"


def _category(name: str, meaning: str) -> Column:
    return Column(name, "object", meaning, missing=True)


def _number(name: str, meaning: str) -> Column:
    return Column(name, "float64", meaning, missing=True)


def _day(name: str, meaning: str) -> Column:
    return Column(name, "datetime64[ns]", meaning, missing=True)


PERSONS = Table(
    "trial_persons",
    "Persons of a trial",
    (
        Column("person", "str", "person key, as in DREAM"),
        Column("municipality", "int16", "municipality number that was in use when the trial began"),
        Column("place", "str", "letter that stands for the municipality in all results"),
        Column("arm", "str", "arm drawn: other_actor or municipality"),
        _day("birth_date", "date of birth"),
        _number("age", "full years on the first day of the project"),
        _category("sex", "man or woman"),
        _category("non_western", f"immigrant from a non-western country: {_YES}"),
        _category("school", "education after primary school: some or none"),
        _category("grounds", "grounds of the flexjob approval: physical, mental or both"),
        _category("labour_market_20y", f"20 years or more on the labour market: {_YES}"),
        _category("origin", "support before the approval, as in the list of scales"),
        _category("earlier_flexjob", f"employed in a flexjob before: {_YES}"),
        _category("hours_able", "weekly hours that the citizen thinks possible"),
        _number("wait_months", "months on ledighedsydelse at the start"),
        Column("answered_before", "str", f"answered the survey before: {_YES}"),
        _category("right_solution_before", "a flexjob is the right solution: yes, no, dont_know"),
        _category("activity_before", f"took part in job-promoting activities earlier: {_YES}"),
        _category("offered_before", f"was offered a flexjob earlier: {_YES}"),
        Column("answered_after", "str", f"answered the survey after: {_YES}"),
        _category("right_solution_after", "a flexjob is the right solution: yes, no, dont_know"),
        _category("activity_after", f"took part in such activities in the project: {_YES}"),
        _category("offered_after", f"was offered a flexjob in the project: {_YES}"),
        _category("satisfied", "satisfaction with the placement effort"),
        _category("thrives", f"thrives in the flexjob: {_YES}"),
        _number("talks", "individual talks"),
        _number("courses", "courses"),
        _number("clarifications", "clarification courses"),
        _number("work_trials", "work trials or internships"),
        _day("first_work_trial", "first day of a work trial or internship"),
        _day("returned", "day on which the other actor returned the person to the municipality"),
        Column("end_status", "str", "status at the end of the project, as in the list of scales"),
        _category("ly_distance", "of those on ledighedsydelse: distance to the labour market"),
    ),
    key=("person",),
)
JOBS = Table(
    "trial_jobs",
    "Flexjobs of a trial",
    (
        Column("job", "int32", "number of the job, from 1; by person and first day"),
        Column("person", "str", "person key, as in DREAM"),
        Column("start", "datetime64[ns]", "first day, within the project"),
        _day("end", "last day, may lie after the project; missing where the job lasts"),
        _number("employees", "employees of the workplace"),
        _category("sector", "private or public"),
        _category("subsidy", "wage subsidy: half or two_thirds"),
        Column("created_by", "str", "who created the job: other_actor or municipality"),
        _category("trial_before", f"work trial just before the employment: {_YES}"),
        _category("same_place", f"work trial at the same workplace: {_YES}"),
        Column("arm", "str", "arm of the person"),
        Column("place", "str", "letter of the person's municipality"),
        Column("counted", "bool", "whether the job counts for the arm: that arm created it"),
    ),
    key=("job",),
)
