"""Parts of the data contract: a file that a user provides, and its variables."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """A variable of an input file."""

    name: str
    kind: str
    unit: str
    codes: str
    missing: str


@dataclass(frozen=True)
class InputFile:
    """A file that a user provides."""

    title: str
    setting: str
    rows: str
    variables: tuple[Variable, ...]


def one_of(words: Sequence[str]) -> str:
    """Words as code, with commas between."""
    return ", ".join(f"`{word}`" for word in words)
