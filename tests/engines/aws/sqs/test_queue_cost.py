"""What a backlog costs: receive, delete, expiry and coming back touch a handful of entries, not the whole queue.

Counted, not timed: every look at a message and every entry moved in a list.
"""

from collections.abc import Callable
from typing import Any

import pytest

from labs.engines.aws.sqs import fifo
from labs.engines.aws.sqs import queue as rules

SMALL = 200
WORK = 100  # operations counted


class Counted(dict[str, Any]):
    """The messages of a queue; counts how often one is looked up."""

    looks = 0

    def get(self, key: str, default: Any = None) -> Any:
        Counted.looks += 1
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        Counted.looks += 1
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        Counted.looks += 1
        return super().__getitem__(key)

    def __iter__(self) -> Any:
        raise AssertionError("nothing may walk over all messages")


# The kind of queue, how many messages stand in each group (0: without a group), how many there are in the large queue.
KINDS = {
    "standard": ("standard", 0, 200_000),
    "one_fifo_group": ("fifo", 10**9, 200_000),
    "fifo_groups_of_three": ("fifo", 3, 20_000),
    "one_tenant": ("standard", 10**9, 20_000),
    "tenants_of_three": ("standard", 3, 20_000),
}


def filled(size: int, kind: str = "standard") -> rules.Queue:
    queue = rules.new_queue("q", 0, {"MessageRetentionPeriod": 60}, "secret")
    queue["messages"] = Counted()
    of_queue, together, _ = KINDS[kind]
    if of_queue == "fifo":
        queue["lines"] = fifo.new_lines(0)
    for number in range(size):
        group = {"group": str(number // together)} if together else {}
        rules.add(queue, {"id": str(number), "sent_us": number, **group}, 0)
    return queue


def receive_and_delete(queue: rules.Queue) -> None:
    message = rules.take(queue)
    assert message is not None
    rules.hide(queue, message, 30_000_000)
    rules.remove(queue, message)


def receive_and_come_back(queue: rules.Queue) -> None:
    message = rules.take(queue)
    assert message is not None
    rules.hide(queue, message, 0)
    again = rules.next_due(queue, 0)
    assert again is not None
    rules.show(queue, again)


def expire(queue: rules.Queue) -> None:
    message = rules.next_expired(queue, 10**9)
    assert message is not None
    rules.remove(queue, message)


def delete_the_youngest(queue: rules.Queue) -> None:
    newest = str(queue["sent"] - WORK + len(queue["deleted"]))
    queue["deleted"].append(newest)
    rules.remove(queue, queue["messages"][newest])


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("work", [receive_and_delete, receive_and_come_back, expire, delete_the_youngest])
def test_the_cost_does_not_grow_with_the_backlog(work: Callable[[rules.Queue], None], kind: str) -> None:
    looks = []
    for size in (SMALL, KINDS[kind][2]):
        queue = filled(size, kind)
        queue["deleted"] = []
        Counted.looks = 0
        for _ in range(WORK):
            work(queue)
        looks.append(Counted.looks)
    assert looks[1] <= 2 * looks[0]
    assert looks[1] <= 12 * WORK


def test_nothing_stale_piles_up_over_a_long_run() -> None:
    queue = filled(100)
    for now_us in range(20_000):
        message = rules.take(queue)
        assert message is not None
        rules.hide(queue, message, 10**12 + now_us)
        rules.remove(queue, message)
        rules.add(queue, {"id": "x", "sent_us": now_us}, 0)
    lengths = {part: len(queue[part]) for part in ("ready", "due", "arrivals")}
    assert all(length <= 2 * 100 + 2 * 200 for length in lengths.values()), lengths


def test_messages_that_expire_unseen_leave_nothing_behind() -> None:
    queue = filled(0)
    for now_s in range(5_000):
        rules.add(queue, {"id": "x", "sent_us": now_s * 1_000_000}, 0)
        while message := rules.next_expired(queue, now_s * 1_000_000):
            rules.remove(queue, message)
    assert len(queue["messages"]) == 60
    assert len(queue["ready"]) <= 2 * 60 + 200
    assert len(queue["arrivals"]) == 60


def test_a_receive_of_ten_from_one_huge_group_costs_ten_looks_or_so() -> None:
    looks = []
    for size in (SMALL, 200_000):
        queue = filled(size, "one_fifo_group")
        Counted.looks = 0
        for _ in range(10):
            last: rules.Message | None = None
            taken: list[rules.Message] = []
            while len(taken) < 10 and (last := rules.take(queue, last)) is not None:
                rules.hide(queue, last, 30_000_000)
                taken.append(last)
            assert len(taken) == 10
            for message in taken:
                rules.remove(queue, message)
        looks.append(Counted.looks)
    assert looks[1] <= 2 * looks[0]
    assert looks[1] <= 12 * 100
