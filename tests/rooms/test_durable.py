"""The server is really killed, twenty times, while commands arrive: nothing is lost, nothing happens twice."""

import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest

from tests.rooms.members import Member
from tests.site import Site

KILLS = 20
BURST = 6
BACK_S_MAX = 3.0  # from a server that listens to everybody's first frame
BEHIND_MS_MAX = 1_500  # of the last frame that was seen, at rate 1
AHEAD_MS_MAX = 500  # of what the clock can have run before and after the kill
QUEUE = "kept"
SPREAD_S = 0.0005  # every second kill is at once, the others hit any moment up to the last answer of a burst


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("durable"))
    yield running
    running.stop()


async def send_burst(member: Member) -> None:
    for _ in range(BURST):
        body = f"message {len(member.unanswered) + len(member.answered)}"
        await member.send("sqs.send_message", QueueUrl=QUEUE, MessageBody=body)


def stored(member: Member) -> int:
    """Messages in the queue, as the screen shows them."""
    visible: int = member.screen.entities[f"sqs/{QUEUE}"]["visible"]
    return visible


def last_command_ms(member: Member) -> float:
    """The simulated moment of the newest message that the screen was told of."""
    return max((e["at_us"] / 1000 for e in member.screen.events if e["data"].get("queue") == QUEUE), default=0.0)


async def kill_while_commands_arrive(site: Site, owner: Member, watcher: Member, turn: int) -> int:
    """Returns how many commands had no answer when the server died."""
    await send_burst(owner)
    if turn % 2:
        await asyncio.sleep(turn * SPREAD_S)
    site.process.kill()
    killed_s, answered = monotonic(), len(owner.answered)
    seen, seen_s, epoch = owner.frames[-1]["now_ms"], owner.frame_s, owner.frames[-1]["epoch"]
    command_ms = last_command_ms(owner)
    unanswered = len(owner.unanswered)
    await asyncio.to_thread(site.kill)
    await asyncio.to_thread(site.start)
    up_s = monotonic()
    for member in (owner, watcher):
        await member.until(lambda member=member: member.frames[-1]["epoch"] != epoch, BACK_S_MAX)  # type: ignore[misc]
    back = next(frame for frame in owner.frames if frame["epoch"] == owner.frames[-1]["epoch"])
    assert back["full"]
    assert back["now_ms"] >= seen - BEHIND_MS_MAX
    assert back["now_ms"] >= int(command_ms)
    ran_ms = (killed_s - seen_s + max(0.0, owner.frame_s - up_s)) * 1000
    assert back["now_ms"] <= seen + ran_ms + AHEAD_MS_MAX, "no simulated time passes while the server is down"
    assert back["set"][f"sqs/{QUEUE}"]["visible"] >= answered - 1, "the first answer was that of create_queue"
    return unanswered


async def test_twenty_kills_lose_nothing_and_repeat_nothing(own_site: Site) -> None:
    room = own_site.open_room("shop")
    owner, watcher = Member(room["live_url"]), Member(room["live_url"].partition("?")[0])
    async with owner.at_the_page(), watcher.at_the_page():
        await owner.until(lambda: bool(owner.you))
        assert (await owner.ask("sqs.create_queue", QueueName=QUEUE)).keys() == {"ack", "result"}
        open_ends = []
        for turn in range(KILLS):
            open_ends.append(await kill_while_commands_arrive(own_site, owner, watcher, turn))
            await owner.until(lambda: not owner.unanswered)
        assert sum(1 for unanswered in open_ends if unanswered) >= KILLS / 4, "the kills came too late to be of use"
        refused = [answer for answer in owner.answered.values() if "error" in answer]
        assert refused == []
        assert len(owner.answered) == 1 + KILLS * BURST
        ids = [answer["result"].get("MessageId") for answer in owner.answered.values()]
        assert len(set(ids)) == len(ids)
        for member in (owner, watcher):
            await member.until(lambda member=member: stored(member) >= KILLS * BURST)  # type: ignore[misc]
            assert stored(member) == KILLS * BURST
