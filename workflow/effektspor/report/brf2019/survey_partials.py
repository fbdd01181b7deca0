"""The partials of surveys, built only where the run has the artefacts of that survey."""

from collections.abc import Callable, Mapping

from effektspor.report.brf2019 import quotes
from effektspor.report.brf2019.material import Material

# Partial: the artefact that must be registered, and the function that builds it.
PARTIALS: Mapping[str, tuple[str, Callable[[Material], str]]] = {}


def build(material: Material) -> dict[str, str]:
    """Markdown by name, as `effektspor.report.brf2019.partials.build`."""
    found = {
        name: function(material)
        for name, (artefact, function) in PARTIALS.items()
        if artefact in material.artefacts
    }
    return found | quotes.build(material)
