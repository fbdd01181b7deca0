"""The tables of ``docs/simulation.md``, from ``truth.json``.

After a change of parameters: ``python -m effektspor.simulate.page TRUTH.json docs/simulation.md``.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

HEADER = (
    "| target | source | unit | published | tolerance | expected (s.e.) | hit | this seed | hit |\n"
    "|---|---|---|---:|---:|---:|---|---:|---|"
)
BEGIN, END = "<!-- targets: begin -->", "<!-- targets: end -->"
TRUTH_BEGIN, TRUTH_END = "<!-- truth: begin -->", "<!-- truth: end -->"
TRUTH_HEADER = (
    "| quantity | unit | contrast, this seed | contrast, expected (s.e.) | "
    "estimator, expected (s.e.) |\n|---|---|---:|---:|---:|"
)
STAFF_BEGIN, STAFF_END = "<!-- staff: begin -->", "<!-- staff: end -->"
STAFF_HEADER = (
    "| wave | respondents | leaders | project leaders | caseworkers | consultants | mentors |\n"
    "|---|---:|---:|---:|---:|---:|---:|"
)
KL_BEGIN, KL_END = "<!-- kl2016 targets: begin -->", "<!-- kl2016 targets: end -->"
KL_TRUTH_BEGIN, KL_TRUTH_END = "<!-- kl2016 truth: begin -->", "<!-- kl2016 truth: end -->"
_ROLES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
_SHOWN = {
    "internship|in_programme": (26, 52, 78, 95, 104),
    "hours|started": (52, 78, 95),
    "hours|in_programme": (95,),
}
_UNITS = {"percent": "per cent", "percentage_points": "points"}


def targets_table(targets: list[dict[str, Any]]) -> str:
    """Markdown table of the targets with hit and miss.

    Parameters
    ----------
    targets
        The list ``targets`` of ``truth.json``.
    """
    return "\n".join([HEADER, *(_row(target) for target in targets)])


def _row(target: dict[str, Any]) -> str:
    own = f"{_number(target, target['achieved'])} | {_verdict(target['hit'])}"
    expected = "- | -"
    if "expected" in target:
        mean, error = (_number(target, target[key]) for key in ("expected", "mc_se"))
        expected = f"{mean} ({error}) | {_verdict(target['hit_expected'])}"
    unit = _UNITS.get(target["unit"], target["unit"])
    return (
        f"| {target['description']} | {target['source']} | {unit} | {target['target']:g} | "
        f"{target['tolerance']:g} | {expected} | {own} |"
    )


def _number(target: dict[str, Any], value: float) -> str:
    return f"{value:.0f}" if target["unit"] == "persons" else f"{value:.2f}"


def _verdict(hit: bool, /) -> str:
    return "hit" if hit else "**miss**"


def truth_table(quantities: dict[str, Any]) -> str:
    """Markdown table of some weeks of the truth and of the rate ratio.

    Parameters
    ----------
    quantities
        The map ``quantities`` of ``truth.json``.
    """
    rows = [TRUTH_HEADER]
    for name, weeks in _SHOWN.items():
        for week in weeks:
            at = {key: 100 * values[week - 1] for key, values in quantities[name].items()}
            rows.append(_truth_row(f"{name.replace('|', ' / ')}, week {week}", "points", at))
    return "\n".join([*rows, _truth_row("rate ratio of starts", "ratio", quantities["rate_ratio"])])


def _truth_row(name: str, unit: str, at: dict[str, float]) -> str:
    expected = f"{at['contrast_expected']:.2f} ({at['contrast_mc_se']:.2f})"
    estimator = f"{at['estimator_expected']:.2f} ({at['mc_se']:.2f})"
    return f"| {name} | {unit} | {at['contrast']:.2f} | {expected} | {estimator} |"


def staff_table(staff: dict[str, Any]) -> str:
    """Markdown on the staff survey: respondents by wave and role, and how many cells are met.

    Parameters
    ----------
    staff
        The map ``surveys.staff`` of ``truth.json``.
    """
    rows = [STAFF_HEADER]
    for wave in ("start", "midway", "slut"):
        numbers = [staff["respondents"][wave][role] for role in _ROLES]
        rows.append(f"| {wave} | {' | '.join(str(n) for n in (sum(numbers), *numbers))} |")
    told = (
        f"{staff['within_rounding']} of the {staff['cells']} published cells come out within "
        f"rounding; the largest distance is {staff['largest_miss']:.2f} points."
    )
    missed = [
        f"* missed: {cell['table']}, {cell['unit']}, {cell['element']}, {cell['wave']}: published "
        f"{cell['published']}, here {cell['own']:.2f} of {cell['answers']} answers"
        for cell in staff["missed"]
    ]
    return "\n".join([*rows, "", told, *missed])


def incidence_table(incidence: dict[str, Any]) -> str:
    """Markdown table of the true shares of all starters who have left.

    Parameters
    ----------
    incidence
        The map ``incidence`` of the ``truth.json`` of a study that counts courses.
    """
    weeks, shares = incidence["weeks"], incidence["shares"]
    rows = [
        "| state after the course | " + " | ".join(f"{week} weeks" for week in weeks) + " |",
        "|---|" + "---:|" * len(weeks),
    ]
    for name, values in (*shares.items(), ("all", np.sum(list(shares.values()), axis=0))):
        rows.append(f"| {name} | " + " | ".join(f"{100 * value:.2f}" for value in values) + " |")
    return "\n".join(rows)


def renew(page: str, truth: dict[str, Any]) -> str:
    """The page with the tables of one study and the line on their origin made anew."""
    origin = (
        f"Expected values: {truth['replications']} worlds; default seed {truth['seed']}; "
        f"parameters `{truth['parameters_hash'][:16]}`."
    )
    targets = f"{targets_table(truth['targets'])}\n\n{origin}"
    if "incidence" in truth:
        page = _between(page, KL_BEGIN, KL_END, targets)
        told = incidence_table(truth["incidence"])
        return _between(page, KL_TRUTH_BEGIN, KL_TRUTH_END, told)
    page = _between(page, BEGIN, END, targets)
    page = _between(page, STAFF_BEGIN, STAFF_END, staff_table(truth["surveys"]["staff"]))
    return _between(page, TRUTH_BEGIN, TRUTH_END, truth_table(truth["quantities"]))


def _between(page: str, begin: str, end: str, content: str) -> str:
    head, tail = page.split(begin)[0], page.split(end)[1]
    return f"{head}{begin}\n{content}\n{end}{tail}"


if __name__ == "__main__":
    truth_path, page_path = Path(sys.argv[1]), Path(sys.argv[2])
    text = renew(page_path.read_text(encoding="utf-8"), json.loads(truth_path.read_text()))
    page_path.write_text(text, encoding="utf-8")
