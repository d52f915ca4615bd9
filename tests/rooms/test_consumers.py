"""One viewer's WebSocket."""

import pytest

from labs.engines.sim import Command
from labs.rooms.access import claim_for
from labs.rooms.hub import Hub
from labs.rooms.visitors import name_in_room
from tests.rooms.conftest import Wall
from tests.rooms.hubs import OWNER, add, crash, hosted_of, new_room, tick, total, turns
from tests.rooms.sockets import Socket, opened

pytestmark = pytest.mark.django_db(transaction=True)


async def test_the_first_frame_is_full_and_then_everybody_learns_their_role(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    assert [frame["full"] for frame in socket.frames] == [True]
    assert {"room", "network", "ledger", "tally/luck", "goal/enough"} <= socket.screen.entities.keys()
    assert socket.you == {"role": "owner", "name": name_in_room(OWNER, room.code)}
    await socket.leave()


async def test_a_command_is_acknowledged_and_comes_down_to_everybody(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    owner, watcher = await opened(room), await opened(room, "somebody")
    assert await owner.ask("tally.add", "k1", n=4) == {"ack": "k1", "result": {"total": 4}}
    wall.now += 1
    await tick(hub)
    for socket in (owner, watcher):
        await socket.read_until(lambda socket=socket: socket.screen.entities["ledger"]["accepted"] == 4)  # type: ignore[misc]
        assert [event["event"] for event in socket.screen.events] == ["Added"]
        await socket.leave()


async def test_a_repeated_key_is_acknowledged_as_before(hub: Hub) -> None:
    room = await new_room()
    first, again = await opened(room), await opened(room)
    assert await first.ask("tally.add", "k1", n=4) == await again.ask("tally.add", "k1", n=4)
    assert await total(hub, room) == 4
    await first.leave()
    await again.leave()


async def test_an_engines_refusal_names_its_code(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    ack = await socket.ask("tally.add", "k1", n=-4)
    assert ack == {"ack": "k1", "error": {"code": "too_little", "data": {"least": 0, "message": ""}}}
    await socket.leave()


async def test_the_rooms_own_buttons_work(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    assert await socket.ask("room.play", "k1") == {"ack": "k1", "result": {}}
    assert await socket.ask("room.set_rate", "k2", rate=8) == {"ack": "k2", "result": {}}
    live = hosted_of(hub, room).live
    assert (live.clock.playing, live.clock.rate) == (True, 8.0)
    assert await socket.ask("room.pause", "k3") == {"ack": "k3", "result": {}}
    assert not live.clock.playing
    await socket.leave()


async def test_a_step_that_is_asked_for_again_is_done_once(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.ask("room.step", "k1")
    await socket.ask("room.step", "k1")
    assert hosted_of(hub, room).live.sim.now_us == 1_000_000
    await socket.leave()


@pytest.mark.parametrize("command", ["tally.add", "room.pause", "room.go_on", "tally.nothing", "tickets.abandon"])
async def test_a_watcher_steers_nothing(hub: Hub, command: str) -> None:
    room = await new_room(playing=True)
    socket = await opened(room, "somebody")
    assert socket.you["role"] == "watcher"
    assert await socket.ask(command, "k1") == {"ack": "k1", "error": {"code": "not_yours", "data": {}}}
    assert hosted_of(hub, room).live.clock.playing
    await socket.leave()


async def test_a_stranger_without_a_cookie_watches(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room, token="")
    assert socket.frames[0]["full"]
    assert socket.you["role"] == "watcher"
    assert (await socket.ask("tally.add", "k1"))["error"]["code"] == "not_yours"
    await socket.leave()


async def test_the_link_of_open_room_makes_an_owner_even_without_a_cookie(hub: Hub) -> None:
    room = await new_room(token="")
    socket = await Socket(room.code, "", f"?claim={claim_for(room.code)}").open()
    assert socket.you == {"role": "owner", "name": "owner"}
    assert (await socket.ask("tally.add", "k1"))["result"] == {"total": 1}
    await socket.leave()


async def test_the_link_of_another_room_makes_nobody_an_owner(hub: Hub) -> None:
    room, other = await new_room(token=""), await new_room(token="")
    socket = await Socket(room.code, "", f"?claim={claim_for(other.code)}").open()
    assert socket.you["role"] == "watcher"
    await socket.leave()


@pytest.mark.parametrize("code", ["ABC234", "abc234", "NOROOM", "x", "ABCDEFGHJK"])
async def test_a_wrong_code_is_told_and_closed(hub: Hub, code: str) -> None:
    socket = Socket(code)
    await socket.pipe.connect()
    await socket.read_until(lambda: socket.close_code is not None)
    assert socket.acks == {None: [{"ack": None, "error": {"code": "unknown_room", "data": {}}}]}
    assert socket.close_code == 4004


async def test_what_comes_after_the_close_is_not_looked_at(hub: Hub) -> None:
    socket = Socket("NOROOM")
    await socket.pipe.connect()
    await socket.read_until(lambda: socket.close_code is not None)
    await socket.send({"resume": None, "lens": "scene"})
    await socket.send({"key": "k", "command": "tally.add", "args": {}})
    await turns()
    assert await socket.pipe.receive_nothing()


async def test_a_code_may_be_written_in_small_letters(hub: Hub) -> None:
    room = await new_room()
    socket = await Socket(room.code.lower()).open()
    assert socket.you["role"] == "owner"
    await socket.leave()


@pytest.mark.parametrize("origin", [b"http://evil.example", b"null", b"http://localhost.evil.example"])
async def test_another_sites_page_cannot_connect(hub: Hub, origin: bytes) -> None:
    room = await new_room()
    connected, code = await Socket(room.code, origin=origin).pipe.connect()
    assert not connected
    assert code == 1000


async def test_a_script_without_an_origin_may_watch(hub: Hub) -> None:
    room = await new_room()
    socket = await Socket(room.code, token="", origin=None).open()
    assert socket.you["role"] == "watcher"
    await socket.leave()


async def test_a_viewer_who_comes_back_gets_what_they_missed(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    first = await opened(room)
    last = first.frames[-1]
    await first.leave()
    await add(hub, room, 4)
    back = await opened(room, resume=[last["epoch"], last["n"]])
    assert [(frame["n"], frame["full"]) for frame in back.frames] == [(last["n"] + 1, False)]
    assert back.screen.entities["ledger"]["accepted"] == 4
    await back.leave()


async def test_a_viewer_who_missed_nothing_gets_no_frame(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    stays, first = await opened(room), await opened(room)
    last = first.frames[-1]
    await first.leave()
    back = await opened(room, resume=[last["epoch"], last["n"]])
    assert back.frames == [] or not back.frames[0]["full"]
    await back.leave()
    await stays.leave()


@pytest.mark.parametrize("resume", [["other", 3], ["same", 10_000], ["same", -5]])
async def test_a_viewer_with_a_hole_gets_a_full_frame(hub: Hub, resume: list[object]) -> None:
    room = await new_room()
    first = await opened(room)
    epoch = first.frames[-1]["epoch"]
    back = await opened(room, resume=[epoch if resume[0] == "same" else resume[0], resume[1]])
    assert [frame["full"] for frame in back.frames] == [True]
    assert back.screen.entities == first.screen.entities | {"room": back.screen.entities["room"]}
    await first.leave()
    await back.leave()


async def test_a_viewer_asks_for_a_full_frame_on_the_same_connection(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.send({"resume": None, "lens": "scene"})
    await socket.read_until(lambda: len([frame for frame in socket.frames if frame["full"]]) == 2)
    assert len(hosted_of(hub, room).audience) == 1
    await socket.leave()


async def test_after_a_restart_the_epoch_is_new_and_the_frame_full(hub: Hub) -> None:
    room = await new_room()
    first = await opened(room)
    last = first.frames[-1]
    await crash(hub)
    back = await opened(room, resume=[last["epoch"], last["n"]])
    assert back.frames[0]["full"]
    assert back.frames[0]["epoch"] != last["epoch"]
    await back.leave()


async def test_a_viewer_says_what_it_has_seen_and_never_more_than_it_was_sent(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    viewer = hosted_of(hub, room).audience.by_lens["scene"][0]
    await socket.send({"seen": 10**9})
    await socket.ask("tally.add", "k1")
    assert viewer.seen is not None
    assert viewer.sent is not None
    assert 1 <= viewer.seen <= viewer.sent  # the room goes on sending
    await socket.leave()


async def test_a_member_is_told_what_is_theirs_and_nobody_else_is(hub: Hub, wall: Wall) -> None:
    room = await new_room()
    owner, watcher = await opened(room), await opened(room, "somebody")
    await owner.ask("tally.add", "k1", n=4)
    wall.now += 1
    await tick(hub)
    await owner.read_until(lambda: bool(owner.mine))
    assert owner.mine == [{"tally": {"added": 4}}]
    await watcher.read_until(lambda: watcher.screen.entities["ledger"]["accepted"] == 4)
    assert watcher.mine == []
    await owner.leave()
    await watcher.leave()


async def test_whoever_leaves_is_no_longer_counted(hub: Hub) -> None:
    room = await new_room()
    first, second = await opened(room), await opened(room)
    assert hosted_of(hub, room).live.facts.viewers == 2
    await first.leave()
    assert hosted_of(hub, room).live.facts.viewers == 1
    await second.leave()
    assert hosted_of(hub, room).live.facts.viewers == 0


async def test_a_connection_that_ends_abandons_what_it_waited_for(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.send({"key": "w", "command": "tally.wait_for", "args": {"total": 99}})
    await socket.ask("tally.add", "k1", n=0)
    assert len(hosted_of(hub, room).live.waiting()) == 1
    await socket.leave()
    await turns()
    await hub.execute(room.code, Command("tally.add", {"n": 0}))
    assert hosted_of(hub, room).live.waiting() == []


async def test_a_broken_room_says_so_to_whoever_asks(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    assert (await socket.ask("tally.explode", "k1"))["error"]["code"] == "room_broken"
    assert (await socket.ask("tally.add", "k2"))["error"]["code"] == "room_broken"
    assert (await socket.ask("room.go_on", "k3")) == {"ack": "k3", "result": {}}
    assert (await socket.ask("tally.add", "k4", n=2))["result"] == {"total": 2}
    await socket.leave()


async def test_a_commands_answer_after_a_long_wait_leaves_the_socket_free(hub: Hub) -> None:
    room = await new_room()
    socket = await opened(room)
    await socket.send({"key": "w", "command": "tally.wait_for", "args": {"total": 3}})
    assert (await socket.ask("tally.add", "k1", n=1))["result"] == {"total": 1}
    assert "w" not in socket.acks
    await socket.ask("tally.add", "k2", n=2)
    await socket.read_until(lambda: "w" in socket.acks)
    assert socket.acks["w"] == [{"ack": "w", "result": {"total": 3}}]
    await socket.leave()
