"""Reading of the YAML files of a staged folder."""

from pathlib import Path
from typing import Any

import yaml

from effektspor.errors import ReportError


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a map from a YAML file; an empty file is an empty map.

    Raises
    ------
    ReportError
        Where the file is missing, broken or holds something else.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (FileNotFoundError, NotADirectoryError):
        content = None
    except yaml.YAMLError:
        content = None
    if not isinstance(content, dict):
        raise ReportError(
            "This is no staged report",
            where=str(path),
            todo="Stage the report again (effektspor.report.stage.stage_report).",
        )
    return content
