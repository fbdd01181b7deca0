"""Where a person who has started a ressourceforloeb is: in the course, or gone to something else."""

COURSE, FLEXJOB, LEDIGHED, PENSION, SELF, ASSISTANCE, DEAD, EMIGRATED = range(8)
EXITS = (  # names of the states after the course, in order
    "flexjob",
    "ledighedsydelse",
    "pension",
    "self_support",
    "social_assistance",
    "dead",
    "emigrated",
)
