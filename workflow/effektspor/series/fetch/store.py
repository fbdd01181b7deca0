"""The files of fetched series: data, the note of their origin, and the download before.

Data come first and the note second, each whole or not at all. A stop between the two leaves a note of
other bytes, which readers then do not believe.
"""

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from effektspor.series.fetch.request import Asked
from effektspor.series.provenance import earlier_of, note_of

REFUSED = ".refused"


def save(path: Path, content: bytes, request: Asked, now: datetime) -> bool:
    """Write a download and its note, and keep the one before; say whether it is another."""
    other = not path.is_file() or path.read_bytes() != content
    if other:
        if path.is_file():
            _keep(path)
        _whole(path, content)
    note = {
        "interface": request.interface,
        "table": request.table,
        "url": request.url,
        "downloaded": now.isoformat(timespec="seconds"),
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
    }
    _write_note(path, note)
    return other


def note_failure(path: Path, reason: str, now: datetime) -> None:
    """Write into the note of a file that it could not be fetched anew."""
    try:
        note = json.loads(note_of(path).read_text(encoding="utf-8"))
        note["failed"] = {"time": now.isoformat(timespec="seconds"), "reason": reason}
    except (OSError, ValueError, TypeError):
        return
    _write_note(path, note)


def set_aside(path: Path, content: bytes) -> Path:
    """Write what came and is not used beside the file, for the user to look at."""
    refused = path.with_name(f"{path.name}{REFUSED}")
    _whole(refused, content)
    return refused


def _keep(path: Path) -> None:
    """The file that is there becomes the earlier one, with its note."""
    earlier = earlier_of(path)
    _whole(earlier, path.read_bytes())
    note, old = note_of(path), note_of(earlier)
    if note.is_file():
        _whole(old, note.read_bytes())
    else:
        old.unlink(missing_ok=True)


def _write_note(path: Path, note: dict[str, Any]) -> None:
    text = json.dumps(note, indent=1, ensure_ascii=False) + "\n"
    _whole(note_of(path), text.encode())


def _whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
