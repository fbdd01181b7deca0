"""The staged folder: complete or not there at all."""

import pytest
import yaml
from report_sample import META, QMD, THEME, build

from effektspor.errors import ReportError
from effektspor.report.manifest import manifest_of, verify_manifest, write_manifest
from effektspor.report.stage import ReportMeta, add_renderer, stage_report


@pytest.fixture
def parts(tmp_path):
    (tmp_path / "a.qmd").write_text("# Titel\n\n{{< var a.b >}}\n", encoding="utf-8")
    (tmp_path / "_more.qmd").write_text("mere\n", encoding="utf-8")
    return {
        "qmd": tmp_path / "a.qmd",
        "theme": THEME,
        "meta": META,
        "variables": {"a": {"b": "1*2"}},
        "figures": {},
        "partials": {"x": "tekst\n"},
    }


def test_folder_is_complete_and_repeatable(tmp_path, parts):
    for name in ("one", "two"):
        stage_report(tmp_path / name, **parts)
    one = manifest_of(tmp_path / "one")
    assert one == manifest_of(tmp_path / "two")
    assert {"report.qmd", "_more.qmd", "_partials/x.md", "_quarto.yml", "theme/report.lua"} <= set(
        one
    )
    variables = yaml.safe_load((tmp_path / "one" / "_variables.yml").read_text(encoding="utf-8"))
    assert variables == {"a": {"b": r"1\*2"}}


def test_synthetic_mark_is_in_the_metadata(tmp_path, parts):
    stage_report(tmp_path / "s", **parts)
    config = yaml.safe_load((tmp_path / "s" / "_quarto.yml").read_text(encoding="utf-8"))
    assert config["synthetic"] is True
    assert "syntetiske data" in config["pagetitle"]
    add_renderer(tmp_path / "s", "embedded (1.0)")
    config = yaml.safe_load((tmp_path / "s" / "_quarto.yml").read_text(encoding="utf-8"))
    assert config["renderer"] == "embedded (1.0)"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"variables": {"a": {"b": 4.1}}}, "a.b is not a text"),
        ({"variables": {"a": {"b": " "}}}, "a.b is not a text"),
        ({"variables": {"a": {}}}, "a.b is not known"),
        ({"figures": {"fig-x": THEME / "nowhere.svg"}}, "part of the report is missing"),
        ({"meta": ReportMeta(**{**vars(META), "language": "xx"})}, "no labels"),
    ],
)
def test_failure_leaves_the_earlier_folder(tmp_path, parts, change, what):
    stage_report(tmp_path / "s", **parts)
    before = manifest_of(tmp_path / "s")
    with pytest.raises(ReportError, match=what):
        stage_report(tmp_path / "s", **{**parts, **change})
    assert manifest_of(tmp_path / "s") == before
    assert not list(tmp_path.glob(".s*"))


@pytest.mark.parametrize(
    "text", ["---\nsynthetic: false\n---\n\n# T\n", "# T\n\n---\nlang: en\n---\n"]
)
def test_document_brings_no_metadata_of_its_own(tmp_path, text):
    with pytest.raises(ReportError, match="metadata of its own"):
        build(tmp_path, qmd=text)


def test_missing_partial_shows_while_staging(tmp_path):
    with pytest.raises(ReportError, match=r"missing: _partials/no\.md"):
        build(tmp_path, qmd=QMD + "\n{{< include _partials/no.md >}}\n")


def test_manifest_notices_every_change(tmp_path, parts):
    stage_report(tmp_path / "s", **parts)
    write_manifest(tmp_path / "s", tmp_path / "m.json")
    verify_manifest(tmp_path / "s", tmp_path / "m.json")
    (tmp_path / "s" / "_variables.yml").write_text("a: {b: '9'}\n")
    with pytest.raises(ReportError, match=r"_variables\.yml"):
        verify_manifest(tmp_path / "s", tmp_path / "m.json")
