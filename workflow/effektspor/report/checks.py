"""Checks of the rendered files: the last gate before a report is released.

A valid PDF/UA file may have tables without headers, file names for alternative texts and the wrong
language, and axe accepts the same in HTML. These checks close such holes, hold the two formats
against each other and read the numbers as a Danish reader would.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from effektspor.report.htmltree import Element, header_grid, parse_html
from effektspor.report.numberlint import lint_danish
from effektspor.report.pdfchecks import check_pdf
from effektspor.report.pdftree import Tag, read_tags
from effektspor.report.problem import (
    Expectations,
    Problem,
    bad_alternative_text,
    left_overs,
    squeezed,
)

__all__ = ["Expectations", "Problem", "check_report"]

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    ["p", "li", "h1", *_HEADINGS, "th", "td", "figcaption", "dt", "dd", "blockquote", "title"]
)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


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
            *check_parity(root, tags),
        ]


def check_html(root: Element, expectations: Expectations) -> list[Problem]:
    """Check the HTML file by itself."""
    problems = [
        *_document(root, expectations),
        *_links(root),
        *_images(root),
        *(p for i, table in enumerate(root.find_all("table"), 1) for p in _table(table, i)),
        *_texts(root, expectations.language),
    ]
    return [Problem(f"HTML, {where}", what) for where, what in problems]


def check_parity(root: Element, tags: Tag) -> list[Problem]:
    """Compare headings, figures, tables and header cells of both formats."""
    figures = (
        [squeezed(image.attributes.get("alt", "")) for image in root.find_all("img")],
        [squeezed(figure.alt) for figure in tags.find_all("Figure")],
    )
    headings = (
        [f"{int(h.tag[1]) - 1} {squeezed(h.text())}" for h in root.find_all(*_HEADINGS)],
        [f"{h.name[1:]} {squeezed(h.text())}" for h in tags.walk() if re.match(r"H\d$", h.name)],
    )
    tables = (
        [[squeezed(t) for t in header_grid(table).texts] for table in root.find_all("table")],
        [[squeezed(c.text()) for c in t.find_all("TH")] for t in tags.find_all("Table")],
    )
    problems = []
    for what, (left, right) in (("headings", headings), ("alternative texts", figures)):
        if left != right:
            odd = list((Counter(left) - Counter(right)) + (Counter(right) - Counter(left)))
            told = ", ".join(repr(each[:60]) for each in odd[:3]) or "their order"
            problems.append(Problem("HTML and PDF", f"{what} differ: {told}"))
    if len(tables[0]) != len(tables[1]):
        counts = f"{len(tables[0])} and {len(tables[1])}"
        problems.append(Problem("HTML and PDF", f"the number of tables differs: {counts}"))
    else:
        for number, (left_cells, right_cells) in enumerate(zip(*tables, strict=True), start=1):
            if left_cells != right_cells:
                problems.append(Problem("HTML and PDF", f"header cells differ in table {number}"))
    return problems


def _document(root: Element, expectations: Expectations) -> Iterator[tuple[str, str]]:
    language = next((e.attributes.get("lang", "") for e in root.find_all("html")), "")
    if language.split("-")[0] != expectations.language:
        yield "html", f"the language is {language!r}, not {expectations.language!r}"
    title = next((e.text() for e in root.find_all("title")), "")
    if not title:
        yield "head", "the title is missing"
    mark = expectations.synthetic_label.casefold()
    banners = [e for e in root.walk() if "synthetic-banner" in e.classes]
    if expectations.synthetic:
        if not any(mark in banner.text().casefold() for banner in banners):
            yield "body", "the banner of synthetic data is missing"
        if not any(mark in e.text().casefold() for e in root.find_all("header")):
            yield "header", "the title block does not say that the data are synthetic"
        if mark not in title.casefold():
            yield "head", "the title does not say that the data are synthetic"
    elif banners:
        yield "body", "the banner of synthetic data stands on a report of real data"
    for tag in ("main", "nav", "h1"):
        if len(root.find_all(tag)) != 1:
            yield "body", f"there is not exactly one {tag}"
    level = 1
    for heading in root.find_all(*_HEADINGS):
        now = int(heading.tag[1])
        if now > level + 1:
            yield heading.text()[:60], f"the heading skips from level {level} to {now}"
        level = now


def _links(root: Element) -> Iterator[tuple[str, str]]:
    ids = Counter(e.attributes["id"] for e in root.walk() if "id" in e.attributes)
    for name, times in ids.items():
        if times > 1:
            yield f"#{name}", "the id is used more than once"
    for element in root.walk():
        attributes = element.attributes
        target = attributes.get("href", "")
        if element.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield element.text()[:60], f"the link {target} leads nowhere"
        named = " ".join(attributes.get(n, "") for n in ("aria-labelledby", "headers")).split()
        for name in named:
            if name not in ids:
                yield f"<{element.tag}>", f"it refers to #{name}, which is not there"
        loaded = attributes.get("src", "") or (target if element.tag == "link" else "")
        if loaded and not loaded.startswith("data:"):
            kind = "from the network" if _REMOTE.match(loaded) else "from another file"
            yield f"<{element.tag}>", f"something is loaded {kind}"


def _images(root: Element) -> Iterator[tuple[str, str]]:
    captions = [c.text() for c in root.find_all("figcaption")]
    captions += [e.text() for e in root.walk() if "headline" in e.classes]
    for number, image in enumerate(root.find_all("img"), start=1):
        wrong = bad_alternative_text(image.attributes.get("alt", ""), captions)
        if wrong:
            yield f"image {number}", f"the alternative text {wrong}"


def _table(table: Element, number: int) -> Iterator[tuple[str, str]]:
    where = f"table {number}"
    grid = header_grid(table)
    if not grid.head_rows or not all(all(row) for row in grid.rows[: grid.head_rows]):
        yield where, "it has no header row of header cells"
    if not all(row and row[0] for row in grid.rows[grid.head_rows :]):
        yield where, "a row does not begin with a header cell"
    if not all(grid.texts):
        yield where, "a header cell is empty"
    if any(not cell.attributes.get("scope") for cell in table.find_all("th")):
        yield where, "a header cell has no scope"
    if not table.attributes.get("aria-labelledby") and not table.find_all("caption"):
        yield where, "it has no caption"
    for cell in table.find_all("td"):
        if any(name.startswith("mark-") for name in cell.classes):
            words = [e for e in cell.walk() if "sign" in e.classes]
            if not any(re.search(r"\w", word.text()) for word in words):
                yield where, "a coloured cell has no word"


def _texts(root: Element, language: str) -> Iterator[tuple[str, str]]:
    for block, text in prose(root):
        for found in left_overs(text):
            yield block, f"something was not filled in: {found}"
        if language == "da":
            for rule, around in lint_danish(text):
                yield block, f"{rule}: {around}"


def prose(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the text of each innermost block and each alternative text, without code.

    Section numbers, cross references and parts with ``data-lint="off"`` are left out.
    """
    for element in root.walk():
        if element.tag == "img":
            yield "alternative text", element.attributes.get("alt", "")
    yield from _blocks(root)


def _blocks(element: Element) -> Iterator[tuple[str, str]]:
    if _silent(element):
        return
    inner = [child for child in element.children if isinstance(child, Element)]
    if element.tag in _BLOCKS and not any(e.tag in _BLOCKS for c in inner for e in c.walk()):
        text = _spoken(element)
        yield f"<{element.tag}> {text.strip()[:40]}", text
        return
    if element.tag in _BLOCKS:
        own = "".join(
            child if isinstance(child, str) else "" if child.tag in _BLOCKS else _spoken(child)
            for child in element.children
        )
        yield f"<{element.tag}> {own.strip()[:40]}", own
    for child in inner:
        yield from _blocks(child)


def _spoken(element: Element) -> str:
    if _silent(element):
        return " "
    return "".join(
        child if isinstance(child, str) else _spoken(child) for child in element.children
    )


def _silent(element: Element) -> bool:
    return (
        element.tag in ("code", "pre", "style", "script", "svg", "math")
        or element.attributes.get("data-lint") == "off"
        or not {"header-section-number", "toc-section-number", "crossref"}.isdisjoint(
            element.classes
        )
    )
