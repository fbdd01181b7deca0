"""Names of states, bands, parties and targets as a reader sees them."""

from collections.abc import Mapping, Sequence

PARTIES = ("municipality", "region", "state", "citizen")
ALL = "all"
UNITS = ("cluster", "region", "national")
STATES = (
    "jobafklaring", "sygedagpenge", "job", "flexjob", "ledighedsydelse", "dagpenge",
    "ressourceforloeb", "pension", "other", "gone",
)  # fmt: skip
"""States in their order; a table may have others, which come last."""
BASE, GOALS = "base", "all"
"""Scenarios: as now, and all targets reached."""
Words = Mapping[str, str]


def state(key: object, words: Words) -> str:
    """Name of a state; its key where it has none."""
    return words.get(f"state_{key}", str(key))


def target(key: object, words: Words) -> str:
    """Name of a target; its key where it has none."""
    return words.get(f"target_{key}", str(key))


def band(first: float, bands: Sequence[float], words: Words, word: str = "month_band") -> str:
    """Months of a band, of which the first is known: "6–11 måneder", "24 måneder og mere".

    Parameters
    ----------
    bands
        First months of all bands.
    word
        Name of the words for a band; ``<word>_open`` for the last one.
    """
    later = [each for each in sorted(bands) if each > first]
    if not later:
        return words[f"{word}_open"].format(first=int(first))
    return words[word].format(first=int(first), last=int(later[0]) - 1)


def ordered(found: Sequence[str], known: Sequence[str]) -> list[str]:
    """Keys in the order of those that are known; others after them, as they come."""
    unique = list(dict.fromkeys(found))
    return [key for key in known if key in unique] + [key for key in unique if key not in known]
