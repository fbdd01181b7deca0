"""Search quotes on the pages that a coding states.

Text that came from print breaks words at line ends, has soft hyphens, and quotation marks and dashes of
many kinds; they are made alike on both sides before the search. A hyphen at a line end may belong to the
word or to the line, so hyphens behind a letter are left out on both sides. Nothing else is forgiven: a
quote with another word is not found.
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
    >>> plain("En sæt-\n  ning med \u201dtegn\u201d - og ikke-\nfaglig")
    'en sætning med "tegn" - og ikkefaglig'
    """
    # Signs first: the normal form takes a lone accent apart into a blank and a mark.
    signs = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    joined = re.sub(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])", "", signs)
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
        where the report's text is not there, `no_quote` where there is nothing to search. A quote
        that runs over the end of a page stands on the page on which it begins.
    """
    rows = []
    for row in findings.to_dict("records"):
        pages = texts.get(str(row["report"]))
        quote = plain(str(row["quote"]))
        found = _pages_with(quote, pages or [])
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
        rows.append((row["finding"], row["report"], row["page"], state, shown, row["row"]))
    names = [column.name for column in QUOTES.columns]
    return QUOTES.conform(pd.DataFrame(rows, columns=names, dtype=object))


def _pages_with(quote: str, pages: Sequence[str]) -> list[int]:
    """Numbers of the pages on which a quote begins."""
    found = []
    for number, page in enumerate(pages, start=1):
        after = pages[number] if number < len(pages) else ""
        # The next page only as far as a quote that begins here can reach into it.
        reach = plain(f"{page}\n{after[: len(quote)]}")
        if quote in page or (quote in reach and quote not in after):
            found.append(number)
    return found
