"""Command line: one sub-command per rule, each in its own module and imported only when called."""

import argparse
import ast
import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from effektspor.attempts import Attempt
from effektspor.errors import UserError

COMMANDS = Path(__file__).parent / "commands"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; its errors for users end in one message and their own exit code.

    A sub-command that finds what a user should mend without stopping gives an exit code itself.
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or argv[0] in {"-h", "--help"}:
        print(_overview())
        return 0
    name, rest = argv[0], argv[1:]
    if name not in _names():
        print(f"effektspor: no sub-command {name!r}\n\n{_overview()}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"effektspor.commands.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"effektspor {name}", description=module.__doc__)
    parser.add_argument("--attempt", type=Attempt.parse, help="set by the workflow: FILE@NUMBER")
    parser.add_argument("--code", help="set by the workflow: hash of the code that runs")
    module.add_arguments(parser)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        args = parser.parse_args(rest)
        code: int = module.run(args) or 0
    except UserError as error:
        print(f"effektspor {name}: {error}", file=sys.stderr)
        return error.exit_code
    if args.attempt and not code:
        args.attempt.succeed()
    return code


def _names() -> list[str]:
    modules = (path.stem for path in COMMANDS.glob("[a-z]*.py"))
    return sorted(name.replace("_", "-") for name in modules)


def _overview() -> str:
    """Sub-commands with the first line of each module's docstring, read without importing."""
    lines = ["usage: effektspor SUB-COMMAND [options]", "", "sub-commands:"]
    for name in _names():
        source = (COMMANDS / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
        summary = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
        lines.append(f"  {name:<20} {summary}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
