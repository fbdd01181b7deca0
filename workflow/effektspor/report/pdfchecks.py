"""Checks of the rendered PDF by itself; see `checks`."""

import re
from collections.abc import Iterator

import pikepdf

from effektspor.report.pdftree import Tag, page_texts
from effektspor.report.problem import (
    REGIONS,
    Expectations,
    Problem,
    bad_alternative_text,
    left_overs,
)

_UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"


def check_pdf(document: pikepdf.Pdf, tags: Tag, expectations: Expectations) -> list[Problem]:
    """Check tags, metadata, tables, figures and the banner of an open PDF."""
    problems = [
        *_metadata(document, tags, expectations),
        *_figures(tags),
        *(p for i, t in enumerate(tags.find_all("Table"), 1) for p in _table(t, i)),
        *_headings(tags),
        *_pages(document, expectations),
        *_left(tags),
    ]
    return [Problem(f"PDF, {where}", what) for where, what in problems]


def _metadata(
    document: pikepdf.Pdf, tags: Tag, expectations: Expectations
) -> Iterator[tuple[str, str]]:
    catalogue = document.Root
    if not catalogue.get("/MarkInfo", {}).get("/Marked", False) or not tags.children:
        yield "catalogue", "the file is not tagged"
    language = str(catalogue.get("/Lang", ""))
    wanted = REGIONS.get(expectations.language, expectations.language)
    if language != wanted:
        yield "catalogue", f"the language is {language!r}, not {wanted!r}"
    if not catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "catalogue", "viewers are not told to show the title"
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if str(metadata.get(_UA_PART, "")) != "1":
            yield "metadata", "the file does not declare PDF/UA-1"
        title = str(metadata.get("dc:title", ""))
    if not title:
        yield "metadata", "the title is missing"
    if expectations.synthetic and expectations.synthetic_label.casefold() not in title.casefold():
        yield "metadata", "the title does not say that the data are synthetic"


def _figures(tags: Tag) -> Iterator[tuple[str, str]]:
    captions = [part.text() for c in tags.find_all("Caption") for part in (c, *c.children)]
    for number, figure in enumerate(tags.find_all("Figure"), start=1):
        wrong = bad_alternative_text(figure.alt, captions)
        if wrong:
            yield f"figure {number}", f"the alternative text {wrong}"


def _table(table: Tag, number: int) -> Iterator[tuple[str, str]]:
    where = f"table {number}"
    head = [row for part in table.find_all("THead") for row in part.find_all("TR")]
    body = [row for part in table.find_all("TBody") for row in part.find_all("TR")]
    cells = [cell for row in head for cell in row.find_all("TH", "TD")]
    if not cells or any(cell.name == "TD" for cell in cells):
        yield where, "it has no header row of header cells"
    for row in body:
        first = next(iter(row.find_all("TH", "TD")), None)
        if first is None or first.name != "TH":
            yield where, "a row does not begin with a header cell"
            break
    if any(not cell.scope for cell in table.find_all("TH")):
        yield where, "a header cell has no scope"
    if not table.find_all("Caption"):
        yield where, "it has no caption"


def _headings(tags: Tag) -> Iterator[tuple[str, str]]:
    level = 0
    for heading in tags.walk():
        found = re.fullmatch(r"H(\d)", heading.name)
        if found and int(found[1]) > level + 1:
            yield heading.text()[:60], f"the heading skips from level {level} to {found[1]}"
        level = int(found[1]) if found else level


def _pages(document: pikepdf.Pdf, expectations: Expectations) -> Iterator[tuple[str, str]]:
    mark = "".join(expectations.synthetic_label.split())
    for number, text in enumerate(page_texts(document), start=1):
        if expectations.synthetic and mark not in text:
            yield f"page {number}", "it does not say that the data are synthetic"
        if not expectations.synthetic and mark in text:
            yield f"page {number}", "the mark of synthetic data stands on a report of real data"


def _left(tags: Tag) -> Iterator[tuple[str, str]]:
    for found in left_overs(_without_code(tags)):
        yield "text", f"something was not filled in: {found}"


def _without_code(tag: Tag) -> str:
    if tag.name == "Code":
        return " "
    return tag.own_text + " ".join(_without_code(child) for child in tag.children)
