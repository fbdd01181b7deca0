"""Findings that are told of each of several things: one entry, a sentence for every theme.

An entry with ``each: themes`` stands for as many as there are artefacts ``themes.<key>.…``: wherever
an id of it says ``each`` (``{themes.each.n_reports|word}``, ``needs: grades.each.stock``) the key
stands instead, and the sentence is called ``<entry>.<key>``. A theme that a study adds has its
sentences without a new text; what only some themes have is an entry with `needs`.
"""

import re
from collections.abc import Mapping

from effektspor.artefacts import Artefact
from effektspor.report.findings import Finding

_EACH = re.compile(r"(?<=\.)each(?=[.|]|$)")


def written_out(
    catalogue: Mapping[str, Finding], artefacts: Mapping[str, Artefact]
) -> dict[str, Finding]:
    """The catalogue with an entry of its own for each of the things that a template is about.

    Parameters
    ----------
    catalogue
        As `effektspor.report.findings.read_catalogues` gives it.
    artefacts
        Of the run, by id.
    """
    out: dict[str, Finding] = {}
    for name, finding in catalogue.items():
        if finding.each is None:
            out[name] = finding
            continue
        for key in keys_of(finding.each, artefacts):
            out[f"{name}.{key}"] = _filled(finding, key)
    return out


def keys_of(stem: str, artefacts: Mapping[str, Artefact]) -> list[str]:
    """The things of a kind, sorted: ``themes.motivation.n_reports`` is of ``motivation``."""
    parts = (name.split(".") for name in artefacts if name.startswith(f"{stem}."))
    return sorted({own[1] for own in parts if len(own) > 2})


def _filled(finding: Finding, key: str) -> Finding:
    """A template with the key in its ids and placeholders."""
    given = finding.model_dump(exclude_none=True, exclude={"each"})
    return Finding.model_validate(
        {
            name: _EACH.sub(key, value) if isinstance(value, str) else value
            for name, value in given.items()
        }
    )
