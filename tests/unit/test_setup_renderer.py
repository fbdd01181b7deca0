"""Set-up always ends with a renderer, in one line and in bounded time."""

import stat
import sys
import time
from pathlib import Path

import pytest

from effektspor import setup_renderer

LOCK = Path(__file__).resolve().parents[2] / "envs" / "quarto.lock"


@pytest.fixture
def no_quarto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_renderer, "find_quarto", lambda: None)


def program(folder: Path, text: str) -> Path:
    path = folder / "quarto"
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_quarto_on_the_path_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "#!/bin/sh\necho 1.9.38\n")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    line = setup_renderer.choose(LOCK)
    assert line == f"renderer: Quarto 1.9.38 ({tmp_path / 'quarto'})"


def test_a_quarto_that_does_not_run_is_none(tmp_path: Path) -> None:
    broken = program(tmp_path, "#!/bin/sh\nexit 127\n")
    assert setup_renderer.quarto_version(broken) is None
    assert setup_renderer.quarto_version(tmp_path / "absent") is None


@pytest.mark.usefixtures("no_quarto")
def test_unreachable_download_leaves_the_embedded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_renderer, "can_be_had", lambda url: False)
    monkeypatch.setattr(setup_renderer, "install", lambda lock: pytest.fail("not to be tried"))
    assert setup_renderer.choose(LOCK).startswith("renderer: embedded")


@pytest.mark.usefixtures("no_quarto")
def test_failed_installation_leaves_the_embedded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_renderer, "can_be_had", lambda url: True)
    monkeypatch.setattr(setup_renderer, "install", lambda lock: False)
    line = setup_renderer.choose(LOCK)
    assert "installation failed" in line
    assert "\n" not in line


@pytest.mark.usefixtures("no_quarto")
def test_missing_lock_and_strange_machine_are_not_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert setup_renderer.choose(tmp_path / "absent.lock").startswith("renderer: embedded")
    monkeypatch.setattr(sys, "platform", "plan9")
    assert setup_renderer.choose(LOCK).startswith("renderer: embedded")


def test_a_probe_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_renderer, "PROBE", "import time; time.sleep(60)")
    began = time.monotonic()
    assert not setup_renderer.can_be_had("https://example.invalid", seconds=0.3)
    assert time.monotonic() - began < 5


def test_probe_tells_an_answer_from_none(tmp_path: Path) -> None:
    there = tmp_path / "release.tar.gz"
    there.write_bytes(b"x")
    assert setup_renderer.can_be_had(there.as_uri())
    assert not setup_renderer.can_be_had((tmp_path / "absent.tar.gz").as_uri())


def test_probe_answers_within_ten_seconds() -> None:
    assert setup_renderer.PROBE_SECONDS < 10
    assert setup_renderer.can_be_had.__defaults__ == (setup_renderer.PROBE_SECONDS,)


def test_pin_is_read_from_the_lock() -> None:
    version = setup_renderer.pinned_version(LOCK)
    assert version is not None
    assert version.count(".") == 2
