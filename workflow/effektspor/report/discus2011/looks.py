"""Signs of directions: symbol, word and colour, in the same way in every table and figure."""

from collections.abc import Mapping

from effektspor.report.look import Look

DIRECTIONS = ("positive", "negative", "mixed", "none")
SYMBOLS: Mapping[str, str] = {
    "positive": "▲",
    "negative": "▼",
    "mixed": "◆",
    "none": "○",
    "no_finding": "□",
    "not_studied": "–",
}
STRENGTHS = ("strong", "medium", "weak")
# From strong to weak. Letters at least 4.5:1; symbol and word tell them apart without colour.
FILLS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "positive": (("#14664a", "#ffffff"), ("#8fcdb4", "#10281f"), ("#d6efe3", "#10281f")),
    "negative": (("#8e1b12", "#ffffff"), ("#e8a99f", "#33100c"), ("#f9d9d3", "#33100c")),
    "mixed": (("#f2c037", "#000000"), ("#f7d984", "#2b2100"), ("#fdf0c8", "#2b2100")),
    "none": (("#c3ccd4", "#1b2733"), ("#d9dfe4", "#1b2733"), ("#eef1f4", "#1b2733")),
}
PLAIN: Mapping[str, tuple[str, str]] = {
    "no_finding": ("#e7e3f1", "#2b2440"),
    "not_studied": ("#ffffff", "#4a5866"),
}

LEVELS: Mapping[str, tuple[str, str, str]] = {
    "high": ("●", "#8fcdb4", "#10281f"),
    "moderate": ("▲", "#f7d984", "#2b2100"),
    "low": ("■", "#f9d9d3", "#33100c"),
}


def direction_look(direction: str, words: Mapping[str, str]) -> Look:
    """Of one finding, or of all findings of a theme."""
    return Look(SYMBOLS[direction], words[f"direction_{direction}"], *FILLS[direction][-1])


def cell_look(state: str, direction: str, strength: str, words: Mapping[str, str]) -> Look:
    """Of a cell of the matrix: direction and strength, or why there are none."""
    if state != "finding":
        return Look(SYMBOLS[state], words[f"state_{state}"], *PLAIN[state])
    fill, ink = FILLS[direction][STRENGTHS.index(strength)]
    word = f"{words[f'direction_{direction}']}, {words[f'strength_{strength}']}"
    return Look(SYMBOLS[direction], word, fill, ink)


def level_look(level: str, words: Mapping[str, str]) -> Look:
    """Of the rating of a report: high, moderate or low."""
    symbol, fill, ink = LEVELS[level]
    return Look(symbol, words[f"level_{level}"], fill, ink)
