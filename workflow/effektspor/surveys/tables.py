"""The tables that survey ingest writes: answers and respondents of one survey."""

from effektspor.tables import Column, Table

NO_WAVE = 0
NO_MUNICIPALITY = -1
STATES = ("answered", "dont_know", "refused", "missing", "not_asked")
STATUSES = ("answered", "partial", "none")
_WHO = (
    Column("survey", "str", "id of the survey, as in the config"),
    Column(
        "wave",
        "int8",
        "staff: 1 start, 2 midway, 3 end; progression: number of the person's measurement; 0 else",
    ),
    Column(
        "respondent",
        "str",
        "key of the respondent, the same in all waves; number of the municipality that answers",
    ),
    Column("municipality", "int16", "municipality number, -1 where the survey has none"),
    Column(
        "role",
        "str",
        "leader, projectleader, caseworker, consultant or mentor; empty where the survey has none",
    ),
    Column("weight", "float64", "weight, 1 where the survey has none"),
)
ANSWERS = Table(
    "answers",
    "Answers of respondents, one row per question",
    (
        *_WHO,
        Column("item", "str", "question of the codebook"),
        Column("element", "str", "what the question is about, as in the codebook; may be empty"),
        Column(
            "value",
            "Int8",
            "answer on the scale after reversal, higher is more agreement; missing unless answered",
            missing=True,
        ),
        Column(
            "counts",
            "Int8",
            "1 where the answer counts as agreeing or positive, 0 where not; missing unless answered",
            missing=True,
        ),
        Column("state", "str", "answered, dont_know, refused, missing or not_asked"),
    ),
    key=("wave", "respondent", "item"),
)
"""Respondents who gave no answer at all are in `RESPONDENTS` only."""
RESPONDENTS = Table(
    "respondents",
    "Respondents, and invited persons who did not answer",
    (
        *_WHO,
        Column("status", "str", "answered, partial or none"),
        Column("date", "datetime64[ns]", "day of the answers", missing=True),
    ),
    key=("wave", "respondent"),
    open_ended=True,
)
"""Background of the codebook follows by the name of its variable, as English labels."""
