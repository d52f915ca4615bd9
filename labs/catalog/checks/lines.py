"""Finds the line to show for something that is wrong."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"\]\(<?((?:bench|do):[^)\s>]*(?:>[^)\s>]+)?)")


def line_of(file: Path, name: str, place: int | None = None) -> int:
    """Where a Python file defines a name; with `place`, where that item of a list begins."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if name in _names(node):
            items = getattr(getattr(node, "value", None), "elts", [])
            return items[place].lineno if place is not None and place < len(items) else node.lineno
    return 1


def line_with(file: Path, pattern: str) -> int:
    """The first line in which a pattern is found, else the first of all."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if re.search(pattern, line)), 1)


def targets(file: Path) -> Iterator[tuple[int, str]]:
    """Every line of a note that leads to the bench, and what it names: `bench:…` or `do:…`."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        for found in LINK.finditer(line):
            yield number, found[1]


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]
