"""Draw the workflow in stages: rules that differ in evaluation, study or group only are one box.

``snakemake --rulegraph dot | python -m effektspor.dag`` writes the graph that `make dag` draws. With every rule
of every evaluation apart it would be metres wide, and tell no more.
"""

import re
import sys

NODE = re.compile(r'\s*(\d+)\[label = "([^"]*)"')
EDGE = re.compile(r"\s*(\d+) -> (\d+)")
STAGES = (
    "artefacts_comparison",
    "artefacts",
    "figures",
    "own_values",
    "stage_report",
    "render",
    "simulate",
)
"""Beginnings of the names of rules that are made once for each evaluation, study or group."""
HEAD = """digraph workflow {
  graph[bgcolor=white, margin=0, rankdir=TB, nodesep=0.12, ranksep=0.35];
  node[shape=box, style="rounded,filled", fillcolor="#eef3f7", color="#0b3c5d", fontname=sans, fontsize=11];
  edge[color="#8a97a3"];
"""


def stage(rule: str) -> str:
    """The stage that a rule belongs to; its own name where it is one of its kind.

    Examples
    --------
    >>> stage("artefacts_effects_brf2019"), stage("figures_power_discus2007"), stage("gather")
    ('artefacts', 'figures', 'gather')
    """
    found = next((each for each in STAGES if rule.startswith(f"{each}_")), rule)
    return "comparison" if found == "artefacts_comparison" else found


def in_stages(graph: str) -> str:
    """A graph of rules in the language of Graphviz as one of stages, each edge once."""
    names = {number: stage(rule) for number, rule in NODE.findall(graph)}
    edges = {(names[a], names[b]) for a, b in EDGE.findall(graph)}
    boxes = "".join(f'  "{name}";\n' for name in sorted(set(names.values())))
    arrows = "".join(f'  "{a}" -> "{b}";\n' for a, b in sorted(edges) if a != b)
    return f"{HEAD}{boxes}{arrows}}}\n"


if __name__ == "__main__":
    sys.stdout.write(in_stages(sys.stdin.read()))
