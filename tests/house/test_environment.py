"""The environment is read in `settings.py`; only the first start, which has no Django yet, reads it too."""

import ast
from typing import TypeGuard

from tests.house.sources import offences, texts

MAY_READ = {"workshop/settings.py", "workshop/start.py"}


NAMES_SETTINGS = "os.environ.setdefault('DJANGO_SETTINGS_MODULE'"


def environment_reads(text: str) -> list[str]:
    """Lines that read the process environment; naming the settings module for Django is not a reading."""
    nodes = list(ast.walk(ast.parse(text)))
    naming = {
        node.lineno for node in nodes if isinstance(node, ast.Call) and ast.unparse(node).startswith(NAMES_SETTINGS)
    }
    return [f"line {node.lineno}" for node in nodes if _reads(node) and node.lineno not in naming]


def _reads(node: ast.AST) -> TypeGuard[ast.stmt | ast.expr]:
    if isinstance(node, ast.Attribute):
        return node.attr in ("environ", "environb", "getenv")
    return isinstance(node, ast.ImportFrom) and any(name.name in ("environ", "getenv", "Env") for name in node.names)


def test_only_the_settings_read_the_environment() -> None:
    sources = (
        (name, text) for name, text in texts("labs", "workshop", "manage.py", suffix=".py") if name not in MAY_READ
    )
    found = [f"{name}: {line}" for name, text in sources for line in environment_reads(text)]
    assert not found, offences(found)


def test_the_check_sees_what_it_looks_for() -> None:
    assert environment_reads("import os\nport = os.environ['PORT']")
    assert environment_reads("from os import getenv")
    assert environment_reads("from environs import Env")
    assert not environment_reads("import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'workshop.settings')")
