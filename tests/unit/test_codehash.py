"""The hash of the code behind a sub-command."""

import pytest

from effektspor import codehash


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of a small package in which commands.a uses b, and b uses c; d stands alone."""
    files = {
        "__init__.py": "",
        "commands/__init__.py": "",
        "commands/a.py": "from effektspor.b import f\n",
        "commands/d.py": "def run():\n    import effektspor.c\n",
        "b.py": '"""Text."""\nfrom effektspor import c\n\n\ndef f(x):\n    """More."""\n    return c.G + x\n',
        "c.py": "G = 1\n",
        "e.py": "H = 1\n",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(codehash, "ROOT", tmp_path)

    def write(name, content):
        (tmp_path / name).write_text(content, encoding="utf-8")
        codehash.modules_behind.cache_clear()
        codehash._tree.cache_clear()

    write("e.py", "H = 1\n")
    yield write
    codehash.modules_behind.cache_clear()
    codehash._tree.cache_clear()


def test_imports_are_followed_also_indirectly_and_inside_functions(package):
    behind = codehash.modules_behind("effektspor.commands.a")
    assert {"effektspor.b", "effektspor.c"} <= behind
    assert "effektspor.e" not in behind
    assert "effektspor.c" in codehash.modules_behind("effektspor.commands.d")


def test_changed_code_changes_the_hash_of_what_uses_it_and_of_nothing_else(package):
    before = codehash.command_hash("a"), codehash.command_hash("d")
    package("b.py", "from effektspor import c\n\n\ndef f(x):\n    return c.G - x\n")
    after = codehash.command_hash("a"), codehash.command_hash("d")
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_a_module_far_behind_changes_the_hash(package):
    before = codehash.command_hash("a")
    package("c.py", "G = 2\n")
    assert codehash.command_hash("a") != before


def test_comments_docstrings_and_unrelated_modules_change_nothing(package):
    before = codehash.command_hash("a")
    package("e.py", "H = 2\n")
    package(
        "b.py", '"""Other."""\n# note\nfrom effektspor import c\ndef f( x ):\n  return c.G + x\n'
    )
    assert codehash.command_hash("a") == before


def test_estimation_does_not_depend_on_rendering():
    behind = codehash.modules_behind("effektspor.commands.effects")
    assert "effektspor.estimators.stack" in behind
    assert not [module for module in behind if ".report" in module or ".simulate" in module]
