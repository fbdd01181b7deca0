"""Checks of the rendered HTML by itself; see `checks`."""

import re
from collections import Counter
from collections.abc import Iterator

from effektspor.report.htmlprose import all_words, prose
from effektspor.report.htmltree import Element, header_grid
from effektspor.report.numberlint import lint_danish
from effektspor.report.problem import (
    REGIONS,
    Expectations,
    Problem,
    bad_alternative_text,
    left_overs,
)

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LOADING = ("src", "srcset", "poster", "data", "background")
_CSS_LOADS = re.compile(r"""(?:url\(|@import\s+(?!url))\s*["']?([^"')\s]+)""", re.IGNORECASE)


def check_html(root: Element, expectations: Expectations) -> list[Problem]:
    """Check the HTML file by itself."""
    problems = [
        *_document(root, expectations),
        *_links(root),
        *_loaded(root),
        *_images(root),
        *(p for i, table in enumerate(root.find_all("table"), 1) for p in _table(table, i)),
        *_texts(root, expectations.language),
    ]
    return [Problem(f"HTML, {where}", what) for where, what in problems]


def _document(root: Element, expectations: Expectations) -> Iterator[tuple[str, str]]:
    language = next((e.attributes.get("lang", "") for e in root.find_all("html")), "")
    if language not in (expectations.language, REGIONS.get(expectations.language)):
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
    elif banners or expectations.synthetic_label in all_words(root):
        yield "body", "the mark of synthetic data stands on a report of real data"
    for tag in ("main", "nav", "h1"):
        if len(root.find_all(tag)) != 1:
            yield "body", f"there is not exactly one {tag}"
    level = 1
    for heading in root.find_all(*HEADINGS):
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


def _loaded(root: Element) -> Iterator[tuple[str, str]]:
    """Find what a browser would fetch: the report is one file that needs nothing else."""
    for element in root.walk():
        attributes = element.attributes
        addresses = [attributes[name] for name in _LOADING if name in attributes]
        if element.tag in ("link", "image", "use"):
            addresses.append(attributes.get("href", attributes.get("xlink:href", "")))
        css = attributes.get("style", "")
        if element.tag == "style":
            css += "".join(child for child in element.children if isinstance(child, str))
        addresses += _CSS_LOADS.findall(css)
        for address in addresses:
            if address and not address.startswith(("data:", "#")):
                kind = "from the network" if _REMOTE.match(address) else "from another file"
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
    for found in left_overs(all_words(root)):
        yield "text", f"something was not filled in: {found}"
    if language == "da":
        for block, text in prose(root):
            for rule, around in lint_danish(text):
                yield block, f"{rule}: {around}"
