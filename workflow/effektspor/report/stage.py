"""The staged folder: everything that one report is rendered from, the same for both renderers.

::

    <staged>/
      _quarto.yml        options, metadata and labels; read by Quarto and by the embedded renderer
      _variables.yml     what ``{{< var a.b >}}`` prints
      report.qmd         the study's thin text, and its ``_*.qmd``
      _partials/x.md     built by `blocks`; ``{{< include _partials/x.md >}}``
      figures/fig-x.svg
      theme/             a copy of ``reports/shared``
"""

import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from effektspor.errors import ReportError
from effektspor.report.config_file import read_yaml
from effektspor.report.escape import escape_markdown
from effektspor.report.labels import load_labels
from effektspor.report.shortcodes import expand_file

QMD = "report.qmd"
Variables = Mapping[str, "str | Variables"]


@dataclass(frozen=True)
class ReportMeta:
    """What stands on the title page and in the running header and footer; plain text.

    Attributes
    ----------
    date
        Of the report; also the time stamp of the PDF, so that equal content gives equal bytes.
    date_text
        The date as the reader sees it, e.g. through `danish.long_date`.
    synthetic
        Sets the banner on every page. Comes from the data's own mark, never from a setting.
    colophon
        Lines of provenance, printed last; the renderer adds its own name and version.
    own_labels
        Fixed words of all reports that this one has otherwise.
    """

    title: str
    subtitle: str
    date: datetime.date
    date_text: str
    synthetic: bool
    language: str = "da"
    organisation: str = ""
    colophon: tuple[str, ...] = ()
    own_labels: Mapping[str, str] = field(default_factory=dict)


def stage_report(
    staged: Path,
    *,
    qmd: Path,
    theme: Path,
    meta: ReportMeta,
    variables: Variables,
    figures: Mapping[str, Path],
    partials: Mapping[str, str],
    replaced: Mapping[str, str] | None = None,
    assets: Sequence[str] = (),
) -> None:
    """Build the folder `staged` anew; an earlier one is replaced only when all is well.

    Parameters
    ----------
    qmd
        The study's document; files ``_*.qmd`` beside it come along as includes.
    theme
        ``reports/shared``.
    variables
        Nested map of ready plain strings; ``{"effect": {"w95": "4,1"}}`` is printed by
        ``{{< var effect.w95 >}}``. Escaped here: a value cannot become markup.
    figures
        SVG by figure id (``fig-...``), the id given to `blocks.figure_block`.
    partials
        Markdown by name, built by `blocks`; ``{{< include _partials/<name>.md >}}``.
    replaced
        Markdown by the name of an include beside the document: stands instead of that file.
    assets
        Style sheets and scripts of the theme that only some reports have; they end up in the HTML.

    Raises
    ------
    ReportError
        Where a file is missing, a variable is no string, or the document asks for a variable or
        an include that is not there.
    """
    for path in (qmd, theme, *(theme / name for name in assets), *figures.values()):
        if not path.exists():
            raise ReportError(
                "A part of the report is missing", where=str(path), todo="Build or restore it."
            )
    building = staged.with_name(f".{staged.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        _fill(building, qmd, theme, meta, variables, figures, partials, replaced or {}, assets)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    shutil.rmtree(staged, ignore_errors=True)
    building.rename(staged)


def _fill(
    building: Path,
    qmd: Path,
    theme: Path,
    meta: ReportMeta,
    variables: Variables,
    figures: Mapping[str, Path],
    partials: Mapping[str, str],
    replaced: Mapping[str, str],
    assets: Sequence[str],
) -> None:
    shutil.copyfile(qmd, building / QMD)
    for include in sorted(qmd.parent.glob("_*.qmd")):
        shutil.copyfile(include, building / include.name)
    for name, text in replaced.items():
        (building / name).write_text(text, encoding="utf-8")
    shutil.copytree(theme, building / "theme")
    (building / "_partials").mkdir()
    for name, text in partials.items():
        (building / "_partials" / f"{name}.md").write_text(text, encoding="utf-8")
    (building / "figures").mkdir()
    for figure_id, svg in figures.items():
        shutil.copyfile(svg, building / "figures" / f"{figure_id}.svg")
    escaped = _escaped(variables, "")
    _write_yaml(building / "_variables.yml", escaped)
    _write_yaml(building / "_quarto.yml", quarto_config(meta, theme, assets))
    # What the document lacks shows here, before any rendering.
    text = expand_file(building / QMD, escaped)
    metadata = re.search(r"^---[ \t]*$", text, re.MULTILINE)
    if metadata:  # would be a second source of title, language and the synthetic mark
        raise ReportError(
            "The document has a block of metadata of its own, or a line of three hyphens",
            where=str(qmd),
            todo="Take it out; all metadata come from ReportMeta.",
        )


def _escaped(variables: Variables, prefix: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in variables.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            out[key] = _escaped(value, f"{name}.")
        elif isinstance(value, str) and value.strip():
            out[key] = escape_markdown(value)
        else:
            raise ReportError(
                f"The variable {name} is not a text",
                where="_variables.yml",
                todo="Format each value for the reader first (effektspor.report.danish).",
            )
    return out


def quarto_config(meta: ReportMeta, theme: Path, assets: Sequence[str] = ()) -> dict[str, Any]:
    """Return the options of both formats and the metadata in the form of ``_quarto.yml``."""
    labels = {**load_labels(theme, meta.language), **meta.own_labels}
    styles = [f"theme/{name}" for name in assets if name.endswith(".css")]
    scripts = [f"theme/{name}" for name in assets if name.endswith(".js")]
    filters = [{"path": "theme/report.lua", "at": "pre-ast"}]
    return {
        "project": {"render": [QMD]},
        "lang": labels["lang"],
        "title": escape_markdown(meta.title),
        "subtitle": escape_markdown(meta.subtitle),
        "pagetitle": escape_markdown(_page_title(meta, labels["synthetic"])),
        "report-date": escape_markdown(meta.date_text),
        "date-meta": meta.date.isoformat(),
        "organisation": escape_markdown(meta.organisation),
        "synthetic": meta.synthetic,
        "colophon": [escape_markdown(line) for line in meta.colophon],
        "labels": {key: escape_markdown(text) for key, text in labels.items()},
        **({"scripts": scripts} if scripts else {}),
        "filters": filters,
        "toc": True,
        "crossref": {
            "fig-title": labels["figure"],
            "tbl-title": labels["table"],
            "fig-prefix": labels["figure"],
            "tbl-prefix": labels["table"],
            "sec-prefix": labels["section"],
        },
        "format": {
            "html": {
                "template": "theme/report.html",
                "css": ["theme/report.css", *styles] if styles else "theme/report.css",
                "toc-depth": 4,  # the title is the only h1
                "theme": "none",
                "minimal": True,
                "embed-resources": True,
                "html-math-method": "mathml",
                "html-table-processing": "none",
            },
            "typst": {
                "template": "theme/report.typ",
                "papersize": "a4",
                "toc-depth": 3,
                "pdf-standard": "ua-1",
                "html-table-processing": "none",
            },
        },
    }


def add_renderer(staged: Path, renderer: str) -> None:
    """Name the renderer in a staged folder's metadata, for the colophon."""
    path = staged / "_quarto.yml"
    _write_yaml(path, {**read_yaml(path), "renderer": escape_markdown(renderer)})


def _page_title(meta: ReportMeta, mark: str) -> str:
    return f"{meta.title} ({mark.lower()})" if meta.synthetic else meta.title


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(
        yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8"
    )
