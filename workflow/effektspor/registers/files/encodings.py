"""A text file as UTF-8 whatever it is written in: UTF-8 or Latin-1, but not both."""

import io
import re
from pathlib import Path

from effektspor.errors import InputError

BOM = b"\xef\xbb\xbf"
SEVERAL_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
UNFINISHED = 3  # bytes at most that a letter of UTF-8 begins with before it ends
BLOCK = 1 << 22


class Utf8Source(io.RawIOBase):
    """The bytes of a file in UTF-8, without a byte order mark.

    The encoding shows at the first letter that is not ASCII: until then both are the same.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.file = path.open("rb")
        if self.file.read(len(BOM)) != BOM:
            self.file.seek(0)
        self.encoding: str | None = None
        self.waiting = b""
        self.done = b""

    def readable(self) -> bool:
        """Say that the source is read from."""
        return True

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes (all where negative).

        Raises
        ------
        InputError
            Where the file mixes both encodings, with the line.
        """
        while size < 0 or len(self.done) < size:
            block = self.file.read(BLOCK if size < 0 else max(size - len(self.done), 1))
            if not block and not self.waiting:
                break
            self.done += self._converted(self.waiting + block, last=not block)
        size = len(self.done) if size < 0 else size
        given, self.done = self.done[:size], self.done[size:]
        return given

    def _converted(self, data: bytes, *, last: bool) -> bytes:
        self.waiting = b""
        if data.isascii():
            return data
        if self.encoding != "latin-1":
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                if not last and error.start >= len(data) - UNFINISHED:
                    whole = self._converted(data[: error.start], last=True)
                    self.waiting = data[error.start :]
                    return whole
                if self.encoding == "utf-8" or SEVERAL_BYTES.search(data):
                    raise self._mixed(len(data) - error.start) from None
                self.encoding = "latin-1"
            else:
                self.encoding = "utf-8"
                return data
        elif SEVERAL_BYTES.search(data):
            raise self._mixed(len(data))
        return data.decode("latin-1").encode("utf-8")

    def _mixed(self, back: int) -> InputError:
        """Error at the byte that stands `back` bytes before the reader."""
        place = self.file.tell() - back
        line = 1
        with self.path.open("rb") as file:
            while place > 0 and (block := file.read(min(BLOCK, place))):
                line += block.count(b"\n")
                place -= len(block)
        return InputError(
            "The file mixes two encodings, UTF-8 and Latin-1, or has Latin-1 letters that can be "
            "read as UTF-8",
            where=f"{self.path}, line {line} or before",
            todo="Save the whole file anew as UTF-8, which cannot be taken for another encoding.",
        )
