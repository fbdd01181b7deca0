"""Search quotes on the pages that a coding states.

Text that came from print breaks words at line ends, has soft hyphens, and quotation marks and dashes of
many kinds; they are made alike on both sides before the search. Nothing else is forgiven: a quote with
another word is not found.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.evidence.tables import QUOTES

PAGE_END = "\f"
_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′´`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00ad": None}
)


def plain(text: str) -> str:
    r"""The text as it is compared.

    Examples
    --------
    >>> plain("En sæt-\\n  ning med \\u201dtegn\\u201d")
    'en sætning med "tegn"'
    """
    signs = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    joined = re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-zæøåäöü])", "", signs)
    return re.sub(r"\s+", " ", joined).strip().casefold()


def read_texts(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Pages of each report's text, by the name of the file without its ending.

    Raises
    ------
    InputError
        Where a file is not UTF-8.
    """
    texts = {}
    for path in paths:
        try:
            texts[path.stem] = [
                plain(page) for page in path.read_text(encoding="utf-8-sig").split(PAGE_END)
            ]
        except UnicodeDecodeError:
            raise InputError(
                "The text of a report is not UTF-8",
                where=str(path),
                todo="Save it as UTF-8, with a form feed between pages.",
            ) from None
    return texts


def search(findings: pd.DataFrame, texts: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """What became of each quote.

    Parameters
    ----------
    findings
        `FINDINGS`.
    texts
        Pages of each report's text, made alike.

    Returns
    -------
    pandas.DataFrame
        `QUOTES`, one row per finding: found on a stated page, on others only, nowhere; `no_text`
        where the report's text is not there, `no_quote` where there is nothing to search.
    """
    rows = []
    for row in findings.to_dict("records"):
        pages = texts.get(str(row["report"]))
        quote = plain(str(row["quote"]))
        found = [number for number, page in enumerate(pages or [], start=1) if quote in page]
        stated = {int(page) for page in str(row["page"]).split(";")}
        if not quote:
            state, found = "no_quote", []
        elif pages is None:
            state = "no_text"
        elif stated & set(found):
            state = "found"
        else:
            state = "found_elsewhere" if found else "not_found"
        shown = ";".join(str(number) for number in found)
        rows.append((row["finding"], row["report"], row["page"], state, shown))
    names = [column.name for column in QUOTES.columns]
    return QUOTES.conform(pd.DataFrame(rows, columns=names, dtype=object))
