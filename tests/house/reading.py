"""Reads the tree for the house tests: sources, their syntax, catalogues, pyproject.

Every rule is a function from one file's text to the breaches in it, so that a test can plant a
breach and see that the rule bites.
"""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

ROOT = Path(__file__).resolve().parents[2]

Rule: TypeAlias = Callable[["Source"], Iterable[str]]
"""Says what is wrong with a file, one sentence a breach."""


class Source(NamedTuple):
    """One file of the tree: its path from the root, with slashes, and its text."""

    path: str
    text: str

    def tree(self) -> ast.Module:
        """Parse it as Python."""
        return ast.parse(self.text)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Number its lines from 1."""
        return enumerate(self.text.splitlines(), 1)


@cache
def sources(*folders: str, ending: str = ".py") -> tuple[Source, ...]:
    """Read every file under the folders that ends so, in the order of paths."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob(f"*{ending}"))
    )


def breaches(rule: Rule, files: Iterable[Source]) -> list[str]:
    """Apply a rule to files and name the file before each breach."""
    return [f"{file.path}: {breach}" for file in files for breach in rule(file)]


def hold(found: list[str]) -> None:
    """Fail with every breach on a line of its own."""
    assert not found, "\n" + "\n".join(found)


@cache
def pyproject() -> Mapping[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def comments(file: Source) -> Iterator[tuple[int, str]]:
    """Give the comments of a Python file with their lines: never those inside strings."""
    for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings, or strings standing alone."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def literals(file: Source) -> Iterator[tuple[int, str]]:
    """Give the strings of a Python file that are not docstrings, with their lines."""
    tree = file.tree()
    apart = docstrings(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in apart
        ):
            yield node.lineno, node.value


def imported(file: Source) -> set[str]:
    """Return the top names of everything a Python file imports."""
    found: set[str] = set()
    for node in ast.walk(file.tree()):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def whole_word(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that finds any of the words, whole, in any case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
