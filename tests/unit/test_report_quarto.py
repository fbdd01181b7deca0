"""Choice of the renderer, the call of Quarto (by a stand-in), and the render command."""

import json
import stat
import sys
from pathlib import Path

import pytest
from report_sample import build

from effektspor.cli import main
from effektspor.errors import ReportError
from effektspor.report import renderer
from effektspor.report.embedded import render_embedded
from effektspor.report.htmltree import parse_html
from effektspor.report.manifest import write_manifest
from effektspor.report.quarto import render_quarto
from effektspor.report.renderer import Renderer, choose_renderer

FAKE = """\
#!{python}
import json, os, pathlib, shutil, sys
if sys.argv[1:] == ["--version"]:
    print("{version}" or sys.exit(1))
    sys.exit(0)
form = sys.argv[sys.argv.index("--to") + 1]
seen = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
pathlib.Path("{log}").joinpath(form + ".json").write_text(json.dumps(seen))
mode = "{mode}"
if mode == "fails":
    print("ERROR: line 7 of the document", file=sys.stderr)
    sys.exit(3)
if mode == "works":
    name = {{"html": "report.html", "typst": "report.pdf"}}[form]
    shutil.copyfile(pathlib.Path("{log}", name), name)
"""


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    """Put a stand-in called ``quarto`` on the search path; it copies what lies in ``log``."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "log").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    renderer._quarto_version.cache_clear()

    def put(mode="works", version="1.10.18"):
        path = tmp_path / "bin" / "quarto"
        text = FAKE.format(python=sys.executable, version=version, log=tmp_path / "log", mode=mode)
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return tmp_path / "log"

    return put


@pytest.fixture
def no_quarto(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))


def test_auto_takes_quarto_where_it_is(quarto):
    quarto()
    assert choose_renderer("auto") == Renderer("quarto", "1.10.18")
    assert choose_renderer("quarto").name == "quarto"
    assert choose_renderer("embedded").name == "embedded"


def test_quarto_that_does_not_answer(quarto):
    quarto(version="")
    assert choose_renderer("auto").name == "embedded"
    with pytest.raises(ReportError, match="does not tell its version"):
        choose_renderer("quarto")


def test_without_quarto(no_quarto):
    assert choose_renderer("auto").name == "embedded"
    assert "typst" in str(choose_renderer("auto"))
    with pytest.raises(ReportError, match="asked for and not installed"):
        choose_renderer("quarto")


def test_quarto_is_called_in_the_staged_folder_with_our_fonts_and_date(quarto, tmp_path):
    log = quarto()
    (log / "report.html").write_text("h")
    (log / "report.pdf").write_text("p")
    staged = build(tmp_path)
    render_quarto(staged, tmp_path / "a.html", tmp_path / "a.pdf")
    assert ((tmp_path / "a.html").read_text(), (tmp_path / "a.pdf").read_text()) == ("h", "p")
    seen = json.loads((log / "typst.json").read_text())
    assert seen["arguments"] == ["render", "report.qmd", "--to", "typst"]
    assert Path(seen["folder"]) == staged
    assert seen["environment"]["SOURCE_DATE_EPOCH"] == "1795305600"  # 22 November 2026, UTC
    assert seen["environment"]["TYPST_IGNORE_SYSTEM_FONTS"] == "true"
    assert Path(seen["environment"]["TYPST_FONT_PATHS"], "DejaVuSans.ttf").exists()
    assert seen["environment"]["HOME"].startswith(str(staged))


@pytest.mark.parametrize(("mode", "words"), [("fails", "line 7"), ("silent", "said nothing")])
def test_quarto_that_fails(quarto, tmp_path, mode, words):
    quarto(mode)
    staged = build(tmp_path)
    with pytest.raises(ReportError, match="Quarto cannot render the report to html") as error:
        render_quarto(staged, tmp_path / "a.html", tmp_path / "a.pdf")
    assert words in error.value.todo
    assert not (tmp_path / "a.html").exists()


def command(folder, staged, name, version="1", *, fallback=False):
    settings = {"renderer": name, "version": version, "fallback": fallback}
    write_manifest(staged, folder / "m.json")
    return main(
        [
            *("render", "--settings", json.dumps(settings)),
            *("--staged", str(staged), "--manifest", str(folder / "m.json")),
            *("--html", str(folder / "out" / "r.html"), "--pdf", str(folder / "out" / "r.pdf")),
        ]
    )


def test_auto_falls_back_where_quarto_fails_and_says_so(quarto, tmp_path, caplog):
    quarto("fails")
    staged = build(tmp_path)
    assert command(tmp_path, staged, "quarto") == ReportError.exit_code
    assert not (tmp_path / "out").exists()
    assert command(tmp_path, staged, "quarto", fallback=True) == 0
    assert "line 7 of the document" in caplog.text
    assert "Gengivet med embedded" in (tmp_path / "out" / "r.html").read_text(encoding="utf-8")


def test_command_writes_both_and_names_the_renderer(tmp_path):
    assert command(tmp_path, build(tmp_path), "embedded", "pandoc 3.9, typst 0.15.2") == 0
    html = (tmp_path / "out" / "r.html").read_text(encoding="utf-8")
    assert "Gengivet med embedded (pandoc 3.9, typst 0.15.2)." in html
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["r.html", "r.pdf"]


def test_command_leaves_the_staged_folder_and_works_without_a_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    staged = build(tmp_path)
    before = {p: p.read_bytes() for p in staged.rglob("*") if p.is_file()}
    assert command(tmp_path, staged, "embedded") == 0
    assert before == {p: p.read_bytes() for p in staged.rglob("*") if p.is_file()}
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("bad", "words"),
    [("Steg med 4.1 point.", "decimal point"), ("Se [@fig-nowhere].", "leads nowhere")],
)
def test_command_refuses_and_keeps_the_earlier_report(tmp_path, capsys, bad, words):
    assert command(tmp_path, build(tmp_path), "embedded") == 0
    before = [(tmp_path / "out" / name).read_bytes() for name in ("r.html", "r.pdf")]
    staged = build(tmp_path, qmd=f"# Titel\n\n{bad}\n")
    assert command(tmp_path, staged, "embedded") == ReportError.exit_code
    assert words in capsys.readouterr().err
    assert before == [(tmp_path / "out" / name).read_bytes() for name in ("r.html", "r.pdf")]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["r.html", "r.pdf"]


def test_what_quarto_leaves_unfilled_is_found(quarto, tmp_path):
    """Quarto ends with status 0 where a name is unknown; the checks read the file."""
    log = quarto()
    staged = build(tmp_path)
    render_embedded(build(tmp_path / "copy"), "report.qmd", log / "report.html", log / "report.pdf")
    assert command(tmp_path, staged, "quarto") == 0
    text = (log / "report.html").read_text(encoding="utf-8")
    (log / "report.html").write_text(text.replace("Figuren viser", "?var:share.w95 viser"))
    assert command(tmp_path, staged, "quarto") == ReportError.exit_code


def test_both_renderers_say_the_same(need, tmp_path):
    """With a real Quarto only: texts, numbers and references of both documents."""
    need("quarto")
    assert command(tmp_path / "q", build(tmp_path / "q"), "quarto") == 0
    assert command(tmp_path / "e", build(tmp_path / "e"), "embedded") == 0

    def main_text(folder):
        root = parse_html((folder / "out" / "r.html").read_text(encoding="utf-8"))
        return " ".join(root.find_all("main")[0].text().split())

    assert main_text(tmp_path / "q") == main_text(tmp_path / "e")
