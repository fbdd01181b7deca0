"""Progress of a run in one line per job, selected as ``logger: effektspor`` in the profile.

Snakemake finds the package by its name. It turns Snakemake's events into lines (``lines``) and
writes them, with a line that is overwritten on a terminal for what is running now. Snakemake's own
full log stays in ``.snakemake/log``.
"""

import logging
import sys
import threading
import time

from snakemake_interface_logger_plugins.base import LogHandlerBase

from snakemake_logger_plugin_effektspor.lines import Progress

CLEAR = "\r\033[K"
"""Return to the start of the line on a terminal and empty it."""


class LogHandler(LogHandlerBase):
    """Write the lines of :class:`Progress` to standard error (``--stdout``: standard output)."""

    def __post_init__(self) -> None:
        self.stream = sys.stdout if self.common_settings.stdout else sys.stderr
        self.progress = Progress(
            quiet=bool(self.common_settings.quiet),
            dryrun=self.common_settings.dryrun,
            commands=self.common_settings.printshellcmds,
            verbose=self.common_settings.verbose or self.common_settings.debug_dag,
            clock=time.monotonic,
        )
        self.ended = threading.Event()
        if self.stream.isatty() and not self.common_settings.dryrun:
            threading.Thread(target=self._tick, daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        """Write what the record has to say to a person, if anything."""
        try:
            lines = self.progress.lines(record, self.format)
            if lines:
                self._write("".join(f"{line}\n" for line in lines))
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """Stop the line of running jobs and take it away."""
        if not self.ended.is_set():
            self.ended.set()
            self._write("")
        super().close()

    def _tick(self) -> None:
        while not self.ended.wait(1.0):
            self.acquire()
            try:
                self._write("")
            finally:
                self.release()

    def _write(self, text: str) -> None:
        if self.stream.isatty():
            running = "" if self.ended.is_set() else self.progress.running()
            text = f"{CLEAR}{text}{running}"
        self.stream.write(text)
        self.stream.flush()

    @property
    def writes_to_stream(self) -> bool:
        """It replaces Snakemake's own output on the terminal."""
        return True

    @property
    def writes_to_file(self) -> bool:
        """It writes no file; Snakemake's log file stays as it is."""
        return False

    @property
    def has_filter(self) -> bool:
        """It chooses itself what is worth a line."""
        return True

    @property
    def has_formatter(self) -> bool:
        """Messages that are not about jobs keep Snakemake's wording."""
        return False

    @property
    def needs_rulegraph(self) -> bool:
        """It needs the counts of jobs only."""
        return False
