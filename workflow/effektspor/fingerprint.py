"""Which content a raw file has, so that a delivery that keeps its old time is noticed.

Snakemake compares a file again only when its time is later than that of what was made of it. A
delivery that is copied with its old time would be taken for the file that it replaces.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path], known: Path) -> str:
    """Hash over the contents of some files.

    A file is read once and then only where its size or time, earlier or later, is another.

    Parameters
    ----------
    known
        JSON file of the contents that have been read; it is made where it is missing.
    """
    contents: dict[str, str] = _read(known)
    digest = hashlib.sha256()
    for path in paths:
        state = path.stat()
        key = f"{path.resolve()}:{state.st_size}:{state.st_mtime_ns}"
        if key not in contents:
            with path.open("rb") as file:
                contents[key] = hashlib.file_digest(file, "sha256").hexdigest()
            _write(known, contents)
        digest.update(f"{path}:{contents[key]}".encode())
    return digest.hexdigest()[:16]


def _read(known: Path) -> dict[str, str]:
    try:
        read: dict[str, str] = json.loads(known.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # missing or broken off: the files are read again
        return {}
    return read


def _write(known: Path, contents: dict[str, str]) -> None:
    known.parent.mkdir(parents=True, exist_ok=True)
    unfinished = known.with_name(f".{known.name}.part")
    unfinished.write_text(json.dumps(contents, indent=0) + "\n", encoding="utf-8")
    unfinished.replace(known)
