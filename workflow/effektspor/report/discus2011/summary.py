"""What the report says at its beginning and its end, and what the reviewers' own reading adds."""

from collections.abc import Sequence

from effektspor.evidence.words import EFFECT_DESIGNS
from effektspor.report.blocks import callout, paragraphs, result_box
from effektspor.report.discus2011.coded import Coded, listed, pages, within
from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

BOX = (
    "box_reports",
    "box_agreement",
    "box_disagreement",
    "box_single",
    "box_measured",
    "box_evidence",
    "box_effects",
    "box_gaps",
)
CAVEATS = (("caveat_coding", "caveat_pages"), ("caveat_direction",))
NAMED = ("agreement", "disagreement", "single")
"""Verdicts whose themes are named in the conclusion."""


def build(material: Material, coded: Coded) -> dict[str, str]:
    """Markdown by name."""
    return {
        "data": callout(
            "note",
            material.say("data_title"),
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "resultatboks": result_box(material.say("box_title"), _box(material, coded)),
        "forbehold": paragraphs([_told(material, each) for each in CAVEATS]),
        "konklusion": _conclusion(material, coded),
        "maalt": _measured(material, coded),
        "tbl-synthesis": _synthesis(material, coded),
    }


def _told(material: Material, names: Sequence[str]) -> list[str]:
    return [material.sentences[name] for name in names if name in material.sentences]


def _conclusion(material: Material, coded: Coded) -> str:
    """Which themes the reports agree on, disagree on, or know from one source."""
    parts = [[material.say(f"conclusion_{each}"), *_named(material, coded, each)] for each in NAMED]
    first, last = (_told(material, [f"conclusion_{each}"]) for each in ("certain", "meaning"))
    return paragraphs([first, *parts, last])


def _named(material: Material, coded: Coded, verdict: str) -> list[str]:
    """The themes of a verdict, each with the ground that it stands on."""
    words = material.words
    names = [
        words["theme_with_ground"].format(
            theme=within(str(theme["label_da"])),
            ground=words[f"ground_short_{coded.ground(str(theme['theme']))}"],
        )
        for theme in coded.themes
        if theme["verdict"] == verdict
    ]
    return [words[f"conclusion_{verdict}"].format(themes=listed(names))] if names else []


def _box(material: Material, coded: Coded) -> list[str]:
    """The main results; the themes where reports point the same way are named."""
    named = {"box_agreement": _named(material, coded, "agreement")}
    return [
        " ".join([text, *named.get(name, [])]) for name in BOX for text in _told(material, [name])
    ]


def _measured(material: Material, coded: Coded) -> str:
    """Findings of the reports that rest on an effect study or a review of such, as a list."""
    words = material.words
    lines = [
        words["measured"].format(
            report=label, pages=pages(each["page"], words), finding=each["finding_da"]
        )
        for each in coded.findings
        if (label := coded.label(each["report"])) and each["design"] in EFFECT_DESIGNS
    ]
    if not lines:
        return paragraphs([[material.say("no_measured")]])
    return "\n".join([*(f"- {escape_markdown(line)}" for line in lines), ""])


def _synthesis(material: Material, coded: Coded) -> str:
    """What the reviewers themselves say of each theme, beside how the reports agree."""
    words = material.words
    rows = [
        Row(
            str(theme["label_da"]),
            [each["finding_da"], words[f"verdict_{theme['verdict']}"], pages(each["page"], words)],
        )
        for theme in coded.themes
        for each in coded.own(theme["theme"])
    ]
    if not rows:
        return paragraphs([[material.say("no_synthesis")]])
    columns = [
        Column(words["reviewers_say"], align="left", roomy=True),
        Column(words["reports_say"], align="left"),
        Column(words["page"], align="left"),
    ]
    return material.table(
        "tbl-synthesis", "themes.table", words["theme"], columns, rows,
        text="synthesis", n_text=material.say("synthesis_n"),
    )  # fmt: skip
