"""Every folder of Python is a package, every engine has its wall, every engine module has its test."""

import tomllib
from pathlib import PurePosixPath

from tests.house.sources import ROOT, offences, texts

PLACES = ("labs", "workshop", "tests")


def without_init(names: list[str]) -> list[str]:
    """Folders that hold Python, or a folder that does, and no `__init__.py`."""
    files = [PurePosixPath(name) for name in names]
    folders = {folder for file in files for folder in file.parents if folder != PurePosixPath(".")}
    return sorted(str(folder) for folder in folders if folder / "__init__.py" not in files)


def without_test(modules: list[str], tests: dict[str, str]) -> list[str]:
    """Engine modules that have no `test_<module>*.py` in the mirrored folder and are named in no test."""
    return [module for module in modules if not _is_tested(PurePosixPath(module), tests)]


def _is_tested(module: PurePosixPath, tests: dict[str, str]) -> bool:
    mirror = str("tests" / module.relative_to("labs").with_name(f"test_{module.stem}"))
    dotted = str(module.with_suffix("")).replace("/", ".")
    return any(name.startswith(mirror) or dotted in text or module.name in text for name, text in tests.items())


def test_every_folder_of_python_is_a_package() -> None:
    found = without_init([name for name, _ in texts(*PLACES, suffix=".py")])
    assert not found, offences(found)


def test_every_engine_is_closed_but_for_its_package_root() -> None:
    engines = {name.split("/")[2] for name, _ in texts("labs/engines/", suffix=".py") if name.count("/") > 2}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    closed = {module for contract in contracts for module in contract.get("protected_modules", [])}
    assert {f"labs.engines.{engine}.*" for engine in engines} <= closed


def test_every_module_of_the_engines_has_a_test() -> None:
    modules = [name for name, _ in texts("labs/engines/", suffix=".py") if not name.endswith("__init__.py")]
    found = without_test(modules, dict(texts("tests/engines/", suffix=".py")))
    assert not found, offences(found)


def test_the_checks_see_what_they_look_for() -> None:
    assert without_init(["labs/__init__.py", "labs/new/thing.py"]) == ["labs/new"]
    queue = "labs/engines/aws/sqs/queue.py"
    assert without_test([queue], {"tests/engines/aws/sqs/test_topic.py": ""}) == [queue]
    assert not without_test([queue], {"tests/engines/aws/sqs/test_queue_depth.py": ""})
    assert not without_test([queue], {"tests/engines/aws/test_all.py": "import labs.engines.aws.sqs.queue"})
