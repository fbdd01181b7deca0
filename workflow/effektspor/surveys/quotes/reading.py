"""Read the user's file of coded quotes and refuse what may not or cannot be printed."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.surveys.quotes.coding import Coding
from effektspor.surveys.quotes.privacy import forms, tells

COLUMNS = ("theme", "municipality", "respondent_type", "quote", "source", "made")
CHECKED = "names_checked"
TODO = "docs/how-to-own-data.md describes the file; data/surveys/quotes_example.csv is an example."
LONGEST = 1000


def read_quotes(
    path: Path, municipalities: Mapping[str, str], coding: Coding, *, synthetic: bool
) -> pd.DataFrame:
    """Quotes as they stand in the file, with the row of each.

    Parameters
    ----------
    municipalities
        Name by number, both as text; the file may have either.
    coding
        Themes and types of respondents.
    synthetic
        Whether the study's registers are synthetic. Made examples belong to such a study and what
        somebody said to a real one: neither may stand in the other's report.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS` as text (`municipality` a name or empty, `made` 0 or 1), and ``row``, the number
        of the row in the file, the header being 1.

    Raises
    ------
    InputError
        With the row: a file that cannot be read, an unknown theme, type or municipality, an empty
        or overlong quote, or words that tell of a person or place. Never with the words.
    """
    rows = list(_rows(path))
    if not rows:
        raise InputError("The file of quotes has no rows", where=str(path), todo=TODO)
    out = []
    for number, row in rows:
        where = f"{path}, row {number}"
        _refuse_unknown(row, coding, where)
        _refuse_wrong_mark(row, where, synthetic=synthetic)
        row["municipality"] = _municipality(row["municipality"], municipalities, where)
        _refuse_words(row, set(municipalities.values()), where)
        out.append({name: row[name] for name in COLUMNS} | {"row": number})
    return pd.DataFrame(out).astype({"made": "int8", "row": "int32"})


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their number; commas or semicolons between fields, UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise InputError("The file of quotes cannot be read", where=str(path), todo=TODO) from None
    except UnicodeDecodeError:
        raise InputError(
            "The file of quotes is not UTF-8",
            where=str(path),
            todo='Save it anew as "CSV UTF-8".',
        ) from None
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = [[" ".join(field.split()) for field in fields] for fields in reader]
    except csv.Error:
        raise InputError(
            "The file of quotes has a quotation mark that is not closed",
            where=f"{path}, row {reader.line_num}",
            todo='Put a quote that holds " in quotation marks and write "" for each of its own.',
        ) from None
    header = table[0] if table else []
    missing = [name for name in COLUMNS if name not in header]
    if missing or len(set(header)) < len(header):
        what = f"lacks the columns {', '.join(missing)}" if missing else "has a column twice"
        raise InputError(f"The file of quotes {what}", where=f"{path}, row 1", todo=TODO)
    for number, fields in enumerate(table[1:], start=2):
        if not any(fields):
            continue
        if len(fields) != len(header):
            raise InputError(
                f"The file of quotes has a row with {len(fields)} fields instead of {len(header)}",
                where=f"{path}, row {number}",
                todo="Put quotes that hold a comma or semicolon in quotation marks.",
            )
        yield number, dict(zip(header, fields, strict=True))


def _refuse_unknown(row: Mapping[str, str], coding: Coding, where: str) -> None:
    allowed: dict[str, tuple[Callable[[str], bool], str]] = {
        "theme": (lambda value: value in coding.themes, f"one of {', '.join(coding.themes)}"),
        "respondent_type": (
            lambda value: value in coding.types,
            f"one of {', '.join(coding.types)}",
        ),
        "made": (lambda value: value in {"0", "1"}, "1 for a made example, 0 for what was said"),
        "source": (bool, "an id of the interview, one for each person, such as int-04"),
        CHECKED: (lambda value: value in {"", "0", "1"}, "0 or 1"),
    }
    for column, (fits, form) in allowed.items():
        if not fits(row.get(column, "")):
            raise InputError(
                f"A quote has no known {column}",
                where=f"{where}, column {column}",
                todo=f"Write {form}.",
            )
    if not 0 < len(row["quote"]) <= LONGEST:
        raise InputError(
            "A quote is empty or too long to print",
            where=f"{where}, column quote",
            todo=f"Give its words, at most {LONGEST} characters.",
        )


def _refuse_wrong_mark(row: Mapping[str, str], where: str, *, synthetic: bool) -> None:
    if (row["made"] == "1") == synthetic:
        if row["made"] == "1" and row["municipality"]:
            raise InputError(
                "A made example names a municipality",
                where=f"{where}, column municipality",
                todo="Leave it empty: no invented words may stand beside a real name.",
            )
        return
    what, todo = (
        ("A quote that somebody said stands in a study of synthetic data", "name your own files")
        if synthetic
        else ("A made example stands in a study of real data", "take it out of the file")
    )
    raise InputError(
        what, where=f"{where}, column made", todo=f"Correct the mark, or {todo} under data."
    )


def _municipality(value: str, municipalities: Mapping[str, str], where: str) -> str:
    """The name of a municipality given by name or number."""
    known = {name.casefold(): name for name in municipalities.values()}
    plain = value.removesuffix(" Kommune").casefold()
    found = municipalities.get(value.lstrip("0")) or known.get(plain, "")
    if value and not found:
        raise InputError(
            "A quote has an unknown municipality",
            where=f"{where}, column municipality",
            todo="Write name or number as in the list under codes.municipalities, or leave it empty.",
        )
    return found


def _refuse_words(row: Mapping[str, str], names: set[str], where: str) -> None:
    for what in forms(row["source"]):
        raise InputError(
            f"The source of a quote holds {what}",
            where=f"{where}, column source",
            todo="Give each interview an id of your own, such as int-04.",
        )
    checked = row.get(CHECKED) == "1"
    for what in tells(row["quote"], names, names_checked=checked):
        raise InputError(
            f"A quote holds {what}",
            where=f"{where}, column quote",
            todo="Replace it by a word in brackets such as [navn] or [kommunen]; where a capital is "
            f"no name, write 1 in the column {CHECKED}.",
        )
