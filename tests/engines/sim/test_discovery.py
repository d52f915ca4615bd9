"""The fence: what may be named from outside, and with what arguments."""

from typing import Any

import pytest

from labs.engines.sim import Command, Component, Refused, Reply, Simulation, command, doors, endpoint, query
from labs.engines.sim.discovery import check_arguments, fence
from labs.engines.sim.limits import INT_MAX


class Desk(Component):
    """Takes one argument of every kind."""

    @command
    def take(
        self,
        text: str = "",
        number: int = 0,
        share: float = 0.0,
        flag: bool = False,
        maybe: int | None = None,
        names: list[str] | None = None,
        labels: dict[str, str] | None = None,
        rows: list[dict[str, int]] | None = None,
        anything: Any = None,
    ) -> Any:
        return anything

    @command
    def need(self, number: int) -> int:
        return number

    @query
    def ask(self) -> None: ...

    @endpoint
    def inside(self, wire: object) -> None: ...

    @command
    def _hidden(self) -> None: ...

    def plain(self) -> None: ...


class Heir(Desk):
    """Takes one door away by giving it no mark."""

    def need(self, number: int) -> int:
        return number


def ask(args: Any) -> Reply:
    sim = Simulation(1)
    Desk(sim, "desk")
    return sim.execute(Command("desk.take", args))


def refusal(args: Any) -> dict[str, Any]:
    error = ask(args).error
    assert error is not None
    return error


def test_only_marked_public_methods_are_doors() -> None:
    assert doors(Desk) == {"ask": "query", "inside": "endpoint", "need": "command", "take": "command"}


def test_a_method_that_is_overridden_without_a_mark_is_no_door() -> None:
    assert "need" not in doors(Heir)
    assert "take" in doors(Heir)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("text", "한글 🙂"), ("number", -5), ("number", INT_MAX), ("share", 1), ("share", 0.5), ("flag", True),
        ("maybe", None), ("maybe", 3), ("names", []), ("names", ["a", "b"]), ("labels", {"a": "b"}),
        ("rows", [{"a": 1}, {}]), ("anything", {"deep": [1, 2.5, None, "x"]}),
    ],
)  # fmt: skip
def test_what_fits_is_taken(argument: Any, value: Any) -> None:
    assert ask({argument: value}).error is None


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("text", 1), ("text", None), ("number", True), ("number", "1"), ("number", 1.0), ("number", None),
        ("share", True), ("share", "0.5"), ("flag", 1), ("flag", 0), ("flag", None), ("maybe", "x"), ("maybe", False),
        ("names", "abc"), ("names", [1]), ("names", [None]), ("names", {"a": "b"}), ("names", [["a"]]),
        ("labels", {"a": 1}), ("labels", ["a"]), ("rows", [{"a": "1"}]), ("rows", [[]]), ("rows", [{"a": True}]),
    ],
)  # fmt: skip
def test_a_wrong_type_is_refused_by_the_arguments_name(argument: Any, value: Any) -> None:
    assert refusal({argument: value}) == {
        "code": "bad_arguments", "message": "", "data": {"argument": argument, "problem": "wrong_type"},
    }  # fmt: skip


def test_unknown_and_missing_arguments_are_refused_by_name() -> None:
    assert refusal({"colour": "red"})["data"] == {"argument": "colour", "problem": "unknown"}
    with pytest.raises(Refused) as refused:
        check_arguments(fence(Desk)["need"], {})
    assert refused.value.data == {"argument": "number", "problem": "missing"}
    assert refusal({"self": 1})["data"] == {"argument": "self", "problem": "unknown"}


def test_what_json_cannot_hold_is_refused_before_any_component_sees_it() -> None:
    for value in (float("nan"), float("inf"), {1: 2}, b"", "\ud800", 2**70):
        assert refusal({"anything": value})["code"] == "bad_arguments"


def test_a_command_that_json_cannot_fill_fails_when_the_scenario_is_built() -> None:
    class Odd(Component):
        @command
        def odd(self, when: set[int]) -> None: ...

    class Loose(Component):
        @command
        def loose(self, **everything: int) -> None: ...

    for wrong in (Odd, Loose):
        with pytest.raises(TypeError):
            wrong(Simulation(1), "wrong")
