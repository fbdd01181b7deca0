"""Boxes: lists of findings, of which a run tells those that it has."""

from collections.abc import Sequence

from effektspor.report.blocks import callout, result_box
from effektspor.report.material import Material

BOX = (
    ("box_flexjob",), ("box_arms", "arms_split_short"), ("box_jobs", "box_best"), ("box_country",),
    ("box_times", "tid_forbehold"), ("box_profiles",), ("box_pension",), ("box_power",),
)  # fmt: skip
"""Items of the box, each of findings that follow upon each other."""
INVENTED = {
    "opdigtet": "invented_times",
    "opdigtet-samspil": "invented_joint",
    "opdigtet-maaneder": "invented_times",
}
"""Partial: the finding that says what its section rests on."""
COUNTED = ("antal_flexjob", "antal_counted", "antal_jobs", "antal_read")


def build(material: Material) -> dict[str, str]:
    """Markdown by name."""
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    return {
        "data": callout(
            "warning" if synthetic else "note",
            material.say("data_title"),
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "resultatboks": result_box(
            material.say("box_title"), [" ".join(told(material, item)) for item in BOX]
        ),
        "antal": callout("important", material.say("antal_title"), told(material, COUNTED)),
        **{
            name: callout(
                "warning" if synthetic else "note",
                material.say("invented_title"),
                [material.say(text)],
            )
            for name, text in INVENTED.items()
        },
    }


def told(material: Material, names: Sequence[str]) -> list[str]:
    """The findings that the run has."""
    return [material.sentences[name] for name in names if name in material.sentences]
