"""Signs of cells: a symbol, a word and two colours; never a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Mark = Literal["green", "yellow", "red", "none"]

SYMBOLS: Mapping[Mark, str] = {"green": "●", "yellow": "▲", "red": "■", "none": "–"}
# Fill and text colour. Told apart by protan, deutan and tritan readers; text at least 5:1.
COLOURS: Mapping[Mark, tuple[str, str]] = {
    "green": ("#1b7f5c", "#ffffff"),
    "yellow": ("#f2c037", "#000000"),
    "red": ("#8e1b12", "#ffffff"),
    "none": ("#f1f3f5", "#33414e"),
}


@dataclass(frozen=True)
class Look:
    """What a cell says at a glance: symbol and word, and the colours behind and of them."""

    symbol: str
    word: str
    fill: str
    ink: str
