"""A hash of the code that a sub-command runs, so that changed code reruns what it decides.

Snakemake sees a rule's command line, not the modules behind it. The hash covers every module of
this package that the sub-command's module imports, directly or not, found by reading the source
(nothing is imported). It is taken over the syntax tree without docstrings: comments, layout and
documentation change no result and rerun nothing.
"""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = "effektspor"
ROOT = Path(__file__).parent


def command_hash(command: str) -> str:
    """Hash (hex, 16 characters) of the modules behind a sub-command such as ``ingest-dream``."""
    return modules_hash(modules_behind(f"{PACKAGE}.commands.{command.replace('-', '_')}"))


def modules_hash(modules: frozenset[str]) -> str:
    """Hash (hex, 16 characters) of a set of modules."""
    digest = hashlib.sha256()
    for module in sorted(modules):
        digest.update(f"{module}\n{_code(module)}\n".encode())
    return digest.hexdigest()[:16]


@cache
def modules_behind(module: str) -> frozenset[str]:
    """All modules of the package that a module imports, directly or not, with itself."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(_imports(current))
    return frozenset(found)


def _file(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split(".")[1:])
    for candidate in (base.with_suffix(".py"), base / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def _imports(module: str) -> Iterator[str]:
    """Modules that one module names in its import statements, and the packages they stand in."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # `from package import name`: the name may be a module or something defined in it.
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == PACKAGE:
                prefixes = (".".join(parts[:k]) for k in range(1, len(parts) + 1))
                yield from (prefix for prefix in prefixes if _file(prefix) is not None)


@cache
def _tree(module: str) -> ast.Module:
    path = _file(module)
    if path is None:
        raise ModuleNotFoundError(f"no module {module} in {ROOT}")
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _code(module: str) -> str:
    tree = ast.parse(ast.unparse(_tree(module)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [part for part in node.body if not _is_text(part)] or [ast.Pass()]
    return ast.dump(tree)


def _is_text(node: ast.stmt) -> bool:
    """Whether a statement is a bare string: a docstring of a module, class, function or field."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
