"""Files of answers: the variables of a codebook, and what the file itself says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyreadstat

from effektspor.errors import InputError
from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.problems import no_rows
from effektspor.registers.files.readstat import guarded, open_readstat
from effektspor.registers.raw import Raw
from effektspor.registers.reading import SourceFile
from effektspor.surveys.codebook import Codebook
from effektspor.surveys.weights import refuse_other_weight

SPSS = (".sav", ".zsav")
TEXT = (".csv",)


@dataclass(frozen=True)
class SurveyFile:
    """One file of a survey.

    Attributes
    ----------
    before
        Rows of the file before the first of data: the header that text has, as an editor counts.
    columns
        The codebook's variables by name, each whole.
    chosen
        Options of multi-response sets by name: the value that means chosen, as the file says.
    """

    file: SourceFile
    rows: int
    before: int
    columns: Mapping[str, Raw]
    chosen: Mapping[str, float]


def read_file(file: SourceFile, book: Codebook, *, memory_mb: int) -> SurveyFile:
    """Read the variables of a codebook.

    Raises
    ------
    InputError
        Where the file cannot be read, lacks variables (all are named) or has no rows, or where its
        multi-response sets are others than the codebook's.
    """
    opened = open_small(file.copy)
    if file.copy.suffix.lower() in SPSS:
        refuse_other_weight(file.copy, [variable.name for variable in opened.variables], book)
    known = {variable.name: variable for variable in opened.variables}
    names = [question.variable for question in book.variables]
    absent = [name for name in names if name not in known]
    if absent:
        raise InputError(
            ("A variable" if len(absent) == 1 else f"{len(absent)} variables")
            + f" of the survey {book.survey} {'is' if len(absent) == 1 else 'are'} missing: "
            + ", ".join(absent),
            where=str(file.name),
            todo="Add them to the file; or copy the codebook, name there what the file has, leave "
            f"out what was not asked, and name the copy as data.surveys.{book.survey}.codebook.",
        )
    columns = whole_columns(file, opened, names, memory_mb=memory_mb)
    first = columns[names[0]]
    return SurveyFile(file, len(first.values), first.before, columns, _chosen(file, book))


def open_small(path: Path) -> RegisterFile:
    """Open a small file: of SPSS, with one reader of its rows and of all that it says of them.

    Raises
    ------
    InputError
        Where the file is not there or cannot be read.
    """
    opened: RegisterFile = open_file(path)
    return open_readstat(path) if path.suffix.lower() in SPSS else opened


def whole_columns(
    file: SourceFile, opened: RegisterFile, names: Sequence[str], *, memory_mb: int
) -> dict[str, Raw]:
    """Columns of a small file by name, each whole; `before` counts its header as an editor does.

    Raises
    ------
    InputError
        Where the file has no rows or cannot be read.
    """
    known = {variable.name: variable for variable in opened.variables}
    parts: dict[str, list[pa.Array]] = {name: [] for name in names}
    letters = dict.fromkeys(names, 0)
    rows = 0
    for chunk in opened.chunks(names, memory_mb=memory_mb):
        rows += chunk.rows
        for name in names:
            parts[name].append(chunk.column(name))
            letters[name] += chunk.rows - chunk.letters(name).null_count
    if not rows:
        raise no_rows(file.name)
    before = int(file.name.suffix.lower() in TEXT)
    return {
        name: Raw(_joined(parts[name]), known[name], file.name, before, letters[name])
        for name in names
    }


def _joined(parts: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays([part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part
                             for part in parts])  # fmt: skip


def _chosen(file: SourceFile, book: Codebook) -> dict[str, float]:
    """Values that mean chosen, from the multi-response sets that an SPSS file declares.

    Only sets of dichotomies can say so; where a file declares none, the codebook's scale decides.
    """
    found: dict[str, float] = {}
    for name, declared in _sets(file.copy).items():
        theirs = {variable.lower() for variable in declared["variable_list"]}
        for own, options in book.sets.items():
            ours = {option.variable for option in options}
            if not theirs & ours:
                continue
            if theirs != ours or not declared["is_dichotomy"]:
                raise InputError(
                    f"The multi-response set {own} of the codebook is another one in the file"
                    + ("" if declared["is_dichotomy"] else ", which lists chosen categories"),
                    where=f"{file.name}, set {name}",
                    todo="Give one variable for each option, the same in file and codebook.",
                )
            found |= dict.fromkeys(ours, float(declared["counted_value"]))
    return found


def _sets(path: Path) -> Mapping[str, Mapping[str, Any]]:
    if path.suffix.lower() not in SPSS:
        return {}
    _, meta = guarded(path, pyreadstat.read_sav, metadataonly=True)
    sets: Mapping[str, Mapping[str, Any]] = meta.mr_sets
    return sets
