"""How the quotes of each evaluation are coded: by which themes, and who may have said them."""

from collections.abc import Mapping
from dataclasses import dataclass

STAFF, PERSON = "staff", "person"
"""What a respondent is called where the own type would be of too few: one of the staff, or anyone."""


@dataclass(frozen=True)
class Coding:
    """The coding of one evaluation.

    Attributes
    ----------
    themes
        In the order of the report.
    staff_types, other_types
        Types of respondents; the former share a name where each is of too few.
    places
        Whether the municipality may be named where enough share it.
    """

    themes: tuple[str, ...]
    staff_types: tuple[str, ...]
    other_types: tuple[str, ...]
    places: bool

    @property
    def types(self) -> tuple[str, ...]:
        """All types of respondents."""
        return self.staff_types + self.other_types


CODINGS: Mapping[str, Coding] = {
    # The six themes of chapter 4 in its order, and what citizens told (section 2.2.2).
    "brf2019": Coding(
        themes=(
            "leadership", "belief", "preparation", "ownership", "organisation", "direction",
            "citizen",
        ),
        staff_types=("leader", "projectleader", "caseworker", "consultant", "mentor"),
        other_types=("citizen", "other"),
        places=True,
    ),
    # The themes of the survey in its order. A comment is part of an answer, and no answer stands
    # beside the name of its municipality.
    "kl2016": Coding(
        themes=(
            "challenge", "cooperation", "offers", "companies", "progression", "motivation",
            "meetings", "expectation",
        ),
        staff_types=("job_centre",),
        other_types=("other",),
        places=False,
    ),
}  # fmt: skip
"""Coding by evaluation."""
