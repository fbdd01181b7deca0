"""The page on other data does what it says, and prints what it shows."""

import contextlib
import io
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "estimators.md"


def test_the_examples_print_what_the_page_shows():
    blocks = re.findall(r"```(python|text)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    space: dict[str, object] = {}
    printed, shown = "", []
    for kind, text in blocks:
        if kind == "python":
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(compile(text, str(PAGE), "exec"), space)
            printed = said.getvalue()
        else:
            shown.append((printed, text))
    assert len(shown) == 6
    for found, expected in shown:
        assert found == expected
