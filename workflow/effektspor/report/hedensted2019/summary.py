"""Boxes: what is promised, what the calculation gives, how sure that is."""

from effektspor.report.blocks import callout, result_box
from effektspor.report.material import Material

BOX = (
    ("box_promise",), ("box_base",), ("box_model", "consistency_fewer", "model_today"), ("consistency_met",), ("box_money",),
    ("box_even",), ("box_probability",), ("box_parties", "box_parties_who"), ("targets_first",),
    ("followup_met",), ("box_if",),
)  # fmt: skip
"""Items of the box, each of findings that follow upon each other; those that a run has."""


def build(material: Material) -> dict[str, str]:
    """Markdown by name."""
    synthetic = any(artefact.synthetic for artefact in material.artefacts.values())
    told = [
        [material.sentences[name] for name in item if name in material.sentences] for item in BOX
    ]
    return {
        "data": callout(
            "warning" if synthetic else "note",
            material.say("data_title"),
            [material.say("data_statement"), material.say("data_statement_published")],
        ),
        "resultatboks": result_box(
            material.say("box_title"), [" ".join(item) for item in told if item]
        ),
        "opdigtet-oekonomi": callout(
            "warning" if synthetic else "note",
            material.say("invented_title"),
            [material.say("invented_money")],
        ),
    }
