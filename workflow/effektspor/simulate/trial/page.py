"""The tables of ``docs/simulation.md`` on the trial, from its ``truth.json``.

After a change of parameters: ``python -m effektspor.simulate.trial.page TRUTH.json docs/simulation.md``.
"""

import json
import sys
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- discus2007 targets: begin -->", "<!-- discus2007 targets: end -->"
BASES_BEGIN, BASES_END = "<!-- discus2007 bases: begin -->", "<!-- discus2007 bases: end -->"
HEADER = (
    "| target | published item | published | tolerance | how | expected (s.e.) | this seed | hit |\n"
    "|---|---|---:|---:|---|---:|---:|---|"
)
BASES_HEADER = (
    "| share of those employed | arm | printed | bases that can print it | chosen |\n"
    "|---|---|---:|---|---|"
)


def targets_table(truth: dict[str, Any]) -> str:
    """Markdown table of the targets with hit and miss, and where the values come from."""
    origin = (
        f"{truth['targets_met']} of {len(truth['targets'])} are met. Expected values: "
        f"{truth['replications']} worlds; default seed {truth['seed']}; parameters "
        f"`{truth['parameters_hash'][:16]}`."
    )
    return "\n".join([HEADER, *(_row(target) for target in truth["targets"]), "", origin])


def bases_table(truth: dict[str, Any]) -> str:
    """Markdown table of the printed shares of those employed, and of the splits that were searched."""
    rows = [
        f"| {each['item']} | {each['arm']} | {each['printed']} | {each['possible_bases']} | "
        f"{each['count']} of {each['base']} |"
        for each in truth["printed_bases"]
    ]
    best, second = truth["employed_by_arm"][:2]
    told = f"Chosen: {_split(best)}. Next: {_split(second)}."
    return "\n".join([BASES_HEADER, *rows, "", told])


def _split(split: dict[str, Any]) -> str:
    employed = split["employed"]
    return (
        f"{employed['other_actor']} employed of other actors and {employed['municipality']} of "
        f"municipalities, {split['missing_answers']} answers missing"
    )


def _row(target: dict[str, Any]) -> str:
    expected = f"{target['expected']:.2f} ({target['mc_se']:.2f})" if "expected" in target else "-"
    return (
        f"| `{target['target']}` | `{target['item']}` | {target['published']:g} | "
        f"{target['tolerance']:g} | {target['how']} | {expected} | {target['made']:.4g} | "
        f"{'hit' if target['hit'] else '**miss**'} |"
    )


def renewed(page: str, truth: dict[str, Any]) -> str:
    """The page with both tables made anew."""
    for begin, end, content in (
        (BEGIN, END, targets_table(truth)),
        (BASES_BEGIN, BASES_END, bases_table(truth)),
    ):
        head, tail = page.split(begin)[0], page.split(end)[1]
        page = f"{head}{begin}\n{content}\n{end}{tail}"
    return page


if __name__ == "__main__":
    path = Path(sys.argv[2])
    text = renewed(path.read_text(encoding="utf-8"), json.loads(Path(sys.argv[1]).read_text()))
    path.write_text(text, encoding="utf-8")
