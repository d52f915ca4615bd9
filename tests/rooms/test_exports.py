"""A run as a document: written, read, and refused where it is damaged or somebody else's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from labs.engines.sim import DEFAULT_START, Command
from labs.rooms import exports
from labs.rooms.exports import BadDocument, RunDocument, read, write, write_bytes
from labs.rooms.limits import EXPORT_BYTES_MAX, RUN_US_MAX
from labs.rooms.run import COMMANDS_MAX, Logged
from tests.rooms.conftest import Shelf
from tests.rooms.live_rooms import document_of, live_room, recorded_room

pytestmark = pytest.mark.usefixtures("shelf")

Change = Callable[[dict[str, Any]], Any]


def refused(content: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(BadDocument) as caught:
        read(content)
    return caught.value.code, caught.value.data


def changed(**values: Any) -> bytes:
    return orjson.dumps({**write(document_of(recorded_room())), **values})


def with_command(**values: Any) -> bytes:
    """The second of two commands has these values; one that is None is left out."""
    first = {"at_us": 5, "command": "tally.add", "args": {}, "by": "kim"}
    second = {key: value for key, value in {**first, **values}.items() if value is not None}
    return changed(commands=[first, second])


def test_what_is_written_is_read_again(shelf: Shelf) -> None:
    document = document_of(recorded_room())
    again = read(write_bytes(document))
    assert replace(again, log=[]) == replace(document, log=[])
    assert [replace(logged, key=None) for logged in again.log] == [replace(logged, key=None) for logged in document.log]
    assert write(again) == write(document)


def test_a_document_says_all_that_a_run_is_made_of(shelf: Shelf) -> None:
    room = recorded_room()
    written = write(replace(document_of(room), at_us=1_500_000))
    assert written.pop("commands")[0] == {
        "at_us": 1_000_000, "command": "tally.add", "args": {"n": 2}, "by": "kim", "member": True,
    }  # fmt: skip
    assert written == {
        "format": "workshop-run", "version": 1, "lab": "small", "seed": 1, "start": DEFAULT_START,
        "rules": "rules-1", "head_us": room.sim.now_us, "at_us": 1_500_000, "digest": room.sim.digest,
    }  # fmt: skip


def test_of_a_members_key_only_is_said_that_there_was_one(shelf: Shelf) -> None:
    content = write_bytes(document_of(recorded_room()))
    assert b"a key" not in content
    assert [logged.key for logged in read(content).log] == ["import-1", None, "import-3", "import-4"]


def test_a_command_that_broke_the_run_is_still_skipped_and_may_lie_after_its_head(shelf: Shelf) -> None:
    log = [Logged(1, 9_000_000, Command("fuse.burn"), "k", broken=True), Logged(2, 10, Command("tally.add"))]
    document = replace(document_of(live_room()), log=log, head_us=20)
    assert [(logged.at_us, logged.broken) for logged in read(write_bytes(document)).log] == [
        (9_000_000, True),
        (10, False),
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"\x00\xff", b"PK\x03\x04zip", b"[" * 100_000, b'{"format": NaN}'])
def test_what_is_no_json_is_told_so(content: bytes) -> None:
    assert refused(content) == ("not_json", {})


@pytest.mark.parametrize(
    "content", [b"[]", b"null", b"17", b"{}", b'{"format": "har"}', b'{"format": ["workshop-run"]}']
)
def test_the_json_of_something_else_is_told_so(content: bytes) -> None:
    assert refused(content) == ("not_a_run", {})


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    assert refused(b" " * (EXPORT_BYTES_MAX + 1)) == (
        "too_large", {"bytes": EXPORT_BYTES_MAX + 1, "bytes_max": EXPORT_BYTES_MAX},
    )  # fmt: skip


def test_a_run_that_would_be_too_large_as_a_file_is_not_written(shelf: Shelf) -> None:
    log = [Logged(1, 0, Command("tally.add", {"note": "x" * EXPORT_BYTES_MAX}))]
    document = replace(document_of(live_room()), log=log)
    with pytest.raises(BadDocument) as caught:
        write_bytes(document)
    assert caught.value.code == "too_large"


def test_a_newer_version_is_told_so() -> None:
    assert refused(changed(version=2)) == ("newer_version", {"version": 2})


def test_a_lab_that_is_not_here_is_named_in_a_length_that_can_be_shown() -> None:
    assert refused(changed(lab="large")) == ("unknown_lab", {"lab": "large"})
    assert refused(changed(lab="x" * 1000)) == ("unknown_lab", {"lab": "x" * 80})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", "1"), ("version", True), ("version", 0), ("lab", 3), ("lab", None),
        ("seed", "1"), ("seed", True), ("seed", 1.0), ("seed", -(2**63)), ("seed", 2**63), ("seed", None),
        ("start", 5), ("start", "yesterday"), ("start", ""), ("start", "9999-12-31T00:00:00+00:00"),
        ("start", "2026-01-01T00:00:00+00:00" + " " * 40), ("start", "1969-12-31"),
        ("rules", 7), ("rules", "x" * 17), ("rules", "a\nb"),
        ("head_us", -1), ("head_us", RUN_US_MAX + 1), ("head_us", 1.5), ("head_us", None), ("head_us", False),
        ("at_us", -1), ("at_us", RUN_US_MAX), ("at_us", "0"),
        ("digest", 0), ("digest", "x" * 32), ("digest", "a" * 33), ("commands", {}), ("commands", None),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named(field: str, value: Any) -> None:
    assert refused(changed(**{field: value})) == ("bad_field", {"field": field})


@pytest.mark.parametrize(
    "values",
    [
        {"at_us": "5"}, {"at_us": True}, {"at_us": 5.0}, {"at_us": -1}, {"at_us": 4}, {"at_us": RUN_US_MAX},
        {"at_us": None},
        {"command": None}, {"command": 7}, {"command": ""}, {"command": "x" * 81}, {"command": "tally\n.add"},
        {"args": None}, {"args": []}, {"args": {"n": 2**53}}, {"args": {"n": {"n": 2**60}}},
        {"by": None}, {"by": 3}, {"by": "x" * 81}, {"by": "a\u202eb"}, {"by": "a\x00"},
        {"member": 1}, {"broken": "yes"}, {"broken": True, "at_us": RUN_US_MAX + 1},
    ],
)  # fmt: skip
def test_a_command_that_is_wrong_is_told_by_its_number(values: dict[str, Any]) -> None:
    assert refused(with_command(**values)) == ("bad_command", {"number": 2})


@pytest.mark.parametrize("command", [None, 3, "tally.add", [], {}])
def test_what_is_no_command_is_told_by_its_number(command: Any) -> None:
    assert refused(changed(commands=[command])) == ("bad_command", {"number": 1})


def test_arguments_may_be_as_deep_and_large_as_a_command_takes_them() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    assert refused(with_command(args={"note": deep})) == ("bad_command", {"number": 2})
    assert refused(with_command(args={"note": "x" * 2_100_000})) == ("bad_command", {"number": 2})
    assert read(with_command(args={"note": [[["x" * 100_000]]]})).log[1].command.args == {"note": [[["x" * 100_000]]]}


def test_more_commands_than_a_run_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "COMMANDS_MAX", 3)
    assert refused(changed()) == ("bad_command", {"number": 4})
    assert COMMANDS_MAX == 100_000


def test_a_command_after_the_head_is_refused() -> None:
    assert refused(changed(head_us=2_000_000, at_us=0))[0] == "bad_command"


def test_nothing_else_in_a_document_is_kept() -> None:
    document: RunDocument = read(changed(state={"total": 99}, checkpoints=[1], owner="me"))
    assert document == read(changed())
