"""`manage.py open_room` and `manage.py simulate`."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from labs.rooms.access import claims
from labs.rooms.exports import RunDocument, write, write_bytes
from labs.rooms.limits import EXPORT_BYTES_MAX
from labs.rooms.live import RoomBroken
from labs.rooms.management.commands.simulate import EXAMPLE
from labs.rooms.models import Room
from tests.rooms.conftest import Shelf
from tests.rooms.live_rooms import do, document_of, live_room, recorded_room
from tests.rooms.models import fused, other_luck


def run(name: str, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    """What a command prints, line by line, as JSON."""
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def file(folder: Path, *lines: str) -> str:
    path = folder / "commands.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.django_db
def test_open_room_prints_the_addresses_of_a_new_running_room(shelf: Shelf, settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "address").write_text("http://localhost:4321\n")
    [printed] = run("open_room", "small", "--seed", "7")
    room = Room.objects.get()
    code = printed["code"]
    assert (room.code, room.seed, room.playing, room.wire_open) == (code, 7, True, True)
    page, claim = printed["url"].split("?claim=")
    assert page == f"http://localhost:4321/rooms/{code}/"
    assert claims(code, claim)
    assert printed["live_url"] == f"ws://localhost:4321/rooms/{code}/live/?claim={claim}"
    assert printed["aws_endpoint"] == f"http://localhost:4321/rooms/{code}/aws"
    assert printed["kube_server"] == f"http://localhost:4321/rooms/{code}/kube"


@pytest.mark.django_db
def test_open_room_can_leave_the_clock_standing(shelf: Shelf) -> None:
    run("open_room", "small", "--paused")
    assert not Room.objects.get().playing


@pytest.mark.django_db
def test_rooms_get_different_seeds_unless_told(shelf: Shelf) -> None:
    for _ in range(5):
        run("open_room", "small")
    assert len({room.seed for room in Room.objects.all()}) > 1


@pytest.mark.django_db
def test_open_room_of_a_lab_that_is_not_there_names_those_there_are(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match=r"There is no lab 'large'. There are: small."):
        run("open_room", "large")
    assert not Room.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", ["x", "1.5", str(2**63), str(-(2**70))])
def test_open_room_takes_a_seed_that_a_database_can_hold(shelf: Shelf, seed: str) -> None:
    with pytest.raises(CommandError, match="seed"):
        run("open_room", "small", f"--seed={seed}")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("open_room", ("LAB", "one of: small", "--seed", "--paused", "claim", "steers")),
        ("simulate", ("LAB", "one of: small", "--seed", "--until", "90s", "--commands", "at_us", "digest")),
    ],
)
def test_help_says_what_a_stranger_needs(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], command: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command(command, "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []


def test_simulate_prints_every_event_and_last_the_digest(shelf: Shelf) -> None:
    *events, last = run("simulate", "small", "--until=3500ms")
    assert [(event["id"], event["at_us"], event["event"]) for event in events] == [
        (1, 1_000_000, "SecondPassed"),
        (2, 2_000_000, "SecondPassed"),
        (3, 3_000_000, "SecondPassed"),
    ]
    assert {"cause", "data"} <= events[0].keys()
    assert last.keys() == {"digest", "events", "now_us"}
    assert (last["events"], last["now_us"]) == (3, 3_500_000)


def test_simulate_gives_the_same_digest_twice_and_another_for_another_seed(shelf: Shelf) -> None:
    first, second = run("simulate", "small", "--until=30s"), run("simulate", "small", "--until=30s")
    assert first == second
    assert run("simulate", "small", "--until=30s", "--seed=2")[-1]["digest"] != first[-1]["digest"]


def test_simulate_applies_the_commands_of_a_file_at_their_times(shelf: Shelf, tmp_path: Path) -> None:
    commands = file(
        tmp_path,
        '{"at_us": 1500000, "command": "tally.add", "args": {"n": 2}, "by": "kim"}',
        "",
        '{"at_us": 2500000, "command": "crowd.put", "args": {"key": "a", "value": 1}}',
        '{"at_us": 99000000, "command": "tally.add"}',
    )
    events = run("simulate", "small", "--until=3s", f"--commands={commands}")[:-1]
    told = [(event["at_us"], event["event"]) for event in events if event["event"] != "SecondPassed"]
    assert told == [(1_500_000, "Added"), (2_500_000, "Put")]


def test_simulate_tells_refused_commands_on_stderr_and_goes_on(shelf: Shelf, tmp_path: Path) -> None:
    commands = file(tmp_path, '{"at_us": 0, "command": "tally.add", "args": {"n": -1}}')
    err = StringIO()
    assert run("simulate", "small", "--until=1s", f"--commands={commands}", stderr=err)[-1]["events"] == 1
    assert err.getvalue() == "command 1 (tally.add) refused: too_little {'least': 0}\n"


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "17", '{"at_us": 1}', '{"at_us": "1", "command": "a.b"}', '{"at_us": -1, "command": "a.b"}',
        '{"at_us": 1.5, "command": "a.b"}', '{"at_us": true, "command": "a.b"}',
        '{"at_us": 1, "command": "a.b", "args": []}', '{"at_us": 1, "command": "a.b", "by": 3}',
    ],
)  # fmt: skip
def test_simulate_names_the_line_that_is_no_command(shelf: Shelf, tmp_path: Path, line: str) -> None:
    commands = file(tmp_path, '{"at_us": 0, "command": "tally.add"}', "", line)
    with pytest.raises(CommandError, match=r"commands.jsonl, line 3: not a command"):
        run("simulate", "small", f"--commands={commands}")


def test_simulate_names_a_line_that_is_no_text(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "commands.jsonl"
    path.write_bytes(b'{"at_us": 0, "command": "tally.add"}\n\xff\xfe\n')
    with pytest.raises(CommandError, match=r"commands.jsonl, line 2: not a command"):
        run("simulate", "small", f"--commands={path}")


def test_simulate_wants_commands_in_the_order_of_their_times(shelf: Shelf, tmp_path: Path) -> None:
    commands = file(tmp_path, '{"at_us": 2, "command": "tally.add"}', '{"at_us": 1, "command": "tally.add"}')
    with pytest.raises(CommandError, match=r"commands.jsonl, line 2: .*order"):
        run("simulate", "small", f"--commands={commands}")


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_simulate_says_that_a_file_cannot_be_read(shelf: Shelf, tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("simulate", "small", f"--commands={tmp_path / name}")


@pytest.mark.parametrize("until", ["soon", "-5s", "5 s", "5d", "", "1e3"])
def test_simulate_says_what_a_duration_looks_like(shelf: Shelf, until: str) -> None:
    with pytest.raises(CommandError, match="not a duration; write for example 90s"):
        run("simulate", "small", f"--until={until}")


@pytest.mark.parametrize(("until", "now_us"), [("2", 2_000_000), ("0.5s", 500_000), ("250us", 250), ("1m", 60_000_000)])
def test_simulate_understands_durations(shelf: Shelf, until: str, now_us: int) -> None:
    assert run("simulate", "small", f"--until={until}")[-1]["now_us"] == now_us


def test_simulate_says_where_a_scenario_breaks(shelf: Shelf) -> None:
    shelf.put(fused)
    with pytest.raises(CommandError, match=r"fuse.burn failed at 5500000 us"):
        run("simulate", "small", "--until=9s")


def test_simulate_of_a_lab_that_is_not_there_names_those_there_are(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match=r"There is no lab 'large'. There are: small."):
        run("simulate", "large")


def exported(folder: Path, document: RunDocument, **values: Any) -> str:
    path = folder / "small-ABC234.json"
    path.write_text(json.dumps({**write(document), **values}), encoding="utf-8")
    return str(path)


def test_simulate_takes_a_run_that_a_room_has_exported_to_the_digest_the_room_had(shelf: Shelf, tmp_path: Path) -> None:
    room = recorded_room()
    path = tmp_path / "small-ABC234.json"
    path.write_bytes(write_bytes(document_of(room)))
    out, err = StringIO(), StringIO()
    call_command("simulate", f"--commands={path}", stdout=out, stderr=err)
    last = json.loads(out.getvalue().splitlines()[-1])
    assert last == {"digest": room.sim.digest, "events": room.sim.log.count, "now_us": 3_500_000}
    assert err.getvalue() == "command 3 (tally.add) refused: too_little {'least': 0}\n"


def test_simulate_takes_a_branch_to_its_own_digest(shelf: Shelf, tmp_path: Path) -> None:
    room = recorded_room()
    fork = room.run.fork(1_500_000, 1)
    branch = live_room()
    branch.run, branch.sim = fork, fork.seek(1_500_000, 1)
    do(branch, "crowd.put", key="b", value=2)
    branch.sim.run_until(6_000_000)
    [*_, last] = run("simulate", f"--commands={exported(tmp_path, document_of(branch))}")
    assert last["digest"] == branch.sim.digest
    assert last["digest"] != room.sim.digest


def test_simulate_skips_what_broke_the_room_as_the_room_does(shelf: Shelf, tmp_path: Path) -> None:
    room = recorded_room()
    with pytest.raises(RoomBroken):
        do(room, "tally.explode", 3.5)
    room.go_on_from_before(3.5)
    do(room, "tally.add", 3.5, n=5)
    [*_, last] = run("simulate", f"--commands={exported(tmp_path, document_of(room))}")
    assert last["digest"] == room.sim.digest


def test_simulate_takes_seed_start_and_length_from_the_run_unless_told_otherwise(shelf: Shelf, tmp_path: Path) -> None:
    path = exported(tmp_path, document_of(recorded_room()), seed=9, commands=[], start="2026-05-01T00:00:00+00:00")
    assert run("simulate", f"--commands={path}")[-1] == run("simulate", "small", "--seed=9", "--until=3500ms")[-1]
    assert run("simulate", "small", f"--commands={path}", "--until=1s")[-1]["now_us"] == 1_000_000
    other = run("simulate", f"--commands={path}", "--seed=1")[-1]
    assert other == run("simulate", "small", "--until=3500ms")[-1]


def test_simulate_says_that_a_run_was_recorded_under_other_rules(shelf: Shelf, tmp_path: Path) -> None:
    path = exported(tmp_path, document_of(recorded_room()))
    shelf.put(other_luck, "rules-2")
    err = StringIO()
    run("simulate", f"--commands={path}", stderr=err)
    assert "recorded under other rules" in err.getvalue()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"format": "har"}, 'its "format" is not that of a run'),
        ({"version": 2}, "of a newer version"),
        ({"lab": "large"}, "recorded in the lab 'large', which is not here"),
        ({"seed": "1"}, "its field 'seed' is missing or wrong"),
        ({"commands": [{}]}, "its command 1 is wrong"),
    ],
)
def test_simulate_says_what_is_wrong_with_a_run(
    shelf: Shelf, tmp_path: Path, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        run("simulate", f"--commands={exported(tmp_path, document_of(recorded_room()), **values)}")


def test_simulate_says_that_half_a_run_is_not_whole(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "half.json"
    path.write_bytes(write_bytes(document_of(recorded_room()))[:200])
    with pytest.raises(CommandError, match="it is not whole"):
        run("simulate", f"--commands={path}")


def test_simulate_says_that_a_run_has_too_many_bytes(shelf: Shelf, tmp_path: Path) -> None:
    path = exported(tmp_path, document_of(recorded_room()), padding="x" * EXPORT_BYTES_MAX)
    with pytest.raises(CommandError, match="more than the 4000000"):
        run("simulate", f"--commands={path}")


def test_simulate_does_a_run_in_its_own_lab_only(shelf: Shelf, tmp_path: Path) -> None:
    path = exported(tmp_path, document_of(recorded_room()))
    with pytest.raises(CommandError, match=r"recorded in the lab 'small', not in 'large'"):
        run("simulate", "large", f"--commands={path}")


def test_simulate_needs_a_lab_or_a_run(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Name a lab.* There are: small."):
        run("simulate")
    with pytest.raises(CommandError, match="Name a lab"):
        run("simulate", f"--commands={file(tmp_path, EXAMPLE)}")
