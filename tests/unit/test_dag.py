"""The picture of the workflow: one box a stage, no edge lost."""

from effektspor.dag import in_stages, stage

GRAPH = """digraph snakemake_dag {
 0[label = "all", color = "x"];
 1[label = "render_kl2016", color = "x"];
 2[label = "render_discus2011", color = "x"];
 3[label = "artefacts_courses_kl2016", color = "x"];
 4[label = "artefacts_comparison_kl2016", color = "x"];
 5[label = "replication", color = "x"];
 1 -> 0
 2 -> 0
 3 -> 1
 3 -> 5
 5 -> 4
 4 -> 1
}
"""


def test_rules_of_a_stage_are_one_box_and_edges_between_stages_stay():
    drawn = in_stages(GRAPH)
    assert drawn.splitlines().count('  "render";') == 1
    edges = {line.strip(" ;") for line in drawn.splitlines() if "->" in line}
    assert edges == {
        '"render" -> "all"', '"artefacts" -> "render"', '"artefacts" -> "replication"',
        '"replication" -> "comparison"', '"comparison" -> "render"',
    }  # fmt: skip


def test_what_is_drawn_in_the_readme_has_the_rules_of_all_stages():
    assert stage("ingest_trial") == "ingest_trial"
    assert stage("simulate_brf2019") == "simulate"
