"""The shop in a live room: what the screen holds is what there is, however busy it gets."""

from random import Random
from typing import Any

import pytest

from labs.catalog import get_lab
from labs.engines.sim import Command, Query
from labs.rooms.frames import DELTA_BYTES_MAX, FULL_BYTES_MAX, LENS_HZ
from tests.rooms.live_rooms import Screen, do, live_room, shown_by, tick, wire

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("shipping.stop", {}),
    ("shipping.start", {}),
    ("shipping.crash", {"instance": 1}),
    ("shipping.slow_down", {"factor": 10}),
    ("accounting.stop", {}),
    ("accounting.start", {}),
    ("storefront.set_rate", {"per_second": 50}),
    ("storefront.stop", {}),
    ("storefront.start", {}),
    ("network.cut", {"a": "sns", "b": "sqs"}),
    ("network.heal", {"a": "sns", "b": "sqs"}),
    ("sqs.send_message", {"QueueUrl": "shipping", "MessageBody": "hello"}),
    ("sqs.receive_message", {"QueueUrl": "shipping", "MaxNumberOfMessages": 3}),
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", LENS_HZ)
def test_frames_add_up_to_the_state(kind: str, seed: int) -> None:
    chance, screen, wall_s = Random(seed), Screen(), 0.0
    room = live_room(get_lab("shop").build, rate=4.0)
    screen.apply(room.full(kind, 0))
    for _ in range(60):
        wall_s += chance.choice((0.05, 0.1, 0.5))
        tick(room, wall_s)
        if chance.random() < 0.4:
            name, args = chance.choice(COMMANDS)
            chance.choice((do, wire))(room, name, wall_s, **args)
        room.touch()
        screen.apply(room.frame(kind, 0))
    assert screen.entities == shown_by(room.lenses[kind], room)
    assert len(screen.entities) == {"phone": 2}.get(kind, len(screen.entities))


@pytest.mark.parametrize(("rate", "per_second"), [(5.0, 1_000), (60.0, 100)])
def test_a_busy_room_stays_within_its_sizes_and_its_counts_exact(rate: float, per_second: int) -> None:
    screen, room = Screen(), live_room(get_lab("shop").build, rate=rate)
    screen.apply(room.full("scene", 0))
    do(room, "storefront.set_rate", per_second=per_second)
    do(room, "shipping.stop")
    for step in range(1, 21):
        tick(room, step / 10)
        text = room.frame("scene", 0)
        assert text is not None
        assert len(text.encode()) <= DELTA_BYTES_MAX
        assert len(room.full("scene", 0).encode()) <= FULL_BYTES_MAX
        assert len(room.full("phone", 0).encode()) <= 400
        screen.apply(text)
    ledger = screen.entities["ledger"]
    assert ledger["accepted"] > per_second * rate
    assert ledger["owed"] == ledger["handled"] + ledger["moving"] + ledger["waiting"] + ledger["lost"]
    assert ledger == room.sim.entities()["ledger"]


def test_goals_are_told_to_the_room() -> None:
    room = live_room(get_lab("shop").build, rate=4.0)
    do(room, "shipping.stop")
    tick(room, 6.0)
    assert room.goals()["survive-without-shipping"] == "reached"


def test_an_empty_short_poll_is_answered_without_a_line_in_the_log() -> None:
    room = live_room(get_lab("shop").build, playing=False)
    args: dict[str, Any] = {"QueueUrl": "shipping"}
    assert room.answer_unlogged(Command("sqs.receive_message", args)) == {}
    wire(room, "sqs.send_message", MessageBody="x", **args)
    assert room.answer_unlogged(Command("sqs.receive_message", args)) is None
    assert room.query(Query("sqs.list_queues"))["QueueUrls"]
