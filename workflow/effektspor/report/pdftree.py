"""The tags of a PDF as a tree with text: what a screen reader is given.

pikepdf shows structure elements and content streams but not which text belongs to which tag. This
joins them: marked content by page and number (MCID), decoded through each font's ToUnicode map.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_Texts = dict[tuple[tuple[int, int], int], str]


@dataclass
class Tag:
    """A structure element.

    Attributes
    ----------
    name
        Standard type without the slash: H1, P, Figure, Table, TR, TH, ...
    element
        The pikepdf dictionary itself, for changes.
    """

    name: str
    element: Any
    alt: str = ""
    own_text: str = ""
    children: "list[Tag]" = field(default_factory=list)

    def walk(self) -> "Iterator[Tag]":
        """Yield this tag and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, *names: str) -> "list[Tag]":
        """List tags below, and this one, that have one of `names`."""
        return [tag for tag in self.walk() if tag.name in names]

    def text(self) -> str:
        """Return all text of this tag; spaces at line ends are not in the file."""
        return "".join(tag.own_text for tag in self.walk())

    @property
    def scope(self) -> str:
        """Scope of a header cell: Row, Column, Both or nothing."""
        return next((str(a.Scope)[1:] for a in attributes(self.element) if "/Scope" in a), "")


def attributes(element: Any) -> list[Any]:
    """List the attribute dictionaries of a structure element."""
    found = None if element is None else element.get("/A")
    parts = found if isinstance(found, Array) else [] if found is None else [found]
    return [part for part in parts if isinstance(part, Dictionary)]


def read_tags(pdf: pikepdf.Pdf) -> Tag:
    """Read the structure tree; without one the root has no children."""
    root = Tag("Root", None)
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None:
        texts: _Texts = {}
        for page in pdf.pages:
            for mcid, text in _marked_texts(page):
                key = (page.objgen, mcid)
                texts[key] = texts.get(key, "") + text
        roles = {str(k): str(v) for k, v in dict(tree.get("/RoleMap", {})).items()}
        _add_kids(root, tree.get("/K"), None, texts, roles)
    return root


def page_texts(pdf: pikepdf.Pdf) -> list[str]:
    """Read all text per page, running header and footer included, without any spaces."""
    return ["".join("".join(t for _, t in _runs(page)).split()) for page in pdf.pages]


def _add_kids(parent: Tag, kids: Any, page: Any, texts: _Texts, roles: dict[str, str]) -> None:
    if kids is None:
        return
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary):  # a bare number: marked content on the page of its tag
            parent.own_text += texts.get((page, int(kid)), "") if page else ""
        elif kid.get("/Type") == Name.MCR:
            where = kid.Pg.objgen if "/Pg" in kid else page
            parent.own_text += texts.get((where, int(kid.MCID)), "")
        elif "/S" in kid:
            name = str(kid.S)
            tag = Tag(roles.get(name, name)[1:], kid, str(kid.get("/Alt", "")))
            # Text before a child counts as a child, so that the order of reading is kept.
            if parent.own_text:
                parent.children.append(Tag("#text", Dictionary(), own_text=parent.own_text))
                parent.own_text = ""
            parent.children.append(tag)
            _add_kids(tag, kid.get("/K"), kid.Pg.objgen if "/Pg" in kid else page, texts, roles)
    if parent.children and parent.own_text:
        parent.children.append(Tag("#text", Dictionary(), own_text=parent.own_text))
        parent.own_text = ""


def _marked_texts(page: Any) -> Iterator[tuple[int, str]]:
    for mcid, text in _runs(page):
        if mcid is not None:
            yield mcid, text


def _runs(page: Any) -> Iterator[tuple[int | None, str]]:
    fonts = {str(k): _to_unicode(v) for k, v in dict(page.resources.get("/Font", {})).items()}
    stack: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op in ("BDC", "BMC"):
            properties = operands[1] if op == "BDC" else None
            number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            stack.append(None if number is None else int(number))
        elif op == "EMC" and stack:
            stack.pop()
        elif op == "Tf":
            font = fonts.get(str(operands[0]), {})
        elif op in ("Tj", "TJ"):
            parts = operands[0] if op == "TJ" else [operands[0]]
            text = "".join(_decode(p, font) for p in parts if isinstance(p, pikepdf.String))
            yield next((mcid for mcid in reversed(stack) if mcid is not None), None), text


def _decode(string: Any, font: dict[int, str]) -> str:
    raw = bytes(string)
    codes = [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]
    return "".join(font.get(code, "") for code in codes)


def _to_unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        parts = [_HEX.sub(rb"\1", h) for h in re.findall(rb"<[^>]*>", block)]
        for code, text in zip(parts[::2], parts[1::2], strict=True):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, start in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<([\w\s]+)>", block):
            first = _utf16(start)
            for step, point in enumerate(range(int(low, 16), int(high, 16) + 1)):
                found[point] = first[:-1] + chr(ord(first[-1]) + step)
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be")
