"""Files and folders that may not be read: one message, and no rows that are left out in silence."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from effektspor.errors import InputError
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.paths import files_of
from register_files import ENDINGS, sample, write_file

NOBODY = 65534


@contextmanager
def as_nobody():
    """Do without the rights of root, which reads everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder():
    """A folder that everyone can read; `tmp_path` is in one that only its owner can."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_without_permission(folder, ending):
    path = write_file(sample(), folder / f"a{ending}")
    open_file(path)  # imports what the format needs while that may be read
    path.chmod(0)
    with as_nobody(), pytest.raises(InputError, match="cannot be read: no permission") as error:
        open_file(path)
    assert error.value.where == str(path)
    assert error.value.todo


@pytest.mark.parametrize("ending", [".dta", ".csv"])
def test_a_file_whose_permission_ends_after_it_is_opened(folder, ending):
    path = write_file(sample(), folder / f"a{ending}")
    file = open_file(path)
    path.chmod(0)
    with as_nobody(), pytest.raises(InputError, match="no permission"):
        next(file.chunks(["pnr"], memory_mb=10))


def test_a_disk_that_does_not_answer(folder, monkeypatch):
    path = write_file(sample(), folder / "a.dta")

    def refuse(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be read: Input/output error"):
        open_file(path)


@pytest.mark.parametrize("pattern", ["", "set", "s*", "set/*/*.csv", "**/*.csv", "set/b/2.csv"])
def test_a_folder_without_permission_is_not_passed_over(folder, pattern):
    for name in ("a/1.csv", "b/2.csv"):
        path = folder / "set" / name
        path.parent.mkdir(parents=True)
        path.write_text("pnr\n1\n")
    closed = folder / "set" / "b"
    closed.chmod(0)
    with as_nobody(), pytest.raises(InputError, match="no permission") as error:
        [open_file(file.path) for file in files_of(str(folder / pattern), ())]
    assert str(closed) in error.value.where
    closed.chmod(0o755)
