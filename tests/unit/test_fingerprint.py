"""The fingerprint tells deliveries apart whatever their times are."""

import os

from effektspor.fingerprint import fingerprint


def test_another_content_or_size_has_another_fingerprint(tmp_path):
    path = tmp_path / "bfl.sas7bdat"
    content = os.urandom(3_000_000)
    path.write_bytes(content)
    first = fingerprint([path])
    os.utime(path, (0, 0))
    assert fingerprint([path]) == first
    for other in (content[:-1], content + b"0", b"0" + content[1:], content[:-1] + b"0"):
        path.write_bytes(other)
        os.utime(path, (0, 0))
        assert fingerprint([path]) != first


def test_small_and_empty_files_and_their_order(tmp_path):
    small, empty = tmp_path / "a.csv", tmp_path / "b.csv"
    small.write_bytes(b"pnr")
    empty.write_bytes(b"")
    assert fingerprint([small, empty]) != fingerprint([empty, small])
    assert fingerprint([small]) != fingerprint([empty])
