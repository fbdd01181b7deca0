"""What a person sees of a run: the default profile on a small workflow."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SNAKEFILE = """
rule all:
    input: "release/demo/demo.html"

rule read:
    output: "raw.txt"
    log: "logs/read.log"
    message: "Read the raw file (demo)"
    shell: "echo 1 > {output} 2> {log}"

rule report:
    input: "raw.txt"
    output: "release/demo/demo.html"
    log: "logs/report.log"
    message: "Write the report (demo)"
    shell: "(COMMAND) 2> {log}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "profiles" / "default", tmp_path / "profiles" / "default")
    return tmp_path


def run(folder: Path, command: str, *options: str) -> tuple[int, str]:
    text = SNAKEFILE.replace("COMMAND", command)
    (folder / "Snakefile").write_text(text, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "snakemake", *options],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_run_counts_its_jobs_and_ends_with_the_reports(folder: Path) -> None:
    code, said = run(folder, "cp {input} {output}", "--cores", "8")
    assert code == 0, said
    assert "3 jobs to run: read, report, all" in said
    assert re.search(r"^\[1/3\]  0:0\d  read    Read the raw file \(demo\)", said, re.MULTILINE)
    assert re.search(r"^\[3/3\] ", said, re.MULTILINE)
    assert said.rstrip().endswith("Reports:\n  release/demo/demo.html")

    code, again = run(folder, "cp {input} {output}", "--cores", "8")
    assert code == 0, again
    assert "Nothing to be done" in again
    assert "  release/demo/demo.html" in again

    (folder / "raw.txt").touch()
    code, touched = run(folder, "cp {input} {output}", "--cores", "8")
    assert "Nothing to be done" in touched, "newer but equal must not rerun anything"


def test_a_failing_command_is_heard_in_full_and_once(folder: Path) -> None:
    code, said = run(folder, "echo 'InputError: dream.dta is cut off' >&2; exit 3", "--cores", "1")
    assert code == 1, said
    assert "FAILED: report  Write the report (demo)" in said
    assert said.count("InputError: dream.dta is cut off") == 1
    assert "log: logs/report.log" in said
    assert "1 failed, 1 done, 1 not reached" in said
    assert "Traceback" not in said


def test_a_dry_run_says_what_and_why(folder: Path) -> None:
    code, said = run(folder, "cp {input} {output}", "-n")
    assert code == 0, said
    assert "would run  read    Read the raw file (demo)  [Missing output files: raw.txt]" in said
    assert not (folder / "raw.txt").exists()


def test_a_broken_workflow_is_not_silenced(folder: Path) -> None:
    code, said = run(folder, "cp {input.absent} {output}", "--cores", "1")
    assert code == 1, said
    assert "absent" in said


def test_lint_keeps_its_voice(folder: Path) -> None:
    code, said = run(folder, "cp {input} {output}", "--lint")
    assert code == 1
    assert "Lints for rule read" in said
