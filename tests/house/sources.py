"""The project's own files, as the house rules read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> list[Path]:
    """Every file that git keeps and the work tree has."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts(*folders: str, suffix: str = "") -> Iterator[tuple[str, str]]:
    """(path from the root, text) of the tracked text files below these folders; all folders when none is named."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.endswith(suffix) and (not folders or name.split("/")[0] in folders or name.startswith(folders)):
            try:
                yield name, path.read_text()
            except UnicodeDecodeError:
                continue


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a Python text, inner ones too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def offences(found: list[str]) -> str:
    """A failure's message: one offence a line."""
    return "\n" + "\n".join(found)
