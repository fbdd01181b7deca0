"""The text of a rendered HTML report, block by block, as a reader meets it."""

from collections.abc import Iterator

from effektspor.report.htmltree import Element

_BLOCKS = {"p", "li", "dt", "dd", "th", "td", "figcaption", "caption", "blockquote", "title"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_BLOCKS |= {"body", "div", "section", "header", "main", "nav", "footer", "figure"}
_NO_WORDS = {"code", "pre", "style", "script", "svg", "math"}
_NUMBERING = {"header-section-number", "toc-section-number", "crossref"}


def prose(root: Element) -> Iterator[tuple[str, str]]:
    """Yield each block's name and own text, and each alternative text.

    Left out is what may hold numbers in another form: code, mathematics, section numbers, cross
    references and parts with ``data-lint="off"`` (the colophon, with its versions and hashes).
    """
    for image in root.find_all("img"):
        yield "alternative text", image.attributes.get("alt", "")
    yield from _blocks(root)


def all_words(element: Element) -> str:
    """Return the whole text with its alternative texts, without code."""
    if element.tag in _NO_WORDS:
        return " "
    if element.tag == "img":
        return f" {element.attributes.get('alt', '')} "
    return "".join(
        child if isinstance(child, str) else all_words(child) for child in element.children
    )


def _blocks(element: Element) -> Iterator[tuple[str, str]]:
    if _silent(element):
        return
    own, inner = "", []
    for child in element.children:
        if isinstance(child, str):
            own += child
        elif any(each.tag in _BLOCKS for each in child.walk()):
            inner.append(child)
            own += "\n"
        else:
            own += _spoken(child)
    if own.strip():
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
        element.tag in _NO_WORDS
        or element.attributes.get("data-lint") == "off"
        or not _NUMBERING.isdisjoint(element.classes)
    )
