"""Where a person who has started a ressourceforloeb comes from, and where one is after the start.

One is in the course, or gone to something else.
"""

from typing import Literal, get_args

Origin = Literal[
    "social_assistance",
    "sickness",
    "ledighedsydelse",
    "jobafklaring",
    "education_assistance",
    "self_support",
    "unemployment",
]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
COURSE, FLEXJOB, LEDIGHED, PENSION, SELF, ASSISTANCE, DEAD, EMIGRATED = range(8)
Exit = Literal[
    "flexjob",
    "ledighedsydelse",
    "pension",
    "self_support",
    "social_assistance",
    "dead",
    "emigrated",
]
EXITS: tuple[Exit, ...] = get_args(Exit)
"""Names of the states after the course, in order."""
