"""What the result tables of courses must have, by name: the columns that artefacts read."""

_SHARE = ("n", "base", "share", "ci_low", "ci_high", "withheld")
COURSE_COLUMNS: dict[str, tuple[str, ...]] = {
    "courses_counts": ("quantity", *_SHARE),
    "courses_exits": (
        "way", "label_da", "label_en", "n", "base", "completed_share", "ci_low", "ci_high",
        "withheld", "now_n", "state_now_share",
    ),
    "courses_origins": (
        "origin", "label_da", "label_en", *_SHARE, "all_n", "all_base", "all_share",
    ),
    "courses_activity": (
        "week", "in_course", "passive", "company", "other", "share", "ci_low", "ci_high",
    ),
    "courses_incidence": (
        "week", "way", "at_risk", "incidence", "ci_low", "ci_high", "merged", "withheld",
    ),
    "courses_age": ("measure", "group", "label_da", "label_en", *_SHARE),
}  # fmt: skip
COURSES_MAY_BE_EMPTY = ("courses_incidence", "courses_activity", "courses_origins")
"""Tables without rows where nobody has left, or nobody has started."""
