"""When exactly nothing waited in a queue any more: the samples for charts lie a second and more apart."""

from itertools import islice

from labs.rooms.past import Past

FACTS_MAX = 20_000  # looked at for one answer
STEPS = {"MessageSent": 1, "MessageVisible": 1, "MessageReceived": -1, "MessageExpired": -1, "MessageMoved": -1}


def emptied_us(past: Past, queue: str, from_us: int, known: tuple[int, int]) -> int | None:
    """The first moment from that one on; None if there was none.

    `known` is a moment not after it, and how many messages waited then.
    """
    known_us, waiting = known
    for fact in islice(past.oldest_first(known_us + 1), FACTS_MAX):
        if fact["data"].get("queue") != queue:
            continue
        waiting += STEPS.get(fact["event"], 0)
        if waiting <= 0 and fact["at_us"] >= from_us:
            return int(fact["at_us"])
    return None
