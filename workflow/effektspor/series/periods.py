"""Years, quarters and months as the public interfaces write them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Frequency = Literal["year", "quarter", "month"]
MONTHS: dict[Frequency, int] = {"year": 12, "quarter": 3, "month": 1}
FORMS = "2013, 2013K1, 2013Q1 or 2013M01"
_FORM = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:[Yy]01|(?:[KkQq](?P<quarter>[1-4]))|(?:[Mm](?P<month>\d{2})))?"
)


@dataclass(frozen=True, order=True)
class Period:
    """A year, quarter or month.

    Attributes
    ----------
    month
        Month number of its first month: ``12 * year + month - 1``.
    """

    month: int
    frequency: Frequency

    @property
    def start(self) -> date:
        """First day."""
        return date(self.month // 12, self.month % 12 + 1, 1)

    @property
    def end(self) -> date:
        """The day after its last."""
        return self.next().start

    @property
    def label(self) -> str:
        """As in `SERIES`: 2013, 2013Q1, 2013M01."""
        year, month = divmod(self.month, 12)
        if self.frequency == "year":
            return str(year)
        return (
            f"{year}Q{month // 3 + 1}" if self.frequency == "quarter" else f"{year}M{month + 1:02d}"
        )

    def next(self, steps: int = 1) -> "Period":
        """A later period of the same length."""
        return Period(self.month + steps * MONTHS[self.frequency], self.frequency)


def parse_period(text: str) -> Period | None:
    """A period as StatBank (2013K1) or Jobindsats (2013M01, 2013Q1) writes it; None for anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    first = 12 * int(found["year"])
    if found["quarter"]:
        return Period(first + 3 * (int(found["quarter"]) - 1), "quarter")
    if found["month"] is None:
        return Period(first, "year")
    month = int(found["month"])
    return Period(first + month - 1, "month") if 1 <= month <= 12 else None


def span(first: Period, last: Period) -> list[Period]:
    """All periods from one to another of the same length, both included."""
    step = MONTHS[first.frequency]
    return [Period(at, first.frequency) for at in range(first.month, last.month + 1, step)]
