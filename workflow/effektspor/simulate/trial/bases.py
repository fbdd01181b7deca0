"""How many of each arm are employed at the end: the exact search.

The report prints shares of those employed by arm, and not how many there are. Every split of the 55 is
tried. In each, a print is a share of as many as possible of its arm; who is left is without an answer.
The split is taken with which the fewest answers are missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from effektspor.simulate.jobcentres.printed import possible_bases, span_of
from effektspor.simulate.trial.parameters import ARMS, Arm, Employed


@dataclass(frozen=True)
class Share:
    """A printed share: of how many, and how many of these."""

    printed: int
    base: int
    count: int


@dataclass(frozen=True)
class Split:
    """Employed persons by arm, the shares by item and arm, and how many answers are missing."""

    persons: Mapping[Arm, int]
    shares: Mapping[str, Mapping[Arm, Share]]
    missing: int


def search(employed: Employed) -> list[Split]:
    """All splits of the employed between the arms, the best first.

    Of two splits with as few missing answers, the one comes first in which the jobs that did not last
    are more alike between the arms. Splits in which a print can have no base are left out.
    """
    first, second = ARMS
    found = []
    for number in range(employed.persons + 1):
        persons: dict[Arm, int] = {first: number, second: employed.persons - number}
        if any(persons[arm] > employed.created[arm] for arm in ARMS):
            continue
        split = _split(persons, employed.shares)
        if split is not None:
            found.append(split)
    return sorted(found, key=lambda split: (split.missing, _unlike(split, employed)))


def told(splits: list[Split], most: int = 4) -> list[dict[str, Any]]:
    """The best splits, for the truth file."""
    return [
        {
            "employed": dict(split.persons),
            "missing_answers": split.missing,
            "shares": {
                item: {
                    arm: {"printed": s.printed, "base": s.base, "count": s.count}
                    for arm, s in by_arm.items()
                }
                for item, by_arm in split.shares.items()
            },
        }
        for split in splits[:most]
    ]


def _split(persons: Mapping[Arm, int], shares: Mapping[str, Mapping[Arm, int]]) -> Split | None:
    found: dict[str, dict[Arm, Share]] = {}
    missing = 0
    for item, printed in shares.items():
        found[item] = {}
        for arm in ARMS:
            span = span_of(str(printed[arm]), "exact")
            bases = possible_bases(span, persons[arm])
            if not bases:
                return None
            base = bases[-1]
            # The number of the smallest distance to the print; a base may allow several.
            count = min(span.counts(base), key=lambda k: abs(k * 100 - printed[arm] * base))
            found[item][arm] = Share(printed[arm], base, count)
            missing += persons[arm] - base
    return Split(persons, found, missing)


def _unlike(split: Split, employed: Employed) -> int:
    lost = [employed.created[arm] - split.persons[arm] for arm in ARMS]
    return abs(lost[0] - lost[1])
