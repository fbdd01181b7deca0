"""A test that would skip fails where the tool was promised."""

from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def no_dot(monkeypatch: pytest.MonkeyPatch, need: Callable[[str], str]) -> None:
    monkeypatch.setitem(need.__globals__["FINDERS"], "dot", lambda: None)


def test_absent_tool_skips(need: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFFEKTSPOR_EXPECT", "chromium poppler")
    with pytest.raises(pytest.skip.Exception, match="dot is not installed"):
        need("dot")


def test_promised_tool_fails(need: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFFEKTSPOR_EXPECT", "poppler dot")
    with pytest.raises(pytest.fail.Exception, match="promised"):
        need("dot")


def test_unknown_tool_is_a_mistake_in_the_test(need: Callable[[str], str]) -> None:
    with pytest.raises(KeyError):
        need("chrmoium")
