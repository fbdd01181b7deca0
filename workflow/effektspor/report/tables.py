"""Semantic, accessible HTML tables: the one source of tables in HTML and in PDF.

The Lua filter of ``reports/shared`` reads the same HTML for the PDF, so headers, spanners, row
headers, marks and footnotes are in both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from effektspor.errors import ReportError
from effektspor.report.escape import escape_html
from effektspor.report.labels import Labels
from effektspor.report.look import COLOURS, SYMBOLS, Look, Mark

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Cell:
    """One data cell.

    Attributes
    ----------
    text
        Plain text, ready for the reader (numbers through `danish`); may be empty beside a mark.
    mark
        Colours the cell; its symbol and a word always come with it.
    word
        The word of the mark where the label of the language (god, delvis, lav) does not fit.
    look
        A sign of its own instead of a mark.
    footnotes
        Keys of the footnotes given to `html_table`.
    """

    text: str
    mark: Mark | None = None
    word: str | None = None
    footnotes: tuple[str, ...] = ()
    look: Look | None = None


@dataclass(frozen=True)
class Column:
    """One data column; neighbours with one `spanner` share a header above their own.

    A `roomy` one holds sentences among columns that do not.
    """

    label: str
    align: Align = "right"
    spanner: str = ""
    footnotes: tuple[str, ...] = ()
    roomy: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its header (first column) and one cell per `Column`; ``str`` is ``Cell(str)``."""

    head: str
    cells: Sequence[Cell | str]
    total: bool = False
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A subheading over the rows that follow it."""

    label: str
    footnotes: tuple[str, ...] = field(default=())


def html_table(
    table_id: str,
    stub: str,
    columns: Sequence[Column],
    rows: Sequence[Row | Group],
    *,
    labels: Labels,
    footnotes: Mapping[str, str] | None = None,
) -> str:
    """Write an HTML table with column, spanner, group and row headers, and its footnotes after it.

    Parameters
    ----------
    table_id
        ``tbl-...``; ids of header cells are built from it.
    stub
        Header of the first column, never empty.
    footnotes
        Text by key, in the order in which they are printed; the key is the printed mark.

    Raises
    ------
    ReportError
        Where a row has another number of cells than there are columns, a header is empty, a
        footnote is unknown or never used.
    """
    notes = dict(footnotes or {})
    _check(table_id, stub, columns, rows, notes)
    heads = _column_headers(table_id, stub, columns)
    body = _body(table_id, columns, rows, labels)
    marks = "".join(
        f'<p class="table-footnote"><sup>{escape_html(key)}</sup> {escape_html(text)}</p>\n'
        for key, text in notes.items()
    )
    return f"<table>\n{_colgroups(columns)}{heads}{body}</table>\n{marks}"


def _spans(columns: Sequence[Column]) -> list[tuple[str, list[int]]]:
    """Find runs of neighbouring columns with one spanner; a column without one is a run of its own."""
    keyed = groupby(range(len(columns)), lambda i: columns[i].spanner or f"\0{i}")
    return [("" if key.startswith("\0") else key, list(run)) for key, run in keyed]


def _colgroups(columns: Sequence[Column]) -> str:
    groups = "".join(f'<colgroup span="{len(run)}"></colgroup>' for _, run in _spans(columns))
    return f"<colgroup></colgroup>{groups}\n"


def _column_headers(table_id: str, stub: str, columns: Sequence[Column]) -> str:
    two = any(column.spanner for column in columns)
    down = ' rowspan="2"' if two else ""
    first = [f'<th scope="col" id="{table_id}-c0"{down} class="left">{escape_html(stub)}</th>']
    second: list[str] = []
    for spanner, run in _spans(columns):
        if spanner:
            first.append(
                f'<th scope="colgroup" id="{table_id}-s{run[0] + 1}" colspan="{len(run)}"'
                f' class="spanner center">{escape_html(spanner)}</th>'
            )
        for index in run:
            column = columns[index]
            (second if spanner else first).append(
                f'<th scope="col" id="{table_id}-c{index + 1}"{"" if spanner else down}'
                f' class="{column.align}{" roomy" if column.roomy else ""}">{escape_html(column.label)}{_keys(column.footnotes)}</th>'
            )
    lines = ["".join(first), "".join(second)] if two else ["".join(first)]
    return "<thead>\n" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</thead>\n"


def _body(
    table_id: str, columns: Sequence[Column], rows: Sequence[Row | Group], labels: Labels
) -> str:
    spanner_of = {
        index: f"{table_id}-s{run[0] + 1} "
        for name, run in _spans(columns)
        if name
        for index in run
    }
    out, group = ["<tbody>\n"], ""
    for number, row in enumerate(rows, start=1):
        if isinstance(row, Group):
            group = f"{table_id}-g{number} "
            out.append("" if number == 1 else "</tbody>\n<tbody>\n")
            out.append(
                f'<tr class="group"><th scope="rowgroup" id="{group.strip()}"'
                f' colspan="{len(columns) + 1}" class="left">'
                f"{escape_html(row.label)}{_keys(row.footnotes)}</th></tr>\n"
            )
            continue
        head = f"{table_id}-r{number}"
        cells = "".join(
            _cell(
                cell if isinstance(cell, Cell) else Cell(cell),
                columns[index].align,
                f"{group}{head} {spanner_of.get(index, '')}{table_id}-c{index + 1}",
                labels,
            )
            for index, cell in enumerate(row.cells)
        )
        kind = ' class="total"' if row.total else ""
        out.append(
            f'<tr{kind}><th scope="row" id="{head}" class="left">'
            f"{escape_html(row.head)}{_keys(row.footnotes)}</th>{cells}</tr>\n"
        )
    return "".join(out) + "</tbody>\n"


def _cell(cell: Cell, align: Align, headers: str, labels: Labels) -> str:
    keys = _keys(cell.footnotes)
    look = cell.look or (_marked(cell, cell.mark, labels) if cell.mark else None)
    if look is None:
        return f'<td class="{align}" headers="{headers}">{escape_html(cell.text)}{keys}</td>'
    mark = (
        f'<span class="sign"><span aria-hidden="true">{look.symbol}</span>'
        f" {escape_html(look.word)}</span>"
    )
    text = f"{escape_html(cell.text)} " if cell.text else ""
    kind = cell.mark or "own"
    return (
        f'<td class="{align} mark-{kind}" style="background-color:{look.fill};color:{look.ink}"'
        f' headers="{headers}">{text}{mark}{keys}</td>'
    )


def _marked(cell: Cell, mark: Mark, labels: Labels) -> Look:
    word = cell.word if cell.word is not None else labels[f"mark_{mark}"]
    return Look(SYMBOLS[mark], word, *COLOURS[mark])


def _keys(keys: Sequence[str]) -> str:
    return f"<sup>{escape_html(','.join(keys))}</sup>" if keys else ""


def _check(
    table_id: str,
    stub: str,
    columns: Sequence[Column],
    rows: Sequence[Row | Group],
    notes: Mapping[str, str],
) -> None:
    def fail(what: str, todo: str) -> ReportError:
        return ReportError(what, where=table_id, todo=todo)

    if not columns or not any(isinstance(row, Row) for row in rows):
        raise fail("The table is empty", "Give it at least one column and one row.")
    empty = [text for text in (stub, *(c.label for c in columns)) if not text.strip()]
    empty += [r.head if isinstance(r, Row) else r.label for r in rows if not _head(r).strip()]
    if empty:
        raise fail("A header cell is empty", "Name every column and every row.")
    used = {key for column in columns for key in column.footnotes}
    for number, row in enumerate(rows, start=1):
        used |= set(row.footnotes)
        if isinstance(row, Group):
            continue
        if len(row.cells) != len(columns):
            raise fail(
                f"Row {number} has {len(row.cells)} cells for {len(columns)} columns",
                "Give one cell per column; the row header is not among them.",
            )
        used |= {key for cell in row.cells if isinstance(cell, Cell) for key in cell.footnotes}
        signs = [c for c in row.cells if isinstance(c, Cell) and (c.mark or c.look)]
        if any((c.look.word if c.look else c.word) == "" for c in signs):
            raise fail(f"Row {number} has a colour without a word", "Give the mark a word.")
    if used != set(notes):
        odd = ", ".join(sorted(used ^ set(notes)))
        raise fail(
            f"Footnotes and their marks differ: {odd}", "Use each footnote, define each key."
        )


def _head(row: Row | Group) -> str:
    return row.head if isinstance(row, Row) else row.label
