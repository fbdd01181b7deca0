"""Which files a path means."""

import pytest

from effektspor.errors import InputError
from effektspor.registers.files.paths import RawFile, files_of


@pytest.fixture
def folder(tmp_path):
    for name in (
        "bfl2016.dta", "bfl2017.dta", "set/part-1.parquet", "set/part-0.parquet", "set/_SUCCESS",
        "set/.crc", "set/_tmp/x.parquet", "hive/year=2017/b.parquet", "hive/year=2016/a.parquet",
        "odd/a.parquet", "odd/notes.docx", "y2016/1.csv", "y2016/2.csv", "y2017/1.csv",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    return tmp_path


def named(folder, files):
    return [(str(file.path.relative_to(folder)), file.year) for file in files]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("bfl2016.dta", [("bfl2016.dta", None)]),
        ("not_there.dta", [("not_there.dta", None)]),
        ("bfl{year}.dta", [("bfl2016.dta", 2016), ("bfl2017.dta", 2017)]),
        ("bfl*.dta", [("bfl2016.dta", None), ("bfl2017.dta", None)]),
        ("set", [("set/part-0.parquet", None), ("set/part-1.parquet", None)]),
        ("set/", [("set/part-0.parquet", None), ("set/part-1.parquet", None)]),
        ("hive", [("hive/year=2016/a.parquet", 2016), ("hive/year=2017/b.parquet", 2017)]),
        ("y{year}", [("y2016/1.csv", 2016), ("y2016/2.csv", 2016), ("y2017/1.csv", 2017)]),
        ("y{year}/1*", [("y2016/1.csv", 2016), ("y2017/1.csv", 2017)]),
        ("se*", [("set/part-0.parquet", None), ("set/part-1.parquet", None)]),
        ("y*/1*", [("y2016/1.csv", None), ("y2017/1.csv", None)]),
        ("**/2.csv", [("y2016/2.csv", None)]),
        ("hi*/**", [("hive/year=2016/a.parquet", 2016), ("hive/year=2017/b.parquet", 2017)]),
        ("[hs]*/[!_]*.parquet", [("set/part-0.parquet", None), ("set/part-1.parquet", None)]),
        (
            "set/*",
            [
                (f"set/{name}", None)
                for name in ("_SUCCESS", "_tmp/x.parquet", "part-0.parquet", "part-1.parquet")
            ],
        ),
    ],
)
def test_files_of_a_path(folder, pattern, expected):
    assert named(folder, files_of(str(folder / pattern), [2017, 2016])) == expected


def test_a_path_from_the_working_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert [str(file.path) for file in files_of("bfl*.dta", [])] == ["bfl2016.dta", "bfl2017.dta"]
    assert files_of("a.csv", []) == [RawFile(files_of("a.csv", [])[0].path, None)]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("empty", "No file"),
        ("nothing*.dta", "No file"),
        ("odd", "1 files that cannot be read"),
        ("linked", "a link to another folder"),
        ("**/linked.dta", "a link to another folder"),
    ],
)
def test_paths_that_mean_nothing(folder, pattern, said):
    (folder / "linked").mkdir()
    (folder / "linked" / "set").symlink_to(folder / "set", target_is_directory=True)
    with pytest.raises(InputError, match=said):
        files_of(str(folder / pattern), [2016])


def test_years_in_a_path_need_years(folder):
    with pytest.raises(InputError, match=r"has \{year\}, but .* not given by years"):
        files_of(str(folder / "bfl{year}.dta"), ())


def test_a_file_that_is_only_a_dead_link_is_not_passed_over(folder):
    (folder / "set" / "part-2.parquet").symlink_to(folder / "gone.parquet")
    assert named(folder, files_of(str(folder / "set"), ()))[-1] == ("set/part-2.parquet", None)
