"""What a staged folder holds, as one small file that can be compared by content.

Snakemake compares files by content but folders by time only; rendering therefore depends on the
manifest, and a report that is staged anew with equal content is not rendered again.
"""

import hashlib
import json
from pathlib import Path

from effektspor.errors import ReportError


def manifest_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path in the folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    # Snakemake leaves a time stamp of its own in folders that are outputs.
    files = sorted(path for path in found if not path.name.startswith(".snakemake"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def write_manifest(folder: Path, path: Path) -> None:
    """Write what the folder holds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text(json.dumps(manifest_of(folder), indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path)


def verify_manifest(folder: Path, path: Path) -> None:
    """Stop where the folder is not what the manifest says.

    Raises
    ------
    ReportError
        With the names of the files that differ.
    """
    said = json.loads(path.read_text(encoding="utf-8"))
    found = manifest_of(folder)
    differing = sorted(name for name in said | found if said.get(name) != found.get(name))
    if differing:
        raise ReportError(
            f"The staged report was changed or lost after it was built: {', '.join(differing[:5])}",
            where=str(folder),
            todo=f"Remove {path} and run again; the report is then put together anew.",
        )
