"""The mark of synthetic data: written by the simulator, found by ingest, removed by nothing."""

import json
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.errors import InputError
from effektspor.registers.raw import Raw

MARK = "SYNTHETIC.json"
KEY = r"^[Ss][0-9]{9}$"
"""Person keys of the simulator; no register has such keys. They are the mark that a copy keeps."""
REAL = "The data are synthetic but the config presents them as real"
TODO = "Name your own files under data, or keep data.simulate for the synthetic ones."


def find_mark(path: Path) -> Path | None:
    """The mark that a data file is under, or None.

    It is looked for in the file's folder and all folders above it, and in those of what the file
    links to: a copy of one folder of synthetic data is synthetic too.
    """
    # The first without "..", whose folder is not above the file, and with links as they are.
    for file in (Path(os.path.abspath(path)), path.resolve()):  # noqa: PTH100
        for folder in file.parents:
            # Path.exists would raise where a folder may not be looked into.
            if os.path.exists(folder / MARK):  # noqa: PTH110
                return folder / MARK
    return None


def read_mark(path: Path) -> bool:
    """Whether the data are synthetic, as ingest passed it on.

    Raises
    ------
    InputError
        Where the mark is missing or says neither yes nor no: doubt is never read as "real".
    """
    try:
        synthetic = json.loads(path.read_text(encoding="utf-8"))["synthetic"]
    except (OSError, ValueError, KeyError, TypeError):
        synthetic = None
    if not isinstance(synthetic, bool):
        raise InputError(
            "It is not known whether the data are synthetic",
            where=str(path),
            todo="Run the ingest again; it passes the mark on.",
        )
    return synthetic


def refuse_synthetic_keys(keys: pa.Array, raw: Raw) -> None:
    """Stop where persons are called real and the simulator made the key of any of them.

    Parameters
    ----------
    keys
        Person keys as text, shape (rows,).
    raw
        The column that they are from.

    Raises
    ------
    InputError
        With the rows.
    """
    if not _has_letter_s(keys):
        return
    made = pc.match_substring_regex(keys, KEY).fill_null(False)
    raw.fault(made.to_numpy(zero_copy_only=False), REAL, TODO).refuse()


def refuse_false_label(path: Path, *, declared: bool) -> None:
    """Stop where the config calls synthetic data real, or real data synthetic.

    Raises
    ------
    InputError
        Where the config and the mark of the folder disagree.
    """
    mark = find_mark(path)
    if mark is not None and not declared:
        raise InputError(REAL, where=f"{path}, which is under {mark}", todo=TODO)
    if declared and mark is None:
        raise InputError(
            "The config calls the data synthetic but their folder does not carry the mark",
            where=str(path.parent),
            todo="Leave data.simulate out of the config for real data.",
        )


def _has_letter_s(keys: pa.Array) -> bool:
    """Whether an S is among the bytes of the keys: faster than to search each key."""
    content = keys.buffers()[2]
    read = np.frombuffer(content or b"", dtype=np.uint8)
    return bool(((read | 0x20) == ord("s")).any())
