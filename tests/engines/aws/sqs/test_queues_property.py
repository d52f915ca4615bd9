"""Whatever is done to queues: no message is in two places, counts add up, groups keep order, replay equals run."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs.engines.sim import Command, restore, save
from tests.engines.aws.world import World

ARN = "arn:aws:sqs:us-east-1:123456789012:"
STEPS = st.one_of(
    st.tuples(st.just("send"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("batch"), st.integers(0, 2), st.integers(1, 10)),
    st.tuples(st.just("receive"), st.integers(1, 10), st.sampled_from([0, 5, 20])),
    st.tuples(st.just("wait"), st.integers(1, 10), st.sampled_from([3, 20])),
    st.tuples(st.just("delete"), st.integers(0, 30), st.none()),
    st.tuples(st.just("change"), st.integers(0, 30), st.sampled_from([0, 7, 40])),
    st.tuples(st.just("pass"), st.integers(1, 25), st.none()),
    st.tuples(st.just("redrive"), st.none(), st.none()),
    st.tuples(st.just("purge"), st.none(), st.none()),
)
Step = tuple[str, Any, Any]


class Play:
    """One world with a queue "q" and its dead-letter queue "dead", of one kind; steps are played on it."""

    def __init__(self, kind: str) -> None:
        self.world = World(7)
        self.suffix = ".fifo" if kind == "fifo" else ""
        self.fair = kind == "fair"
        own = {"FifoQueue": "true", "DeduplicationScope": "messageGroup"} if self.suffix else {}
        self.world.queue(self.name("dead"), **own)
        redrive = json.dumps({"deadLetterTargetArn": ARN + self.name("dead"), "maxReceiveCount": 3})
        self.world.queue(self.name("q"), **own, RedrivePolicy=redrive, MessageRetentionPeriod="120")
        if kind == "disturbed":
            dials: dict[str, Any] = {"Duplicates": 30, "Reordering": 50, "Servers": 3, "StaleSeconds": 7}
            self.world.sim.execute(_command("sqs.set_dials", QueueUrl="q", **dials))
        self.handles: list[str] = []
        self.sent = self.calls = 0

    def name(self, name: str) -> str:
        return name + self.suffix

    def _message(self, group: int, again: bool = False) -> dict[str, Any]:
        self.sent += not again
        message: dict[str, Any] = {"MessageBody": f"{self.sent:04}"}
        if self.suffix or self.fair:
            message["MessageGroupId"] = f"g{group}"
        if self.suffix:
            message["MessageDeduplicationId"] = str(self.sent)
        return message

    def step(self, step: Step) -> None:
        what, one, two = step
        url = {"QueueUrl": self.name("q")}
        if what == "send":
            self.do("send_message", **url, **self._message(one, again=two))
        elif what == "batch":
            entries = [{"Id": str(number), **self._message((one + number) % 3)} for number in range(two)]
            self.do("send_message_batch", **url, Entries=entries)
        elif what in ("receive", "wait"):
            wait = {"WaitTimeSeconds": two} if what == "wait" else {"VisibilityTimeout": two}
            self._receive(self.do("receive_message", **url, MaxNumberOfMessages=one, **wait))
        elif what == "delete" and self.handles:
            self.do("delete_message", **url, ReceiptHandle=self.handles[-1 - one % len(self.handles)])
        elif what == "change" and self.handles:
            handle = self.handles[-1 - one % len(self.handles)]
            self.do("change_message_visibility", **url, ReceiptHandle=handle, VisibilityTimeout=two)
        elif what == "pass":
            self.world.sim.run_until(self.world.sim.now_us + one * 1_000_000)
        elif what == "redrive":
            self.do("start_message_move_task", SourceArn=ARN + self.name("dead"))
        elif what == "purge":
            self.do("purge_queue", **url)
        for _, reply in self.world.late.values():
            self._receive(reply)
        self.world.late.clear()

    def _receive(self, reply: Any) -> None:
        found = (reply.result or {}).get("Messages", [])
        self.handles += [message["ReceiptHandle"] for message in found]

    def do(self, action: str, **args: Any) -> Any:
        """Each call by somebody else, so that the log tells them apart."""
        self.calls += 1
        return self.world.sim.execute(_command(f"sqs.{action}", by=f"kim{self.calls}", **args))

    def check(self) -> None:
        queues = self.world.cloud.sqs.queues
        stored = [message["id"] for queue in queues.values() for message in queue["messages"].values()]
        assert len(stored) == len(set(stored)) == self.world.cloud.sqs.stored
        for queue in queues.values():
            states = Counter(message["state"] for message in queue["messages"].values())
            assert {state: states[state] for state in queue["counts"]} == queue["counts"]
            if queue["lines"] is not None:
                self._check_lines(queue)

    def _check_lines(self, queue: dict[str, Any]) -> None:
        lines, messages = queue["lines"], queue["messages"].values()
        groups = lines["groups" if self.suffix else "tenants"]
        sizes = Counter(message["group"] for message in messages if "group" in message)
        hidden = Counter(message["group"] for message in messages if message["state"] == "hidden")
        assert {name: group["size"] for name, group in groups.items()} == dict(sizes)
        assert all(group["hidden"] == hidden[name] for name, group in groups.items())


def _command(name: str, by: str = "kim", **args: Any) -> Command:
    return Command(name, args, by)


def play(kind: str, steps: list[Step]) -> Play:
    played = Play(kind)
    for step in steps:
        played.step(step)
        played.check()
    return played


KINDS = pytest.mark.parametrize("kind", ["standard", "fair", "fifo", "disturbed"])
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@KINDS
@FEW
@given(steps=st.lists(STEPS, max_size=40))
def test_no_message_is_in_two_places_and_counts_add_up(kind: str, steps: list[Step]) -> None:
    play(kind, steps)


class Order:
    """What the log says of a FIFO queue's groups: the messages of each in the order in which they came in."""

    def __init__(self) -> None:
        self.groups: dict[str, list[str]] = {}
        self.holders: dict[str, str | None] = {}  # message -> the receive that has it, if it is in flight

    def follow(self, event: dict[str, Any], group_of: dict[str, str]) -> None:
        data, what = event["data"], event["event"]
        message = data.get("message", "")
        if what == "MessageSent" or (what == "MessageRedriven" and data["to"] == "q.fifo"):
            self.groups.setdefault(group_of[message], []).append(message)
            self.holders[message] = None
        elif data.get("queue") != "q.fifo":
            return
        elif what == "QueuePurged":
            self.groups.clear()
        elif what == "MessageReceived":
            self.check_turn(message, data["by"])
            self.holders[message] = data["by"]
        elif what == "MessageVisible":
            self.holders[message] = None
        elif what in ("MessageDeleted", "MessageExpired", "MessageMoved"):
            for line in self.groups.values():
                line[:] = [one for one in line if one != message]

    def check_turn(self, message: str, receive: str) -> None:
        """Every earlier message of its group is handed out by the same receive."""
        [line] = [line for line in self.groups.values() if message in line]
        assert all(self.holders[earlier] == receive for earlier in line[: line.index(message)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=60))
def test_a_message_is_given_only_after_or_with_all_earlier_ones_of_its_group(steps: list[Step]) -> None:
    played, order, seen = Play("fifo"), Order(), 0
    group_of: dict[str, str] = {}
    for step in steps:
        played.step(step)
        for queue in played.world.cloud.sqs.queues.values():
            group_of |= {message["id"]: message["group"] for message in queue["messages"].values()}
        events = played.world.sim.log.since(0)
        for event in events[seen:]:
            order.follow(event, group_of)
        seen = len(events)


@KINDS
@FEW
@given(steps=st.lists(STEPS, max_size=30), cut=st.integers(0, 30))
def test_a_run_goes_on_from_a_checkpoint_as_if_nothing_had_been(kind: str, steps: list[Step], cut: int) -> None:
    whole = play(kind, steps)
    played = play(kind, steps[:cut])
    state = save(played.world.sim)
    text = json.dumps(state)
    assert json.loads(text) == state
    played.world = _restored(text)
    for step in steps[cut:]:
        played.step(step)
        played.check()
    assert played.world.sim.digest == whole.world.sim.digest


def _restored(text: str) -> World:
    world = World(7)
    restore(world.sim, json.loads(text))
    return world
