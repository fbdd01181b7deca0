"""A small tree of an HTML file, enough to look rendered reports over; standard library only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
_VOID |= {"source", "track", "wbr"}
_SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space: it is typography
_SELF_CLOSING = {"li": {"li"}, "p": {"p"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr"}}


@dataclass
class Element:
    """An element; `children` holds elements and strings in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Names in the class attribute."""
        return self.attributes.get("class", "").split()

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all below it in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find_all(self, *tags: str) -> "list[Element]":
        """List elements below, and this one, that have one of `tags`."""
        return [element for element in self.walk() if element.tag in tags]

    def text(self) -> str:
        """Return the text inside with single spaces, without styles, scripts and drawings."""
        return _SPACES.sub(" ", self._raw()).strip()

    def _raw(self) -> str:
        if self.tag in ("style", "script", "svg"):
            return ""
        return "".join(child if isinstance(child, str) else child._raw() for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open[-1].tag in _SELF_CLOSING.get(tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(text: str) -> Element:
    """Parse a document or a fragment; unbalanced tags are closed where their parent closes."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


def printed(element: Element) -> Element:
    """The same without parts of the class ``screen``, whose content the PDF has elsewhere."""
    kept = [
        child if isinstance(child, str) else printed(child)
        for child in element.children
        if isinstance(child, str) or "screen" not in child.classes
    ]
    return Element(element.tag, element.attributes, kept)


@dataclass(frozen=True)
class HeaderGrid:
    """Which cells of a table are headers: per row, per cell, in source order."""

    rows: tuple[tuple[bool, ...], ...]
    head_rows: int
    texts: tuple[str, ...]


def header_grid(table: Element) -> HeaderGrid:
    """Describe the rows of `table` with its header cells and their text."""
    rows = table.find_all("tr")
    head = sum(len(part.find_all("tr")) for part in table.find_all("thead"))
    cells = [[c for c in row.children if isinstance(c, Element)] for row in rows]
    return HeaderGrid(
        rows=tuple(tuple(cell.tag == "th" for cell in row) for row in cells),
        head_rows=head,
        texts=tuple(cell.text() for row in cells for cell in row if cell.tag == "th"),
    )
