"""Header cells of rows in the PDF.

The typst wheel tags column headers but has no way to name a cell the header of its row. The HTML
report says which cells are; both come from one source, so the n-th table of one is the n-th of the
other, and a difference in shape is an error.
"""

from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from effektspor.errors import ReportError
from effektspor.report.htmltree import header_grid, parse_html, printed
from effektspor.report.pdftree import attributes, read_tags


def promote_row_headers(pdf_path: Path, html_path: Path) -> int:
    """Turn TD into TH with scope Row where the HTML has ``<th>`` in a body row.

    Returns
    -------
    int
        Cells changed. The file is rewritten with an id that follows from its content.

    Raises
    ------
    ReportError
        Where tables, rows or cells of the two files differ in number.
    """
    html = printed(parse_html(html_path.read_text(encoding="utf-8")))
    grids = [header_grid(table) for table in html.find_all("table")]
    changed = 0
    with pikepdf.open(pdf_path, allow_overwriting_input=True) as pdf:
        tables = read_tags(pdf).find_all("Table")
        if len(tables) != len(grids):
            raise _differ(f"{len(grids)} tables in the HTML, {len(tables)} in the PDF", pdf_path)
        for number, (table, grid) in enumerate(zip(tables, grids, strict=True), start=1):
            rows = [row.find_all("TH", "TD") for row in table.find_all("TR")]
            if [len(row) for row in rows] != [len(row) for row in grid.rows]:
                raise _differ(f"table {number} has another shape in the PDF", pdf_path)
            for cells, headers in zip(
                rows[grid.head_rows :], grid.rows[grid.head_rows :], strict=True
            ):
                for cell, header in zip(cells, headers, strict=True):
                    if header and cell.name == "TD":
                        _promote(cell.element)
                        changed += 1
        pdf.save(pdf_path, deterministic_id=True)
    return changed


def _promote(element: pikepdf.Dictionary) -> None:
    element.S = Name.TH
    for part in attributes(element):
        if part.get("/O") == Name.Table:
            part.Scope = Name.Row
            return
    element.A = Dictionary(O=Name.Table, Scope=Name.Row)


def _differ(what: str, path: Path) -> ReportError:
    return ReportError(
        f"The two formats differ: {what}",
        where=path.name,
        todo="Write tables with effektspor.report.tables only, not as raw typst or HTML.",
    )
