"""Quarto's shortcodes ``var`` and ``include``, expanded in the text before pandoc reads it.

As in Quarto, code is left alone. Unlike Quarto, which prints ``?var:x`` and goes on, a name that is
not there, a circle of includes and any shortcode that is left over stop the report.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from effektspor.errors import ReportError

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$"  # fenced block
    r"|(?<![`\\])(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",  # code span
    re.DOTALL | re.MULTILINE,
)
_INCLUDE = re.compile(r"^[ \t]*\{\{<\s*include\s+(\S+)\s*>\}\}[ \t]*$", re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{<\s*(.*?)\s*>\}\}")
_OPEN = re.compile(r"\{\{<|>\}\}")


def expand_file(path: Path, variables: Mapping[str, Any]) -> str:
    """Return the text of `path` with includes taken in and variables set.

    Parameters
    ----------
    variables
        Nested map of markdown strings, as in ``_variables.yml``.

    Raises
    ------
    ReportError
        With file and line: unknown variable, missing include, circle of includes, any other or
        broken shortcode.
    """
    return _expand(path, variables, ())


def _expand(path: Path, variables: Mapping[str, Any], seen: tuple[Path, ...]) -> str:
    resolved = path.resolve()
    if resolved in seen:
        chain = " > ".join(each.name for each in (*seen, resolved))
        raise ReportError(
            f"The includes run in a circle: {chain}",
            where=str(seen[-1]),
            todo="Take one of these includes out.",
        )
    text = path.read_text(encoding="utf-8")

    def include(found: re.Match[str], line: int) -> str:
        target = (seen[0] if seen else resolved).parent / found[1]
        if not target.is_file():
            raise ReportError(
                f"The file to include is missing: {found[1]}",
                where=f"{path}, line {line}",
                todo="Hand it over as a partial or put it beside the document.",
            )
        return _expand(target, variables, (*seen, resolved)).rstrip("\n")

    def variable(found: re.Match[str], line: int) -> str:
        kind, _, name = found[1].partition(" ")
        if kind != "var" or not name.strip():
            raise ReportError(
                f"The shortcode {found[0]} is not known here",
                where=f"{path}, line {line}",
                todo="Use var or include; an include stands alone on its line.",
            )
        return _look_up(variables, name.strip(), f"{path}, line {line}")

    def one(piece: str, first_line: int) -> str:
        # Both kinds in one pass over the original text, so that line numbers stay right
        # and the text of a value or an include is never expanded a second time.
        out, last = [], 0
        found = sorted(
            [(m.start(), m, include) for m in _INCLUDE.finditer(piece)]
            + [
                (m.start(), m, variable)
                for m in _SHORTCODE.finditer(piece)
                if not m[1].startswith("include ") or not _alone(piece, m)
            ],
            key=lambda each: each[0],
        )
        for start, match, replace in found:
            between = piece[last:start]
            _refuse_open(between, path, first_line + piece.count("\n", 0, last))
            out += [between, replace(match, first_line + piece.count("\n", 0, start))]
            last = match.end()
        _refuse_open(piece[last:], path, first_line + piece.count("\n", 0, last))
        return "".join([*out, piece[last:]])

    return _outside_code(text, one)


def _alone(piece: str, match: re.Match[str]) -> bool:
    before = piece[piece.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = piece[match.end() :].split("\n", 1)[0]
    return not before.strip() and not after.strip()


def _outside_code(text: str, change: Callable[[str, int], str]) -> str:
    out, last = [], 0
    for found in _CODE.finditer(text):
        out += [change(text[last : found.start()], 1 + text.count("\n", 0, last)), found[0]]
        last = found.end()
    return "".join([*out, change(text[last:], 1 + text.count("\n", 0, last))])


def _refuse_open(text: str, path: Path, line: int) -> None:
    found = _OPEN.search(text)
    if found:
        raise ReportError(
            f"A shortcode is left open: {found[0]}",
            where=f"{path}, line {line + text.count(chr(10), 0, found.start())}",
            todo="Write it as {{< var name >}} on one line.",
        )


def _look_up(variables: Mapping[str, Any], name: str, where: str) -> str:
    value: Any = variables
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return value
    raise ReportError(
        f"The variable {name} is not known" if value is None else f"{name} is a group of variables",
        where=where,
        todo="Correct the name, or have the evaluation hand the value over.",
    )
