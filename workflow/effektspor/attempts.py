"""Counting failed attempts, so that a failed run is tried again though its old results stay.

Rules mark their outputs with Snakemake's ``update``: a failing job then leaves the earlier file in
place. But Snakemake 9 records the failed job's inputs as done and gives the restored file a new
time, so the next run would call it up to date. Each rule therefore has the number of attempts that
did not succeed among its parameters: a failure changes it and with it asks for the rule again.
"""

import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Attempt:
    """The count for one job: the file that holds it and its value when the workflow was planned."""

    file: Path
    number: int

    @classmethod
    def parse(cls, text: str) -> "Attempt":
        """Read ``FILE@NUMBER``."""
        file, _, number = text.rpartition("@")
        return cls(Path(file), int(number))

    @classmethod
    def of(cls, file: Path) -> "Attempt":
        """The count as it stands on disk."""
        return cls(file, int(file.read_text()) if file.exists() else 0)

    def __str__(self) -> str:
        return f"{self.file}@{self.number}"

    def begin_command(self) -> str:
        """Shell command that counts this attempt as failed until it has succeeded."""
        folder, file = shlex.quote(str(self.file.parent)), shlex.quote(str(self.file))
        return f"mkdir -p {folder} && echo {self.number + 1} > {file}"

    def succeed(self) -> None:
        """Take the count back to the number that the workflow has on record."""
        if self.number:
            self.file.write_text(f"{self.number}\n")
        else:
            self.file.unlink()
