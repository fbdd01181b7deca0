"""Helpers for tests that need a tool which not every machine has."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Where a change is judged (`.ci/run` sets this), the same examples are tried each time, so that a
# change is not refused for what it did not touch. Elsewhere each run looks at new ones.
settings.register_profile("judged", derandomize=True)
if "EFFEKTSPOR_EXPECT" in os.environ:
    settings.load_profile("judged")

ROOT = Path(__file__).resolve().parents[1]

AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"


def _program(*names: str) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _quarto() -> str | None:
    return _program("quarto") or shutil.which("quarto", path=str(ROOT / ".venv" / "bin"))


FINDERS: dict[str, Callable[[], str | None]] = {
    "chromium": lambda: _program("chromium", "chromium-browser", "google-chrome"),
    "poppler": lambda: _program("pdftotext"),
    "node": lambda: _program("node"),
    "axe": lambda: str(AXE) if AXE.is_file() else None,
    "quarto": _quarto,
    "dot": lambda: _program("dot"),
}


def need(tool: str) -> str:
    """Path of a tool; skip the test where it is absent, fail it where it was promised.

    ``EFFEKTSPOR_EXPECT`` lists, with spaces between, what a machine says it has: ``.ci/run``
    sets it, so that a test cannot be skipped there unnoticed.
    """
    path = FINDERS[tool]()
    if path is not None:
        return path
    if tool in os.environ.get("EFFEKTSPOR_EXPECT", "").split():
        pytest.fail(f"{tool} was promised in EFFEKTSPOR_EXPECT and is not there", pytrace=False)
    pytest.skip(f"{tool} is not installed")


@pytest.fixture(name="need")
def need_fixture() -> Callable[[str], str]:
    """Give tests the function ``need`` without an import from this file."""
    return need
