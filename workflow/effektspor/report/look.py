"""Signs of cells: a symbol, a word and two colours; never a colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """What a cell says at a glance: symbol and word, and the colours behind and of them."""

    symbol: str
    word: str
    fill: str
    ink: str
