"""The embedded renderer: pandoc and typst from their wheels, no program of the machine.

Both formats come from the same staged folder that Quarto would read.
"""

import datetime
import os
import re
import subprocess
from pathlib import Path

import matplotlib
import pypandoc
import typst

from effektspor.errors import ReportError
from effektspor.report.config_file import read_yaml
from effektspor.report.shortcodes import expand_file

# As in Quarto, a figure stays a paragraph until the filter meets it. Metadata come from the staged
# folder only, so that no text can take the synthetic mark away.
READER = "markdown-implicit_figures-yaml_metadata_block-pandoc_title_block"


def render_embedded(folder: Path, qmd: str, html: Path, pdf: Path) -> None:
    """Render ``folder/qmd`` to both formats; writes working files into `folder`.

    Raises
    ------
    ReportError
        Where the filter, pandoc or typst refuses the document, with their own first words.
    """
    text = expand_file(folder / qmd, read_yaml(folder / "_variables.yml"))
    source = folder / "expanded.md"
    source.write_text(text, encoding="utf-8")
    config = read_yaml(folder / "_quarto.yml")
    common = [
        source.name, f"--from={READER}", "--standalone", "--wrap=none",
        "--metadata-file=_quarto.yml", "--lua-filter=theme/report.lua",
    ]  # fmt: skip
    look = config["format"]["html"]
    styles = look["css"] if isinstance(look["css"], list) else [look["css"]]
    _pandoc(
        folder,
        [*common, "--to=html5", "--toc", f"--toc-depth={look['toc-depth']}", f"--template={look['template']}",
         *(f"--css={style}" for style in styles),
         "--embed-resources", "--mathml", f"--output={html.resolve()}"],
    )  # fmt: skip
    paper = config["format"]["typst"]
    _pandoc(
        folder,
        [
            *common,
            "--to=typst",
            "--toc",
            f"--template={paper['template']}",
            "--output=report.typ.txt",
        ],
    )
    _typst(folder / "report.typ.txt", pdf, datetime.date.fromisoformat(config["date-meta"]))


def _pandoc(folder: Path, arguments: list[str]) -> None:
    # Neither a home folder nor a locale of the machine may change the bytes.
    keep = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TMPDIR") if key in os.environ}
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments, "--fail-if-warnings"],
        cwd=folder,
        env={**keep, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        ours = re.search(r"REPORT: (.+)", done.stderr)
        raise ReportError(
            ours[1].strip() if ours else "pandoc cannot render the report",
            where="report.qmd or what it includes",
            todo="Correct the text named above." if ours else done.stderr.strip()[:500],
        )


def _typst(source: Path, pdf: Path, date: datetime.date) -> None:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")],
    )
    stamp = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    try:
        content, warnings = typst.compile_with_warnings(
            str(source),
            root=str(source.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=stamp,
        )
    except typst.TypstError as error:
        raise ReportError(
            f"typst cannot render the report: {error.message}",
            where=str(getattr(error, "diagnostic", source.name)).strip()[:500],
            todo="Correct the text, or the raw typst block, that leads there.",
        ) from None
    if warnings:
        raise ReportError(
            f"typst warns: {warnings[0].message}",
            where=source.name,
            todo="A missing font or glyph is replaced silently; use what the theme ships.",
        )
    pdf.write_bytes(content)
