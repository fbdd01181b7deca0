"""Checks of the rendered files: the last gate before a report is released.

A valid PDF/UA file may have tables without headers, file names for alternative texts and the wrong
language, and axe accepts the same in HTML. These checks close such holes, hold the two formats
against each other and read the numbers as a Danish reader would.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from effektspor.report.htmlchecks import HEADINGS, check_html
from effektspor.report.htmltree import Element, parse_html, printed
from effektspor.report.pdfchecks import check_pdf
from effektspor.report.pdftree import Tag, read_tags
from effektspor.report.problem import Expectations, Problem, squeezed

__all__ = ["Expectations", "Problem", "check_report"]


def check_report(html: Path, pdf: Path, expectations: Expectations) -> list[Problem]:
    """Check both files of a report and that they say the same.

    Returns
    -------
    list of Problem
        Empty where the report may be released.
    """
    root = parse_html(html.read_text(encoding="utf-8"))
    with pikepdf.open(pdf) as document:
        tags = read_tags(document)
        return [
            *check_html(root, expectations),
            *check_pdf(document, tags, expectations),
            *check_parity(printed(root), tags),
        ]


def check_parity(root: Element, tags: Tag) -> list[Problem]:
    """Compare headings, alternative texts and every cell of every table of both formats."""
    headings = (
        [f"{int(h.tag[1]) - 1} {squeezed(h.text())}" for h in root.find_all(*HEADINGS)],
        [f"{h.name[1:]} {squeezed(h.text())}" for h in tags.walk() if re.match(r"H\d$", h.name)],
    )
    figures = (
        [squeezed(image.attributes.get("alt", "")) for image in root.find_all("img")],
        [squeezed(figure.alt) for figure in tags.find_all("Figure")],
    )
    problems = [*_compare("headings", *headings), *_compare("alternative texts", *figures)]
    left, right = root.find_all("table"), tags.find_all("Table")
    if len(left) != len(right):
        problems.append(f"the number of tables differs: {len(left)} and {len(right)}")
    else:
        for number, (table, tag) in enumerate(zip(left, right, strict=True), start=1):
            for kind, what in (("th", "header cells"), ("td", "data cells")):
                problems += _compare(
                    f"{what} of table {number}",
                    [squeezed(cell.text()) for cell in table.find_all(kind)],
                    [squeezed(cell.text()) for cell in tag.find_all(kind.upper())],
                )
    return [Problem("HTML and PDF", what) for what in problems]


def _compare(what: str, left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    if left != right:
        odd = [*(Counter(left) - Counter(right)), *(Counter(right) - Counter(left))]
        told = ", ".join(repr(each[:60]) for each in odd[:3]) or "their order"
        yield f"{what} differ: {told}"
