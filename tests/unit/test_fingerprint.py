"""The fingerprint tells contents apart whatever their times are, and reads a file once."""

import os

from effektspor.fingerprint import fingerprint


def test_another_content_is_seen_whatever_its_time(tmp_path):
    path, known = tmp_path / "bfl.sas7bdat", tmp_path / "results" / "contents.json"
    content = bytearray(os.urandom(100_000))
    path.write_bytes(content)
    os.utime(path, (2_000_000_000, 2_000_000_000))
    first = fingerprint([path], known)
    for place in (0, 54_321, 99_999):
        other = content.copy()
        other[place] ^= 1
        path.write_bytes(other)
        os.utime(path, (place, place))
        assert fingerprint([path], known) != first
    path.write_bytes(content)
    assert fingerprint([path], known) == first


def test_a_new_time_alone_is_no_new_content(tmp_path):
    path, known = tmp_path / "stv.csv", tmp_path / "contents.json"
    path.write_bytes(b"pnr;stv\n")
    first = fingerprint([path], known)
    os.utime(path, (0, 0))
    assert fingerprint([path], known) == first


def test_a_file_is_read_once(tmp_path, monkeypatch):
    path, known = tmp_path / "stv.csv", tmp_path / "contents.json"
    path.write_bytes(b"pnr;stv\n")
    first = fingerprint([path], known)
    monkeypatch.setattr("hashlib.file_digest", None)
    assert fingerprint([path], known) == first


def test_a_broken_record_is_made_anew(tmp_path):
    path, known = tmp_path / "stv.csv", tmp_path / "contents.json"
    path.write_bytes(b"pnr;stv\n")
    first = fingerprint([path], known)
    known.write_text("{", encoding="utf-8")
    assert fingerprint([path], known) == first
    assert known.read_text(encoding="utf-8").startswith("{")
