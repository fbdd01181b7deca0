"""The locks pin everything by hash, name no address and agree with each other."""

import re
from pathlib import Path

import pytest

ENVS = Path(__file__).resolve().parents[2] / "envs"
LOCKS = sorted(ENVS.glob("*.lock"))


def pins(lock: str) -> dict[str, str]:
    text = (ENVS / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    requirements = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert requirements
    for requirement in requirements:
        assert re.match(r"^[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement


@pytest.mark.parametrize("path", sorted(ENVS.iterdir()), ids=lambda path: path.name)
def test_no_address_stands_in_envs(path: Path) -> None:
    assert not re.search(r"[a-z]+://|--(extra-)?index-url|--find-links", path.read_text("utf-8"))


def test_tests_run_on_what_is_run() -> None:
    run, test = pins("run.lock"), pins("test.lock")
    assert run.items() <= test.items()


def test_building_brings_no_version_that_running_contradicts() -> None:
    both = pins("build.lock").keys() & pins("test.lock").keys()
    assert {name: pins("build.lock")[name] for name in both} == {
        name: pins("test.lock")[name] for name in both
    }
