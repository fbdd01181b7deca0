"""The box on what the source's rise of the start rate can and cannot mean."""

from effektspor.report.blocks import callout
from effektspor.report.material import Material

BOX = ("rate_box_printed", "rate_box_means", "rate_box_level", "rate_box_baseline")


def rate_box(material: Material) -> str:
    """What "61 per cent higher rate" can and cannot mean, with own values."""
    own = " ".join(material.say(f"rate_box_own{part}") for part in ("_title", "", "_levels"))
    told = [*(material.say(name) for name in BOX), own]
    return callout("note", material.say("rate_box_title"), told)
