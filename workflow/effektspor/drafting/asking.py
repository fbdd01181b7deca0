"""Asking for what is not known yet, one question at a time, in a terminal."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from effektspor.errors import ConfigError

T = TypeVar("T")


@dataclass(frozen=True)
class Asking:
    """Whether and how questions are asked.

    Attributes
    ----------
    ask
        Shows a prompt and gives the line that is typed; None where nobody can answer.
    say
        Shows a line.
    """

    ask: Callable[[str], str] | None
    say: Callable[[str], None]

    def answer(
        self, given: str | None, question: str, default: str | None, read: Callable[[str], T]
    ) -> T:
        """What a text means: the one given, the one typed, or the default.

        What was given as an option must be right. What is typed wrongly is asked for again.

        Parameters
        ----------
        default
            Text that a blank line stands for, and that is taken where nobody can answer; None
            where nothing can be assumed.

        Raises
        ------
        ConfigError
            Where the text given is wrong, or none is given and nothing can be assumed.
        """
        if given is not None:
            return read(given)
        if self.ask is None:
            if default is None:
                raise ConfigError(
                    f"Not known: {question}",
                    where="effektspor new-study, without a terminal or with --yes",
                    todo="Give it as an option; effektspor new-study --help names all of them.",
                )
            return read(default)
        shown = f" [{default or 'none'}]" if default is not None else ""
        while True:
            typed = self._typed(f"{question}{shown}: ").strip()
            if not typed and default is None:
                self.say("  This cannot be guessed; please give it.")
                continue
            try:
                return read(typed or default or "")
            except ConfigError as error:
                self.say(f"  {error.what}\n  {error.todo}")

    def _typed(self, prompt: str) -> str:
        try:
            return self.ask(prompt) if self.ask is not None else ""
        except (EOFError, KeyboardInterrupt):
            raise ConfigError(
                "The answers ended before all questions were asked",
                where=f"question: {prompt.strip()}",
                todo="Start anew, or give the answers as options; nothing was written.",
            ) from None


def terminal(*, silent: bool) -> Asking:
    """Questions in the terminal that the command runs in; none with `silent` or without one."""
    there = sys.stdin.isatty() and sys.stdout.isatty()
    return Asking(input if there and not silent else None, lambda line: print(line))
