"""Fetch the files of one series; a file that cannot be fetched anew stays as it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from effektspor.config.series import GROUP, SeriesSource
from effektspor.errors import ConfigError, InputError, UserError
from effektspor.series.adding import add_up
from effektspor.series.fetch.http import FailedError, Patience, get
from effektspor.series.fetch.request import asked
from effektspor.series.fetch.store import note_failure, save, set_aside
from effektspor.series.provenance import origin_of
from effektspor.series.reading import Rules, read_file


@dataclass(frozen=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    changed
        Whether another file came than the one that was there.
    failed
        Why none came; empty where one did.
    kept
        Day of the file that stays instead ("unknown" without a note); empty where there is none.
    """

    path: Path
    changed: bool = False
    failed: str = ""
    kept: str = ""


def fetch(
    source: SeriesSource, rules: Rules, environment: Mapping[str, str], patience: Patience
) -> Iterator[Outcome]:
    """Fetch every file of a series in turn.

    Raises
    ------
    ConfigError
        Where the config does not say what to fetch.
    """
    groups = list(rules.groups.groups) if GROUP in source.path else [""]
    tables = source.tables
    missing = [group for group in groups if group not in tables]
    if missing:
        raise ConfigError(
            "The table to fetch is not named"
            + (f" for {', '.join(missing)}" if missing[0] else ""),
            where=f"data.series.{rules.series}.table",
            todo="Give the id that the interface has for it, as y10a02.",
        )
    for group in groups:
        own = replace(rules, group=group or None)
        yield _one(Path(source.path_of(group)), tables[group], source, own, environment, patience)


def _one(
    path: Path,
    table: str,
    source: SeriesSource,
    rules: Rules,
    environment: Mapping[str, str],
    patience: Patience,
) -> Outcome:
    now = datetime.now(UTC)
    try:
        request = asked(source, table, environment)
        content = request.without_secret(get(request.url, request.headers, patience))
        _refuse_unusable(content, path, rules)
    except FailedError as failure:
        return _failed(path, failure.reason, now)
    except UserError as error:
        return _failed(path, f"{error.what[0].lower()}{error.what[1:]} ({error.where})", now)
    with _writing(path):
        return Outcome(path, changed=save(path, content, request, now))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            f"The file cannot be written: {error.strerror}",
            where=str(path),
            todo="Check who may write to its folder, and that the disk has room.",
        ) from None


def _refuse_unusable(content: bytes, path: Path, rules: Rules) -> None:
    """Stop at what a run could not read, or what ends before the file that is there."""
    with TemporaryDirectory() as folder:
        came = Path(folder) / path.name
        came.write_bytes(content)
        try:
            months = _months(came, rules)
        except UserError as error:
            with _writing(path):
                refused = set_aside(path, content)
            raise type(error)(error.what, where=str(refused), todo=error.todo) from None
    try:
        there = _months(path, rules)
    except UserError:
        return
    if max(months) < max(there):
        with _writing(path):
            set_aside(path, content)
        raise FailedError("the data end earlier than those from before: they may be cut off")


def _months(path: Path, rules: Rules) -> set[int]:
    file = read_file(path, rules)
    return set(add_up(file, rules.groups, rules.group).values["month"])


def _failed(path: Path, reason: str, now: datetime) -> Outcome:
    if not path.is_file():
        return Outcome(path, failed=reason)
    note_failure(path, reason, now)
    return Outcome(path, failed=reason, kept=origin_of(path).day or "unknown")
