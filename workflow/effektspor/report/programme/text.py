"""Sentences of a run as paragraphs with references; what this run does not tell is left out."""

from collections.abc import Sequence

from effektspor.report.escape import escape_markdown
from effektspor.report.material import Material


def told(material: Material, *names: str, see: Sequence[str] = ()) -> str:
    """One paragraph of those of the sentences that the run has.

    Parameters
    ----------
    names
        Of findings.
    see
        Ids of tables and figures to which the paragraph ends with a reference.
    """
    found = [
        escape_markdown(material.sentences[name]) for name in names if name in material.sentences
    ]
    if see:
        refs = material.words["see_and"].join(f"[@{each}]" for each in see)
        found.append(material.words["see_one"].format(refs=refs))
    return " ".join(found) + "\n" if found else ""


def blocks(*parts: str) -> str:
    """Blocks one after the other."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def include(name: str) -> str:
    """What takes in another partial."""
    return f"{{{{< include _partials/{name}.md >}}}}"
