"""Where a file came from: the note that `fetch-series` writes beside it."""

import json
import logging
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

log = logging.getLogger(__name__)
EARLIER = ".earlier"


@dataclass(frozen=True)
class Origin:
    """What is known of a file's origin; empty where nothing is.

    Attributes
    ----------
    downloaded
        Day and time, ISO, UTC.
    cached
        Whether the last attempt to fetch it anew failed.
    """

    sha256: str
    source: str = ""
    table: str = ""
    downloaded: str = ""
    cached: bool = False

    @property
    def day(self) -> str:
        """Day of the download, YYYY-MM-DD."""
        return self.downloaded[:10]


def note_of(path: Path) -> Path:
    """The note beside a file."""
    return path.with_name(f"{path.name}.source.json")


def earlier_of(path: Path) -> Path:
    """The download before that of a file."""
    return path.with_name(f"{path.name}{EARLIER}")


def origin_of(path: Path) -> Origin:
    """What the note beside a file says; nothing where there is none or it is of other bytes."""
    digest = sha256(path.read_bytes()).hexdigest()
    note = note_of(path)
    if not note.is_file():
        return Origin(digest)
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        origin = Origin(
            digest,
            str(told["interface"]),
            str(told["table"]),
            str(told["downloaded"]),
            bool(told.get("failed")),
        )
        same = told["sha256"] == digest
    except (ValueError, KeyError, TypeError, AttributeError):
        log.warning("%s cannot be read; the origin of %s is not known", note.name, path.name)
        return Origin(digest)
    if not same:
        log.warning(
            "%s is another file than %s tells of; its origin is not known", path.name, note.name
        )
        return Origin(digest)
    return origin
