"""Which renderer serves: a Quarto that is there, one that can be fetched, or the embedded one.

Run by set-up with the standard library only. Quarto is an extra: nothing that goes wrong here
may stop a set-up, and the question whether it can be had is answered within ten seconds even
where name look-ups hang.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROBE_SECONDS = 8.0
"""Bound of the probe; with the start of two processes the answer stands within ten seconds."""

INSTALL_SECONDS = 300.0
"""Bound of the download and installation (about 130 MB)."""

RELEASE = "https://github.com/quarto-dev/quarto-cli/releases/download/v{0}/quarto-{0}-{1}"
"""Where the build of the ``quarto-cli`` package fetches the program from."""

SUFFIXES = {
    ("linux", "x86_64"): "linux-amd64.tar.gz",
    ("linux", "aarch64"): "linux-arm64.tar.gz",
    ("darwin", "x86_64"): "macos.tar.gz",
    ("darwin", "arm64"): "macos.tar.gz",
}

# Runs in a process of its own, which can be ended whatever it hangs in: a thread in a name look-up
# cannot. One byte is asked for, because some proxies refuse HEAD.
PROBE = """
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], headers={"Range": "bytes=0-0"})
with urllib.request.urlopen(request) as answer:
    answer.read(1)
"""


def find_quarto() -> Path | None:
    """Quarto on the search path or beside this Python, if it answers."""
    beside = str(Path(sys.executable).parent)
    candidates = (shutil.which("quarto"), shutil.which("quarto", path=beside))
    return next((Path(c) for c in candidates if c and quarto_version(Path(c))), None)


def quarto_version(program: Path) -> str | None:
    """Version that a Quarto program states, or None where it does not run."""
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def pinned_version(lock: Path) -> str | None:
    """Version of ``quarto-cli`` in its hash lock, or None where the lock cannot be read."""
    try:
        pin = re.search(r"^quarto-cli==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return None
    return pin[1] if pin else None


def release_url(version: str) -> str | None:
    """Address of the release for this machine, or None where there is no release for it."""
    suffix = SUFFIXES.get((sys.platform, platform.machine()))
    return RELEASE.format(version, suffix) if suffix else None


def can_be_had(url: str, seconds: float = PROBE_SECONDS) -> bool:
    """Whether the address answers within the given number of seconds."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROBE, url], capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def install(lock: Path, seconds: float = INSTALL_SECONDS) -> bool:
    """Install the pinned ``quarto-cli`` into this environment; False where it did not work."""
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # Its dependencies are Jupyter's, which documents without code cells have no use for.
    command += ["--no-deps", "--no-build-isolation", "--use-pep517"]
    command += ["--require-hashes", "-r", str(lock)]
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def choose(lock: Path) -> str:
    """Find or fetch Quarto and say in one line which renderer serves."""
    quarto = find_quarto()
    if quarto is not None:
        return f"renderer: Quarto {quarto_version(quarto)} ({quarto})"
    version = pinned_version(lock)
    url = release_url(version) if version else None
    if url is None:
        return "renderer: embedded (no Quarto here, and none to fetch for this kind of machine)"
    if not can_be_had(url):
        return "renderer: embedded (no Quarto here, and its download cannot be reached)"
    if not install(lock) or (quarto := find_quarto()) is None:
        return "renderer: embedded (Quarto was reached, but its installation failed)"
    return f"renderer: Quarto {quarto_version(quarto)}, installed from its release"


def main() -> None:
    """Print the one line of set-up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, required=True, help="hash lock of quarto-cli")
    print(choose(parser.parse_args().lock))


if __name__ == "__main__":
    main()
