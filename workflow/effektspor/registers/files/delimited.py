"""Text files with comma or semicolon (csv): every column is text, with a decimal point."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from effektspor.errors import InputError
from effektspor.registers.files.base import Chunk, Variable, rows_per_chunk
from effektspor.registers.files.encodings import Utf8Source
from effektspor.registers.files.frames import ArrowChunk
from effektspor.registers.files.last_line import check_last_line
from effektspor.registers.files.problems import no_rows, not_this_format, reading, wanted

BYTES_PER_CELL = 12  # text, its place, and the copy on the way
SMALLEST_BLOCK = 1 << 20
LONGEST_HEADER = 1 << 24
LINE_END = re.compile(rb"\r\n|\n|\r")
ROW = re.compile(r"Row #(\d+)")
DECIMAL_COMMA = r"^(\s*-?\d+),(\d+\s*)$"


def open_csv(path: Path) -> "CsvFile":
    """Open a csv file.

    Raises
    ------
    InputError
        Where it is no text, or mixes encodings.
    """
    with path.open("rb") as file:
        if b"\0" in file.read(SMALLEST_BLOCK):
            raise not_this_format(path, "text (csv)")
    with Utf8Source(path) as source:
        start = source.read(SMALLEST_BLOCK)
        while (
            b"\n" not in start.lstrip(b"\r\n")
            and len(start) < LONGEST_HEADER
            and (more := source.read(SMALLEST_BLOCK))
        ):
            start += more
    text = start.lstrip(b"\r\n")
    blank = len(LINE_END.findall(start[: len(start) - len(text)]))
    line = LINE_END.split(text, maxsplit=1)[0].decode("utf-8", "replace")
    unquoted = re.sub('"[^"]*"', "", line)
    separator = ";" if unquoted.count(";") > unquoted.count(",") else ","
    names = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    if not names:
        raise no_rows(path)
    variables = tuple(Variable(name.lower(), name, "text") for name in names)
    return CsvFile(path, variables, separator, blank)


@dataclass(frozen=True)
class CsvFile:
    """A csv file.

    Attributes
    ----------
    separator
        Comma or semicolon; with the semicolon, numbers may have a decimal comma.
    blank
        Blank lines before the header.
    """

    path: Path
    variables: tuple[Variable, ...]
    separator: str
    blank: int = 0

    @property
    def rows(self) -> None:
        """Unknown before the file is read."""
        return None

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk."""
        positions = wanted(self.variables, names, self.path)
        rows = rows_per_chunk(BYTES_PER_CELL * len(self.variables), memory_mb)
        block = max(SMALLEST_BLOCK, rows * 4 * len(self.variables))
        before = 0
        with reading(self.path), Utf8Source(self.path) as source:
            for batch in self._batches(source, positions, block):
                if batch.num_rows:
                    columns = dict(zip(names, map(self._point, batch.columns), strict=True))
                    yield ArrowChunk(before, batch.num_rows, columns)
                    before += batch.num_rows
        if not before:
            raise no_rows(self.path)
        with reading(self.path):
            check_last_line(self.path, self.separator, before)

    def _batches(
        self, source: Utf8Source, positions: list[int], block: int
    ) -> Iterator[pa.RecordBatch]:
        # Columns are called by number: a broken header must not look like a broken row.
        numbers = [str(position) for position in range(len(self.variables))]
        chosen = [numbers[position] for position in positions]
        try:
            yield from pa_csv.open_csv(
                pa.PythonFile(source, mode="r"),
                read_options=pa_csv.ReadOptions(
                    block_size=block,
                    use_threads=False,
                    column_names=numbers,
                    skip_rows=self.blank + 1,
                ),
                parse_options=pa_csv.ParseOptions(delimiter=self.separator),
                convert_options=pa_csv.ConvertOptions(
                    include_columns=chosen,
                    column_types=dict.fromkeys(chosen, pa.string()),
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowException as error:
            if re.match("Empty CSV file|Could not skip initial", str(error)):
                return
            # The library's own message quotes the row: only its number may be shown.
            found = ROW.search(str(error))
            raise InputError(
                "A row has more or fewer values than the header has names, or a quote is not closed",
                where=str(self.path) + (f", row {int(found[1]) - self.blank - 1}" if found else ""),
                todo="Copy the file anew if it is cut off; else correct the row.",
            ) from None

    def _point(self, column: pa.Array) -> pa.Array:
        if self.separator == ";" and pc.any(pc.match_substring(column, ",")).as_py():
            return pc.replace_substring_regex(column, DECIMAL_COMMA, r"\1.\2")
        return column
