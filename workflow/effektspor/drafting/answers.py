"""Answers of a user as what they mean: years, municipalities, a benefit family, a date."""

import difflib
import re
from datetime import date
from pathlib import Path

import pandas as pd

from effektspor.codebook import Codebook
from effektspor.errors import ConfigError

YEARS = range(1994, 2090)


def years_of(text: str, where: str) -> tuple[int, int]:
    """First and last year of ``2015`` or ``2015-2016`` (or ``2015-16``).

    Raises
    ------
    ConfigError
        Where it is neither, or the years are not in order.
    """
    found = re.fullmatch(r"\s*(\d{4})(?:\s*[-–]\s*(\d{4}|\d{2}))?\s*", text)
    if found is None:
        raise ConfigError(
            "A window of starts is a year or two years",
            where=f"{where}, given {text!r}",
            todo="Write 2015 or 2015-2016.",
        )
    first = int(found[1])
    last = first if found[2] is None else int(found[1][: 4 - len(found[2])] + found[2])
    if last < first or first not in YEARS or last not in YEARS:
        raise ConfigError(
            f"The years must be in order and lie within {YEARS[0]} to {YEARS[-1]}",
            where=f"{where}, given {text!r}",
            todo="Write the first year before the last one, as 2015-2016.",
        )
    return first, last


def later_years_of(text: str, pre: tuple[int, int]) -> tuple[int, int]:
    """First and last year of the window that follows the years `pre`.

    Raises
    ------
    ConfigError
        Where it is no window, or begins before the earlier one ends.
    """
    post = years_of(text, "--post")
    if pre[1] >= post[0]:
        raise ConfigError(
            "The earlier window must end before the later one begins",
            where=f"--post, given {text!r}, after --pre {pre[0]}-{pre[1]}",
            todo="Give the years before the effort as --pre and those of the effort as --post.",
        )
    return post


def placebo_of(text: str, first: int) -> tuple[int, ...]:
    """Single years before the first year of the earlier window; none of a blank.

    Raises
    ------
    ConfigError
        Where something is no year, or does not lie before that year.
    """
    parts = [part for part in re.split(r"[,\s]+", text.strip()) if part]
    years = sorted({year for part in parts for year in _all_years(part)})
    if years and years[-1] >= first:
        raise ConfigError(
            f"Placebo years must lie before {first}, the first year of the earlier window",
            where=f"--placebo, given {text!r}",
            todo="Give years before it whose starts your files hold, as 2012,2013.",
        )
    return tuple(years)


def municipalities_of(text: str, known: pd.DataFrame) -> dict[int, str]:
    """Names of municipalities by number, from numbers or names with commas between them.

    Parameters
    ----------
    known
        Table of `read_municipalities`.

    Raises
    ------
    ConfigError
        Where there is no such municipality, with the name that comes closest; where there are
        fewer than two, or no other is left to compare with.
    """
    names = dict(zip(known["number"].astype(int), known["name"].astype(str), strict=True))
    by_name = {_folded(name): number for number, name in names.items()}
    numbers = [_number(part, names, by_name) for part in re.split(r"[,;]", text) if part.strip()]
    found = {number: names[number] for number in dict.fromkeys(numbers)}
    if len(found) < 2 or len(found) > len(names) - 2:
        raise ConfigError(
            "Two participating municipalities are needed at least, and two others to compare with",
            where=f"--participants, of {len(found)}",
            todo="Name the participating ones by number or name, with commas between them.",
        )
    return found


def family_of(text: str, codebook: Codebook, path: Path) -> tuple[str, str]:
    """A benefit family and its Danish label, by key or label.

    Raises
    ------
    ConfigError
        Where the code list has no such family, with the one that comes closest.
    """
    rows = codebook.frame.drop_duplicates("family")
    labels = dict(zip(rows["family"], rows["family_label_da"], strict=True))
    wanted = text.strip().casefold()
    for key, label in labels.items():
        if wanted in (key.casefold(), label.casefold()):
            return str(key), str(label)
    close = difflib.get_close_matches(wanted, labels, n=1)
    raise ConfigError(
        f"There is no benefit family {text.strip()!r} in the code list",
        where=f"--family, of {path}",
        todo=(f"Did you mean {close[0]}? " if close else "")
        + f"The families are {', '.join(sorted(labels))}.",
    )


def date_of(text: str) -> str:
    """A date, YYYY-MM-DD.

    Raises
    ------
    ConfigError
        Where it is none.
    """
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise ConfigError(
            "The date of the extract is no date of the calendar",
            where=f"--extract-date, given {text!r}",
            todo="Write YYYY-MM-DD.",
        ) from None


def _all_years(part: str) -> range:
    first, last = years_of(part, "--placebo")
    return range(first, last + 1)


def _number(part: str, names: dict[int, str], by_name: dict[str, int]) -> int:
    wanted = part.strip()
    if wanted.isdecimal() and int(wanted) in names:
        return int(wanted)
    found = by_name.get(_folded(wanted))
    if found is not None:
        return found
    close = difflib.get_close_matches(_folded(wanted), by_name, n=1)
    raise ConfigError(
        f"There is no municipality {wanted!r}",
        where="--participants",
        todo=(f"Did you mean {names[by_name[close[0]]]}? " if close else "")
        + "docs/codes.md names the list of numbers and names.",
    )


def _folded(name: str) -> str:
    """A name in small letters, whether it is written with å or aa."""
    return name.casefold().replace("å", "aa")
