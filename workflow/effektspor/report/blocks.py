"""Figures, tables and boxes as the markdown that both renderers read.

An evaluation builds *partials* with these functions and hands them to `stage.stage_report`; its
``.qmd`` takes each in with ``{{< include _partials/<name>.md >}}`` and refers to it with
``[@fig-<name>]`` or ``[@tbl-<name>]`` (in brackets, one target each).

Every text argument is plain text: it is escaped here, so ``<``, ``*`` or ``$`` print as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from effektspor.errors import ReportError
from effektspor.report.escape import escape_attribute, escape_markdown
from effektspor.report.labels import Labels
from effektspor.report.problem import bad_alternative_text


@dataclass(frozen=True)
class Notes:
    """What every figure and table says beneath itself, each in one or two plain sentences.

    Attributes
    ----------
    reading_guide
        One sentence that reads one point or row aloud ("I uge 95 er ...").
    n_text
        Observations per group, panel or row.
    definition
        Of the outcome and of the groups.
    source
        Register or survey, organisation, extract date; says own calculation.
    method
        Method and uncertainty: interval, level, clustering, adjustment, planned or explorative.
    remark
        Anything else; may be empty.
    """

    reading_guide: str
    n_text: str
    definition: str
    source: str
    method: str
    remark: str = ""


def figure_block(
    figure_id: str, *, headline: str, subtitle: str, alt: str, notes: Notes, labels: Labels
) -> str:
    """Write a numbered figure: headline and subtitle above, notes beneath.

    Parameters
    ----------
    figure_id
        ``fig-...``; the picture is ``figures/<figure_id>.svg`` in the staged folder, where
        `stage.stage_report` puts ``figures[figure_id]``.
    headline
        The finding in at most about ten words.
    subtitle
        Measure, unit, population, place and period.
    alt
        At least 40 characters that replace the picture: type, axes, course, key numbers.

    Raises
    ------
    ReportError
        Where the id has another form, or alt is too short, a file name or the headline.
    """
    _check_id(figure_id, "fig")
    _check_alt(figure_id, alt, headline)
    caption = f"**{escape_markdown(headline)}** {escape_markdown(subtitle)}"
    picture = f"figures/{figure_id}.svg"
    image = f'![{caption}]({picture}){{#{figure_id} fig-alt="{escape_attribute(alt)}"}}'
    return "\n\n".join(["::: {.figure-block}", image, _notes(notes, labels, "figure"), ":::", ""])


def table_block(
    table_id: str,
    table_html: str,
    *,
    headline: str,
    subtitle: str,
    notes: Notes,
    labels: Labels,
    wide: bool = False,
) -> str:
    """Write a numbered table from `tables.html_table`: headline and subtitle above, notes beneath.

    Parameters
    ----------
    table_id
        ``tbl-...``, the same as given to `tables.html_table`.
    wide
        More than about eight columns: smaller type in the PDF.

    Raises
    ------
    ReportError
        Where the id has another form or `table_html` does not hold exactly one table.
    """
    _check_id(table_id, "tbl")
    if table_html.count("<table") != 1:
        raise ReportError(
            "A table block holds exactly one HTML table",
            where=table_id,
            todo="Build it with effektspor.report.tables.html_table.",
        )
    caption = f"**{escape_markdown(headline)}** {escape_markdown(subtitle)}"
    classes = ".wide" if wide else ""
    return "\n\n".join(
        [
            "::: {.table-block}",
            f"::: {{#{table_id} {classes}}}".replace(" }", "}"),
            "```{=html}\n" + table_html.strip() + "\n```",
            caption,
            ":::",
            _notes(notes, labels, "table"),
            ":::",
            "",
        ]
    )


def result_box(title: str, findings: Sequence[str]) -> str:
    """Write the box with the main results; `findings` are whole sentences, one list item each."""
    items = "\n".join(f"- {escape_markdown(finding)}" for finding in findings)
    return _box("important", "result-box", title, [items])


def callout(
    kind: Literal["note", "tip", "warning", "important", "caution"],
    title: str,
    paragraphs: Sequence[str],
) -> str:
    """Write a boxed remark with a title."""
    return _box(kind, "", title, [escape_markdown(x) for x in paragraphs])


def heading(text: str, level: int, section_id: str) -> str:
    """Write a heading; `section_id` (``sec-...``) is what ``[@sec-...]`` refers to."""
    return f"{'#' * level} {escape_markdown(text)} {{#{section_id}}}\n"


def paragraphs(sentences: Sequence[Sequence[str]]) -> str:
    """Write running text: one paragraph per inner sequence of plain sentences."""
    return "\n\n".join(escape_markdown(" ".join(each)) for each in sentences) + "\n"


def _box(kind: str, extra: str, title: str, body: Sequence[str]) -> str:
    classes = f".callout-{kind}" + (f" .{extra}" if extra else "")
    head = f'::: {{{classes} title="{escape_attribute(title)}"}}'
    return "\n\n".join([head, *body, ":::", ""])


def _notes(notes: Notes, labels: Labels, kind: Literal["figure", "table"]) -> str:
    entries = [
        (labels[f"guide_{kind}"], notes.reading_guide),
        (labels["n"], notes.n_text),
        (labels["definition"], notes.definition),
        (labels["method"], notes.method),
        (labels["remark"], notes.remark),
        (labels["source"], notes.source),
    ]
    lines = [
        f"**{escape_markdown(label)}:** {escape_markdown(text)}" for label, text in entries if text
    ]
    return "\n\n".join(["::: {.notes}", *lines, ":::"])


def _check_id(block_id: str, kind: str) -> None:
    if not re.fullmatch(rf"{kind}-[a-z0-9]+(-[a-z0-9]+)*", block_id):
        raise ReportError(
            f"{block_id!r} is no id of this kind of block",
            where=block_id,
            todo=f"Use {kind}- and lower-case letters, digits and single hyphens.",
        )


def _check_alt(figure_id: str, alt: str, headline: str) -> None:
    wrong = bad_alternative_text(alt, [headline, f"{headline}."])
    if wrong:
        raise ReportError(
            f"The alternative text {wrong}",
            where=figure_id,
            todo="Say type of figure, axes, course and key numbers.",
        )
