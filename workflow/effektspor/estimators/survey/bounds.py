"""What the share among all could be when some have not answered, with nothing assumed (Manski 1995).

Those who did not answer may all have agreed or none of them.
"""

from dataclasses import dataclass

from effektspor.errors import InputError


@dataclass(frozen=True)
class Bounds:
    """Least and largest possible share among all who were asked, fractions."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """The share that did not answer."""
        return self.high - self.low


def bounds(agree: float, answered: float, asked: float) -> Bounds:
    """Bounds on the share among `asked`, of whom `answered` answered and `agree` agreed.

    Weighted counts are allowed.

    Raises
    ------
    InputError
        Where a part is larger than its whole, or nobody was asked.

    Examples
    --------
    45 of 70 answers among 98 asked:

    >>> found = bounds(45, 70, 98)
    >>> round(found.low, 3), round(found.high, 3)
    (0.459, 0.745)
    """
    if not 0 <= agree <= answered <= asked or asked == 0:
        raise InputError(
            "The counts of a survey contradict each other",
            where=f"agree {agree:g}, answered {answered:g}, asked {asked:g}",
            todo="Those who agree are among those who answered, and these among those asked.",
        )
    return Bounds(agree / asked, (agree + asked - answered) / asked)
