"""A small copy of the project in a folder of its own, and ways to run it and look at it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("Snakefile", "rules", "profiles", "reports", "data", "docs", "workflow", "envs")
STUDY, KL_STUDY = "brf2019", "kl2016"
TRIAL, DESK, CASE = "discus2007", "discus2011", "hedensted2019"
REPORT = f"release/{STUDY}/{STUDY}.da.syntetisk"
SMALL = {
    STUDY: {"starters": 3000, "other_persons": 400, "replications": 3},
    KL_STUDY: {"starters": 3000, "other_persons": 400, "replications": 2},
    TRIAL: {"waiting_persons": 3000, "other_persons": 200, "replications": 2},
    CASE: {"inflow_scale": 0.1, "other_persons": 500},
}
"""Sizes of the synthetic registers of tests."""


class Project:
    """The project in a folder, with one study small enough for tests."""

    def __init__(self, folder: Path, name=STUDY, **settings):
        self.folder, self.name = folder, name
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            source, target = ROOT / part, folder / part
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "node_modules")
                shutil.copytree(source, target, ignore=ignored)
            else:
                shutil.copy(source, target)
        self.config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
        self.config["studies"] = {name: self.config["studies"][name]}
        if name in SMALL:
            self.study["data"]["simulate"] |= SMALL[name]
        if name == STUDY:
            self.study["estimation"]["smallest_group"] = 20
        if name == CASE:
            self.study.update(flow={"draws": 60}, economics={"draws": 300})
        self.config |= settings
        self.write_config()

    @property
    def study(self):
        return self.config["studies"][self.name]

    def write_config(self):
        text = yaml.safe_dump(self.config, allow_unicode=True)
        (self.folder / "config.yaml").write_text(text, encoding="utf-8")

    def run(self, *options, cores=2, programs=Path(sys.executable).parent):
        """Run Snakemake as a user does; the copied package comes before the installed one.

        `programs` is the folder in which the jobs find `effektspor`.
        """
        environment = os.environ | {
            "PYTHONPATH": str(self.folder / "workflow"),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        command = [sys.executable, "-m", "snakemake", "--cores", str(cores), *options]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        return Run(done.returncode, done.stdout + done.stderr)

    def path(self, name):
        return self.folder / name

    def hashes(self, *folders):
        """Hash of every file below some folders, without logs and counts of attempts."""
        files = [
            path
            for folder in folders
            for path in sorted(self.path(folder).rglob("*"))
            if path.is_file() and ".attempts" not in path.parts
        ]
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }


class Run:
    """What a run said."""

    def __init__(self, code, output):
        self.code, self.output = code, output

    @property
    def jobs(self):
        """Names of the rules that ran to their end."""
        finished = re.findall(r"^\[ *\d+/\d+\] +\S+ +(\S+)", self.output, re.MULTILINE)
        return {name for name in finished if name != "all"}

    @property
    def nothing_to_do(self):
        return self.code == 0 and not self.jobs
