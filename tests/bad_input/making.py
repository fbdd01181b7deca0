"""Ways to damage a file, and files that no program should have written."""

from register_files import sample, write_file

TRUNCATED_AT = (0.02, 0.3, 0.7, 0.97)  # shares of a file, from its head to its end


def good(path, **options):
    """A sound file of 40 persons in the format of the path."""
    return write_file(sample(), path, **options)


def empty(path):
    """A file of no bytes."""
    path.write_bytes(b"")
    return path


def truncated(path, share):
    """A sound file of which only a share of the bytes is left."""
    data = good(path).read_bytes()
    path.write_bytes(data[: max(int(len(data) * share), 1)])
    return path


def cut_between_records(path, share, version, rows=400):
    """A transport file of which a share of the rows is left, in whole records of 80 bytes.

    Raises
    ------
    AssertionError
        Where the cut would fall between two rows: version 5 does not show such a cut.
    """
    data = write_file(sample(rows), path, file_format_version=version).read_bytes()
    start = data.index(b"HEADER RECORD*******OBS") + 80
    left = int((len(data) - start) * share) // 80 * 80
    width = (len(data) - start) // rows
    assert left % width
    path.write_bytes(data[: start + left])
    return path


def two_tables(path):
    """A transport file with a second table behind the first."""
    data = good(path, file_format_version=5).read_bytes()
    path.write_bytes(data + data[3 * 80 :])
    return path


def flipped(path, *places, bit=5):
    """A sound file with one bit turned at each place (negative: from the end)."""
    data = bytearray(good(path).read_bytes())
    for place in places:
        data[place] ^= 1 << bit
    path.write_bytes(data)
    return path


def replaced(path, old, new):
    """A sound file in which bytes are replaced by as many others."""
    data = good(path).read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
    return path


def replaced_after(path, mark, distance, new):
    """A sound file in which bytes at a distance behind a mark are replaced."""
    data = good(path).read_bytes()
    place = data.index(mark) + len(mark) + distance
    path.write_bytes(data[:place] + new + data[place + len(new) :])
    return path


def only_head(path):
    """A sound file without a single row."""
    return write_file(sample()[:0].astype({"timer": "float64", "kom": "float64"}), path)


def wrong_ending(path, real):
    """A file of the format `real` under the ending of the path."""
    other = good(path.with_suffix(real))
    return other.rename(path)


def text(path, content, encoding="utf-8"):
    """A text file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path
