"""Boxes and summing-up: lists of findings, of which a run tells those that it has."""

from collections.abc import Sequence

from effektspor.report.blocks import callout, paragraphs, result_box
from effektspor.report.material import Material
from effektspor.report.quotes import TABLE as QUOTED

BOX = (
    "box_awards", "box_fulltime", "box_exits", "box_passive", "box_motivation", "box_cooperation",
    "box_expectation", "box_response",
)  # fmt: skip
CAVEATS = (("caveat_completed", "caveat_survey"),)
SUMMARY = (
    (
        "summary_awards",
        "summary_fulltime",
        "summary_flexjob",
        "summary_benefits",
        "summary_courses",
    ),
    ("summary_motivation", "summary_cooperation"),
    ("summary_offers", "summary_company"),
    ("summary_meetings", "summary_expected"),
)
QUOTES = (("quotes_intro",),)
SERIES_READ = (
    *(
        (f"series_quality_{name}", f"series_totals_{name}", f"series_cached_{name}")
        for name in ("awards_age", "awards_cause", "fulltime")
    ),
    ("series_divisions",),
)
"""Paragraphs of findings; one that `needs` what the run lacks is left out."""


def build(material: Material) -> dict[str, str]:
    """Markdown by name."""
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    return {
        "data": callout(
            "warning" if synthetic else "note",
            material.say("data_title"),
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "resultatboks": result_box(material.say("box_title"), _told(material, BOX)),
        "forbehold": _paragraphs(material, CAVEATS),
        "opsamling": _paragraphs(material, SUMMARY),
        "citater-om": _paragraphs(material, QUOTES)
        if QUOTED in material.artefacts
        else paragraphs([[material.say("no_quotes")]]),
        "serier-laest": _paragraphs(material, SERIES_READ),
    }


def _paragraphs(material: Material, names: Sequence[Sequence[str]]) -> str:
    return paragraphs([told for told in (_told(material, each) for each in names) if told])


def _told(material: Material, names: Sequence[str]) -> list[str]:
    return [material.sentences[name] for name in names if name in material.sentences]
