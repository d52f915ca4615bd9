"""Engines and content import each other and what of the standard library is the same everywhere: line by line."""

import ast
import sys

from tests.house.sources import offences, texts

# What differs from run to run or from machine to machine.
OUTSIDE = {
    "asyncio", "concurrent", "datetime", "http", "multiprocessing", "os", "pathlib", "platform", "random", "secrets",
    "select", "selectors", "shutil", "signal", "socket", "socketserver", "ssl", "subprocess", "tempfile", "threading",
    "time", "urllib", "uuid", "zoneinfo",
}  # fmt: skip
OWNERS = {"labs/engines/sim/random_streams.py": {"random"}, "labs/engines/sim/calendar.py": {"datetime"}}
ENGINE_ROOT_PARTS = 3  # labs.engines.aws


def imported(text: str) -> list[str]:
    """Every module that a text imports, in full."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
    return found


def forbidden(name: str, text: str) -> list[str]:
    """What an engine's or a lab's file imports and must not."""
    return [module for module in imported(text) if not _allowed(name, module)]


def _allowed(name: str, module: str) -> bool:
    if module.startswith("labs.engines."):
        own_engine = ".".join(name.split("/")[:ENGINE_ROOT_PARTS])
        return module.count(".") < ENGINE_ROOT_PARTS or module.startswith(own_engine + ".")
    if module.startswith("labs.content."):
        return module.startswith(name.rpartition("/")[0].replace("/", "."))
    root = module.split(".")[0]
    return root in sys.stdlib_module_names and root not in OUTSIDE - OWNERS.get(name, set())


def unstable_calls(text: str) -> list[str]:
    """Calls of `hash` and `id`: both differ from process to process."""
    return [
        f"line {node.lineno}: {node.func.id}()"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("hash", "id")
    ]


def test_engines_and_content_import_only_what_is_the_same_everywhere() -> None:
    sources = texts("labs/engines/", "labs/content/", suffix=".py")
    found = [f"{name}: {module}" for name, text in sources for module in forbidden(name, text)]
    assert not found, offences(found)


def test_engines_and_content_ask_for_no_number_that_differs_between_processes() -> None:
    sources = texts("labs/engines/", "labs/content/", suffix=".py")
    found = [f"{name}: {call}" for name, text in sources for call in unstable_calls(text)]
    assert not found, offences(found)


def test_the_checks_see_what_they_look_for() -> None:
    lab = "labs/content/messaging/fan_out/scenario.py"
    assert forbidden(lab, "import random") == ["random"]
    assert forbidden(lab, "from django.db import models") == ["django.db"]
    assert forbidden(lab, "import orjson") == ["orjson"]
    assert forbidden(lab, "from labs.rooms import hub") == ["labs.rooms"]
    assert forbidden(lab, "from labs.engines.aws.cloud import Cloud") == ["labs.engines.aws.cloud"]
    assert forbidden(lab, "from labs.content.messaging.retries import scenario") == ["labs.content.messaging.retries"]
    assert forbidden(lab, "from .other import x") == [".other"]
    assert not forbidden(lab, "import math\nfrom labs.engines.aws import Cloud")
    assert forbidden("labs/engines/sim/simulation.py", "import datetime") == ["datetime"]
    assert not forbidden("labs/engines/sim/calendar.py", "import datetime")
    assert unstable_calls("order = hash('a')")
    assert not unstable_calls("self.id = event.id()")
