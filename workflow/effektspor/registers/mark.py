"""The mark of synthetic data: written by the simulator, found by ingest, removed by nothing."""

from pathlib import Path

from effektspor.errors import InputError

MARK = "SYNTHETIC.json"


def is_synthetic(path: Path) -> bool:
    """Whether a data file stands in a folder that carries the mark."""
    return (path.parent / MARK).exists()


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
