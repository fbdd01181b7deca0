"""The words that a coding may use."""

DIRECTIONS = ("positive", "negative", "mixed", "none")
"""Which way a finding points; `none`: the report does not say."""
STUDIED = ("finding", "no_finding")
"""Whether the report found something on a theme, or studied it and found nothing."""
CONTROLS = ("yes", "no", "not_stated", "contradictory")
"""Whether there was a group to compare with; `contradictory`: the text says both."""
KINDS = ("report", "synthesis", "own")
"""What a row of reports is: one of those read, the reading across, or own experience. Only the
first is ever counted."""
RATIOS = ("ratio", "risk_ratio", "odds_ratio", "hazard_ratio")
"""Units of effects that are above zero."""
UNITS = (
    "percentage_points", "percent", "weeks", "months", "hours", "persons", "kroner", *RATIOS,
)  # fmt: skip
"""Units of effects; percentage points are not per cent."""
DESIGNS = (
    "rct", "quasi", "effect_review", "register", "evaluation", "mixed", "survey", "qualitative",
    "best_practice", "recommendation", "synthesis", "not_stated",
)  # fmt: skip
"""Designs, the strongest first."""
EFFECT_DESIGNS = DESIGNS[:3]
"""Designs that can say what a measure causes."""
DATA_DESIGNS = DESIGNS[3:8]
"""Designs that rest on data of their own without saying what a measure causes."""
QUALITIES = ("good", "satisfactory", "unsatisfactory")
"""Quality of a study as graded by others; empty where nobody did."""
JOURNALS = ("top", "other", "none")
"""Where a report was published: a leading journal, another one, or none."""
COUNTRIES = ("denmark", "other")
"""Where the persons studied live."""
