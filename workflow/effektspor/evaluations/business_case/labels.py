"""What targets are called, and that the states are those of the study."""

from collections.abc import Sequence
from pathlib import Path

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

_LABELS = ("label_da", "label_en")
_TODO = "docs/methods.md, Business case, describes the tables of a business case."


def read_labels(
    states: Path, targets: Path, projected: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Danish and English label of each target.

    Raises
    ------
    InputError
        File or column missing, or a projected state that the list of states does not have.
    """
    listed = set(read_text_table(states, ("state",), "The list of states", _TODO)["state"])
    unknown = [state for state in projected if state not in listed]
    if unknown:
        raise InputError(
            f"The paths have a state {unknown[0]} that the list of states has not",
            where=f"{states}, column state",
            todo="Run flow-model again with this list.",
        )
    table = read_text_table(targets, ("target", *_LABELS), "The table of targets", _TODO)
    names = (table[name].astype(str).tolist() for name in ("target", *_LABELS))
    return {target: (da, en) for target, da, en in zip(*names, strict=True)}
