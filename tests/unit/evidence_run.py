"""A desk research from its coding to its staged report, by the commands that the workflow calls."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.artefacts import Artefact, read_artefacts
from effektspor.cli import main
from effektspor.evaluations.discus2011.groups import GROUPS

ROOT = Path(__file__).resolve().parents[2]
CODING, REPORT = ROOT / "data" / "evidence", ROOT / "reports" / "discus2011"
PUBLISHED = ROOT / "data" / "published"
FIGURES = ("overview", "map", "grades", "effects")
PLAN = """# Plan

```yaml
study: discus2011
results:
  - {id: "matrix.*", question: "What do the reports say?"}
```
"""


@dataclass(frozen=True)
class Run:
    """Where the files of a run are."""

    folder: Path

    @property
    def artefacts(self) -> dict[str, Artefact]:
        """All artefacts by id."""
        return read_artefacts(sorted((self.folder / "artefacts").glob("*.json")))

    def data(self, group: str, name: str) -> pd.DataFrame:
        """The data beside the artefacts of a group."""
        return pd.read_csv(self.folder / "artefacts" / group / f"{name}.csv")

    def partial(self, name: str) -> str:
        """Markdown of a partial of the staged report."""
        return (self.folder / "staged" / "_partials" / f"{name}.md").read_text(encoding="utf-8")

    def whole(self) -> str:
        """All partials, and the document itself."""
        folder = self.folder / "staged"
        texts = [*sorted(folder.rglob("*.md")), folder / "_variables.yml"]
        return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def add(path: Path, *rows: dict[str, str]) -> None:
    """Add rows to a CSV; a column that a row does not name is empty."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    pd.concat([frame, pd.DataFrame(rows)], ignore_index=True).fillna("").to_csv(path, index=False)


def copied(folder: Path) -> Path:
    """A copy of the coding, to be changed."""
    target = folder / "coding"
    target.mkdir(parents=True)
    for path in CODING.glob("*.csv"):
        (target / path.name).write_bytes(path.read_bytes())
    return target


def analysed(folder: Path, coding: Path = CODING, texts: Path | None = None) -> Run:
    """Read and analyse a coding, and make its artefacts and figures."""
    out = folder / "results"
    out.mkdir(parents=True, exist_ok=True)
    lists = {
        name: str(coding / f"{name}.csv") for name in ("themes", "designs", "labels", "weights")
    }
    whole = ["--reports", f"{out}/reports.parquet", "--findings", f"{out}/findings.parquet",
             "--themes", lists["themes"]]  # fmt: skip
    given = ["--texts", *map(str, sorted(texts.glob("*.txt")))] if texts else []
    _run("ingest-evidence", "--reports", coding / "discus2011_reports.csv",
         "--findings", coding / "discus2011_findings.csv", "--themes", lists["themes"],
         "--designs", lists["designs"], "--labels", lists["labels"], *given,
         "--out-reports", out / "reports.parquet", "--out-findings", out / "findings.parquet",
         "--quotes", out / "evidence_quotes.csv", "--report", folder / "mark.json")  # fmt: skip
    _run("evidence", *whole, "--designs", lists["designs"],
         "--selection", coding / "discus2011_selection.csv",
         *(part for option, name in (
             ("out-reports", "reports"), ("flow", "flow"), ("matrix", "matrix"),
             ("out-findings", "findings"), ("out-themes", "themes"), ("map", "map"), ("gaps", "gaps"),
         ) for part in (f"--{option}", out / f"evidence_{name}.csv")))  # fmt: skip
    _run("grade-evidence", "--settings", '{"grading": {}}', *whole, "--designs", lists["designs"],
         "--weights", lists["weights"],
         *(part for name in ("votes", "grades", "ratings")
           for part in (f"--{name}", out / f"evidence_{name}.csv")))  # fmt: skip
    _run("pool-evidence", "--settings", '{"confidence": 0.95}', *whole[2:],
         "--effects", out / "evidence_effects.csv", "--pooled", out / "evidence_pooled.csv")  # fmt: skip
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    _run("replication", "--settings", '{"studies": ["discus2011"], "registers": ["discus2011"]}',
         "--published", PUBLISHED, "--out", folder / "replication.csv")  # fmt: skip
    for group in GROUPS:
        _artefacts(folder, out, group, texts=texts is not None)
    for group in FIGURES:
        made = folder / "artefacts"
        _run("evidence-figures", "--group", group, "--artefacts", made / f"{group}.json",
             made / "study.json", "--data", made / group, "--words", REPORT / "words.da.yml",
             "--out", folder / "figures")  # fmt: skip
    return Run(folder)


def staged(run: Run) -> Run:
    """Stage the report of a run."""
    made = run.folder / "artefacts"
    settings = {"study": "discus2011", "report_date": "2026-11-22", "config_hash": "a" * 64}
    _run("evidence-stage", "--settings", json.dumps(settings),
         "--artefacts", *sorted(made.glob("*.json")),
         "--data", *sorted(path for path in made.iterdir() if path.is_dir()),
         "--figures", run.folder / "figures", "--report", REPORT, "--theme", ROOT / "reports/shared",
         "--plan", run.folder / "plan.md", "--out", run.folder / "staged",
         "--manifest", run.folder / "manifest.json")  # fmt: skip
    return run


def rendered(run: Run) -> tuple[Path, Path]:
    """HTML and PDF, as checked as those that are released."""
    html, pdf = run.folder / "report.html", run.folder / "report.pdf"
    settings = '{"renderer": "embedded", "version": "test", "fallback": false}'
    _run("render", "--settings", settings, "--staged", run.folder / "staged",
         "--manifest", run.folder / "manifest.json", "--html", html, "--pdf", pdf)  # fmt: skip
    return html, pdf


def _artefacts(folder: Path, results: Path, group: str, *, texts: bool) -> None:
    apart = {"published": PUBLISHED, "replication": folder / "replication.csv"}
    inputs = [
        part
        for name in GROUPS[group].requires
        for part in (f"--in-{name.replace('_', '-')}", apart.get(name, results / f"{name}.csv"))
    ]
    settings = {"extract_date": "2026-11-22", "confidence": 0.95, "texts": texts}
    _run("evidence-artefacts", "--settings", json.dumps(settings), "--group", group, *inputs,
         "--in-mark", folder / "mark.json", "--in-plan", folder / "plan.md",
         "--out-json", folder / "artefacts" / f"{group}.json",
         "--out-dir", folder / "artefacts" / group)  # fmt: skip


def _run(*command: object) -> None:
    assert main([str(part) for part in command]) == 0, command[0]
