"""A table that a reader can sort, filter and open, from the same semantic HTML as all tables.

Without script it is a plain table with everything shown. ``explore.js`` of ``reports/shared`` gives
it buttons in its headers and choices above it. In the PDF it is the same table without its details
and without columns for the screen: see `effektspor.report.htmltree.printed`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from effektspor.errors import ReportError
from effektspor.report.escape import escape_html
from effektspor.report.look import Look


@dataclass(frozen=True)
class Entry:
    """One thing inside an opened cell.

    Attributes
    ----------
    text, note
        What was found; where, on what evidence, coded by whom.
    target, link
        Id of the place in the report that says more, and the words of the link; may be empty.
    """

    text: str
    note: str
    target: str = ""
    link: str = ""


@dataclass(frozen=True)
class Place:
    """One cell.

    Attributes
    ----------
    text
        Plain text beneath the sign, or alone.
    sort
        What the column is sorted by; the text where it is None.
    look
        Sign and colours.
    state
        Value of the filter of cells, such as a direction; empty where nothing was found.
    entries, summary, about
        What opens, the words that open it, and those that only a screen reader needs with them.
    """

    text: str = ""
    sort: float | str | None = None
    look: Look | None = None
    state: str = ""
    entries: Sequence[Entry] = ()
    summary: str = ""
    about: str = ""


@dataclass(frozen=True)
class Field:
    """One column; `marked` ones have signs, and a `screen` one is not in the PDF.

    The header of a `narrow` one is written upwards there, as those of marked ones are.
    """

    label: str
    marked: bool = False
    screen: bool = False
    number: bool = False
    narrow: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its header, its cells, and its values of the row filters by key."""

    head: str
    cells: Sequence[Place]
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """Words that the script needs; ``{n}``, ``{of}``, ``{column}`` and ``{order}`` are filled in.

    Attributes
    ----------
    facets
        Labels of the row filters by key, in their order.
    states
        Labels of the filter of cells by state.
    rest
        all, shown, sorted, up, down, unsorted, reset, open, close, column, state, controls.
    """

    facets: Mapping[str, str]
    states: Mapping[str, str]
    rest: Mapping[str, str]


REST = (
    "all", "shown", "sorted", "up", "down", "unsorted", "reset", "open", "close", "column", "state",
    "controls",
)  # fmt: skip


def explorer_table(
    table_id: str, stub: str, fields: Sequence[Field], lines: Sequence[Line], words: Words
) -> str:
    """Write the table.

    Parameters
    ----------
    table_id
        ``tbl-...``; ids of header cells are built from it.
    stub
        Header of the first column.

    Raises
    ------
    ReportError
        Where a row has another number of cells than there are columns, a sign has no word, or a word
        of the script is missing.
    """
    _check(table_id, fields, lines, words)
    heads = "".join(
        f'<th scope="col" id="{table_id}-c{number}" class="{_classes(each)}">'
        f"{escape_html(each.label)}</th>"
        for number, each in enumerate(fields, start=1)
    )
    body = "".join(_line(table_id, number, line, fields) for number, line in enumerate(lines, 1))
    given = {
        "facets": dict(words.facets), "states": dict(words.states),
        **{key: words.rest[key] for key in REST},
    }  # fmt: skip
    return (
        f'<table class="explore" data-words="{_attribute(given)}">\n<thead>\n<tr>'
        f'<th scope="col" id="{table_id}-c0" class="left">{escape_html(stub)}</th>{heads}</tr>\n'
        f"</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _classes(column: Field) -> str:
    names = ["right" if column.number else "left"]
    names += ["upright"] if column.marked or column.narrow else []
    names += ["marked"] if column.marked else []
    return " ".join([*names, *(["screen"] if column.screen else [])])


def _line(table_id: str, number: int, line: Line, fields: Sequence[Field]) -> str:
    head = f"{table_id}-r{number}"
    cells = "".join(
        _cell(cell, column, f"{head} {table_id}-c{at}")
        for at, (cell, column) in enumerate(zip(line.cells, fields, strict=True), start=1)
    )
    return (
        f'<tr data-facets="{_attribute(dict(line.facets))}"><th scope="row" id="{head}"'
        f' class="left" data-sort="{escape_html(line.head)}">{escape_html(line.head)}</th>{cells}</tr>\n'
    )


def _cell(cell: Place, column: Field, headers: str) -> str:
    key = cell.text if cell.sort is None else cell.sort
    side = "right" if column.number else "left"
    screen = " screen" if column.screen else ""
    attributes = f'headers="{headers}" data-sort="{escape_html(str(key))}"'
    if cell.look is None:
        return f'<td class="{side}{screen}" {attributes}>{escape_html(cell.text)}</td>'
    look = cell.look
    text = f' <span class="beside">{escape_html(cell.text)}</span>' if cell.text else ""
    state = f' data-state="{escape_html(cell.state)}"' if cell.state else ""
    return (
        f'<td class="{side} mark-cell{screen}" style="background-color:{look.fill};'
        f'color:{look.ink}" {attributes}{state}><span class="sign"><span aria-hidden="true">'
        f"{look.symbol}</span> {escape_html(look.word)}</span>{text}{_details(cell)}</td>"
    )


def _details(cell: Place) -> str:
    if not cell.entries:
        return ""
    items = "".join(
        f'<li><span class="said">{escape_html(each.text)}</span> '
        f'<span class="where">{escape_html(each.note)}</span>{_link(each)}</li>'
        for each in cell.entries
    )
    about = f'<span class="unseen"> {escape_html(cell.about)}</span>' if cell.about else ""
    return (
        f'<details class="screen"><summary>{escape_html(cell.summary)}{about}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _link(entry: Entry) -> str:
    if not entry.target:
        return ""
    return f' <a href="#{entry.target}">{escape_html(entry.link)}</a>'


def _attribute(value: Mapping[str, object]) -> str:
    return escape_html(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _check(table_id: str, fields: Sequence[Field], lines: Sequence[Line], words: Words) -> None:
    def fail(what: str, todo: str) -> ReportError:
        return ReportError(what, where=table_id, todo=todo)

    if not fields or not lines:
        raise fail("The table is empty", "Give it at least one column and one row.")
    missing = [key for key in REST if not words.rest.get(key)]
    if missing:
        raise fail(f"The script's word {missing[0]!r} is missing", "Add it to the words.")
    for number, line in enumerate(lines, start=1):
        if len(line.cells) != len(fields):
            raise fail(
                f"Row {number} has {len(line.cells)} cells for {len(fields)} columns",
                "Give one cell per column; the row header is not among them.",
            )
        if not line.head.strip() or any(c.look and not c.look.word.strip() for c in line.cells):
            raise fail(f"Row {number} has an empty header or a sign without a word", "Name it.")
        odd = [key for key in line.facets if key not in words.facets]
        odd += [cell.state for cell in line.cells if cell.state and cell.state not in words.states]
        if odd:
            raise fail(f"Row {number} has {odd[0]!r}, which no filter knows", "Add its word.")
