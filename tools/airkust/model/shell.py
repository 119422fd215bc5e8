"""Which command of a shell's script gets the signals that a container is sent?

The kubelet signals the first process alone. A shell as that process does not pass signals on, unless it has
made way for a command: with `exec`, or, in bash, for the last simple command of the script. Measured: bash
5.2 makes way, also after `&&`, `;` and a new line, but not with a redirection; dash 0.5.12, the `sh` of
Debian, never does.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.commands import SHELLS
from airkust.model.workload import Container

OPERATORS = frozenset({"&&", "||", ";", "|", "&", "|&", ";;", "(", ")"})

COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One simple command of a script.

    Attributes:
        words: Without quotes.
        before: The operator in front of it; "" at the beginning.
        after: The one behind it; "" at the end.
    """

    words: tuple[str, ...]
    before: str
    after: str

    @property
    def replaces_the_shell(self) -> bool:
        """It begins with `exec`, in the shell itself."""
        words = [word for word in self.words if not _assigns(word)]
        return words[:1] == ["exec"] and not self._in_a_child

    @property
    def redirected(self) -> bool:
        return any(set(word) & set("<>") for word in self.words)

    @property
    def _in_a_child(self) -> bool:
        """In a pipeline, in the background or in parentheses."""
        return self.after in {"|", "|&", "&", ")"} or self.before in {"|", "|&", "("}


@dataclass(frozen=True, slots=True)
class Script:
    """What a shell is given after `-c`.

    Attributes:
        shell: The program, for instance `bash`.
    """

    shell: str
    steps: tuple[Step, ...]

    def signals(self, step: Step) -> bool:
        """Whether a step gets the signals of the container, as far as its script tells.

        A script that sets a trap is believed to pass them on.
        """
        if step.replaces_the_shell or any(each.words[:1] == ("trap",) for each in self.steps):
            return True
        last = step is self.steps[-1] and not step.after
        return self.shell == "bash" and last and step.before not in {"|", "|&"} and not step.redirected


def script_of(container: Container) -> Script | None:
    """The script that is a container's command; None where something else is the first process.

    A shell among the arguments alone is started by the entrypoint of the image, which may be an init.
    """
    command = tree.texts(container.body, "command")
    program = command[0].rsplit("/", 1)[-1] if command else ""
    if program not in SHELLS:
        return None
    argv = container.argv
    flag = next((n for n, word in enumerate(argv) if n and word.startswith("-") and "c" in word), None)
    if flag is None or flag + 1 >= len(argv):
        return None
    return Script(program, tuple(_steps(argv[flag + 1])))


def _steps(script: str) -> Iterator[Step]:
    words: list[str] = []
    before = ""
    text = COMMENT.sub("", script.replace("\\\n", " "))
    for word in _words(text.strip().rstrip(";")):
        if word not in OPERATORS:
            words.append(word)
            continue
        if words:
            yield Step(tuple(words), before, word)
        elif word == ";":
            continue  # an empty line
        words, before = [], word
    if words:
        yield Step(tuple(words), before, "")


def _words(script: str) -> Iterator[str]:
    lexer = shlex.shlex(script, posix=True, punctuation_chars="();<>|&\n")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t\r", True, ""
    try:
        words = list(lexer)
    except ValueError:  # a quote without its other half
        words = script.split()
    for word in words:
        yield (word.replace("\n", "") or ";") if word and set(word) <= set(";|&()\n") else word


def _assigns(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.isidentifier()
