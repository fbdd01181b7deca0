"""Which of a variable's names a file uses."""

from collections.abc import Collection, Sequence
from pathlib import Path

from effektspor.errors import InputError


def first_of(names: Sequence[str], available: Collection[str], *, where: Path, key: str) -> str:
    """The first of the names (lower case) that is among a file's variables.

    Parameters
    ----------
    names
        A variable's name and its aliases, in order of preference.
    available
        Lower-case names of the file's variables.
    key
        Place of the names in the config, for the message.

    Raises
    ------
    InputError
        Where the file has none of them.
    """
    for name in names:
        if name in available:
            return name
    raise InputError(
        f"The variable {' or '.join(names)} is missing",
        where=str(where),
        todo=f"Give the name that the file has for it in the config under {key}; "
        "upper and lower case are alike.",
    )
