"""The tables of those who wait: a row per person, and a row per person and month."""

from effektspor.tables import Column, Table

TRIAL, NATIONAL = "trial", "national"
GROUPS = (TRIAL, NATIONAL)
UNKNOWN = "unknown"
FLEXJOB, WAITING, PENSION = "flexjob", "ledighedsydelse", "disability_pension"
SICKNESS, ASSISTANCE, SELF_SUPPORT, OTHER = (
    "sickness", "social_assistance", "self_support", "other",
)  # fmt: skip
REHABILITATION = "rehabilitation"
"""Origin only: after the start it is another benefit."""
DEAD, EMIGRATED = "dead", "emigrated"
STATES = (
    FLEXJOB, WAITING, PENSION, SICKNESS, ASSISTANCE, SELF_SUPPORT, OTHER, DEAD, EMIGRATED,
)  # fmt: skip
PEOPLE = Table(
    "trial_people",
    "Persons of a trial, and all others who waited as long when it began",
    (
        Column("id", "int32", "number of the person, from 0; those of the trial come first"),
        Column("person", "str", "person key of the trial's persons; empty for all others"),
        Column("group", "str", "trial or national"),
        Column("arm", "str", "arm drawn: other_actor or municipality; empty outside the trial"),
        Column("place", "str", "letter of the municipality; empty outside the trial"),
        Column(
            "wait_weeks",
            "float64",
            "weeks of unbroken waiting before the first day of the project by the register, at most "
            "as many as it reaches back; 0 where the person does not wait by the register",
        ),
        Column("age", "float64", "full years on the first day of the project", missing=True),
        Column("woman", "Int8", "1 woman, 0 man", missing=True),
        Column("non_western", "Int8", "1 non-western origin, else 0", missing=True),
        Column(
            "origin",
            "str",
            "support before the wait: family of the last benefit before it, self_support where there "
            "was none in the year before, unknown where the register does not reach back",
        ),
    ),
    key=("id",),
)
MONTHS = Table(
    "trial_months",
    "Where persons of a trial, and all others who waited as long, are each month",
    (
        Column("id", "int32", "number of the person"),
        Column("month", "int16", "months since the first day of the project: the same day of it"),
        Column("state", "str", ", ".join(STATES)),
    ),
    key=("id", "month"),
)
