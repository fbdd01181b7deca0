"""Open a file of a public interface, whatever its layout and its ending."""

import json
from pathlib import Path
from typing import Any

from effektspor.errors import InputError
from effektspor.registers.files.encodings import Utf8Source
from effektspor.registers.files.problems import no_rows, reading, refuse_repeated
from effektspor.series.layouts.delimited import read_delimited
from effektspor.series.layouts.jsonstat import read_jsonstat
from effektspor.series.layouts.rows import read_rows
from effektspor.series.layouts.table import AGAIN, RawTable, not_this_layout


def open_table(path: Path) -> RawTable:
    """Read a file of StatBank or Jobindsats.

    Raises
    ------
    InputError
        Where the file is missing, empty, cut off, a web page, an error message of the interface, of
        an unknown layout or of the version of Jobindsats that is closed.
    """
    if not path.is_file():
        raise InputError(
            "The file of a series does not exist",
            where=str(path),
            todo="Check the path in the config under data.series, or fetch it: effektspor fetch-series.",
        )
    with reading(path), Utf8Source(path) as source:
        text = source.read().decode("utf-8")
    start = text.lstrip()[:1]
    if not start:
        raise InputError("The file is empty", where=str(path), todo=AGAIN)
    if start == "<":
        raise InputError(
            "The file holds a web page (HTML) instead of data", where=str(path), todo=AGAIN
        )
    table = _json(text, path) if start in "{[" else read_delimited(text, path)
    refuse_repeated(list(table.columns), path)
    if not table.rows:
        raise no_rows(path)
    return table


def _json(text: str, path: Path) -> RawTable:
    try:
        found: Any = json.loads(text, parse_int=float)
    except RecursionError:
        raise not_this_layout(str(path)) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise InputError(
            "The file is no whole JSON: it is cut off or damaged",
            where=str(path) + (f", line {line}" if line else ""),
            todo=AGAIN,
        ) from None
    if isinstance(found, list) and found and isinstance(found[0], dict) and "Data" in found[0]:
        raise InputError(
            "The file has the layout of version 2 of Jobindsats, which is closed",
            where=str(path),
            todo="Fetch it from version 3; its tables have other parameters.",
        )
    if not isinstance(found, dict):
        raise not_this_layout(str(path))
    if "columns" in found and "rows" in found:
        return read_rows(found, path)
    if isinstance(found.get("dataset"), dict):
        return read_jsonstat(found["dataset"], path)
    if found.get("class") == "dataset":
        return read_jsonstat(found, path)
    if {"error", "errors", "errorTypeCode", "message", "title", "detail"} & found.keys():
        raise InputError(
            "The file holds an error message of the interface instead of data",
            where=str(path),
            todo="Read the message in the file, correct table and query, and fetch it anew.",
        )
    raise not_this_layout(str(path))
