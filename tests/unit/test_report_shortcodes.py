"""Text-level shortcodes: what Quarto does, but loud where Quarto is silent."""

import pytest

from effektspor.errors import ReportError
from effektspor.report.shortcodes import expand_file

VARIABLES = {"n": "1.302", "a": {"b": "x {{< var n >}}", "group": {"c": "1"}}}


def expand(tmp_path, text, **files):
    for name, content in files.items():
        (tmp_path / f"_{name}.md").write_text(content, encoding="utf-8")
    path = tmp_path / "report.qmd"
    path.write_text(text, encoding="utf-8")
    return expand_file(path, VARIABLES)


def test_variables_side_by_side(tmp_path):
    assert expand(tmp_path, "{{< var n >}}–{{<var n>}}, {{<   var   n   >}}.") == (
        "1.302–1.302, 1.302."
    )


def test_value_is_not_expanded_again(tmp_path):
    assert expand(tmp_path, "{{< var a.b >}}") == "x {{< var n >}}"


def test_code_is_left_alone(tmp_path):
    text = (
        "`{{< var no >}}` and ``a ` {{< var no >}}``\n\n```\n{{< var no >}}\n```\n{{< var n >}}\n"
    )
    assert expand(tmp_path, text) == text.replace("{{< var n >}}", "1.302")


def test_tildes_and_raw_blocks_are_code_too(tmp_path):
    text = "~~~ {.r}\n{{< include no.md >}}\n~~~\n\n```{=html}\n{{< var no >}}\n```\n"
    assert expand(tmp_path, text) == text


def test_include_takes_variables_and_nests(tmp_path):
    text = expand(
        tmp_path,
        "a\n\n{{< include _one.md >}}\n\nb",
        one="{{< include _two.md >}}\n",
        two="n {{< var n >}}\n",
    )
    assert text == "a\n\nn 1.302\n\nb"


def test_same_include_twice_is_no_circle(tmp_path):
    text = "{{< include _one.md >}}\n\n{{< include _one.md >}}"
    assert expand(tmp_path, text, one="x\n") == "x\n\nx"


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a\n\nb {{< var missing >}}", "variable missing is not known", 3),
        ("{{< var a >}}", "a is a group", 1),
        ("{{< var n.x >}}", "n.x is not known", 1),
        ("{{< var >}}", "not known here", 1),
        ("a\n{{< meta title >}}", "not known here", 2),
        ("a\nb {{< include _one.md >}}", "not known here", 2),
        ("a\n{{< include nowhere.md >}}", "missing: nowhere.md", 2),
        ("a\n\n\n{{< var n", "left open", 4),
        ("`code`\nn >}}", "left open", 2),
        ("```\n{{< var n >}}\n```\n\n{{< var no >}}", "no is not known", 5),
    ],
)
def test_errors_name_file_and_line(tmp_path, text, what, line):
    with pytest.raises(ReportError, match=what) as error:
        expand(tmp_path, text, one="x")
    assert error.value.where == f"{tmp_path / 'report.qmd'}, line {line}"


def test_error_in_an_include_names_the_include(tmp_path):
    with pytest.raises(ReportError) as error:
        expand(tmp_path, "{{< include _one.md >}}", one="a\n{{< var no >}}")
    assert error.value.where == f"{tmp_path / '_one.md'}, line 2"


def test_circle_of_includes(tmp_path):
    with pytest.raises(ReportError, match=r"circle: report.qmd > _one.md > _two.md > _one.md"):
        expand(
            tmp_path,
            "{{< include _one.md >}}",
            one="{{< include _two.md >}}",
            two="{{< include _one.md >}}",
        )
