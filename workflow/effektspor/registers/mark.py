"""The mark of synthetic data: written by the simulator, found by ingest, removed by nothing."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from effektspor.errors import InputError

MARK = "SYNTHETIC.json"
KEY = r"^S[0-9]{9}$"
"""Person keys of the simulator; no register has such keys. They are the mark that a copy keeps."""


def is_synthetic(path: Path) -> bool:
    """Whether a data file, or what it links to, stands in a folder that carries the mark."""
    return any((file.parent / MARK).exists() for file in (path, path.resolve()))


def all_synthetic(keys: pa.Array) -> bool:
    """Whether all person keys (text) have the simulator's form."""
    return bool(pc.all(pc.match_substring_regex(keys, KEY)).as_py())


def refuse_synthetic_keys(synthetic: bool, *, declared: bool, where: Path) -> None:
    """Stop where persons are called real whose keys the simulator made.

    Parameters
    ----------
    synthetic
        Whether all keys have the simulator's form.
    declared
        Whether the config calls the data synthetic.

    Raises
    ------
    InputError
        Where all keys have that form and the config does not say so.
    """
    if not declared and synthetic:
        raise InputError(
            "The data are synthetic but the config presents them as real",
            where=f"{where}, person keys",
            todo="Name your own files under data, or keep data.simulate for the synthetic ones.",
        )


def refuse_false_label(path: Path, *, declared: bool) -> None:
    """Stop where the config calls synthetic data real, or real data synthetic.

    Raises
    ------
    InputError
        Where the config and the mark in the folder disagree.
    """
    if is_synthetic(path) and not declared:
        raise InputError(
            "The data are synthetic but the config presents them as real",
            where=f"{path.parent / MARK}",
            todo="Name your own files under data, or keep data.simulate for the synthetic ones.",
        )
    if declared and not is_synthetic(path):
        raise InputError(
            "The config calls the data synthetic but their folder does not carry the mark",
            where=str(path.parent),
            todo="Leave data.simulate out of the config for real data.",
        )
