"""What the report says at its beginning and its end, and what the reviewers' own reading adds."""

from collections.abc import Sequence

from effektspor.report.blocks import callout, paragraphs, result_box
from effektspor.report.discus2011.coded import Coded, listed, pages
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

BOX = (
    "box_reports",
    "box_agreement",
    "box_disagreement",
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
        "resultatboks": result_box(material.say("box_title"), _told(material, BOX)),
        "forbehold": paragraphs([_told(material, each) for each in CAVEATS]),
        "konklusion": _conclusion(material, coded),
        "tbl-synthesis": _synthesis(material, coded),
    }


def _told(material: Material, names: Sequence[str]) -> list[str]:
    return [material.sentences[name] for name in names if name in material.sentences]


def _conclusion(material: Material, coded: Coded) -> str:
    """Which themes the reports agree on, disagree on, or know from one source."""
    parts = []
    for verdict in NAMED:
        names = [str(t["label_da"]).lower() for t in coded.themes if t["verdict"] == verdict]
        if names:
            told = material.words[f"conclusion_{verdict}"].format(themes=listed(names))
            parts.append([material.say(f"conclusion_{verdict}"), told])
        else:
            parts.append([material.say(f"conclusion_{verdict}")])
    return paragraphs([*parts, _told(material, ["conclusion_certain", "conclusion_meaning"])])


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
