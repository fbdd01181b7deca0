"""What those who waited are described by in a comparison of two groups, and what it is called."""

from effektspor.cohort.waiting.tables import (
    ASSISTANCE,
    FLEXJOB,
    OTHER,
    PENSION,
    REHABILITATION,
    SELF_SUPPORT,
    SICKNESS,
    UNKNOWN,
    WAITING,
)

AGES = (("under_30", 30), ("30_39", 40), ("40_49", 50), ("50_59", 60), ("60_over", None))
"""Age groups, each with the age that is too old for it."""
_UNKNOWN = (UNKNOWN, "uoplyst", "unknown")
_YES_NO = (("yes", "ja", "yes"), ("no", "nej", "no"))
VARIABLES: dict[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "long_wait": ("Lang ventetid", "Long wait", _YES_NO),
    "age": (
        "Alder", "Age",
        (
            ("under_30", "under 30 år", "under 30"), ("30_39", "30-39 år", "30-39"),
            ("40_49", "40-49 år", "40-49"), ("50_59", "50-59 år", "50-59"),
            ("60_over", "60 år og derover", "60 and over"), _UNKNOWN,
        ),
    ),
    "sex": ("Køn", "Sex", (("woman", "kvinde", "woman"), ("man", "mand", "man"), _UNKNOWN)),
    "non_western": (
        "Ikke-vestlig oprindelse", "Non-western origin", (*_YES_NO, _UNKNOWN),
    ),
    "origin": (
        "Forsørgelse før ventetiden", "Support before the wait",
        (
            (SICKNESS, "sygedagpenge", "sickness benefit"),
            (REHABILITATION, "revalidering", "rehabilitation"),
            (ASSISTANCE, "kontanthjælp", "social assistance"),
            (FLEXJOB, "fleksjob", "flexjob"),
            (SELF_SUPPORT, "ingen ydelse", "no benefit"),
            (WAITING, "ledighedsydelse", "ledighedsydelse"),
            (PENSION, "førtidspension", "disability pension"),
            (OTHER, "anden ydelse", "another benefit"),
            _UNKNOWN,
        ),
    ),
}  # fmt: skip
"""Danish and English label, and the categories with theirs."""
