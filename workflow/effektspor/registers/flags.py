"""Lists of persons who carry a mark."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from effektspor.config.sources import FlagSource
from effektspor.registers.buckets import BucketWriter
from effektspor.registers.impossible import Impossible
from effektspor.registers.numbers import whole_numbers
from effektspor.registers.reading import Rules, SourceFile, raw_chunks
from effektspor.registers.spill import Spill

SOURCE = "stv"
_MARKED = pa.schema([("pnr", pa.string()), ("file", pa.int32())])


def read_flags(
    source: FlagSource, files: Sequence[SourceFile], rules: Rules, writer: BucketWriter
) -> int:
    """Read the persons who carry the mark, and write `FLAGS`; an empty cell is no mark.

    Returns
    -------
    int
        Persons.

    Raises
    ------
    InputError
        Where a file or variable is missing, or a mark is neither 0 nor 1.
    """
    rows_of = np.zeros(len(files), dtype=np.int64)
    persons_of = np.zeros(len(files), dtype=np.int64)
    with Spill(_MARKED, rules.scratch / ".marked", memory_mb=rules.memory_mb) as spill:
        for number, file in enumerate(files):
            for marked in _marked(source, file, number, rules):
                spill.add(marked)
                rows_of[number] += len(marked)
        for bucket, marked in spill.buckets():
            persons = marked.group_by("pnr", use_threads=False).aggregate([("file", "min")])
            persons_of += np.bincount(persons["file_min"].to_numpy(), minlength=len(files))
            writer.add(persons.select(["pnr"]).to_pandas().assign(bucket=bucket))
    for file, rows, persons_there in zip(files, rows_of, persons_of, strict=True):
        merged = int(rows - persons_there)
        rules.ledger.step("merged_marks", SOURCE, file.label, file.year, merged)
    return int(persons_of.sum())


def _marked(source: FlagSource, file: SourceFile, number: int, rules: Rules) -> Iterator[pa.Table]:
    names = {"person": source.person, "flag": source.flag}
    impossible = Impossible(rules.tolerance)
    read = 0
    for rows, raw in raw_chunks(file, names, key="data.stv", memory_mb=rules.memory_mb):
        keys, restored = rules.keys.read(raw["person"])
        flag = whole_numbers(raw["flag"], allowed=range(2))
        wrong = impossible.among(flag.faults)
        marked = flag.values == 1
        read += rows
        for check, found in (
            ("read", rows),
            ("key_digits", restored),
            ("user_missing", flag.user_missing),
            ("out_of_range", wrong.sum()),
            ("not_marked", (~wrong & ~marked).sum()),
        ):
            rules.ledger.step(check, SOURCE, file.label, file.year, int(found))
        yield pa.table({"pnr": keys, "file": pa.repeat(number, len(keys))}).filter(pa.array(marked))
    impossible.finish(read)
