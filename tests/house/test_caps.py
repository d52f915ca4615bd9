"""Files and functions stay small, and every function says its types."""

import ast

from tests.house.sources import functions, offences, texts

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 50


def long_functions(text: str) -> list[str]:
    """Functions above the cap, as `name: lines`."""
    lines = [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in functions(text)]
    return [f"{name}: {count}" for name, count in lines if count > FUNCTION_LINES_MAX]


def unannotated(text: str) -> list[str]:
    """Functions with a parameter or a result that has no type."""
    return [f"{node.name}, line {node.lineno}" for node in functions(text) if not _annotated(node)]


def _annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
    free = [one for one in arguments if one and one.annotation is None and one.arg not in ("self", "cls")]
    return node.returns is not None and not free


def test_no_python_file_is_longer_than_the_cap() -> None:
    counts = {name: len(text.splitlines()) for name, text in texts(suffix=".py")}
    found = [f"{name}: {count} lines" for name, count in counts.items() if count > FILE_LINES_MAX]
    assert not found, offences(found)


def test_no_function_is_longer_than_the_cap() -> None:
    found = [f"{name}: {line}" for name, text in texts(suffix=".py") for line in long_functions(text)]
    assert not found, offences(found)


def test_every_function_of_the_site_says_its_types() -> None:
    found = [f"{name}: {line}" for name, text in texts("labs", "workshop", suffix=".py") for line in unannotated(text)]
    assert not found, offences(found)


def test_the_checks_see_what_they_look_for() -> None:
    assert long_functions("def long() -> None:\n" + "    pass\n" * FUNCTION_LINES_MAX)
    assert not long_functions("def short() -> None:\n" + "    pass\n" * (FUNCTION_LINES_MAX - 1))
    assert unannotated("def f(a) -> None: ...")
    assert unannotated("class A:\n    async def f(self, *, b: int): ...")
    assert not unannotated("class A:\n    def f(self, b: int, *c: str) -> None: ...")
