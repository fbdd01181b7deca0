"""Random damage gives a table or one message, and never ends or holds up the process."""

import random

import making
import pytest

from effektspor.errors import InputError
from effektspor.registers.files.opening import open_file
from register_files import ENDINGS, SECRET

FILES = 60  # of each format
FILES_OF_THE_LIBRARY = 12  # where each takes a process of its own
HEAD = 600  # bytes in which half of the files are damaged


def damaged(data, seed):
    """Bytes with a few bits turned or bytes replaced, or cut off."""
    chance = random.Random(seed)
    if seed % 5 == 0:
        return data[: chance.randrange(1, len(data))]
    changed = bytearray(data)
    reach = min(HEAD, len(data)) if seed % 2 else len(data)
    for _ in range(chance.choice([1, 1, 2, 5, 30])):
        place = chance.randrange(reach)
        turned = changed[place] ^ 1 << chance.randrange(8)
        changed[place] = turned if chance.random() < 0.6 else chance.choice([0, 255])
    return bytes(changed)


def read(path):
    """Number of columns of each chunk of a file, all of them made."""
    file = open_file(path)
    names = [variable.name for variable in file.variables]
    for chunk in file.chunks(names, memory_mb=10):
        columns = [chunk.column(name) for name in names]
        assert {len(column) for column in columns} == {chunk.rows}
        assert chunk.cells(names[:3]).matrix.shape == (chunk.rows, len(names[:3]))


@pytest.mark.parametrize(
    ("ending", "options"),
    [*((ending, {}) for ending in ENDINGS), (".sas7bdat", {"compressed": True})],
    ids=[*ENDINGS, ".sas7bdat compressed"],
)
def test_damage_at_random(tmp_path, ending, options):
    sound = making.good(tmp_path / f"sound{ending}", **options).read_bytes()
    path = tmp_path / f"damaged{ending}"
    messages = []
    files = FILES if ending in (".dta", ".csv", ".parquet") else FILES_OF_THE_LIBRARY
    for seed in range(files):
        path.write_bytes(damaged(sound, seed))
        try:
            read(path)
        except InputError as error:
            messages.append(str(error))
    assert 0 < len(messages) < files
    assert not [message for message in messages if SECRET in message or path.name not in message]
