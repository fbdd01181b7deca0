"""What can be wrong with a file whatever its format, in one wording."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from effektspor.errors import InputError
from effektspor.registers.files.base import Variable


def broken(path: Path, row: int | None = None) -> InputError:
    """Error of a file that breaks off or is damaged, with the data row from 1 where it is known."""
    return InputError(
        "The file cannot be read to its end: it is truncated or damaged",
        where=str(path) + ("" if row is None else f", row {row}"),
        todo="Copy the file anew and compare its size with the original.",
    )


def not_this_format(path: Path, format_name: str) -> InputError:
    """Error of a file whose first bytes are not those of the format that its ending names."""
    return InputError(
        f"The file is no {format_name} file, or its beginning is damaged",
        where=str(path),
        todo="Give the file the ending of its real format, or copy it anew.",
    )


def no_rows(path: Path) -> InputError:
    """Error of a file without a single row."""
    return InputError("The file has no rows", where=str(path), todo="Check the extract.")


def unreadable(path: Path, error: OSError) -> InputError:
    """Error of a file or folder that the system does not let us read."""
    reason = "no permission" if isinstance(error, PermissionError) else error.strerror
    return InputError(
        f"The file or folder cannot be read: {reason or 'the disk does not answer'}",
        where=str(path),
        todo="Check who may read it and the folders that it is in, and that the disk is mounted.",
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Make one message of what the system says while a file is read.

    Raises
    ------
    InputError
        See `unreadable`.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from None


@contextmanager
def undamaged(path: Path, row: int) -> Iterator[None]:
    """Make one message of what Arrow says of cells, which it may quote.

    Parameters
    ----------
    row
        First row of those that are looked at, from 1.

    Raises
    ------
    InputError
        See `broken`.
    """
    try:
        yield
    except pa.ArrowException:
        raise broken(path, row) from None


def refuse_repeated(names: Sequence[str], path: Path) -> None:
    """Stop where two columns have one name.

    Raises
    ------
    InputError
        With the columns by number: in a file without a header row the names are the first person's
        values.
    """
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    repeated = [str(k + 1) for k, name in enumerate(names) if seen[name] > 1]
    if repeated:
        raise InputError(
            "The file has two columns of one name (upper and lower case are alike)",
            where=f"{path}, columns number {', '.join(repeated[:6])}",
            todo="The first row must hold the names, each once.",
        )


def wanted(variables: Sequence[Variable], names: Sequence[str], path: Path) -> list[int]:
    """Positions of the columns asked for, in the order asked for.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    position = {variable.name: k for k, variable in enumerate(variables)}
    missing = [name for name in names if name not in position]
    if missing:
        raise InputError(
            f"Columns are missing: {', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}",
            where=str(path),
            todo="Check the file, or name its variables in the config under data.",
        )
    return [position[name] for name in names]
